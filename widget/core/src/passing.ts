// SPDX-License-Identifier: EUPL-1.2
// What a young person is told of a case of theirs, inside the conversation's seal: what would be passed on and to whom,
// what they answer, and each step after that. Both ends read it here; the relay has ciphertext alone. Pure.
// Rule 1: staff ask and tell, the visitor answers; anything else that came is nothing.
// Rule 2: a step is one thing however often it comes, and only the newest question can be answered.

import type { Entry } from "./session.ts"

export const ANSWERS = ["yes", "no", "talk"] as const
export const STEPS = [
  "sent",
  "read",
  "accepted",
  "rerouted",
  "declined",
  "outcome",
  "closed",
  "cancelled",
  "expired",
] as const
export const OUTCOMES = [
  "safe_now",
  "investigation",
  "no_investigation",
  "police",
  "not_found",
  "other",
] as const

export type PassingAnswer = (typeof ANSWERS)[number]
export type PassingStep = (typeof STEPS)[number]

/**
 * "This is what I would pass on. Is it OK?" Or, with a `name`: that person asks to talk with them. `round` counts the
 * questions of one case, `part` from 1.
 */
export interface Ask {
  readonly say: "ask"
  readonly ref: string
  readonly round: number
  readonly part: number
  readonly parts: number
  readonly agency: string
  readonly name?: string
  readonly text: string
}

export interface Answer {
  readonly say: "answer"
  readonly ref: string
  readonly round: number
  readonly answer: PassingAnswer
}

export interface StepTold {
  readonly say: "step"
  readonly ref: string
  readonly step: PassingStep
  /** Milliseconds since 1970: the reader's own clock says what time that was. */
  readonly at: number
  readonly agency: string
  /** Who has read it. */
  readonly name?: string
  readonly outcome?: (typeof OUTCOMES)[number]
}

export type Passing = Ask | Answer | StepTold

/** Code points that may be shown at once. */
export const MAX_SHOWN_CODE_POINTS = 12_000
const MAX_PARTS = 8
/** Of JSON, in one message: what is around it fits into the bound of a text. */
const MOST_IN_PART = 3_400
const LINE = 200

/** What names a case between its counsellor and the young person: enough among a few, and not the server's name for it. */
export function refOf(named: string): string {
  return named.slice(0, 8)
}

export function writtenPassing(passing: Passing): string {
  return JSON.stringify(passing)
}

/** `text` as one message, or as several where one cannot hold it; broken between words where it can be. */
export function asksOf(ask: Omit<Ask, "say" | "part" | "parts">): readonly Ask[] {
  const texts = pieces([...ask.text])
  return texts.map((text, at) => ({ ...ask, say: "ask", part: at + 1, parts: texts.length, text }))
}

function pieces(letters: readonly string[]): readonly string[] {
  const end = endOfPiece(letters)
  const piece = letters.slice(0, end).join("")
  return end >= letters.length ? [piece] : [piece, ...pieces(letters.slice(end))]
}

function endOfPiece(letters: readonly string[]): number {
  let room = MOST_IN_PART
  const over = letters.findIndex((letter) => {
    room -= JSON.stringify(letter).length - 2
    return room < 0
  })
  if (over < 0) return letters.length
  const blank = letters.slice(0, over).findLastIndex((letter) => /\s/.test(letter))
  return blank > over / 2 ? blank + 1 : over
}

type Loose = Readonly<Record<string, unknown>>

/** What `text` says. Never throws: what is not understood is nothing. */
export function readPassing(text: string): Passing | undefined {
  try {
    const said: unknown = JSON.parse(text)
    return isPassing(said) ? said : undefined
  } catch {
    return undefined
  }
}

const KINDS: Readonly<Record<string, (said: Loose) => boolean>> = {
  ask: ({ round, part, parts, agency, name, text }) =>
    isCount(round) &&
    isCount(part) &&
    isCount(parts) &&
    part <= parts &&
    parts <= MAX_PARTS &&
    isLine(agency) &&
    (name === undefined || isLine(name)) &&
    typeof text === "string",
  answer: ({ round, answer }) => isCount(round) && oneOf(ANSWERS, answer),
  step: ({ step, at, agency, name, outcome }) =>
    oneOf(STEPS, step) &&
    isCount(at) &&
    isLine(agency) &&
    (name === undefined ? step !== "read" : isLine(name)) &&
    (outcome === undefined || oneOf(OUTCOMES, outcome)),
}

