// SPDX-License-Identifier: EUPL-1.2
// When to draw attention.

import type { DeskState, Offer, Talk } from "@lykta/core"
import { expect, test } from "vitest"
import { cue, type Moment } from "../../src/attention/cues.ts"

const now = 1_800_000_000_000
const offer: Offer = {
  offer: "first",
  lane: { audience: "young", language: "sv" },
  urgent: false,
  waitedSeconds: 0,
  expiresAt: now + 30_000,
}
const calm: DeskState = { connected: true, seat: "taken", duty: "free", lanes: [], talks: [], kept: true }

const talk = (texts: number): Talk => ({
  conversation: "a",
  phase: "talking",
  urgent: false,
  entries: Array.from({ length: texts }, (_, key) => ({
    kind: "theirs",
    key: `${key}`,
    text: "hej",
    at: now,
    member: 0,
    name: "",
  })),
  visitorHere: true,
  visitorWriting: false,
  unsure: false,
  since: now,
})

const moment = (desk: Partial<DeskState> = {}, more: Partial<Moment> = {}): Moment => ({
  desk: { ...calm, ...desk },
  inFront: true,
  now,
  ...more,
})

test("a new offer sounds once, the same offer told again does not", () => {
  expect(cue(moment(), moment({ offer }))).toBe("offer")
  expect(cue(moment({ offer }), moment({ offer }))).toBeUndefined()
  expect(cue(moment({ offer }), moment({ offer: { ...offer, offer: "second" } }))).toBe("offer")
})

test("when half the lease is gone there is one reminder", () => {
  const [before, half, after] = [14_999, 15_000, 16_000].map((ms) => moment({ offer }, { now: now + ms }))
  expect(before && half && cue(before, half)).toBe("reminder")
  expect(half && after && cue(half, after)).toBeUndefined()
})

test("an offer that goes away is silent", () => {
  expect(cue(moment({ offer }), moment({ missed: "lease" }))).toBeUndefined()
})

test("a message sounds only while its reader is elsewhere", () => {
  const [one, two] = [{ talks: [talk(1)] }, { talks: [talk(2)] }]
  expect(cue(moment(one), moment(two))).toBeUndefined()
  expect(cue(moment(one), moment(two, { inFront: false }))).toBe("message")
  expect(cue(moment(two), moment(two, { inFront: false }))).toBeUndefined()
})
