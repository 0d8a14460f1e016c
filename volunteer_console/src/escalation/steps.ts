// SPDX-License-Identifier: EUPL-1.2
// The way through an escalation, as a table: which steps, in which order, by what was answered first. Pure.

import type { Urgency } from "@lykta/core/wire.gen"

/** Is somebody in danger? `unknown`: nobody who could be found; then there is no report, and the talk goes on. */
export type Danger = "now" | "soon" | "concern" | "unknown"
export type Step = "danger" | "call" | "where" | "report" | "view" | "excerpts" | "preview" | "consult"

export const dangers: readonly Danger[] = ["now", "soon", "concern", "unknown"]

const writing = ["where", "report", "view", "excerpts", "preview"] as const

const ways: Readonly<Record<Danger, readonly Step[]>> = {
  now: ["danger", "call", ...writing],
  soon: ["danger", ...writing],
  concern: ["danger", ...writing],
  unknown: ["danger", "consult"],
}

export const urgencyOf: Readonly<Record<Danger, Urgency | undefined>> = {
  now: "p0",
  soon: "p1",
  concern: "p2",
  unknown: undefined,
}

const dangerBy: Readonly<Record<Urgency, Danger>> = { p0: "now", p1: "soon", p2: "concern" }

export function dangerOf(urgency: Urgency): Danger {
  return dangerBy[urgency]
}

/** The steps after what was answered; before that there is only the question. */
export function way(danger: Danger | undefined): readonly Step[] {
  return danger === undefined ? ["danger"] : ways[danger]
}

/** Where `step` stands, from 1, and of how many. */
export function place(step: Step, danger: Danger | undefined): { readonly at: number; readonly of: number } {
  const steps = way(danger)
  return { at: Math.max(0, steps.indexOf(step)) + 1, of: steps.length }
}

/** The step `by` further on; at either end it stays. */
export function moved(step: Step, danger: Danger | undefined, by: 1 | -1): Step {
  const steps = way(danger)
  return steps[steps.indexOf(step) + by] ?? step
}
