// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { answered, counsellorTable, MalformedError, refusalOf, visitorTable } from "../src/shapes.ts"

const era = "e".repeat(22)
const conversation = "c".repeat(32)
const mail = { era, seq: 1, member: 1, n: 1, at: 0, body: { app: "AAAA" } }
const place = { place: 1, waiting: 2, open: true, urgent: false }
const lane = { audience: "young", language: "sv" }

test("a field that is null is absent", () => {
  expect(visitorTable.tells["queue:place"]({ ...place, soonest_minutes: null, why: null })).toEqual(place)
})

test("a field that we do not know is dropped", () => {
  expect(visitorTable.tells["member:here"]({ member: 1, here: true, mood: "fine" })).toEqual({
    member: 1,
    here: true,
  })
})

test("a field that another object lends is no field", () => {
  expect(() => visitorTable.tells["member:here"](Object.create({ member: 1, here: true }))).toThrow(
    MalformedError,
  )
})

test("staff's mail is a mail of a named conversation", () => {
  expect(counsellorTable.tells["message:new"]({ ...mail, conversation })).toEqual({ ...mail, conversation })
  expect(() => counsellorTable.tells["message:new"](mail)).toThrow(MalformedError)
})

const { tells, answers } = { tells: visitorTable.tells, answers: counsellorTable.answers }

test.each<readonly [string, () => unknown]>([
  ["nothing", () => tells["message:new"](undefined)],
  ["a list", () => tells["message:new"]([])],
  ["a text for a number", () => tells["message:new"]({ ...mail, seq: "1" })],
  ["a broken number", () => tells["message:new"]({ ...mail, seq: 1.5 })],
  ["a seq of 0", () => tells["message:new"]({ ...mail, seq: 0 })],
  ["a number that JavaScript cannot count", () => tells["message:new"]({ ...mail, seq: 2 ** 53 })],
  ["a member below 0", () => tells["message:new"]({ ...mail, member: -1 })],
  ["no era", () => tells["message:new"]({ ...mail, era: undefined })],
  ["an era that is too short", () => tells["message:new"]({ ...mail, era: "e" })],
  ["what is not base64", () => tells["message:new"]({ ...mail, body: { app: "å" } })],
  ["a body that is too long", () => tells["message:new"]({ ...mail, body: { app: "A".repeat(53_340) } })],
  ["an unknown reason", () => tells["conversation:ended"]({ why: "bored" })],
  ["a number for a truth", () => tells["member:here"]({ member: 1, here: 1 })],
  [
    "an unknown audience",
    () => answers["desk:open"]({ duty: "free", lanes: [{ lane: { ...lane, audience: "x" } }] }),
  ],
  ["a list that is none", () => answers["desk:open"]({ duty: "free", lanes: {}, conversations: [] })],
  ["a ticket with a space", () => tells["queue:place"]({ ...place, ticket: "a b".repeat(10) })],
])("refused: %s", (_, read) => {
  expect(read).toThrow(MalformedError)
})

test("an answer is yes or a refusal with a code; anything else is no answer", () => {
  expect(refusalOf({ ok: false, code: "new_code", retry: true })).toEqual({ code: "new_code", retry: true })
  expect(refusalOf({ ok: true })).toBeUndefined()
  expect(() => refusalOf({ ok: false })).toThrow(MalformedError)
  expect(answered({ ok: true, seq: 3 }, visitorTable.answers["message:send"])).toEqual({ seq: 3 })
  expect(() => answered({ seq: 3 }, visitorTable.answers["message:send"])).toThrow(MalformedError)
  expect(() => answered(undefined, visitorTable.answers["message:send"])).toThrow(MalformedError)
})
