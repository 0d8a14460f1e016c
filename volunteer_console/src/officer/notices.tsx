// SPDX-License-Identifier: EUPL-1.2
// Bars across an officer's page: demonstration, no connection, a device that cannot open, an exercise not opened, 112.

import type { ComponentChildren } from "preact"
import { Ring, Triangle } from "../desk/marks.tsx"
import { timeOfDay } from "../desk/names.ts"
import { Alarms } from "../desk/notices.tsx"
import type { ReportStanding } from "../door/door.ts"
import { t } from "../texts.ts"
import { lifeInDanger, missedExercise } from "./inbox.ts"
import type { OfficerModel } from "./officerModel.ts"

function Lost({ model }: { model: OfficerModel }) {
  const { connected, heardAt } = model.state.value
  return (
    <div role="status">
      {!connected && (
        <p class="notice lost">
          <Ring />
          <span>
            <strong>{t("officer-lost-title")}</strong>{" "}
            {heardAt === undefined
              ? t("officer-lost-never")
              : t("officer-lost-since", { time: timeOfDay(heardAt) })}
          </span>
        </p>
      )}
    </div>
  )
}

function Pressing({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="notice pressing device">
      <Triangle />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  )
}

/** Says of this device that it cannot open reports, and what to do. Nothing while it can. */
export function DeviceNotice({ report }: { report: ReportStanding | undefined }) {
  switch (report?.at) {
    case undefined:
    case "certified":
      return null
    case "none":
      return (
        <Pressing title={t("officer-device-cannot")}>
          <p>{t("keys-report-none")}</p>
        </Pressing>
      )
    case "doubt":
      return (
        <Pressing title={t("officer-device-cannot")}>
          <p>{t("keys-report-doubt", { why: t(`distrust-${report.why}`) })}</p>
        </Pressing>
      )
    case "waiting":
      return (
        <Pressing title={t("officer-device-cannot")}>
          <p>{t("keys-report-waiting")}</p>
          <ol class="words" aria-label={t("pending-words")} translate={false} dir="ltr">
            {report.words.map((word) => (
              <li key={word}>{word}</li>
            ))}
          </ol>
        </Pressing>
      )
  }
}

function Exercise({ model }: { model: OfficerModel }) {
  const missed = missedExercise(model.cases.value)
  if (missed === undefined) return null
  return (
    <div class="notice exercise">
      <p>{t("officer-exercise-missed", { number: missed.number })}</p>
      <button type="button" onClick={() => model.choose(missed.case)}>
        {t("officer-exercise-open")}
      </button>
    </div>
  )
}

/** The number is a link, and written out. */
export function Call112() {
  return (
    <p class="notice pressing call-112">
      <Triangle />
      <span>
        {t("officer-112")} <a href="tel:112">112</a>
      </span>
    </p>
  )
}

export function OfficerNotices({
  model,
  report,
}: {
  model: OfficerModel
  report: ReportStanding | undefined
}) {
  return (
    <div class="notices">
      {model.me.demo && <p class="notice demo">{t("desk-demo")}</p>}
      <Lost model={model} />
      {lifeInDanger(model.cases.value) && <Call112 />}
      <DeviceNotice report={report} />
      <Alarms me={model.me} now={model.now.value} report={report} />
      <Exercise model={model} />
    </div>
  )
}
