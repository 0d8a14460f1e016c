// SPDX-License-Identifier: EUPL-1.2
// Which page is shown, and what stands on it, from the state of the desk.

import type { DeskState, Entry, LaneWaiting, Offer, Talk } from "@lykta/core"
import { expect, test } from "vitest"
import {
  byNeed,
  type DeskView,
  deskView,
  type Looking,
  notSafe,
  shownTalk,
  talking,
} from "../../src/desk/deskView.ts"

const now = 1_800_000_000_000
const lane = { audience: "young", language: "sv" } as const
const offer: Offer = { offer: "o", lane, urgent: false, waitedSeconds: 0, expiresAt: now + 30_000 }
const calm: DeskState = { connected: true, seat: "taken", duty: "free", lanes: [], talks: [], kept: true }
const looking: Looking = {
  part: "lanes",
  wide: true,
  chosen: undefined,
  seen: new Map(),
  inFront: true,
  missedRead: false,
}

const said = (key: string): Entry => ({ kind: "theirs", key, text: "hej", at: now, member: 0, name: "" })

const talk = (conversation: string, more: Partial<Talk> = {}): Talk => ({
  conversation,
  phase: "talking",
  urgent: false,
  entries: [],
  visitorHere: true,
  visitorWriting: false,
  unsure: false,
  since: now,
  ...more,
})

function shown(desk: DeskState, how: Partial<Looking> = {}): Extract<DeskView, { page: "desk" }> {
  const view = deskView(desk, { ...looking, ...how })
  if (view.page !== "desk") throw new Error(`not a desk: ${view.page}`)
  return view
}

test.each(["opening", "displaced", "signedOut"] as const)("without the seat the page says %s", (seat) => {
  expect(deskView({ ...calm, seat }, looking)).toEqual({ page: seat })
})

test.each(["free", "pause", "away"] as const)(
  "without a conversation its place says what %s means",
  (duty) => {
    expect(shown({ ...calm, duty }).main).toEqual({ show: "empty", duty })
  },
)

test.each(["opening", "talking", "ended"] as const)("a conversation that is %s is shown so", (phase) => {
  const only = talk("a", { phase })
  expect(shown({ ...calm, talks: [only] }).main).toEqual({ show: phase, talk: only })
})

test("one going on comes before one that has ended, and the newest before older ones", () => {
  const [ended, old, fresh] = [talk("a", { phase: "ended" }), talk("b"), talk("c")]
  expect(shownTalk([ended, old, fresh], undefined)).toBe(fresh)
  expect(shownTalk([old, ended], undefined)).toBe(old)
  expect(shownTalk([old, talk("d", { phase: "opening" })], undefined)?.conversation).toBe("d")
  expect(shownTalk([talk("e", { phase: "ended" }), ended], undefined)).toBe(ended)
})

test("the chosen conversation stays in front, until it is no more", () => {
  const [a, b] = [talk("a"), talk("b")]
  expect(shownTalk([a, b], "a")).toBe(a)
  expect(shownTalk([b], "a")).toBe(b)
})

test("lanes with somebody who is not safe come first, then the longest wait", () => {
  const waiting = (urgent: number, longestWaitSeconds: number): LaneWaiting => ({
    lane,
    waiting: 1,
    urgent,
    longestWaitSeconds,
    counsellors: 1,
  })
  const [short, long, urgent] = [waiting(0, 10), waiting(0, 900), waiting(1, 5)]
  expect(byNeed([short, long, urgent])).toEqual([urgent, long, short])
})

test("a visitor counts as not safe when the queue or their first words say so", () => {
  expect(notSafe(talk("a"))).toBe(false)
  expect(notSafe(talk("a", { urgent: true }))).toBe(true)
  expect(notSafe(talk("a", { hello: { urgent: true } }))).toBe(true)
  expect(notSafe(talk("a", { hello: { urgent: false } }))).toBe(false)
})

test("what has not been in front of its reader counts as new", () => {
  const desk = { ...calm, talks: [talk("a", { entries: [said("1"), said("2"), said("3")] })] }
  expect(shown(desk, { seen: new Map([["a", 1]]) }).unread).toBe(2)
  expect(shown(desk, { seen: new Map([["a", 3]]) }).unread).toBe(0)
})

test("the title tells of an offer before anything else, of a new message only while away, else nothing", () => {
  const heard = { ...calm, talks: [talk("a", { entries: [said("1")] })] }
  expect(shown({ ...heard, offer }).title).toBe("title-waiting")
  expect(shown(heard, { inFront: false }).title).toBe("title-new")
  expect(shown(heard, { inFront: true }).title).toBe("app-name")
  expect(shown(calm, { inFront: false }).title).toBe("app-name")
})

test("why an offer went away is shown until it is put away or the next one comes", () => {
  const missed: DeskState = { ...calm, missed: "lease" }
  expect(shown(missed).missed).toBe("lease")
  expect(shown(missed, { missedRead: true }).missed).toBeUndefined()
  expect(shown({ ...missed, offer }).missed).toBeUndefined()
})

test("only conversations that are not over keep a person at the desk", () => {
  expect(talking({ ...calm, talks: [talk("a", { phase: "ended" })] })).toBe(false)
  expect(talking({ ...calm, talks: [talk("a", { phase: "opening" })] })).toBe(true)
  expect(talking({ ...calm, talks: [talk("a")] })).toBe(true)
})
