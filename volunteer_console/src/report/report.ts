// SPDX-License-Identifier: EUPL-1.2
// A report of concern as data: one child, the fields of the Swedish forms, and how each may be filled in.
// Rule 1: the form, what is read and what is sealed are all made from FIELDS; a field stands there or nowhere.
// Rule 2: all is optional but who reports, to whom, and one of the four boxes of concern, which are never mixed.
// Rule 3: nothing here knows of a screen, a key or a server.

/** `line`: a few words. `text`: several lines. `flag`: said or not. A list: one of these, or nothing said. */
type Field = "line" | "text" | "flag" | readonly string[]

const yesNo = ["yes", "no", "unknown"] as const

/** Where whoever reads it looks first comes first. Sources: domain.md 2.2. */
export const FIELDS = {
  /** Four boxes, so that nobody has to guess who saw what. */
  concern: {
    childWords: "text",
    observed: "text",
    secondHand: "text",
    secondHandFrom: "line",
    inference: "text",
    when: "line",
    ongoing: yesNo,
    suspected: "text",
    violence: "text",
    images: ["no", "threatened", "spread", "unknown"],
  },
  now: {
    where: "text",
    alone: yesNo,
    danger: yesNo,
    contact: "line",
    doNotCall: "flag",
    doNotLeaveMessage: "flag",
    doNotWrite: "flag",
    codeWord: "line",
  },
  child: {
    name: "line",
    personNumber: "line",
    age: "line",
    address: "line",
    contact: "line",
    school: "line",
    neighbourhood: "line",
    knownBy: "text",
    interpreter: "line",
    needs: "text",
  },
  /** What the young person knows of this and wants. */
  view: {
    told: ["yes", "no", "notSafe", "couldNot"],
    agrees: ["all", "part", "none", "notAsked"],
    wants: "text",
    notToShare: "text",
  },
  household: { otherChildren: "text" },
  history: { earlier: "text", affected: "text", strengths: "text" },
  reporter: {
    name: "line",
    profession: "line",
    organisation: "line",
    contact: "line",
    reach: "line",
    mandated: yesNo,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Field>>>>

export const GUARDIAN = {
  name: "line",
  personNumber: "line",
  contact: "line",
  interpreter: "line",
  /** "no" unless somebody has decided otherwise: to inform can put a child in danger. */
  informed: ["no", "yes"],
  why: "text",
} as const satisfies Readonly<Record<string, Field>>

type Value<F extends Field> = F extends "flag" ? true : F extends readonly string[] ? F[number] : string
type Filled<S extends Readonly<Record<string, Field>>> = { readonly [F in keyof S]?: Value<S[F]> }

export type Section = keyof typeof FIELDS
export type Guardian = Filled<typeof GUARDIAN> & { readonly informed: "no" | "yes" }
export type Urgency = "p0" | "p1" | "p2"
export type CaseStatus = "actual" | "exercise" | "test"

/** A message of the conversation, as whoever reports chose to pass it on. */
export interface Excerpt {
  readonly from: "child" | "counsellor"
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
}

/** For whom and about which case. */
export interface Meta {
  readonly case: string
  readonly version: number
  readonly created: number
  readonly agency: string
  readonly agencyName: string
  readonly municipality?: string
  readonly urgency: Urgency
  readonly status: CaseStatus
  /** SHA-256, in hex, of the X-Wing key that answers and questions to whoever reports are sealed to. */
  readonly answersTo: string
}

export type Sections = { readonly [S in Section]?: Filled<(typeof FIELDS)[S]> }

export interface Report extends Sections {
  readonly meta: Meta
  readonly guardians?: readonly Guardian[]
  readonly excerpts?: readonly Excerpt[]
}

export const MAX_GUARDIANS = 2
export const MAX_EXCERPTS = 100
const MOST = { line: 200, text: 4_000 } as const
/** What is in the largest padded length, without its prefix. */
export const MAX_REPORT_BYTES = 65_532

/** Code points that a field of this kind may have. */
export function mostOf(field: Field): number {
  return field === "text" ? MOST.text : MOST.line
}

export const BOXES = ["childWords", "observed", "secondHand", "inference"] as const

/** What is still missing before it can be sent. */
export type Lack = "concern" | "reporter" | "agency"

export function lacks(report: Report): readonly Lack[] {
  const found: Lack[] = []
  if (!BOXES.some((box) => report.concern?.[box] !== undefined)) found.push("concern")
  if (report.reporter?.name === undefined) found.push("reporter")
  if (report.meta.agency === "") found.push("agency")
  return found
}

/** Whether somebody has decided that a guardian is, or may be, informed: warn. */
export function guardiansInformed(report: Pick<Report, "guardians">): boolean {
  return report.guardians?.some(({ informed }) => informed === "yes") ?? false
}

// Lone surrogates too: UTF-8 has none.
const NOT_SHOWN = /[^\P{Cc}\n\t]|\p{Cs}/u

/** Whether `value` may stand in a `field`. */
export function fits(field: Field, value: unknown): boolean {
  if (field === "flag") return value === true
  if (typeof value !== "string") return false
  if (typeof field !== "string") return field.includes(value)
  return isText(value, MOST[field]) && (field === "text" || !/[\n\t]/.test(value))
}

function isText(value: unknown, most: number): value is string {
  return (
    typeof value === "string" && value.trim() !== "" && [...value].length <= most && !NOT_SHOWN.test(value)
  )
}

const NAME = /^[A-Za-z0-9._-]{1,64}$/
const DIGEST = /^[0-9a-f]{64}$/
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
const oneOf = (values: readonly string[]) => (value: unknown) => values.includes(String(value))

const META: Readonly<Record<keyof Meta, (value: unknown) => boolean>> = {
  case: (value) => NAME.test(String(value)),
  version: (value) => isCount(value) && value !== 0,
  created: isCount,
  agency: (value) => NAME.test(String(value)),
  agencyName: (value) => fits("line", value),
  municipality: (value) => value === undefined || fits("line", value),
  urgency: oneOf(["p0", "p1", "p2"]),
  status: oneOf(["actual", "exercise", "test"]),
  answersTo: (value) => DIGEST.test(String(value)),
}

interface Known {
  readonly meta?: unknown
  readonly informed?: unknown
  readonly from?: unknown
  readonly at?: unknown
  readonly text?: unknown
}

const isObject = (value: unknown): value is Known =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const areFields = (fields: Readonly<Record<string, Field>>, value: unknown): boolean =>
  isObject(value) &&
  Object.entries(value).every(([name, said]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field !== undefined && fits(field, said)
  })

const isMeta = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).every((name) => Object.hasOwn(META, name)) &&
  Object.entries(META).every(([name, check]) => check(value[name as keyof typeof value]))

const isGuardian = (value: unknown): boolean =>
  areFields(GUARDIAN, value) && isObject(value) && value.informed !== undefined

const isExcerpt = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).toSorted().join() === "at,from,text" &&
  oneOf(["child", "counsellor"])(value.from) &&
  isCount(value.at) &&
  isText(value.text, MOST.text)

const isList = (value: unknown, most: number, check: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.length <= most && value.every(check)

/** Whether `value` is a whole report of this version, with nothing in it that is not known here. */
export function isReport(value: unknown): value is Report {
  if (!isObject(value)) return false
  const known = Object.entries(value).every(([name, said]) => {
    if (name === "meta") return isMeta(said)
    if (name === "guardians") return isList(said, MAX_GUARDIANS, isGuardian)
    if (name === "excerpts") return isList(said, MAX_EXCERPTS, isExcerpt)
    return Object.hasOwn(FIELDS, name) && areFields(FIELDS[name as Section], said)
  })
  return known && isMeta(value.meta) && lacks(value as unknown as Report).length === 0
}
