// SPDX-License-Identifier: EUPL-1.2
// The opened report, laid out to be acted on and to be printed.

import type { Staff } from "@lykta/core"
import type { Case, CaseStatus } from "@lykta/core/wire.gen"
import type { ComponentChildren } from "preact"
import { Triangle } from "../desk/marks.tsx"
import type { FIELDS, GUARDIAN, Guardian, Report, Section } from "../report/report.ts"
import { t } from "../texts.ts"
import { StatusBanner } from "./caseMarks.tsx"
import type { OpenReport } from "./reading.ts"
import { type Box, contradictions, type Line, type Sheet, sheetOf, told } from "./sheet.ts"
import { dayAndTime } from "./when.ts"

type FieldKey = {
  [S in Section]: `field-${S}-${Extract<keyof (typeof FIELDS)[S], string>}`
}[Section]
type GuardianKey = `field-guardian-${Extract<keyof typeof GUARDIAN, string>}`
type ValueOf<S extends Section> = Extract<
  (typeof FIELDS)[S][keyof (typeof FIELDS)[S]],
  readonly string[]
>[number]
type ValueKey = `value-${{ [S in Section]: ValueOf<S> }[Section]}`

function Told() {
  return <span class="told-mark">{t("sheet-told")}</span>
}

function Lines({ section, lines }: { section: Section; lines: readonly Line[] }) {
  return (
    <dl class="lines">
      {lines.map(({ field, text, value }) => (
        <div key={field}>
          <dt>
            {t(`field-${section}-${field}` as FieldKey)} {told.has(`${section}.${field}`) && <Told />}
          </dt>
          <dd class="said">{value === undefined ? <bdi>{text}</bdi> : t(`value-${value}` as ValueKey)}</dd>
        </div>
      ))}
    </dl>
  )
}

interface PartProps {
  readonly status: CaseStatus
  readonly id: string
  readonly title: string
  readonly children: ComponentChildren
}

/** The heading says again of an exercise that it is one: on paper each part may lie on a sheet of its own. */
function Part({ status, id, title, children }: PartProps) {
  return (
    <section class={`sheet-part part-${id}`} aria-labelledby={`sheet-${id}`}>
      <h4 id={`sheet-${id}`}>
        {title}
        {status !== "actual" && <span class="status-word">{t(`case-status-${status}`)}</span>}
      </h4>
      {children}
    </section>
  )
}

function ConcernBox({ box: { voice, text, from } }: { box: Box }) {
  return (
    <div class={`box box-${voice}`}>
      <h5>
        {t(`sheet-voice-${voice}`)} {voice === "told" && <Told />}
      </h5>
      {from !== undefined && <p class="small">{t("sheet-from", { who: from })}</p>}
      {text === undefined ? (
        <p class="quiet">{t("sheet-nothing")}</p>
      ) : (
        <p class="said">
          <bdi>{text}</bdi>
        </p>
      )}
    </div>
  )
}

function Concern({ status, sheet }: { status: CaseStatus; sheet: Sheet }) {
  const rest = sheet.parts.find(({ section }) => section === "concern")
  return (
    <Part status={status} id="concern" title={t("section-concern")}>
      <div class="boxes">
        {sheet.boxes.map((box) => (
          <ConcernBox key={box.voice} box={box} />
        ))}
      </div>
      {rest !== undefined && <Lines section="concern" lines={rest.lines} />}
    </Part>
  )
}

