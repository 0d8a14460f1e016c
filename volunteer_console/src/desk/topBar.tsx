// SPDX-License-Identifier: EUPL-1.2
// The bar at the top: the way past it, what this is, who I am, settings.

import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"

function $front(): HTMLElement | null {
  return document.getElementById("talk-title") ?? document.getElementById("offer-title")
}

function Skip({ model }: { model: DeskModel }) {
  const skip = () => {
    model.show("talk")
    // What was hidden can take the focus only once it is drawn.
    requestAnimationFrame(() => $front()?.focus())
  }
  return (
    <button type="button" class="skip" onClick={skip}>
      {t("desk-skip")}
    </button>
  )
}

export function TopBar({ model }: { model: DeskModel }) {
  const { me } = model
  return (
    <header class="bar">
      <Skip model={model} />
      <h1 class="bar-name">
        <strong>{t("app-name")}</strong> <bdi class="quiet">{me.helpline}</bdi>
      </h1>
      <p class="bar-who">
        <bdi>{me.name}</bdi>
        <span class="quiet">{t(`role-${me.role}`)}</span>
      </p>
      <button type="button" id="settings-open" onClick={() => (model.dialog.value = "settings")}>
        {t("settings-open")}
      </button>
    </header>
  )
}