function isPassing(said: unknown): said is Passing {
  if (typeof said !== "object" || said === null) return false
  const { say, ref } = said as Loose
  return (
    typeof ref === "string" &&
    /^[\w-]{1,8}$/.test(ref) &&
    Object.hasOwn(KINDS, String(say)) &&
    KINDS[String(say)]?.(said as Loose) === true
  )
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1
const isLine = (value: unknown): boolean =>
  typeof value === "string" && value.trim() !== "" && value.length <= 2 * LINE
const oneOf = (of: readonly string[], value: unknown): boolean => of.includes(value as string)

/** One thing that stands in the conversation. `key`: of the entry where it stands. */
export type Told =
  | {
      readonly what: "ask"
      readonly key: string
      readonly at: number
      readonly ask: Ask
      /** All of it, from however many messages. */
      readonly text: string
      readonly answer?: { readonly answer: PassingAnswer; readonly at: number; readonly key: string }
      /** Another has been asked since about the same thing. */
      readonly old: boolean
    }
  | {
      readonly what: "answer"
      readonly key: string
      readonly at: number
      readonly answer: Answer
      /** What it answers. */
      readonly to: Ask | undefined
    }
  | { readonly what: "step"; readonly key: string; readonly at: number; readonly step: StepTold }

/** A message of somebody who may say such a thing. */
interface Heard {
  readonly key: string
  readonly at: number
  readonly said: Passing
}

const VISITOR = 0

/** What of `entries` was told and answered, each once, in order. `isVisitor`: what is mine is the visitor's. */
export function toldIn(entries: readonly Entry[], of: { readonly isVisitor: boolean }): readonly Told[] {
  const heard = entries.flatMap((entry) => heardIn(entry, of.isVisitor))
  const told = heard.reduce<readonly Told[]>((before, _, at) => withOne(before, heard.slice(0, at + 1)), [])
  return told.map((each, at) =>
    each.what === "ask"
      ? { ...each, old: told.slice(at + 1).some((later) => replaces(later, each.ask)) }
      : each,
  )
}

/** What may be passed on and who may talk with them are two things: neither question takes the other's answer away. */
function replaces(later: Told, ask: Ask): boolean {
  return later.what === "ask" && (later.ask.name === undefined) === (ask.name === undefined)
}

function heardIn(entry: Entry, isVisitor: boolean): readonly Heard[] {
  if ((entry.kind !== "mine" && entry.kind !== "theirs") || !entry.passing) return []
  const visitors = entry.kind === "mine" ? isVisitor : entry.member === VISITOR
  const said = readPassing(entry.text)
  const { key, at } = entry
  return said !== undefined && (said.say === "answer") === visitors ? [{ key, at, said }] : []
}

/** `told`, with the last of what was `heard`. */
function withOne(told: readonly Told[], heard: readonly Heard[]): readonly Told[] {
  const last = heard.at(-1)
  if (last === undefined) return told
  const { said, ...of } = last
  switch (said.say) {
    case "step":
      return told.some((each) => each.what === "step" && isSame(each.step, said))
        ? told
        : [...told, { ...of, what: "step", step: said }]
    case "answer":
      return [...answered(told, said, of), { ...of, what: "answer", answer: said, to: askOf(told, said) }]
    case "ask":
      return asked(told, said, of, heard)
  }
}

type Where = Omit<Heard, "said">

function asked(told: readonly Told[], ask: Ask, of: Where, heard: readonly Heard[]): readonly Told[] {
  if (told.some((each) => each.what === "ask" && isSameRound(each.ask, ask))) return told
  const parts = partsIn(heard, ask)
  // It stands where its last part came.
  return parts.length < ask.parts
    ? told
    : [...told, { ...of, what: "ask", ask, text: parts.join(""), old: false }]
}

/** The texts of the parts of `ask`, in order, each once. */
function partsIn(heard: readonly Heard[], ask: Ask): readonly string[] {
  const found = new Map<number, string>()
  for (const { said } of heard)
    if (said.say === "ask" && isSameRound(said, ask) && said.parts === ask.parts)
      found.set(said.part, said.text)
  return [...found].toSorted(([a], [b]) => a - b).map(([, text]) => text)
}

function askOf(told: readonly Told[], answer: Answer): Ask | undefined {
  return told
    .flatMap((each) => (each.what === "ask" ? [each.ask] : []))
    .find((ask) => isSameRound(ask, answer))
}

function answered(told: readonly Told[], { answer, ...round }: Answer, of: Where): readonly Told[] {
  return told.map((each) =>
    each.what === "ask" && isSameRound(each.ask, round) ? { ...each, answer: { answer, ...of } } : each,
  )
}

type Round = Pick<Ask, "ref" | "round">
const isSameRound = (a: Round, b: Round): boolean => a.ref === b.ref && a.round === b.round

/** Whether `a` and `b` tell of the same: when it was is not what it was. */
export function isSame(a: StepTold, b: StepTold): boolean {
  return (["ref", "step", "agency", "name", "outcome"] as const).every((each) => a[each] === b[each])
}
