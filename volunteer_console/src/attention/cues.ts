// SPDX-License-Identifier: EUPL-1.2
// When to draw attention: decided from what was and what is. Rule: a cue has no content, only a kind.

import type { DeskState } from "@lykta/core"

/** `offer`: somebody is offered to me; `reminder`: half the lease is gone; `message`: one came while away. */
export type Cue = "offer" | "reminder" | "message"

/** What was, or is, the case at a moment. */
export interface Moment {
  readonly desk: DeskState
  readonly inFront: boolean
  readonly now: number
}

const remindBefore = 15_000

const theirs = (desk: DeskState): number =>
  desk.talks.flatMap((talk) => talk.entries).filter((entry) => entry.kind === "theirs").length

const soon = (moment: Moment): boolean =>
  moment.desk.offer !== undefined && moment.desk.offer.expiresAt - moment.now <= remindBefore

/** The one cue to give between two moments, the most pressing first. */
export function cue(before: Moment, after: Moment): Cue | undefined {
  const offer = after.desk.offer
  if (offer !== undefined && offer.offer !== before.desk.offer?.offer) return "offer"
  if (soon(after) && !soon(before)) return "reminder"
  if (!after.inFront && theirs(after.desk) > theirs(before.desk)) return "message"
  return undefined
}
