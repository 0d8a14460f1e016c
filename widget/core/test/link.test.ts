// SPDX-License-Identifier: EUPL-1.2

import { expect, onTestFinished, test } from "vitest"
import { delay, Link } from "../src/link.ts"
import { visitorTable } from "../src/shapes.ts"
import type { VisitorAsks, VisitorTells } from "../src/wire.gen.ts"
import { ManualClock } from "./manualClock.ts"
import { type Answer, type Peer, type Service, SocketServer } from "./relay/socketServer.ts"

/** Answers as it is told to. */
class Desk implements Service {
  readonly asked: string[] = []
  readonly generations: unknown[] = []
  answer: unknown = { ok: true }
  refusal: Answer | undefined
  /** Sent before the answer to CONNECT. */
  early: string | undefined

  http(): unknown {
    return undefined
  }

  arrives(peer: Peer): Answer | undefined {
    this.generations.push(peer.auth.generation)
    if (this.early !== undefined) peer.say(this.early)
    return this.refusal
  }

  asks(_: Peer, event: string): unknown {
    this.asked.push(event)
    return this.answer
  }

  leaves(): void {}
}

async function opened() {
  const desk = new Desk()
  const server = await SocketServer.open(desk)
  const clock = new ManualClock()
  const heard: string[] = []
  let generation = 0
  const waiters: { word: string; resolve: () => void }[] = []
  const hear = (word: string): void => {
    heard.push(word)
    for (const w of waiters.splice(0)) if (w.word === word) w.resolve()
  }
  const next = (word: string): Promise<void> => new Promise((resolve) => waiters.push({ word, resolve }))
  const link = new Link<VisitorAsks, VisitorTells>(
    {
      url: server.url,
      namespace: "/visitor",
      table: visitorTable,
      clock,
      auth: () => ({ v: 1, ticket: "t".repeat(16), generation: ++generation }),
    },
    {
      connected: () => hear("connected"),
      lost: () => hear("lost"),
      refused: (code) => hear(`refused ${code}`),
      told: (event) => hear(`told ${event}`),
    },
  )
  onTestFinished(async () => {
    link.close()
    await server.close()
  })
  const again = async (): Promise<void> => {
    const connected = next("connected")
    clock.advance(2_000)
    await connected
  }
  return { desk, server, clock, heard, next, link, again }
}

async function connected() {
  const at = await opened()
  const done = at.next("connected")
  at.link.open()
  await done
  return at
}

test("an answer is read into its shape; a refusal keeps its code and whether to try again", async () => {
  const { desk, link } = await connected()
  desk.answer = { ok: true, seq: 4, mood: "fine" }
  expect(await link.ask("message:send", { era: "", n: 1, body: {} })).toEqual({ ok: true, value: { seq: 4 } })
  desk.answer = { ok: false, code: "busy", retry: true }
  expect(await link.ask("message:send", { era: "", n: 1, body: {} })).toEqual(desk.answer)
})

test("without a connection the answer is silence, at once", async () => {
  const { link } = await opened()

  expect(await link.ask("queue:leave", {})).toEqual({ ok: false, code: "silence", retry: true })
})

test("five seconds without an answer end the connection, and all that was asked is answered with silence", async () => {
  const { server, clock, heard, link, again, desk } = await connected()
  server.deaf = () => true
  const asked = [link.ask("queue:leave", {}), link.ask("typing:set", { on: true })]
  clock.advance(4_999)
  expect(link.connected).toBe(true)
  clock.advance(1)

  expect(await Promise.all(asked)).toMatchObject([{ code: "silence" }, { code: "silence" }])
  expect(heard).toEqual(["connected", "lost"])
  await again()
  expect(desk.generations).toEqual([1, 2])
})

test.each([
  ["neither yes nor no", { seq: 1 }],
  ["another shape", { ok: true, seq: "1" }],
  ["nothing", null],
])("an answer that breaks the protocol is none, and ends the connection: %s", async (_, answer) => {
  const { desk, link, heard } = await connected()
  desk.answer = answer

  expect(await link.ask("message:send", { era: "", n: 1, body: {} })).toMatchObject({ code: "silence" })
  expect(heard).toEqual(["connected", "lost"])
})

test("what is told in another shape ends the connection; what we do not know is passed over", async () => {
  const { server, heard, next } = await connected()
  const [peer] = server.peers
  const told = next("told member:here")
  peer?.tell("weather:now", { rain: true })
  peer?.tell("member:here", { member: 1, here: true })
  await told
  const lost = next("lost")
  peer?.tell("member:here", { member: "one", here: true })
  await lost

  expect(heard).toEqual(["connected", "told member:here", "lost"])
})

