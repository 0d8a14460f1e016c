// SPDX-License-Identifier: EUPL-1.2
// A report while it is being written: what stands in the fields, and what it becomes. Pure.
// Rule: in memory alone, and gone with the page. An empty field is not in the report.

import type { Entry, Talk } from "@lykta/core"
import {
  type Excerpt,
  FIELDS,
  fits,
  GUARDIAN,
  type Guardian,
  type Meta,
  mostOf,
  type Report,
  type Section,
  type Sections,
} from "../report/report.ts"

type Said = string | boolean
export type Fields = Readonly<Record<string, Said>>

export interface Draft {
  readonly sections: Readonly<Partial<Record<Section, Fields>>>
  readonly guardians: readonly Fields[]
  /** The keys of the messages that are passed on. */
  readonly chosen: ReadonlySet<string>
  /** Passed on before: of a version that was sent back, and whose conversation may be gone. */
  readonly kept: readonly Excerpt[]
}

export const sections = Object.keys(FIELDS) as readonly Section[]

export function emptyDraft(reporter: { name: string; organisation: string }): Draft {
  return { sections: { reporter }, guardians: [], chosen: new Set(), kept: [] }
}

/** A draft of what was sent before, to be mended. */
export function draftOf(report: Report): Draft {
  const { meta: _, guardians = [], excerpts = [], ...rest } = report
  return {
    sections: rest,
    guardians: guardians.map((each) => ({ ...each })),
    chosen: new Set(),
    kept: excerpts,
  }
}

export function withField(draft: Draft, section: Section, field: string, said: Said): Draft {
  const before = draft.sections[section] ?? {}
  return { ...draft, sections: { ...draft.sections, [section]: { ...before, [field]: said } } }
}

export function withGuardian(draft: Draft, at: number, field: string, said: Said): Draft {
  const guardians = draft.guardians.map((each, index) => (index === at ? { ...each, [field]: said } : each))
  return { ...draft, guardians }
}

/** Nobody is informed unless somebody decides so. */
export function withOneMoreGuardian(draft: Draft): Draft {
  return { ...draft, guardians: [...draft.guardians, { informed: "no" }] }
}

export function withoutGuardian(draft: Draft, at: number): Draft {
  return { ...draft, guardians: draft.guardians.filter((_, index) => index !== at) }
}

export function withChosen(draft: Draft, key: string): Draft {
  const chosen = new Set(draft.chosen)
  if (!chosen.delete(key)) chosen.add(key)
  return { ...draft, chosen }
}

type Message = Extract<Entry, { kind: "mine" | "theirs" }>

/** What is told of a case is no part of it. */
function isSaid(entry: Entry): entry is Message {
  return (entry.kind === "mine" || entry.kind === "theirs") && !entry.passing
}

/** What can be passed on, in the order in which it was said. */
export function passable(talk: Talk | undefined): readonly Message[] {
  return talk?.entries.filter(isSaid) ?? []
}

function excerptsOf(draft: Draft, talk: Talk | undefined): readonly Excerpt[] {
  const fresh = passable(talk).filter((entry) => draft.chosen.has(entry.key))
  const told = fresh.map(({ kind, at, text }): Excerpt => {
    return { from: kind === "theirs" ? "child" : "counsellor", at: Math.floor(at), text }
  })
  return [...draft.kept, ...told].toSorted((a, b) => a.at - b.at)
}

function filled(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([name, said]) => [name, trimmed(said)] as const)
  return Object.fromEntries(entries.filter(([, said]) => said !== "" && said !== false))
}

const trimmed = (said: Said): Said => (typeof said === "string" ? said.trim() : said)

/** What `draft` says now. Whether it is enough, `lacks` tells; whether a field is too long, `tooLong`. */
export function reportOf(draft: Draft, meta: Meta, talk: Talk | undefined): Report {
  const said = sections.map((section) => [section, filled(draft.sections[section] ?? {})] as const)
  const some = said.filter(([, fields]) => Object.keys(fields).length > 0)
  const guardians = draft.guardians.map((each) => filled(each) as Guardian)
  const excerpts = excerptsOf(draft, talk)
  return {
    ...(Object.fromEntries(some) as Sections),
    meta,
    ...(guardians.length > 0 && { guardians }),
    ...(excerpts.length > 0 && { excerpts }),
  }
}

/** The fields that hold something which cannot be sent: too long, or a character that no screen shows. */
export function unfit(
  draft: Draft,
): readonly { readonly section: Section | "guardian"; readonly field: string }[] {
  const found = sections.flatMap((section) =>
    unfitIn(FIELDS[section], draft.sections[section] ?? {}).map((field) => ({ section, field })),
  )
  const guardians = draft.guardians.flatMap((each) => unfitIn(GUARDIAN, each))
  return [...found, ...guardians.map((field) => ({ section: "guardian" as const, field }))]
}

function unfitIn(
  kinds: Readonly<Record<string, Parameters<typeof fits>[0]>>,
  fields: Fields,
): readonly string[] {
  return Object.entries(filled(fields))
    .filter(([name, said]) => kinds[name] === undefined || !fits(kinds[name], said))
    .map(([name]) => name)
}

/** How many code points too many stand in a field. */
export function over(field: "line" | "text", said: string): number {
  return Math.max(0, [...said.trim()].length - mostOf(field))
}

/** Whether leaving now would lose something that somebody wrote. */
export function isWritten(draft: Draft): boolean {
  const { reporter: _, ...rest } = draft.sections
  const some = Object.values(rest).some((fields) => Object.keys(filled(fields)).length > 0)
  return some || draft.guardians.length > 0 || draft.chosen.size > 0
}
