// SPDX-License-Identifier: EUPL-1.2
// Exactly what will be read, who could open it, what is still missing; and sending it.

import type { Case } from "@lykta/core/wire.gen"
import { useMemo } from "preact/hooks"
import type { OpenReport } from "../officer/reading.ts"
import { ReportSheet } from "../officer/reportSheet.tsx"
import type { Report } from "../report/report.ts"
import { t } from "../texts.ts"
import { type Found, obstacles, type Writing } from "./casesModel.ts"
import { Frame, type StepProps } from "./frame.tsx"
import { Readers } from "./readers.tsx"
import { ShownOrNot } from "./tellingView.tsx"

const unknownKey = "0".repeat(64)

/** The case as it will be, for showing the report as it will be shown. */
function asCase(writing: Writing, report: Report): Case {
  return {
    case: writing.case,
    number: "",
    version: writing.version.value,
    urgency: report.meta.urgency,
    status: report.meta.status,
    state: "in_review",
    agency: { id: report.meta.agency, name: report.meta.agencyName },
    begun: report.meta.created,
    since: report.meta.created,
    loop: 0,
    rung: 0,
    rungs: 0,
    raised: [],
    break_glass: false,
    calls: 0,
    notes: 0,
    mine: true,
    unread: false,
  }
}

function asOpen(model: StepProps["model"], report: Report): OpenReport {
  const { name, role, helpline, demo } = model.me
  const author = { name, role, helpline, demo, deviceKey: new Uint8Array() }
  const agency = report.meta.agency
  return { report, author, digest: "", contentKey: new Uint8Array(), agency }
}

function Missing({ writing, report }: { writing: Writing; report: Report }) {
  const found = obstacles(writing, report)
  if (found.length === 0) return null
  return (
    <section class="notice pressing missing" aria-labelledby="missing-title">
      <div>
        <h3 id="missing-title">{t("escalate-missing-title")}</h3>
        <ul class="plain">
          {found.map(({ what, step }) => (
            <li key={what}>
              {t(`escalate-missing-${what}`)}{" "}
              <button type="button" class="small" onClick={() => (writing.step.value = step)}>
                {t("escalate-missing-go")}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Send({ model, writing, ready }: StepProps & { ready: boolean }) {
  const { busy } = writing.sending.value
  return (
    <button
      type="button"
      class="primary large"
      disabled={!ready || busy}
      onClick={() => model.acts.send(writing)}
    >
      {busy ? t("escalate-sending") : t("escalate-send")}
    </button>
  )
}

function WhoReads({ writing, found }: { writing: Writing; found: Found | undefined }) {
  return found === undefined ? null : <Readers writing={writing} found={found} />
}

export function PreviewStep({ model, writing }: StepProps) {
  const created = useMemo(() => model.now.peek(), [])
  const report = writing.report(model.talkOf(writing), { created, answersTo: unknownKey })
  const ready = obstacles(writing, report).length === 0
  const { failed } = writing.sending.value
  return (
    <Frame
      model={model}
      writing={writing}
      step="preview"
      on={<Send model={model} writing={writing} ready={ready} />}
    >
      <p>{t("escalate-preview-body")}</p>
      <Missing writing={writing} report={report} />
      <ShownOrNot model={model} writing={writing} />
      <ReportSheet it={asCase(writing, report)} open={asOpen(model, report)} acting={false} />
      <WhoReads writing={writing} found={writing.found} />
      <p>{t("escalate-preview-means")}</p>
      <div role="alert">
        {failed !== undefined && <p class="notice pressing">{t(`escalate-failed-${failed}`)}</p>}
      </div>
    </Frame>
  )
}