test.each([
  ["no packet", "4hello"],
  ["a binary frame", new Uint8Array([1, 2, 3])],
  ["a packet that announces binary", '451-/visitor,["weather:now",{"_placeholder":true,"num":0}]'],
  ["JSON that is cut off", '42/visitor,["weather:now"'],
  ["an event that is no list", '42/visitor,{"0":"weather:now"}'],
  ["a second welcome", '40/visitor,{"sid":"x"}'],
  ["a farewell", "41/visitor,"],
])("what is no packet of text for us ends the connection: %s", async (_, packet) => {
  const { server, heard, next, again } = await connected()
  const lost = next("lost")
  for (const peer of server.peers) peer.say(packet)
  await lost

  await again()
  expect(heard).toEqual(["connected", "lost", "connected"])
})

test("a packet for another namespace is passed over", async () => {
  const { server, heard, next } = await connected()
  const told = next("told member:here")
  for (const peer of server.peers) {
    peer.say('42/counsellor,["member:away",{"member":1}]')
    peer.say("41/counsellor,")
    peer.tell("member:here", { member: 1, here: true })
  }
  await told

  expect(heard).toEqual(["connected", "told member:here"])
})

test("what a relay tells while it greets is heard once it has said yes", async () => {
  const { desk, link, heard } = await opened()
  desk.early = '42/visitor,["member:here",{"member":1,"here":true}]'
  link.open()
  while (heard.length < 2) await new Promise(setImmediate)

  expect(heard).toEqual(["connected", "told member:here"])
})

test("a relay that answers before it has said yes is left", async () => {
  const { desk, link, heard, clock } = await opened()
  desk.early = '43/visitor,0[{"ok":true}]'
  link.open()
  while (!clock.isDueWithin(2_000)) await new Promise(setImmediate)

  expect(heard).toEqual([])
})

test("a refusal at the door is final, unless it asks to try again", async () => {
  const { desk, link, heard, next, clock } = await opened()
  desk.refusal = { ok: false, code: "ticket_expired", retry: false }
  const refused = next("refused ticket_expired")
  link.open()
  await refused
  clock.advance(60_000)

  expect(heard).toEqual(["refused ticket_expired"])
  expect(desk.generations).toEqual([1])
})

test("a busy door is tried again, with a higher generation", async () => {
  const { desk, link, clock, next } = await opened()
  desk.refusal = { ok: false, code: "busy", retry: true }
  link.open()
  while (!clock.isDueWithin(2_000)) await new Promise(setImmediate)
  desk.refusal = undefined
  const done = next("connected")
  clock.advance(2_000)
  await done

  expect(desk.generations).toEqual([1, 2])
})

test("a link that was closed makes no other connection, and is not heard of again", async () => {
  const { server, clock, heard, link } = await connected()
  link.close()
  for (const peer of server.peers) peer.tell("member:here", { member: 1, here: true })
  clock.advance(60_000)
  await new Promise(setImmediate)

  expect(heard).toEqual(["connected"])
})

test("what was said just before closing still goes out", async () => {
  const { desk, link } = await connected()
  link.say("conversation:exit", {})
  link.close()
  while (desk.asked.length === 0) await new Promise(setImmediate)

  expect(desk.asked).toEqual(["conversation:exit"])
})

test("a connection that hangs is given up, and the next try goes another way", async () => {
  const { server, clock, link, next, heard } = await opened()
  server.hangs = true
  link.open()
  while (server.hanging === 0) await new Promise(setImmediate)
  clock.advance(10_000)
  clock.advance(2_000)
  while (server.polled === 0) await new Promise(setImmediate)
  server.hangs = false
  const done = next("connected")
  while (!clock.isDueWithin(2_000)) await new Promise(setImmediate)
  clock.advance(2_000)
  await done

  expect(heard).toEqual(["connected"])
})

test("the wait before a new connection doubles up to two seconds, and half of it is chance", () => {
  const least = [0, 1, 2, 3, 4, 50].map((tries) => delay(tries, 0))
  const most = [0, 1, 2, 3, 4, 50].map((tries) => delay(tries, 1))

  expect(least).toEqual([125, 250, 500, 1000, 1000, 1000])
  expect(most).toEqual([250, 500, 1000, 2000, 2000, 2000])
})