function GuardianLines({ guardian }: { guardian: Guardian }) {
  const { informed, ...said } = guardian
  return (
    <dl class="lines guardian">
      <div>
        <dt>{t("field-guardian-informed")}</dt>
        <dd>{t(`value-guardian-${informed}`)}</dd>
      </div>
      {Object.entries(said).map(([field, text]) => (
        <div key={field}>
          <dt>{t(`field-guardian-${field}` as GuardianKey)}</dt>
          <dd class="said">
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Guardians({ status, sheet }: { status: CaseStatus; sheet: Sheet }) {
  return (
    <Part status={status} id="guardians" title={t("section-guardians")}>
      <p class="notice">{t("sheet-guardians")}</p>
      {sheet.guardians.map((guardian, index) => (
        <GuardianLines key={index} guardian={guardian} />
      ))}
    </Part>
  )
}

function Excerpts({ status, sheet }: { status: CaseStatus; sheet: Sheet }) {
  if (sheet.excerpts.length === 0) return null
  return (
    <Part status={status} id="excerpts" title={t("section-excerpts")}>
      <p class="quiet small">{t("sheet-excerpts")}</p>
      <ol class="plain excerpts">
        {sheet.excerpts.map(({ from, at, text }, index) => (
          <li key={index} class={from === "child" ? "box box-told" : "box"}>
            <p class="quiet small">
              {t(`sheet-excerpt-${from}`)} · {dayAndTime(at)}
            </p>
            <p class="said">
              <bdi>{text}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </Part>
  )
}

function DoNot({ sheet }: { sheet: Sheet }) {
  if (sheet.doNot.length === 0) return null
  return (
    <div class="notice pressing do-not">
      <Triangle />
      <ul class="plain">
        {sheet.doNot.map((flag) => (
          <li key={flag}>{t(`field-now-${flag}`)}</li>
        ))}
      </ul>
    </div>
  )
}

function reviewed(it: Case): string {
  if (it.break_glass) return t("sheet-reviewed-not")
  return it.released === undefined ? t("sheet-reviewed-yet") : t("sheet-reviewed")
}

interface VouchedProps {
  readonly it: Case
  readonly report: Report
  readonly author: Staff
}

function Vouched({ it, author, report }: VouchedProps) {
  const { meta } = report
  return (
    <div class="vouched">
      <p>
        {t("sheet-vouches", { name: author.name, role: t(`role-${author.role}`), helpline: author.helpline })}{" "}
        <span class="quiet">{t("sheet-vouches-means")}</span>
      </p>
      <p>{reviewed(it)}</p>
      <p class="quiet">{t("sheet-written", { when: dayAndTime(meta.created), agency: meta.agencyName })}</p>
      {meta.agency !== it.agency.id && (
        <p class="notice">{t("sheet-passed-on", { agency: it.agency.name })}</p>
      )}
    </div>
  )
}

function Contradictions({ it, open: { report } }: { it: Case; open: OpenReport }) {
  const found = contradictions(it, report)
  if (found.length === 0) return null
  return (
    <div class="notice pressing" role="alert">
      <Triangle />
      <div>
        {found.includes("status") && (
          <p>{t("sheet-contradicts-status", { report: t(`status-name-${report.meta.status}`) })}</p>
        )}
        {found.includes("urgency") && (
          <p>{t("sheet-contradicts-urgency", { report: t(`case-urgency-${report.meta.urgency}`) })}</p>
        )}
      </div>
    </div>
  )
}

function toDeeds(): void {
  const ids = ["acknowledge-title", "deeds-title", "case-title"]
  const $title = ids.map((id) => document.getElementById(id)).find(($found) => $found !== null)
  $title?.scrollIntoView({ block: "start" })
  $title?.focus()
}

interface SectionsProps {
  readonly status: CaseStatus
  readonly sheet: Sheet
  readonly of: readonly Exclude<Section, "concern">[]
}

function Sections({ status, sheet, of }: SectionsProps) {
  return of.map((section) => {
    const lines = sheet.parts.find((part) => part.section === section)?.lines
    if (lines === undefined) return null
    return (
      <Part key={section} status={status} id={section} title={t(`section-${section}`)}>
        <Lines section={section} lines={lines} />
      </Part>
    )
  })
}

interface ReportSheetProps {
  readonly it: Case
  readonly open: OpenReport
  /** Whether whoever reads it decides something about it, under it. */
  readonly acting?: boolean
}

/** Nobody wrote it and nobody signed it: it must never look like a report. */
function ExerciseSheet({ report }: { report: Report }) {
  return (
    <article class="sheet" aria-labelledby="sheet-title">
      <header class="sheet-head">
        <h3 id="sheet-title">{t("exercise-title")}</h3>
      </header>
      <p>{t("exercise-means")}</p>
      <p>{t("exercise-do")}</p>
      <p class="quiet">{t("exercise-when", { when: dayAndTime(report.meta.created) })}</p>
    </article>
  )
}

export function ReportSheet(props: ReportSheetProps) {
  const { report, author } = props.open
  if (author === undefined) return <ExerciseSheet report={report} />
  return <SignedSheet {...props} author={author} />
}

function SignedSheet({ it, open, author, acting = true }: ReportSheetProps & { readonly author: Staff }) {
  const sheet = sheetOf(open.report)
  const { status } = open.report.meta
  return (
    <article class="sheet" aria-labelledby="sheet-title">
      <header class="sheet-head">
        <h3 id="sheet-title">{t("sheet-title")}</h3>
        <button type="button" class="small" onClick={() => print()}>
          {t("sheet-print")}
        </button>
      </header>
      <p class="print-only">
        {t("sheet-printed", { number: it.number, version: it.version, agency: it.agency.name })}
      </p>
      <Contradictions it={it} open={open} />
      <Vouched it={it} report={open.report} author={author} />
      <DoNot sheet={sheet} />
      <Sections status={status} sheet={sheet} of={["now"]} />
      <Concern status={status} sheet={sheet} />
      <Sections status={status} sheet={sheet} of={["view", "child"]} />
      <Guardians status={status} sheet={sheet} />
      <Sections status={status} sheet={sheet} of={["household", "history"]} />
      <Excerpts status={status} sheet={sheet} />
      <Sections status={status} sheet={sheet} of={["reporter"]} />
      <div class="print-only">
        <StatusBanner status={status} />
      </div>
      <p class="quiet small">{t("sheet-print-means")}</p>
      {acting && (
        <p class="to-deeds">
          <button type="button" onClick={toDeeds}>
            {t("sheet-to-deeds")}
          </button>
        </p>
      )}
    </article>
  )
}
