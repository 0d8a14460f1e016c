// SPDX-License-Identifier: EUPL-1.2
// What an officer may do to a case, by its state. The server's table is chatserver/domain/escalation.py; a test holds
// this one to the page that is generated from it.

import type { Case, CaseState, DeedCode } from "@lykta/core/wire.gen"

export type OfficerDeed =
  | "acknowledge"
  | "accept"
  | "reroute"
  | "decline"
  | "outcome"
  | "ask"
  | "joined_asked"

const none: readonly OfficerDeed[] = []

/** In which state what may be done. */
export const allowed: Readonly<Record<CaseState, readonly OfficerDeed[]>> = {
  in_review: none,
  returned: none,
  sent: ["acknowledge"],
  declined: ["acknowledge"],
  acknowledged: ["acknowledge", "accept", "reroute", "decline", "outcome", "ask"],
  accepted: ["acknowledge", "reroute", "decline", "outcome", "ask", "joined_asked"],
  outcome: ["outcome", "ask"],
  rerouted: none,
  closed: none,
  cancelled: none,
  expired: none,
}

/** Why a case is declined. chatserver/domain/deed_codes.py has the same. */
export const declineCodes = ["not_ours", "no_capacity", "not_enough", "other"] as const satisfies DeedCode[]

/** What became of it. */
export const outcomeCodes = [
  "safe_now",
  "investigation",
  "no_investigation",
  "police",
  "not_found",
  "other",
] as const satisfies DeedCode[]

export type DeclineCode = (typeof declineCodes)[number]
export type OutcomeCode = (typeof outcomeCodes)[number]

/** Whether it waits for somebody to say that they have read it. */
export function waits({ state }: Case): boolean {
  return state === "sent" || state === "declined"
}

/**
 * What I may do to `it` now. Nobody decides about what they have not said that they have read; and a young person is
 * asked once, whatever they answered.
 */
export function deedsNow({ state, unread, asked }: Case): ReadonlySet<OfficerDeed> {
  const now = allowed[state].filter((deed) => (deed === "acknowledge") === unread)
  return new Set(now.filter((deed) => deed !== "joined_asked" || asked === undefined))
}
