// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { announcement, type Desk, type DeskEvent, deskState, emptyDesk, seated } from "../src/deskCourse.ts"
import type { Talk } from "../src/session.ts"
import type { Offer, Desk as WireDesk } from "../src/wire.gen.ts"

const lane = { audience: "young", language: "sv" } as const
const offer = (name: string): Offer => ({
  offer: name,
  lane,
  urgent: false,
  waited_seconds: 7,
  lease_seconds: 30,
})
const view: WireDesk = { duty: "free", lanes: [], conversations: [] }
const told = (desk: WireDesk, whole = false, now = 0): DeskEvent => ({ type: "told", desk, whole, now })

function play(...events: readonly DeskEvent[]): Desk {
  return events.reduce(seated, emptyDesk)
}

test("nothing is announced before anybody has said what the duty is", () => {
  expect(announcement(emptyDesk)).toEqual({})
})

test("what was said before my choice has its answer does not undo it", () => {
  const before = told({ ...view, duty: "pause", pause_until: 9 })
  const chosen = [before, { type: "duty", duty: "away" }, { type: "duty", duty: "free" }] as const

  const meanwhile = play(...chosen, before, { type: "answered" }, before)
  const after = play(...chosen, { type: "answered" }, { type: "answered" }, told(view))

  expect(meanwhile).toMatchObject({ duty: "free" })
  expect(meanwhile.pauseUntil).toBeUndefined()
  expect(after).toMatchObject({ duty: "free" })
  expect(play(...chosen, { type: "answered" }, { type: "answered" }, before).duty).toBe("pause")
})

test("the duty that I know, and since when I am free, are announced", () => {
  expect(announcement(play(told({ ...view, free_since: 5 })))).toEqual({ duty: "free", free_since: 5 })
  expect(announcement(play(told(view), { type: "duty", duty: "away" }))).toEqual({ duty: "away" })
})

test("a pause that ends by itself is the relay's to remember", () => {
  expect(announcement(play(told({ ...view, duty: "pause", pause_until: 9, free_since: 5 })))).toEqual({
    free_since: 5,
  })
})

test("the same offer told twice keeps its time", () => {
  const desk = play(
    { type: "offered", offer: offer("a"), now: 0 },
    { type: "offered", offer: offer("a"), now: 9_000 },
  )

  expect(desk.offer).toMatchObject({ offer: "a", waitedSeconds: 7, expiresAt: 30_000 })
})

test("an offer whose visitor says only now that they are not safe shows it, and keeps its time", () => {
  const desk = play(
    { type: "offered", offer: offer("a"), now: 0 },
    { type: "offered", offer: { ...offer("a"), urgent: true }, now: 9_000 },
  )

  expect(desk.offer).toMatchObject({ urgent: true, expiresAt: 30_000 })
})

test("a view that was made before the offer does not take it away; a fresh start without it does", () => {
  const made: DeskEvent = { type: "offered", offer: offer("a"), now: 0 }

  expect(play(made, told(view)).offer?.offer).toBe("a")
  expect(play(made, told(view, true)).offer).toBeUndefined()
  expect(play(made, { type: "accepting" }, told(view, true)).offer?.offer).toBe("a")
})

test("why the last offer went away is told until the next one", () => {
  const gone = play(
    { type: "offered", offer: offer("a"), now: 0 },
    { type: "offerGone", offer: "a", why: "lease", accepted: false },
  )
  expect([gone.offer, gone.missed]).toEqual([undefined, "lease"])
  expect(seated(gone, { type: "offered", offer: offer("b"), now: 0 }).missed).toBeUndefined()
})

test("an offer that is not mine, and was not accepted, is nobody's loss", () => {
  const desk = play({ type: "offerGone", offer: "a", why: "lease", accepted: false })

  expect(desk.missed).toBeUndefined()
})

test.each([
  ["gone", "lease"],
  ["not_yours", undefined],
])("an acceptance that is refused with %s was missed: %s", (code, missed) => {
  const desk = play(
    { type: "offered", offer: offer("a"), now: 0 },
    { type: "accepting" },
    { type: "notAccepted", code },
  )

  expect([desk.offer, desk.accepting, desk.missed]).toEqual([undefined, undefined, missed])
})

test("who has lost the seat has no offer, and says why", () => {
  const made: DeskEvent = { type: "offered", offer: offer("a"), now: 0 }

  expect(play(made, { type: "displaced" })).toMatchObject({ seat: "displaced", connected: false })
  expect(play(made, { type: "displaced" }).offer).toBeUndefined()
  expect(play(made, { type: "signedOut" })).toMatchObject({ seat: "signedOut", connected: false })
})

const mine = [{ conversation: "c1", member: 1 }]
const talk: Talk = {
  conversation: "c1",
  phase: "talking",
  urgent: false,
  entries: [],
  visitorHere: true,
  visitorWriting: false,
  since: 1,
  unsure: false,
}

test("a conversation of mine without keys is shown as ended, since it was first heard of", () => {
  const desk = play(
    told({ ...view, conversations: mine }, true, 5),
    told({ ...view, conversations: mine }, false, 9),
  )

  expect(deskState(desk, [], new Set(), false).talks).toMatchObject([
    { conversation: "c1", phase: "ended", why: "keysLost", since: 5 },
  ])
  expect(deskState(desk, [talk], new Set(), false).talks).toEqual([talk])
  expect(deskState(desk, [], new Set(["c1"]), false).talks).toEqual([])
})

test("while an acceptance awaits its answer nobody knows whether the keys are lost", () => {
  const desk = play(
    { type: "offered", offer: offer("a"), now: 0 },
    { type: "accepting" },
    told({ ...view, conversations: mine }),
  )

  expect(deskState(desk, [], new Set(), false).talks).toEqual([])
})
