// SPDX-License-Identifier: EUPL-1.2
// What stands in the case's place beside the conversation: the report that is being written, or one case.

import type { Case } from "@lykta/core/wire.gen"
import type { ComponentType } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { StatusBanner, UrgencyWord } from "../officer/caseMarks.tsx"
import { t } from "../texts.ts"
import { CallForm } from "./callForm.tsx"
import type { CasesModel } from "./casesModel.ts"
import { CallStep, ConsultStep, DangerStep, WhereStep } from "./firstSteps.tsx"
import type { StepProps } from "./frame.tsx"
import { Notes } from "./notesView.tsx"
import { PreviewStep } from "./previewStep.tsx"
import { ExcerptStep, ReportStep, ViewStep } from "./reportSteps.tsx"
import { BreakGlass, Failed, Opening, Review } from "./review.tsx"
import type { Step } from "./steps.ts"
import { InTheChat } from "./tellingView.tsx"
import { isOpen } from "./timeline.ts"
import { ReviewTimer, Timeline } from "./timelineView.tsx"

const steps: Readonly<Record<Step, ComponentType<StepProps>>> = {
  danger: DangerStep,
  call: CallStep,
  where: WhereStep,
  report: ReportStep,
  view: ViewStep,
  excerpts: ExcerptStep,
  preview: PreviewStep,
  consult: ConsultStep,
}

function SentBack({ model, it }: { model: CasesModel; it: Case }) {
  if (!it.mine || it.state !== "returned") return null
  return (
    <section class="foot step" aria-labelledby="again-title">
      <h3 id="again-title">{t("again-title")}</h3>
      <p>{t("again-body", { why: it.code === undefined ? "" : t(`case-code-${it.code}`) })}</p>
      <Failed model={model} it={it} of={["again"]} />
      <p class="acts">
        <button type="button" class="primary" onClick={() => model.acts.again(it)}>
          {t("again-do")}
        </button>
      </p>
    </section>
  )
}

function LogCall({ model, it }: { model: CasesModel; it: Case }) {
  const doing = model.doing(it)
  return (
    <details class="fold">
      <summary>{t("call-title")}</summary>
      <p>{t("call-means")}</p>
      <Failed model={model} it={it} of={["call"]} />
      <CallForm
        key={it.calls}
        id="case-call"
        kinds={["112", "agency", "other"]}
        busy={doing?.asked === "call" && doing.failed === undefined}
        log={(call) => model.acts.call(it, call)}
      />
    </details>
  )
}

/** Reading goes on from the heading of a case that was chosen. */
function useArrival(name: string) {
  const $title = useRef<HTMLHeadingElement>(null)
  useEffect(() => $title.current?.focus(), [name])
  return $title
}

function Raised({ it }: { it: Case }) {
  return (
    <div role="alert">
      {it.raised.map((step) => (
        <p key={step} class="notice pressing">
          {t(`raised-${step}`)}
        </p>
      ))}
    </div>
  )
}

export function CaseView({ model, it }: { model: CasesModel; it: Case }) {
  const $title = useArrival(it.case)
  const supervising = model.me.role === "supervisor"
  return (
    <>
      <StatusBanner status={it.status} />
      <header class="case-head">
        <h2 id="case-title" ref={$title} tabIndex={-1}>
          {t("case-title", { number: it.number })}
        </h2>
        <UrgencyWord urgency={it.urgency} />
        <button type="button" onClick={() => model.choose(undefined)}>
          {t("case-close")}
        </button>
      </header>
      <div class="case-body">
        <Raised it={it} />
        <ReviewTimer it={it} now={model.now.value} />
        <Timeline model={model} it={it} />
        <InTheChat model={model} it={it} />
        <BreakGlass model={model} it={it} />
        <SentBack model={model} it={it} />
        <Notes model={model} it={it} />
        <Opening key={it.version} model={model} it={it} />
        {supervising && <Review key={it.case} model={model} it={it} />}
        {isOpen(it) && <LogCall model={model} it={it} />}
      </div>
    </>
  )
}

export function CasePart({ model }: { model: CasesModel }) {
  const [writing, it] = [model.writing.value, model.shown.value]
  if (writing === undefined && it === undefined) return null
  const StepView = writing && steps[writing.step.value]
  return (
    <section class="case" aria-labelledby="case-title">
      {writing !== undefined && StepView !== undefined ? (
        <StepView key={`${writing.case}${writing.step.value}`} model={model} writing={writing} />
      ) : (
        it !== undefined && <CaseView model={model} it={it} />
      )}
    </section>
  )
}
