// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import type { Desk } from "../src/desk.ts"
import { at, HELLO, Meeting, talkOf, texts, until } from "./meeting.ts"

/** Resolves when the desk has heard something more. */
function nextTold(desk: Desk): Promise<void> {
  return new Promise((resolve) => {
    const stop = desk.subscribe(() => {
      stop()
      resolve()
    })
  })
}

async function offered(meeting: Meeting) {
  const desk = await meeting.onDuty("Anna")
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(desk, (s) => s.offer !== undefined)
  return { desk, visitor }
}

test("an offer shows until when it stands on this machine's clock, and telling it twice does not prolong it", async () => {
  const meeting = await Meeting.open()
  const { desk } = await offered(meeting)
  const first = desk.state.offer
  expect(first).toMatchObject({
    lane: { audience: "young", language: "sv" },
    urgent: false,
    waitedSeconds: 0,
  })
  expect(first?.expiresAt).toBe(meeting.clock.now() + 30_000)

  meeting.clock.advance(10_000)
  desk.duty("free")
  await meeting.relay.until(() => meeting.relay.times("desk:duty") === 2)
  expect(desk.state.offer).toEqual(first)
})

test.each(["lease", "left"] as const)("an offer that goes away says why: %s", async (why) => {
  const meeting = await Meeting.open()
  const { desk } = await offered(meeting)
  meeting.relay.miss("Anna", why)
  await until(desk, (s) => s.missed === why)

  expect(desk.state.offer).toBeUndefined()
})

test("an offer that is gone when it is accepted was missed", async () => {
  const meeting = await Meeting.open()
  const { desk } = await offered(meeting)
  meeting.relay.server.fault = (_, event) => (event === "offer:gone" ? "drop" : "pass")
  meeting.relay.miss("Anna", "lease")
  desk.accept()
  await until(desk, (s) => s.offer === undefined)

  expect(desk.state).toMatchObject({ missed: "lease", talks: [] })
})

test("a declined offer is gone at once", async () => {
  const meeting = await Meeting.open()
  const { desk } = await offered(meeting)
  desk.decline()
  expect(desk.state.offer).toBeUndefined()
  await meeting.relay.until(() => meeting.relay.times("offer:decline") === 1)
})

test("an acceptance without an answer is said again, and the conversation opens", async () => {
  const meeting = await Meeting.open()
  const { desk, visitor } = await offered(meeting)
  meeting.relay.server.fault = (_, event) => (event === "answer offer:accept" ? "drop" : "pass")
  desk.accept()
  await meeting.relay.until(() => meeting.relay.times("offer:accept") === 1)
  meeting.relay.server.fault = () => "pass"
  meeting.clock.advance(5_000)
  await meeting.passes(() => visitor.state.at === "talking")
  await until(desk, (s) => s.talks[0]?.phase === "talking")

  expect(meeting.relay.times("offer:accept")).toBe(2)
})

test("a key that got lost is given again after a reconnect", async () => {
  const meeting = await Meeting.open()
  const { desk, visitor } = await offered(meeting)
  meeting.relay.server.deaf = (_, event) => event === "member:key"
  desk.accept()
  await until(desk, (s) => s.talks[0]?.phase === "opening")
  await meeting.relay.until(() => meeting.relay.times("conversation:resume") === 1)
  meeting.relay.server.deaf = () => false
  await meeting.reconnects(desk, () => meeting.relay.staffPeer("Anna").cut())
  await until(visitor, at("talking"))
  await until(desk, (s) => s.talks[0]?.phase === "talking")
})

test("a Welcome that was stored while the desk had no connection lets it in when it is back", async () => {
  const meeting = await Meeting.open()
  const { desk, visitor } = await offered(meeting)
  meeting.relay.server.fault = (peer, event) => {
    return peer.namespace === "/counsellor" && event === "message:new" ? "drop" : "pass"
  }
  desk.accept()
  await until(visitor, at("talking"))
  expect(talkOf(desk).phase).toBe("opening")
  meeting.relay.server.fault = () => "pass"
  await meeting.reconnects(desk, () => meeting.relay.staffPeer("Anna").cut())
  await until(desk, (s) => s.talks[0]?.phase === "talking")

  expect(talkOf(desk).hello).toMatchObject({ name: "Kim" })
})

test.each(["key", "mute", "left"] as const)(
  "an accepted visitor who is mine no longer says why: %s",
  async (why) => {
    const meeting = await Meeting.open()
    const { desk, visitor } = await offered(meeting)
    meeting.relay.server.deaf = (_, event) => event === "message:send"
    desk.accept()
    await until(visitor, at("meeting"))
    const name = talkOf(desk).conversation
    meeting.relay.miss("Anna", why)
    await until(desk, (s) => s.missed === why)

    // A view from before it was given up, which comes late.
    const told = nextTold(desk)
    meeting.relay.staffPeer("Anna").tell("desk:now", {
      duty: "free",
      lanes: [],
      conversations: [{ conversation: name, member: 1 }],
    })
    await told
    expect(desk.state.talks).toEqual([])
  },
)

test("at each connection the desk announces its duty and since when it is free", async () => {
  const meeting = await Meeting.open()
  const desk = await meeting.onDuty("Anna")
  await meeting.reconnects(desk, () => meeting.relay.staffPeer("Anna").cut())
  await meeting.relay.until(() => meeting.relay.times("desk:open") === 2)

  expect(meeting.relay.asked.filter((a) => a.event === "desk:open").map((a) => a.value)).toEqual([
    {},
    { duty: "free" },
  ])
})

test("another page of the same person takes the seat; this one stops, and can take it back", async () => {
  const meeting = await Meeting.open()
  const { desk, name, visitor } = await meeting.talk()
  meeting.clock.advance(1)
  const other = await meeting.desk("Anna")
  other.open()
  await until(other, (s) => s.seat === "taken")
  await until(desk, (s) => s.seat === "displaced")
  expect(desk.state.connected).toBe(false)
  expect(other.state.talks).toMatchObject([{ conversation: name, phase: "ended", why: "keysLost" }])

  meeting.clock.advance(1)
  desk.open()
  await until(desk, (s) => s.seat === "taken")
  visitor.write("kvar?")
  await until(desk, (s) => texts(s.talks[0]?.entries ?? []).includes("Kim: kvar?"))
  await until(other, (s) => s.seat === "displaced")
})

test("a conversation whose keys this page never had can be ended and dismissed", async () => {
  const meeting = await Meeting.open()
  const { desk, name, visitor } = await meeting.talk()
  desk.close()
  meeting.clock.advance(1)
  const after = await meeting.desk("Anna")
  after.open()
  await until(after, (s) => s.talks.length === 1)
  after.end(name)
  await until(visitor, at("ended"))
  after.dismiss(name)

  expect(after.state.talks).toEqual([])
})

test("who is not signed in is told so, and no other connection is made", async () => {
  const meeting = await Meeting.open()
  const desk = meeting.deskOf("!", await meeting.helpline.device())
  desk.open()
  await until(desk, (s) => s.seat === "signedOut")
  meeting.clock.advance(60_000)

  expect(desk.state).toMatchObject({ connected: false, seat: "signedOut" })
})

test("a conversation that goes on cannot be dismissed", async () => {
  const meeting = await Meeting.open()
  const { desk, name } = await meeting.talk()
  desk.dismiss(name)

  expect(talkOf(desk).phase).toBe("talking")
})
