// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { AWAY_MS } from "../src/presence.ts"
import { Meeting, settled, talkOf, texts, until } from "./meeting.ts"
import type { Fault } from "./relay/socketServer.ts"

/** What the visitor said, as the counsellor sees it. */
function heard(talk: { desk: Parameters<typeof talkOf>[0] }): readonly string[] {
  return texts(talkOf(talk.desk).entries).filter((t) => t.startsWith("Kim: "))
}

test("what a visitor writes without a connection arrives once and in order, after a resume", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor, desk, name } = talk
  visitor.write("1")
  await settled(talk)
  meeting.relay.server.isAway = true
  meeting.relay.visitorPeer().cut()
  await until(visitor, (s) => s.at === "talking" && !s.connected)
  for (const text of ["2", "3", "4", "5", "6", "7"]) visitor.write(text)
  desk.write(name, "är du kvar?")
  meeting.clock.advance(60_000)
  expect(texts(visitor.state.at === "talking" ? visitor.state.entries : [])).toContain("me: 7 (sending)")

  meeting.relay.server.isAway = false
  await meeting.comesBack(visitor)
  await until(visitor, (s) => s.at === "talking" && texts(s.entries).includes("Anna: är du kvar?"))
  await settled(talk)

  expect(heard(talk)).toEqual(["Kim: 1", "Kim: 2", "Kim: 3", "Kim: 4", "Kim: 5", "Kim: 6", "Kim: 7"])
  expect(meeting.relay.complaints).toEqual([])
})

test("each connection has a higher generation, counted from 1 by a visitor and from the clock by staff", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk } = await meeting.talk()
  const generations = () => {
    return [meeting.relay.visitorPeer(), meeting.relay.staffPeer("Anna")].map((p) =>
      Number(p.auth.generation),
    )
  }
  const before = generations()
  await meeting.reconnects(visitor, () => meeting.relay.visitorPeer().cut())
  await meeting.reconnects(desk, () => meeting.relay.staffPeer("Anna").cut())
  await meeting.relay.until(() => meeting.relay.times("conversation:resume") === 4)
  const after = generations()

  expect([before[0], after[0]]).toEqual([1, 2])
  expect(before[1]).toBeGreaterThan(1_700_000_000_000)
  expect(after[1]).toBeGreaterThan(before[1] ?? 0)
})

test("without an answer for five seconds the same bytes go out under the same number on a new connection", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor } = talk
  meeting.relay.server.fault = (_, event): Fault => (event === "answer message:send" ? "drop" : "pass")
  visitor.write("hör du mig?")
  await until(talk.desk, (s) => s.talks[0]?.entries.length === 1)
  meeting.clock.advance(4_999)
  expect(visitor.state).toMatchObject({ connected: true })

  meeting.relay.server.fault = () => "pass"
  meeting.clock.advance(1)
  await until(visitor, (s) => s.at === "talking" && !s.connected)
  await meeting.comesBack(visitor)
  await settled(talk)

  const sends = meeting.relay.asked.filter((a) => a.event === "message:send" && a.value.n === 2)
  expect(heard(talk)).toEqual(["Kim: hör du mig?"])
  expect(new Set(sends.map((s) => JSON.stringify(s.value))).size).toBe(1)
})

test("a mail that is lost on the way is noticed by the next, and both are shown in order", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor, desk } = talk
  let lost = 0
  meeting.relay.server.fault = (peer, event): Fault => {
    return event === "message:new" && peer.namespace === "/counsellor" && lost++ === 0 ? "drop" : "pass"
  }
  visitor.write("1")
  await until(visitor, (s) => s.at === "talking" && texts(s.entries).includes("me: 1 (onItsWay)"))
  visitor.write("2")
  await until(desk, (s) => !s.connected)
  expect(heard(talk)).toEqual([])
  await meeting.comesBack(desk)
  await settled(talk)
  await until(desk, (s) => s.talks[0]?.entries.length === 2)

  expect(heard(talk)).toEqual(["Kim: 1", "Kim: 2"])
})

test("what a relay says twice is shown once", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  meeting.relay.server.fault = () => "double"
  talk.visitor.write("1")
  talk.visitor.write("2")
  talk.desk.write(talk.name, "a")
  await until(talk.visitor, (s) => s.at === "talking" && s.entries.length === 4)
  await settled(talk)

  expect(heard(talk)).toEqual(["Kim: 1", "Kim: 2"])
})

test("a desk goes on with its conversation after its connection broke, and loses nothing of what came meanwhile", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor, desk, name } = talk
  meeting.relay.staffPeer("Anna").cut()
  await until(desk, (s) => !s.connected)
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.here === false)
  visitor.write("1")
  desk.write(name, "strax tillbaka")
  await meeting.comesBack(desk)
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.here === true && s.entries.length === 3)
  await settled(talk)

  expect(heard(talk)).toEqual(["Kim: 1"])
})

test("a short absence is not told in the conversation, a longer one is, and so is the return", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk } = await meeting.talk()
  meeting.relay.staffPeer("Anna").cut()
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.here === false)
  await until(desk, (s) => !s.connected)
  await meeting.comesBack(desk)
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.here === true)
  expect(texts(visitor.state.at === "talking" ? visitor.state.entries : [])).toEqual(["Anna joined"])

  meeting.relay.server.isAway = true
  meeting.relay.staffPeer("Anna").cut()
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.here === false)
  await until(desk, (s) => !s.connected)
  meeting.clock.advance(AWAY_MS)
  expect(texts(visitor.state.at === "talking" ? visitor.state.entries : [])).toEqual([
    "Anna joined",
    "Anna away",
  ])
  meeting.relay.server.isAway = false
  await meeting.comesBack(desk)
  await until(visitor, (s) => s.at === "talking" && s.entries.length === 3)
  expect(texts(visitor.state.at === "talking" ? visitor.state.entries : [])).toEqual([
    "Anna joined",
    "Anna away",
    "Anna back",
  ])
})

test("what is under way has reached the relay before the same client asks it to leave", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk } = await meeting.talk()
  visitor.write("tack, hej då")
  await meeting.relay.until(() => meeting.relay.times("message:send") === 2)
  visitor.end()
  await until(desk, (s) => s.talks[0]?.phase === "ended")

  expect(texts(talkOf(desk).entries)).toEqual(["Kim: tack, hej då"])
  expect(talkOf(desk).why).toBe("visitor")
})
