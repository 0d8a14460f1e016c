// SPDX-License-Identifier: EUPL-1.2
// What is around each step: where I am, one thing to do, the ways on and back; putting it aside and throwing it away.

import { useSignal } from "@preact/signals"
import type { ComponentChildren } from "preact"
import { useArrivalFocus } from "../desk/focus.ts"
import { StatusBanner } from "../officer/caseMarks.tsx"
import { t } from "../texts.ts"
import type { CasesModel, Writing } from "./casesModel.ts"
import { isWritten } from "./draft.ts"
import { place, type Step } from "./steps.ts"

export interface StepProps {
  readonly model: CasesModel
  readonly writing: Writing
}

/** What is written would be lost: a second, calm step. */
function Away({ model, writing }: StepProps) {
  const throwing = useSignal(false)
  if (!isWritten(writing.draft.value))
    return (
      <button type="button" onClick={() => model.discard(writing)}>
        {t("escalate-leave")}
      </button>
    )
  if (!throwing.value)
    return (
      <>
        <button type="button" onClick={() => (model.writing.value = undefined)}>
          {t("escalate-aside")}
        </button>
        <button type="button" onClick={() => (throwing.value = true)}>
          {t("escalate-throw")}
        </button>
      </>
    )
  return (
    <>
      <span role="alert">{t("escalate-throw-sure")}</span>
      <button type="button" onClick={() => (throwing.value = false)}>
        {t("escalate-throw-not")}
      </button>
      <button type="button" onClick={() => model.discard(writing)}>
        {t("escalate-throw-do")}
      </button>
    </>
  )
}

interface FrameProps extends StepProps {
  readonly step: Step
  readonly children: ComponentChildren
  /** The way on; absent where an answer is the way on. */
  readonly on?: ComponentChildren
}

/** Reading goes on from the heading of each step. */
export function Frame({ model, writing, step, children, on }: FrameProps) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  return (
    <>
      <StatusBanner status={writing.status.value} />
      <header class="case-head">
        <p class="quiet small">
          {writing.danger.value === undefined
            ? t("escalate-place-first")
            : t("escalate-place", place(step, writing.danger.value))}
        </p>
        <h2 id="case-title" ref={$title} tabIndex={-1}>
          {t(`escalate-${step}-title`)}
        </h2>
      </header>
      <div class="case-body">{children}</div>
      <p class="acts apart">
        {step === "danger" ? (
          <span />
        ) : (
          <button type="button" onClick={() => writing.move(-1)}>
            {t("escalate-back")}
          </button>
        )}
        {on}
      </p>
      <p class="acts case-away">
        <Away model={model} writing={writing} />
      </p>
      <p class="quiet small">{t("escalate-memory")}</p>
    </>
  )
}

export function On({ writing }: { writing: Writing }) {
  return (
    <button type="button" class="primary" onClick={() => writing.move(1)}>
      {t("escalate-on")}
    </button>
  )
}
