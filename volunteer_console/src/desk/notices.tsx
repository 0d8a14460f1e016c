// SPDX-License-Identifier: EUPL-1.2
// Bars across the page: demonstration, a certificate near its end, no connection, why an offer went away.

import { type Alarm, alarm } from "../door/alarms.ts"
import type { ReportStanding } from "../door/door.ts"
import { t } from "../texts.ts"
import type { DeskModel, Me } from "./deskModel.ts"
import type { DeskView } from "./deskView.ts"
import { Ring, Triangle } from "./marks.tsx"

type View = Extract<DeskView, { page: "desk" }>

function CertificateAlarm({ due, text }: { due: Alarm; text: string }) {
  return (
    <p class={due.step === 14 ? "notice" : "notice pressing"}>
      {due.step === 3 && <Triangle />}
      <span>{text}</span>
    </p>
  )
}

interface AlarmsProps {
  readonly me: Me
  readonly now: number
  readonly report: ReportStanding | undefined
}

export function Alarms({ me, now, report }: AlarmsProps) {
  const talk = alarm(me.notAfter, now)
  const reports = report?.at === "certified" ? alarm(report.notAfter, now) : undefined
  return (
    <>
      {talk && <CertificateAlarm due={talk} text={t(`alarm-${talk.step}`, { days: talk.days })} />}
      {reports && <CertificateAlarm due={reports} text={t("alarm-report", { days: reports.days })} />}
    </>
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

interface NoticesProps {
  readonly model: DeskModel
  readonly view: View
  readonly report: ReportStanding | undefined
}

export function Notices({ model, view, report }: NoticesProps) {
  const cases = model.cases.value
  return (
    <div class="notices">
      {model.me.demo && <p class="notice demo">{t("desk-demo")}</p>}
      <Alarms me={model.me} now={model.now.value} report={report} />
      <Lost connected={view.connected} />
      <Missed model={model} view={view} />
      {cases && <cases.Bar />}
    </div>
  )
}
