// SPDX-License-Identifier: EUPL-1.2
// A report as somebody reads it to act on it, made from its data. Pure; the words are the locales'.
// Rule: what was told, seen, heard from others and concluded never stand in one box, and an empty box says so.

import type { CaseStatus, Urgency } from "@lykta/core/wire.gen"
import { type Excerpt, FIELDS, type Guardian, type Report, type Section } from "../report/report.ts"

/** What somebody wrote in one field: words, or one of a few answers that have names of their own. */
export interface Line {
  readonly field: string
  readonly text?: string
  readonly value?: string
}

/** Who says it. */
export type Voice = "told" | "seen" | "heard" | "thought"

export interface Box {
  readonly voice: Voice
  readonly text: string | undefined
  /** From whom it was heard. */
  readonly from?: string
}

export interface Sheet {
  readonly boxes: readonly Box[]
  /** The sections that have anything else in them. */
  readonly parts: readonly { readonly section: Section; readonly lines: readonly Line[] }[]
  readonly guardians: readonly Guardian[]
  readonly excerpts: readonly Excerpt[]
  /** Ways to reach the young person that may put them in danger. */
  readonly doNot: readonly ("doNotCall" | "doNotLeaveMessage" | "doNotWrite")[]
}

const inBoxes: ReadonlySet<string> = new Set([
  "childWords",
  "observed",
  "secondHand",
  "secondHandFrom",
  "inference",
])
const avoid = ["doNotCall", "doNotLeaveMessage", "doNotWrite"] as const

/** What the young person has said themselves; where they are is never more than that. */
export const told: ReadonlySet<string> = new Set([
  "now.where",
  "concern.suspected",
  "view.wants",
  "view.notToShare",
])

function lineOf(section: Section, field: string, said: unknown): Line {
  const kind = (FIELDS[section] as Readonly<Record<string, unknown>>)[field]
  return typeof kind === "string" ? { field, text: String(said) } : { field, value: String(said) }
}

function linesOf(report: Report, section: Section): readonly Line[] {
  const said: Readonly<Record<string, unknown>> = report[section] ?? {}
  return Object.keys(FIELDS[section])
    .filter((field) => said[field] !== undefined && said[field] !== true && !inBoxes.has(field))
    .map((field) => lineOf(section, field, said[field]))
}

function boxesOf({ concern = {} }: Report): readonly Box[] {
  const { childWords, observed, secondHand, secondHandFrom, inference } = concern
  return [
    { voice: "told", text: childWords },
    { voice: "seen", text: observed },
    { voice: "heard", text: secondHand, ...(secondHandFrom !== undefined && { from: secondHandFrom }) },
    { voice: "thought", text: inference },
  ]
}

export function sheetOf(report: Report): Sheet {
  const sections = Object.keys(FIELDS) as Section[]
  const parts = sections.map((section) => ({ section, lines: linesOf(report, section) }))
  return {
    boxes: boxesOf(report),
    parts: parts.filter(({ lines }) => lines.length > 0),
    guardians: report.guardians ?? [],
    excerpts: report.excerpts ?? [],
    doNot: avoid.filter((flag) => report.now?.[flag] === true),
  }
}

interface Said {
  readonly status: CaseStatus
  readonly urgency: Urgency
}

/** Where the server says something else of the case than the signed report: the report is to be believed. */
export function contradictions(server: Said, { meta }: Report): readonly ("status" | "urgency")[] {
  return (["status", "urgency"] as const).filter((each) => server[each] !== meta[each])
}
