// SPDX-License-Identifier: EUPL-1.2
// What has happened to a case and what comes, as lines: made from what the server tells of it. Pure; no words.
// Rule: `read` is said only of a named person; a machine that answered is nobody.

import type { Case, CaseState, DeedCode } from "@lykta/core/wire.gen"

export type Line =
  | { readonly what: "begun" | "released" | "called"; readonly at?: number; readonly count?: number }
  | { readonly what: "broken" }
  | { readonly what: "read"; readonly at: number; readonly name: string; readonly office: string }
  | { readonly what: "asked"; readonly at: number; readonly name: string; readonly office: string }
  | { readonly what: CaseState; readonly at: number; readonly code?: DeedCode }
  | { readonly what: "next"; readonly step: NonNullable<Case["due"]>["step"]; readonly at: number }

/** What is told as a line of its own already. */
const told: ReadonlySet<CaseState> = new Set(["acknowledged"])

/** The lines of `it`, the oldest first; what is due comes last. */
export function timeline(it: Case): readonly Line[] {
  const { released, read_by: read, asked, due } = it
  const state = { what: it.state, at: it.since, ...(it.code !== undefined && { code: it.code }) }
  return [
    { what: "begun", at: it.begun },
    ...(it.break_glass ? [{ what: "broken" } as const] : []),
    ...(released === undefined ? [] : [{ what: "released", at: released } as const]),
    ...(it.calls === 0 ? [] : [{ what: "called", count: it.calls } as const]),
    ...(read === undefined
      ? []
      : [{ what: "read", at: read.at, name: read.name, office: read.office } as const]),
    ...(told.has(it.state) && read !== undefined ? [] : [state]),
    ...(asked === undefined
      ? []
      : [{ what: "asked", at: asked.at, name: asked.name, office: asked.office } as const]),
    ...(due === undefined ? [] : [{ what: "next", step: due.step, at: due.at } as const]),
  ]
}

const ended: ReadonlySet<CaseState> = new Set(["closed", "cancelled", "expired"])

export function isOpen({ state }: Case): boolean {
  return !ended.has(state)
}

const byUrgency = { p0: 0, p1: 1, p2: 2 } as const

/** Those that need somebody first: what is raised, then urgency, then how long they have stood so. */
export function byNeed(cases: readonly Case[]): readonly Case[] {
  const rank = (it: Case) => (isOpen(it) ? 0 : 100) - 10 * it.raised.length + byUrgency[it.urgency]
  return cases.toSorted((a, b) => rank(a) - rank(b) || a.since - b.since)
}

/** Whether an officer waits to hear whether they may join the conversation. */
export function asksToJoin({ asked }: Case): boolean {
  return asked?.answered === false
}

/** The case whose modal stands until somebody has phoned; the one that was sent first. */
export function toPhone(cases: readonly Case[]): Case | undefined {
  const raised = cases.filter((it) => it.raised.includes("phone") && isOpen(it))
  return raised.toSorted((a, b) => a.begun - b.begun)[0]
}

/** Whether one person may decide alone about `it` now. */
export function mayBreak(it: Case, now: number): boolean {
  const { break_glass_from: from } = it
  return it.mine && it.state === "in_review" && from !== undefined && now >= from
}
