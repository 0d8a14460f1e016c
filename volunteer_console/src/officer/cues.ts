// SPDX-License-Identifier: EUPL-1.2
// When to draw an officer's attention: decided from what was and what is. Rule: a cue has no content, only a kind.

import type { Case } from "@lykta/core/wire.gen"
import type { Cue } from "../attention/cues.ts"
import { calls, lifeInDanger, sending } from "./inbox.ts"

/** What was, or is, the case at a moment. */
export interface OfficerMoment {
  readonly cases: readonly Case[]
  readonly inFront: boolean
  readonly now: number
}

/** While a life may be in danger and nobody has read it, the sound comes again. */
const againMs = 60_000

const sendings = (cases: readonly Case[]) => new Set(cases.filter(calls).map(sending))
const notes = (cases: readonly Case[]) => cases.reduce((sum, it) => sum + it.notes, 0)
const minute = ({ now }: OfficerMoment) => Math.floor(now / againMs)

/** The one cue to give between two moments, the most pressing first. */
export function officerCue(before: OfficerMoment, after: OfficerMoment): Cue | undefined {
  const known = sendings(before.cases)
  if ([...sendings(after.cases)].some((each) => !known.has(each))) return "offer"
  if (lifeInDanger(after.cases) && minute(after) > minute(before)) return "reminder"
  if (!after.inFront && notes(after.cases) > notes(before.cases)) return "message"
  return undefined
}
