// SPDX-License-Identifier: EUPL-1.2
// The inbox, decided from the cases that the server tells of. Pure: no clock, no DOM, no words.

import type { Case, CaseStatus, Urgency } from "@lykta/core/wire.gen"
import { waits } from "./deeds.ts"

const statusOrder: Readonly<Record<CaseStatus, number>> = { actual: 0, exercise: 1, test: 2 }
const urgencyOrder: Readonly<Record<Urgency, number>> = { p0: 0, p1: 1, p2: 2 }
const over: ReadonlySet<string> = new Set(["closed", "cancelled", "expired", "rerouted"])

/** Whether I should look at it now: nobody has read it. Whoever has, and declined it, is not called again. */
export function calls(it: Case): boolean {
  return it.unread && waits(it)
}

/** Whether nothing more can be done with it here. */
export function isOver({ state }: Case): boolean {
  return over.has(state)
}

/** What calls first; then the real, the urgent, the oldest; what is over last. */
export function inOrder(cases: readonly Case[]): readonly Case[] {
  return cases.toSorted(
    (a, b) =>
      Number(isOver(a)) - Number(isOver(b)) ||
      Number(calls(b)) - Number(calls(a)) ||
      statusOrder[a.status] - statusOrder[b.status] ||
      urgencyOrder[a.urgency] - urgencyOrder[b.urgency] ||
      a.begun - b.begun,
  )
}

/** How many reports about a child call. */
export function calling(cases: readonly Case[]): number {
  return cases.filter((it) => it.status === "actual" && calls(it)).length
}

/** Whether a life may be in danger now in one that nobody here has read. */
export function lifeInDanger(cases: readonly Case[]): boolean {
  return cases.some((it) => it.status === "actual" && it.urgency === "p0" && calls(it))
}

/** The oldest exercise that I have not read, though a colleague may have: until then nobody knows that this device can open a report. */
export function missedExercise(cases: readonly Case[]): Case | undefined {
  return cases
    .filter((it) => it.status === "exercise" && it.unread && !isOver(it))
    .toSorted((a, b) => a.begun - b.begun)[0]
}

/** What names one sending of one version: the same case sent again calls again. */
export function sending(it: Case): string {
  return `${it.case}/${it.version}/${it.loop}`
}
