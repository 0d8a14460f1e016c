// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { utf8 } from "../src/bytes.ts"
import { checkText, decodeContent, encodeContent } from "../src/content.ts"
import { pad } from "../src/padding.ts"
import {
  type Answer,
  type Ask,
  asksOf,
  MAX_SHOWN_CODE_POINTS,
  readPassing,
  refOf,
  type StepTold,
  toldIn,
  writtenPassing,
} from "../src/passing.ts"
import type { Entry } from "../src/session.ts"

const ref = refOf("AbCdEfGhIjKlMnOpQrStUv")
const agency = "Östersunds socialtjänst"
const ask = (round = 1, text = "Namn: Kim"): Ask => asksOf({ ref, round, agency, text })[0] as Ask
const step = (more: Partial<StepTold> = {}): StepTold => {
  return { say: "step", ref, step: "sent", agency, at: 1, ...more }
}
const answer = (of: Answer["answer"], round = 1): Answer => ({ say: "answer", ref, round, answer: of })

let key = 0
const said = (passing: Ask | Answer | StepTold | string) => ({
  key: `${++key}`,
  at: key,
  text: typeof passing === "string" ? passing : writtenPassing(passing),
  passing: true as const,
})
const mine = (of: Parameters<typeof said>[0]): Entry => ({ kind: "mine", progress: "arrived", ...said(of) })
const theirs = (of: Parameters<typeof said>[0], member = 1): Entry => {
  return { kind: "theirs", member, name: "Anna", ...said(of) }
}
const atVisitor = (...entries: readonly Entry[]) => toldIn(entries, { isVisitor: true })
const atDesk = (...entries: readonly Entry[]) => toldIn(entries, { isVisitor: false })

test("what is passed on travels as a content of its own, which a page of before shows as nothing", () => {
  const text = writtenPassing(step())
  const bytes = encodeContent({ text, passing: true }) ?? new Uint8Array()
  const wire = JSON.parse(new TextDecoder().decode(bytes))
  expect(wire).toEqual({ v: 1, passing: text })
  expect(decodeContent(bytes)).toEqual({ text, passing: true })
  // All that an older page knows of: neither is there.
  expect([wire.text, wire.hello, wire.restored]).toEqual([undefined, undefined, undefined])
})

test("a content that is passed on keeps the bounds of a text", () => {
  expect(encodeContent({ text: "a".repeat(4001), passing: true })).toBeUndefined()
  const long = utf8(JSON.stringify({ v: 1, passing: "a".repeat(4001) }))
  expect(decodeContent(long)).toEqual({ unknown: true })
  expect(decodeContent(utf8(JSON.stringify({ v: 1, passing: {} })))).toEqual({ unknown: true })
})

test("the longest that may be shown fits its messages and the padding, whatever must be escaped", () => {
  for (const letter of ["😀", '"', "\n", "a", "\u2028"]) {
    const text = letter.repeat(MAX_SHOWN_CODE_POINTS)
    const asks = asksOf({ ref, round: 1, agency: "Å".repeat(200), text })
    expect(asks.map((each) => each.text).join("")).toBe(text)
    for (const each of asks) {
      const json = writtenPassing(each)
      expect([checkText(json), readPassing(json)]).toEqual([undefined, each])
      const bytes = encodeContent({ text: json, passing: true }) ?? new Uint8Array(99_999)
      expect(pad(bytes).length).toBeLessThanOrEqual(16_384)
    }
  }
})

test("a long text is broken between words, and a short one is one message", () => {
  const asks = asksOf({ ref, round: 1, agency, text: "ord och ".repeat(600) })
  expect(asks.length).toBe(2)
  expect(asks[0]?.text.endsWith(" ")).toBe(true)
  expect(asksOf({ ref, round: 1, agency, text: "kort" })).toHaveLength(1)
})

test("what is not whole or not known is nothing", () => {
  for (const broken of [
    "x",
    "null",
    "[]",
    JSON.stringify({ ...step(), step: "flown" }),
    JSON.stringify({ ...step(), ref: "../../../" }),
    JSON.stringify({ ...step(), at: "now" }),
    JSON.stringify(step({ step: "read" })),
    JSON.stringify(step({ step: "outcome", outcome: "fine" as "other" })),
    JSON.stringify({ ...ask(), part: 2 }),
    JSON.stringify({ ...ask(), part: 1, parts: 9 }),
    JSON.stringify(answer("perhaps" as "yes")),
    JSON.stringify({ say: "toString", ref }),
  ])
    expect([broken, readPassing(broken)]).toEqual([broken, undefined])
})

test("a step is told once, however often it comes and whenever that was", () => {
  const again = theirs(step({ at: 9 }))
  const told = atVisitor(theirs(step()), again, theirs(step({ step: "read", name: "Olle" })))
  expect(told.map((each) => each.what === "step" && [each.step.step, each.step.at])).toEqual([
    ["sent", 1],
    ["read", 1],
  ])
})

test("another person who has read it, and another authority, are steps of their own", () => {
  const read = (name: string, more = {}) => theirs(step({ step: "read", name, ...more }))
  expect(atVisitor(read("Olle"), read("Maj"), read("Olle", { agency: "Krokom" }))).toHaveLength(3)
})

test("several messages are one question, shown once and where the last of them came", () => {
  const [first, second] = asksOf({ ref, round: 1, agency, text: "ord och ".repeat(600) }) as [Ask, Ask]
  const last = theirs(first)
  const told = atVisitor(theirs(second), last, theirs(first), theirs(second))
  expect(told).toMatchObject([{ what: "ask", key: last.key, text: "ord och ".repeat(600) }])
  expect(atVisitor(theirs(first))).toEqual([])
})

test("only the newest question can be answered, and the last answer to a question counts", () => {
  const told = atVisitor(theirs(ask(1)), mine(answer("yes")), theirs(ask(2)), mine(answer("no")))
  expect(told).toMatchObject([
    { what: "ask", old: true, answer: { answer: "no" } },
    { what: "answer" },
    { what: "ask", old: false },
    { what: "answer" },
  ])
})

test("who asks to talk with them is asked about beside what may be passed on, and an answer knows its question", () => {
  const meet: Ask = { ...ask(2, ""), name: "Ebba" }
  const told = atVisitor(theirs(ask(1)), theirs(meet), mine(answer("no", 2)), mine(answer("yes", 1)))
  expect(told).toMatchObject([
    { what: "ask", old: false, answer: { answer: "yes" } },
    { what: "ask", old: false, ask: { name: "Ebba" }, answer: { answer: "no" } },
    { what: "answer", to: { name: "Ebba" } },
    { what: "answer", to: { round: 1 } },
  ])
  expect(atVisitor(theirs(meet), theirs({ ...meet, round: 3 }))).toMatchObject([
    { old: true },
    { old: false },
  ])
  expect(readPassing(JSON.stringify({ ...meet, name: "" }))).toBeUndefined()
})

test("the visitor answers, and staff ask and tell: nobody can do the other's part", () => {
  expect(atDesk(theirs(step(), 0), theirs(ask(), 0), mine(answer("yes")), theirs(answer("yes"), 2))).toEqual(
    [],
  )
  expect(atVisitor(mine(step()), mine(ask()), theirs(answer("yes")))).toEqual([])
  expect(atDesk(mine(ask()), theirs(answer("no"), 0))).toMatchObject([{ answer: { answer: "no" } }, {}])
})

test("the same words as a message are words", () => {
  const { passing: _, ...plain } = theirs(step()) as Extract<Entry, { kind: "theirs" }>
  expect(atVisitor(plain)).toEqual([])
})
