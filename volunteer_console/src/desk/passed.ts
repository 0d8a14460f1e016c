// SPDX-License-Identifier: EUPL-1.2
// What was shown to the young person of a case, told of it, and answered, as it stands among the messages.

import type { Talk } from "@lykta/core"
import { type StepTold, type Told, toldIn } from "@lykta/core/passing"
import { t } from "../texts.ts"
import { timeOfDay } from "./names.ts"

function stepText({ step, at, agency, name = "", outcome = "other" }: StepTold): string {
  if (step === "read") return t("told-read", { name, agency, time: timeOfDay(at) })
  if (step === "sent") return t("told-sent", { agency })
  const what = step === "outcome" ? t(`case-code-${outcome}`) : t(`case-state-${step}`)
  return t("told-step", { what, agency })
}

/** Above its text, if it has one. */
export function passedText(told: Told): { readonly over: string; readonly text: string } {
  switch (told.what) {
    case "ask":
      return { over: t("passed-asked", { agency: told.ask.agency }), text: told.text }
    case "answer":
      return { over: t("passed-answer"), text: t(`passed-${told.answer.answer}`) }
    case "step":
      return { over: t("passed-step"), text: stepText(told.step) }
  }
}

/** What the entry `key` of `talk` is; nothing, if it only repeats or goes on with another. */
export function toldAt(talk: Talk, key: string): Told | undefined {
  return toldIn(talk.entries, { isVisitor: false }).find((each) => each.key === key)
}
