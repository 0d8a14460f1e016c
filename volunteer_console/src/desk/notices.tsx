// SPDX-License-Identifier: EUPL-1.2
// Bars across the page: demonstration, a certificate near its end, no connection, why an offer went away.

import { alarm } from "../door/alarms.ts"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import type { DeskView } from "./deskView.ts"
import { Ring, Triangle } from "./marks.tsx"

type View = Extract<DeskView, { page: "desk" }>

function CertificateAlarm({ model }: { model: DeskModel }) {
  const due = alarm(model.me.notAfter, model.now.value)
  if (due === undefined) return null
  return (
    <p class={due.step === 14 ? "notice" : "notice pressing"}>
      {due.step === 3 && <Triangle />}
      <span>{t(`alarm-${due.step}`, { days: due.days })}</span>
    </p>
  )
}

function Lost({ connected }: { connected: boolean }) {
  // Always in the page, so that a screen reader hears it fill.
  return (
    <div role="status">
      {!connected && (
        <p class="notice lost">
          <Ring />
          <span>
            <strong>{t("lost-title")}</strong> {t("lost-body")}
          </span>
        </p>
      )}
    </div>
  )
}

function Missed({ model, view }: { model: DeskModel; view: View }) {
  const why = view.missed
  const away = view.duty.duty === "away" && (why === "lease" || why === "key")
  return (
    <div role="status">
      {why !== undefined && (
        <div class="notice missed">
          <p>{t(`missed-${why}`)}</p>
          <p class="acts">
            {away && (
              <button type="button" onClick={() => model.acts.duty("free")}>
                {t("missed-free")}
              </button>
            )}
            <button type="button" onClick={() => model.look({ missedRead: true })}>
              {t("missed-close")}
            </button>
          </p>
        </div>
      )}
    </div>
  )
}

export function Notices({ model, view }: { model: DeskModel; view: View }) {
  return (
    <div class="notices">
      {model.me.demo && <p class="notice demo">{t("desk-demo")}</p>}
      <CertificateAlarm model={model} />
      <Lost connected={view.connected} />
      <Missed model={model} view={view} />
    </div>
  )
}
