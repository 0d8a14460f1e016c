// SPDX-License-Identifier: EUPL-1.2
// One case: what the server knows of it, the report once it is opened here, and what may be done.

import type { Case } from "@lykta/core/wire.gen"
import { useArrivalFocus } from "../desk/focus.ts"
import type { ReportStanding } from "../door/door.ts"
import { t } from "../texts.ts"
import { Acknowledge } from "./acknowledge.tsx"
import { StatusBanner, UrgencyWord } from "./caseMarks.tsx"
import { Deeds } from "./deedBar.tsx"
import { deedsNow, waits } from "./deeds.ts"
import { ageOf } from "./inboxList.tsx"
import { Notes } from "./notesView.tsx"
import { Call112 } from "./notices.tsx"
import type { OfficerModel, Reading } from "./officerModel.ts"
import type { CannotOpen } from "./reading.ts"
import { ReportSheet } from "./reportSheet.tsx"
import { dayAndTime } from "./when.ts"

function Facts({ model, it }: { model: OfficerModel; it: Case }) {
  const sent = it.released ?? it.begun
  return (
    <dl class="facts">
      <div>
        <dt>{t("case-sent")}</dt>
        <dd>{t("case-sent-value", { when: dayAndTime(sent), age: ageOf(sent, model.now.value) })}</dd>
      </div>
      <div>
        <dt>{t("case-state")}</dt>
        <dd>{stateOf(it)}</dd>
      </div>
      <div>
        <dt>{t("case-to")}</dt>
        <dd>
          <bdi>{it.agency.name}</bdi>
        </dd>
      </div>
      {it.version > 1 && (
        <div>
          <dt>{t("case-version")}</dt>
          <dd>{t("case-version-value", { version: it.version })}</dd>
        </div>
      )}
    </dl>
  )
}

function stateOf({ state, code }: Case): string {
  if (code === undefined || (state !== "declined" && state !== "outcome")) return t(`case-state-${state}`)
  return t("case-state-why", { state: t(`case-state-${state}`), why: t(`case-code-${code}`) })
}

/** Who has read it. Before the report is open here, and where the signature does not hold, only the server says so. */
function ReadByLine({ model, it }: { model: OfficerModel; it: Case }) {
  const read = it.read_by
  if (read === undefined || read.version !== it.version) return null
  const said = { name: read.name, office: read.office, when: dayAndTime(read.at) }
  if (model.state.value.receipts.has(read.signature))
    return <p class="read-by">{t("case-read-by-checked", said)}</p>
  const open = model.reading(it)?.at === "open"
  return <p class="read-by">{open ? t("case-read-by-doubt", said) : t("case-read-by", said)}</p>
}

/** Who asks to join, and whether an answer has come. */
function AskedLine({ asked }: { asked: Case["asked"] }) {
  if (asked === undefined) return null
  const said = { name: asked.name, when: dayAndTime(asked.at) }
  return <p class="read-by">{asked.answered ? t("join-answered", said) : t("join-asked", said)}</p>
}

function Cannot({ model, it, why }: { model: OfficerModel; it: Case; why: CannotOpen }) {
  return (
    <div class="notice pressing cannot" role="alert">
      <div>
        <strong>{t("open-cannot")}</strong>
        <p>{t(`open-cannot-${why}`)}</p>
        <p>
          <button type="button" onClick={() => model.acts.open(it)}>
            {t("open-again")}
          </button>
        </p>
      </div>
    </div>
  )
}

function Closed({ model, it, able }: { model: OfficerModel; it: Case; able: boolean }) {
  return (
    <div class="sealed">
      <p>{t("open-sealed")}</p>
      {able ? (
        <p>
          <button type="button" class="primary large" onClick={() => model.acts.open(it)}>
            {t("open-do")}
          </button>
        </p>
      ) : (
        <p class="quiet">{t("open-not-here")}</p>
      )}
    </div>
  )
}

interface BodyProps {
  readonly model: OfficerModel
  readonly it: Case
  readonly reading: Reading | undefined
  /** Whether this device has a key that is good. */
  readonly able: boolean
}

function Body({ model, it, reading, able }: BodyProps) {
  switch (reading?.at) {
    case undefined:
      return <Closed model={model} it={it} able={able} />
    case "opening":
      return (
        <p class="quiet" role="status">
          {t("open-opening")}
        </p>
      )
    case "cannot":
      return <Cannot model={model} it={it} why={reading.why} />
    case "open":
      return <ReportSheet it={it} open={reading.report} />
  }
}

interface CaseProps {
  readonly model: OfficerModel
  readonly it: Case
  readonly report: ReportStanding | undefined
}

function Chosen({ model, it, report }: CaseProps) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  const reading = model.reading(it)
  // Once it is open, what was signed counts, whatever the server says.
  const { status, urgency } = reading?.at === "open" ? reading.report.report.meta : it
  return (
    <section class="dossier" aria-labelledby="case-title">
      <p class="back">
        <button type="button" onClick={() => goBack(model, it)}>
          {t("case-back")}
        </button>
      </p>
      <StatusBanner status={status} sealed={reading?.at !== "open"} />
      <header class="dossier-head">
        <h2 id="case-title" ref={$title} tabIndex={-1}>
          {t("case-title", { number: it.number })}
        </h2>
        <UrgencyWord urgency={urgency} />
      </header>
      {waits(it) && <p class="quiet small">{t(`case-urgency-${urgency}-means`)}</p>}
      {status === "actual" && urgency === "p0" && <Call112 />}
      <Facts model={model} it={it} />
      <ReadByLine model={model} it={it} />
      <AskedLine asked={it.asked} />
      <Acknowledge model={model} it={it} />
      <Deeds model={model} it={it} />
      <Body
        model={model}
        it={it}
        reading={reading}
        able={report === undefined || report.at === "certified"}
      />
      {(it.notes > 0 || deedsNow(it).has("ask")) && <Notes model={model} it={it} />}
    </section>
  )
}

function goBack(model: OfficerModel, it: Case): void {
  model.choose(undefined)
  requestAnimationFrame(() => document.getElementById(`row-${it.case}`)?.focus())
}

export function CaseView({ model, report }: { model: OfficerModel; report: ReportStanding | undefined }) {
  const it = model.chosen.value
  if (it === undefined) return <section class="dossier none">{t("case-none")}</section>
  return <Chosen key={it.case} model={model} it={it} report={report} />
}
