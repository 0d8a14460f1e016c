// SPDX-License-Identifier: EUPL-1.2
// What a young person is owed to know of their case, and what they have answered. Pure.
// Rule 1: "read" is said only of a named person whose signature this browser has checked.
// Rule 2: what stands in a field and what was answered in the chat are never mixed silently.

import {
  isSame,
  OUTCOMES,
  type PassingAnswer,
  type PassingStep,
  refOf,
  type StepTold,
  type Told,
} from "@lykta/core/passing"
import type { Case } from "@lykta/core/wire.gen"
import { type Draft, withField } from "./draft.ts"

const said: ReadonlySet<string> = new Set<PassingStep>([
  "accepted",
  "rerouted",
  "declined",
  "outcome",
  "closed",
  "cancelled",
  "expired",
])

function outcomeOf({ state, code }: Case): Pick<StepTold, "outcome"> {
  if (state !== "outcome") return {}
  return { outcome: OUTCOMES.find((each) => each === code) ?? "other" }
}

/** The steps that `it` shows now, the oldest first. `isVerified`: its reader's signature holds. */
function stepsOf(it: Case, isVerified: boolean): readonly StepTold[] {
  const { released, read_by: read, state, since } = it
  const of = { say: "step", ref: refOf(it.case) } as const
  const here = { ...of, agency: it.agency.name }
  return [
    ...(released === undefined ? [] : [{ ...here, step: "sent", at: released } as const]),
    ...(read === undefined || !isVerified
      ? []
      : [{ ...of, step: "read", at: read.at, agency: read.office, name: read.name } as const]),
    ...(said.has(state) ? [{ ...here, step: state as PassingStep, at: since, ...outcomeOf(it) }] : []),
  ]
}

/** What of `it` has not been told yet. Of what they never heard of they need not hear the end. */
export function owed(it: Case, told: readonly Told[], isVerified: boolean): readonly StepTold[] {
  if (it.released === undefined && told.length === 0) return []
  const before = told.flatMap((each) => (each.what === "step" ? [each.step] : []))
  const goesOn = (step: StepTold) =>
    step.step === "sent" &&
    (it.state === "rerouted" ||
      before.some((each) => each.step === "rerouted" && each.agency === step.agency))
  return stepsOf(it, isVerified).filter((step) => !goesOn(step) && !before.some((each) => isSame(each, step)))
}

/** Whether who asks to talk with them is who has read it, by a signature that this browser has checked. */
export function isAskedByReader({ asked, read_by: read }: Case, isVerified: boolean): boolean {
  return isVerified && asked !== undefined && read?.name === asked.name
}

type Filled = Readonly<Partial<Record<"told" | "agrees", string>>>

/** What an answer in the chat means in the report's fields. */
const FIELDS: Readonly<Record<PassingAnswer, Filled>> = {
  yes: { told: "yes", agrees: "all" },
  no: { told: "yes", agrees: "none" },
  talk: { told: "yes" },
}

const inView = ({ sections }: Draft, field: string): unknown => sections.view?.[field] ?? ""

function filledIn(draft: Draft, filled: Filled, may: (field: "told" | "agrees") => boolean): Draft {
  return (["told", "agrees"] as const).reduce(
    (now, field) =>
      filled[field] !== undefined && may(field) ? withField(now, "view", field, filled[field]) : now,
    draft,
  )
}

/** `draft` with what was answered, where nothing stood, or only what an `earlier` answer had put there. */
export function withAnswer(draft: Draft, answer: PassingAnswer, earlier?: PassingAnswer): Draft {
  const before: Filled = earlier === undefined ? {} : FIELDS[earlier]
  return filledIn(
    draft,
    FIELDS[answer],
    (field) => inView(draft, field) === "" || inView(draft, field) === before[field],
  )
}

/** `draft` with what was answered, whatever stood there: somebody has chosen so. */
export function withAnswerInstead(draft: Draft, answer: PassingAnswer): Draft {
  return filledIn(draft, FIELDS[answer], () => true)
}

/** Whether `draft` says something else than what was answered in the chat. */
export function contradicts(draft: Draft, answer: PassingAnswer): boolean {
  return Object.entries(FIELDS[answer]).some(([field, value]) => inView(draft, field) !== value)
}

/** Showing it to them, or telling them of it, would put them in danger. */
export function isUnsafe(draft: Draft): boolean {
  return inView(draft, "told") === "notSafe"
}

/** That it was shown, where nothing else stood. */
export function withShown(draft: Draft): Draft {
  return inView(draft, "told") === "" ? withField(draft, "view", "told", "yes") : draft
}
