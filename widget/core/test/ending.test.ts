// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import type { Visitor } from "../src/visitor.ts"
import { at, HELLO, Meeting, talkOf, texts, until } from "./meeting.ts"
import { RefusedError } from "./relay/mailbox.ts"
import type { Fault } from "./relay/socketServer.ts"

test("a visitor's exit is done when it returns: the word is out, the keys and all that was said are forgotten", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()
  visitor.write("hej")
  const states: unknown[] = []
  visitor.subscribe((s) => states.push(s))
  visitor.exit()

  expect(visitor.state).toEqual({ at: "ended", why: "exit", entries: [] })
  expect(states.at(-1)).toEqual(visitor.state)
  expect(visitor.write("mer")).toBe("notTalking")
  await until(desk, (s) => s.talks[0]?.phase === "ended")
  expect(talkOf(desk).why).toBe("exit")
  expect(desk.write(name, "är du kvar?")).toBe("notTalking")
  expect(meeting.relay.mailboxes.size).toBe(0)
})

test.each([
  ["arrived", (_: Meeting, visitor: Visitor) => Promise.resolve(visitor)],
  [
    "joining",
    (meeting: Meeting, visitor: Visitor) => {
      meeting.relay.server.isAway = true
      visitor.start(HELLO)
      return Promise.resolve(visitor)
    },
  ],
  [
    "waiting",
    async (_: Meeting, visitor: Visitor) => {
      visitor.start(HELLO)
      await until(visitor, at("waiting"))
    },
  ],
  [
    "meeting",
    async (meeting: Meeting, visitor: Visitor) => {
      const desk = await meeting.onDuty("Anna")
      meeting.relay.server.deaf = (_, event) => event === "message:send"
      visitor.start(HELLO)
      await meeting.accepts(desk)
      await until(visitor, at("meeting"))
    },
  ],
] as const)("exit works from %s, and nothing happens after it", async (place, reach) => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  await reach(meeting, visitor)
  expect(visitor.state.at).toBe(place)
  visitor.exit()
  meeting.relay.server.isAway = false
  const asked = meeting.relay.asked.length
  const isKnown = place === "waiting" || place === "meeting"
  await meeting.relay.until(() => meeting.relay.times("conversation:exit") === (isKnown ? 1 : 0))
  meeting.clock.advance(120_000)
  await new Promise(setImmediate)

  expect(visitor.state).toEqual({ at: "ended", why: "exit", entries: [] })
  expect(meeting.relay.asked.slice(asked).map((a) => a.event)).toEqual(isKnown ? ["conversation:exit"] : [])
})

test("a visitor ends the conversation: what was said stays on both screens, and nobody can go on", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()
  visitor.write("tack")
  await until(desk, (s) => s.talks[0]?.entries.length === 1)
  visitor.end()
  expect(visitor.state.at).toBe("ended")
  await until(desk, (s) => s.talks[0]?.phase === "ended")

  expect(visitor.state).toMatchObject({ why: "visitor", entries: [{ kind: "joined" }, { text: "tack" }] })
  expect(talkOf(desk)).toMatchObject({ why: "visitor", entries: [{ text: "tack" }] })
  expect([visitor.write("a"), desk.write(name, "a")]).toEqual(["notTalking", "notTalking"])
})

test("an end that the relay has not heard is said again on the next connection", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk } = await meeting.talk()
  meeting.relay.server.deaf = (_, event) => event === "conversation:leave"
  visitor.end()
  await new Promise(setImmediate)
  meeting.clock.advance(5_000)
  await meeting.relay.until(() => meeting.relay.visitors.get(meeting.relay.mailbox.name)?.peer === undefined)
  meeting.relay.server.deaf = () => false
  await meeting.passes(() => desk.state.talks[0]?.phase === "ended")

  expect(talkOf(desk).why).toBe("visitor")
})

test("a counsellor ends the conversation: the visitor sees all that was said before it, and then the end", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()
  desk.write(name, "hej då")
  desk.end(name)
  await until(visitor, at("ended"))
  await until(desk, (s) => s.talks[0]?.phase === "ended")

  expect(visitor.state).toMatchObject({ why: "counsellor" })
  expect(texts(visitor.state.at === "ended" ? visitor.state.entries : [])).toEqual([
    "Anna joined",
    "Anna: hej då",
  ])
  expect(talkOf(desk).why).toBe("counsellor")
  desk.dismiss(name)
  expect(desk.state.talks).toEqual([])
})

test("when the relay has lost the conversation both are told, and what did not reach the relay is not delivered", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()
  visitor.write("1")
  await until(visitor, (s) => s.at === "talking" && texts(s.entries).includes("me: 1 (arrived)"))
  meeting.relay.forget()
  visitor.write("2")
  desk.write(name, "3")
  await meeting.relay.until(() => meeting.relay.times("message:send") === 4)
  await new Promise(setImmediate)
  await meeting.passes(() => visitor.state.at === "ended" && talkOf(desk).phase === "ended")

  expect(visitor.state).toMatchObject({ at: "ended", why: "lost" })
  expect(texts(visitor.state.at === "ended" ? visitor.state.entries : [])).toEqual([
    "Anna joined",
    "me: 1 (arrived)",
    "me: 2 (notDelivered)",
  ])
  expect(talkOf(desk)).toMatchObject({ why: "lost" })
  expect(texts(talkOf(desk).entries)).toEqual(["Kim: 1", "me: 3 (notDelivered)"])
})

test("another era is another memory: lost, though a conversation of that name is there", async () => {
  const meeting = await Meeting.open()
  const { visitor } = await meeting.talk()
  meeting.relay.server.fault = (_, event): Fault => (event === "answer message:send" ? "drop" : "pass")
  visitor.write("1")
  meeting.relay.refuse = (event) => (event === "conversation:resume" ? new RefusedError("era") : undefined)
  await meeting.relay.until(() => meeting.relay.times("message:send") === 2)
  meeting.clock.advance(5_000)
  await meeting.passes(() => visitor.state.at === "ended")

  expect(visitor.state).toMatchObject({ at: "ended", why: "lost" })
})

test("a new start after the end is a new conversation", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()
  visitor.end()
  await until(desk, (s) => s.talks[0]?.phase === "ended")
  desk.dismiss(name)
  meeting.relay.staff.get("Anna")?.members.delete(name)
  visitor.start(HELLO)
  await meeting.accepts(desk)
  await until(visitor, at("talking"))
  await until(desk, (s) => s.talks[0]?.phase === "talking")

  expect(talkOf(desk).conversation).not.toBe(name)
  expect(texts(visitor.state.at === "talking" ? visitor.state.entries : [])).toEqual(["Anna joined"])
})
