// SPDX-License-Identifier: EUPL-1.2
// What was shown to the young person of a case, told of it, and answered, as it stands among the messages.

import type { Talk } from "@lykta/core"
import { type Ask, type PassingAnswer, type StepTold, type Told, toldIn } from "@lykta/core/passing"
import { t } from "../texts.ts"
import { timeOfDay } from "./names.ts"

function stepText({ step, at, agency, name = "", outcome = "other" }: StepTold): string {
  if (step === "read") return t("told-read", { name, agency, time: timeOfDay(at) })
  if (step === "sent") return t("told-sent", { agency })
  const what = step === "outcome" ? t(`case-code-${outcome}`) : t(`case-state-${step}`)
  return t("told-step", { what, agency })
}

function askedText({ ask, text }: Extract<Told, { what: "ask" }>): {
  readonly over: string
  readonly text: string
} {
  const { name, agency } = ask
  if (name === undefined) return { over: t("passed-asked", { agency }), text }
  return { over: t("met-asked"), text: t("met-who", { name, agency }) }
}

/** An answer in their words. */
export function answerText(answer: PassingAnswer, to: Ask | undefined): string {
  return t(to?.name === undefined || answer === "talk" ? `passed-${answer}` : `met-${answer}`)
}

/** Above its text, if it has one. */
export function passedText(told: Told): { readonly over: string; readonly text: string } {
  switch (told.what) {
    case "ask":
      return askedText(told)
    case "answer":
      return { over: t("passed-answer"), text: answerText(told.answer.answer, told.to) }
    case "step":
      return { over: t("passed-step"), text: stepText(told.step) }
  }
}

/** What the entry `key` of `talk` is; nothing, if it only repeats or goes on with another. */
export function toldAt(talk: Talk, key: string): Told | undefined {
  return toldIn(talk.entries, { isVisitor: false }).find((each) => each.key === key)
}
