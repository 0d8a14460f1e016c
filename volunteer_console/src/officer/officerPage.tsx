// SPDX-License-Identifier: EUPL-1.2
// An officer's whole page: the inbox beside a case from 1200 px, one of them at a time below.

import { Settings, type SettingsActs } from "../desk/dialogs.tsx"
import { t } from "../texts.ts"
import { CaseView } from "./caseView.tsx"
import { InboxList } from "./inboxList.tsx"
import { OfficerNotices } from "./notices.tsx"
import type { OfficerModel } from "./officerModel.ts"

function Bar({ model }: { model: OfficerModel }) {
  const { me } = model
  const skip = () =>
    (document.getElementById("case-title") ?? document.getElementById("inbox-title"))?.focus()
  return (
    <header class="bar">
      <button type="button" class="skip" onClick={skip}>
        {t("officer-skip")}
      </button>
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

export function OfficerPage({ model, settings }: { model: OfficerModel; settings: SettingsActs }) {
  const report = settings.report.value
  return (
    <div class="desk officer" data-part={model.chosen.value === undefined ? "inbox" : "case"}>
      <Bar model={model} />
      <main class="office">
        <OfficerNotices model={model} report={report} />
        <InboxList model={model} />
        <CaseView model={model} report={report} />
      </main>
      {model.dialog.value === "settings" && <Settings host={model} settings={settings} busy={false} />}
    </div>
  )
}
