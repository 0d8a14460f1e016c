// SPDX-License-Identifier: EUPL-1.2

import { expect, onTestFinished, test } from "vitest"
import { Visitor } from "../src/visitor.ts"
import { at, HELLO, Meeting, talkOf, until } from "./meeting.ts"
import { RefusedError } from "./relay/mailbox.ts"

test.each([
  ["closed", "lane_closed", false],
  ["closed", "lane_unknown", false],
  ["full", "full", true],
] as const)(
  "%s: %s is shown, the connection is closed, and a later start tries anew",
  async (place, code, retry) => {
    const meeting = await Meeting.open()
    const visitor = meeting.visitor()
    meeting.relay.refuse = (event) => (event === "queue:join" ? new RefusedError(code, retry) : undefined)
    visitor.start(HELLO)
    await until(visitor, at(place))
    await meeting.relay.until(() => meeting.relay.server.peers.size === 0)

    meeting.relay.refuse = () => undefined
    visitor.start(HELLO)
    await until(visitor, at("waiting"))
  },
)

test("a place is what the relay says it is, in the interface's words", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  const place = {
    place: 4,
    waiting: 9,
    open: true,
    urgent: false,
    unlikely: true,
    why: "urgent",
    soonest_minutes: 5,
  }
  meeting.relay.visitorPeer([...meeting.relay.visitors.keys()][0]).tell("queue:place", {
    ...place,
    latest_minutes: null,
    ticket: null,
  })
  await until(visitor, (s) => s.at === "waiting" && s.place.place === 4)

  const { soonest_minutes: soonestMinutes, ...rest } = place
  expect(visitor.state).toEqual({
    at: "waiting",
    connected: true,
    kept: false,
    restored: false,
    place: { ...rest, soonestMinutes },
  })
})

test("a visitor who comes back joins again with the same ticket and the last place ticket", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  const [name] = meeting.relay.visitors.keys()
  await meeting.reconnects(visitor, () => meeting.relay.visitorPeer(name).cut())
  await meeting.relay.until(() => meeting.relay.times("queue:join") === 2)

  expect([...meeting.relay.visitors.keys()]).toEqual([name])
  expect(meeting.relay.asked.map((a) => a.value.place)).toEqual([undefined, "place.ticket.mac-of-it"])
})

test("not being safe is said at once while waiting, and stands in the first words", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  visitor.unsafe()
  await until(visitor, (s) => s.at === "waiting" && s.place.urgent)
  const desk = await meeting.onDuty("Anna")
  await meeting.accepts(desk)
  await until(desk, (s) => s.talks[0]?.phase === "talking")

  expect(talkOf(desk)).toMatchObject({ urgent: true, hello: { urgent: true } })
})

test("what a visitor tells before the chat leaves the page only when somebody has been let in, sealed and to fit", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  const about = "canary ".repeat(1000)
  visitor.start({ ...HELLO, about, name: "Kim\u0000", age: "" })
  await until(visitor, at("waiting"))
  expect(JSON.stringify(meeting.relay.asked)).not.toContain("canary")
  const desk = await meeting.onDuty("Anna")
  await meeting.accepts(desk)
  await until(desk, (s) => s.talks[0]?.phase === "talking")

  expect(talkOf(desk).hello).toEqual({ name: "Kim", about: about.slice(0, 2000).trim(), urgent: false })
})

test("who leaves the line is out of it", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  visitor.leaveQueue()
  expect(visitor.state).toEqual({ at: "arrived" })
  await meeting.relay.until(() => meeting.relay.visitors.size === 0 && meeting.relay.server.peers.size === 0)
})

test("a ticket that cannot be had is asked for again, later and later", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  meeting.relay.server.isAway = true
  visitor.start(HELLO)
  await until(visitor, at("joining"))
  let asked = 0
  const http = meeting.relay.http.bind(meeting.relay)
  meeting.relay.http = (path, body) => {
    asked++
    return http(path, body)
  }
  meeting.relay.server.isAway = false
  await meeting.passes(() => visitor.state.at === "waiting")

  expect(asked).toBe(1)
})

test("a ticket that comes after its visitor has left is not used", async () => {
  const meeting = await Meeting.open()
  const late: (() => Promise<void>)[] = []
  const http = (url: string, init?: RequestInit): Promise<Response> => {
    const { signal: _, ...rest } = init ?? {}
    return new Promise((resolve) => late.push(async () => resolve(await fetch(url, rest))))
  }
  const visitor = new Visitor({
    url: meeting.relay.url,
    trust: () => Promise.reject(),
    clock: meeting.clock,
    http,
  })
  onTestFinished(() => visitor.exit())
  visitor.start(HELLO)
  visitor.exit()
  visitor.start(HELLO)
  await late[1]?.()
  await until(visitor, at("waiting"))
  await late[0]?.()
  await new Promise(setImmediate)

  expect(visitor.state).toMatchObject({ at: "waiting", connected: true })
  expect(meeting.relay.server.peers.size).toBe(1)
})

test("a ticket that the relay does not take is replaced by a new one", async () => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  let tries = 0
  meeting.relay.doorman = () =>
    tries++ === 0 ? { ok: false, code: "ticket_expired", retry: false } : undefined
  visitor.start(HELLO)
  await meeting.passes(() => visitor.state.at === "waiting")

  expect(tries).toBe(2)
})

test("when an accepted counsellor does not come after all the visitor is back in line, and the next one is let in", async () => {
  const meeting = await Meeting.open()
  const anna = await meeting.onDuty("Anna")
  const visitor = meeting.visitor()
  // The Add never gets through, until the relay has given up waiting for it.
  meeting.relay.server.deaf = (_, event) => event === "message:send"
  visitor.start(HELLO)
  await meeting.accepts(anna)
  await meeting.relay.until(() => meeting.relay.times("conversation:resume") === 2)
  await until(visitor, at("meeting"))
  meeting.relay.miss("Anna", "key")
  await until(anna, (s) => s.missed === "key" && s.talks.length === 0)
  meeting.relay.server.deaf = () => false
  await meeting.reconnects(visitor, () => meeting.relay.visitorPeer().cut())
  await until(visitor, (s) => s.at === "waiting" || s.at === "joining")
  const bo = await meeting.onDuty("Bo")
  await meeting.accepts(bo)
  await until(visitor, at("talking"))

  expect(visitor.state).toMatchObject({ people: [{ name: "Bo", member: 2 }] })
  expect(meeting.relay.complaints).toEqual([])
})
