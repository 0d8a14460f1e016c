// SPDX-License-Identifier: EUPL-1.2
// What counsellors and supervisors may do to a case, by its state, and the reasons they choose from.
// The server's tables are chatserver/domain/{escalation,deed_codes}.py; a test holds these to the generated page.

import type { Case, CaseState, DeedCode } from "@lykta/core/wire.gen"

export type Deed = "approve" | "return" | "close" | "cancel" | "reopen"

const released: readonly CaseState[] = ["sent", "acknowledged", "accepted", "rerouted", "declined", "outcome"]

export const doable: Readonly<Record<Deed, readonly CaseState[]>> = {
  approve: ["in_review"],
  return: ["in_review"],
  close: released,
  cancel: ["in_review", "returned", "sent", "acknowledged", "accepted", "rerouted", "declined"],
  reopen: ["sent", "acknowledged", "accepted", "outcome"],
}

export const codes = {
  return: ["more_facts", "wrong_agency", "wrong_urgency", "not_shown", "other"],
  cancel: ["prank", "mistake", "duplicate", "withdrawn", "other"],
  reopen: ["no_outcome", "new_facts", "other"],
  close: ["done", "other"],
} as const satisfies Readonly<Record<Exclude<Deed, "approve">, readonly DeedCode[]>>

/** What a supervisor may do to `it` now. Whoever wrote a report does not review it. */
export function deedsNow(it: Case): readonly Deed[] {
  const deeds = Object.keys(doable) as Deed[]
  return deeds.filter((deed) => {
    const reviewing = deed === "approve" || deed === "return"
    return doable[deed].includes(it.state) && !(reviewing && it.mine)
  })
}
