// SPDX-License-Identifier: EUPL-1.2
// Pages that end and begin again, at both ends (delivery.md, "Surviving a reload").

import { expect, onTestFinished, test } from "vitest"
import { Visitor } from "../src/visitor.ts"
import { allArrived, HELLO, talkOf, texts, until } from "./meeting.ts"
import { Page, Tab } from "./page.ts"
import { RefusedError } from "./relay/mailbox.ts"
import { Reloads } from "./reloads.ts"

test("a visitor who reloads while talking goes on, and the counsellor makes sure who it is", async () => {
  const both = await Reloads.talk()
  await both.visitorSays("before")
  await both.staffSays("answer")

  await both.reloads()
  await until(both.desk, (s) => s.talks[0]?.unsure === true)
  expect(both.desk.write(both.name, "who is it?")).toBe("unsure")
  both.desk.acknowledge(both.name)
  await both.visitorSays("after")
  await both.staffSays("good")
  await both.settle()

  expect(texts(talkOf(both.desk).entries)).toEqual([
    "Kim: before",
    "me: answer (arrived)",
    "Kim restored",
    "Kim: after",
    "me: good (arrived)",
  ])
  expect(both.visitor.state).toMatchObject({ restored: true, kept: true, connected: true })
  expect(both.meeting.relay.complaints).toEqual([])
})

test("a counsellor who reloads while talking goes on, and the visitor sees that they are back", async () => {
  const both = await Reloads.talk()
  await both.visitorSays("before")
  await both.staffSays("answer")

  both.staffReloads()
  await until(both.desk, (s) => s.talks[0]?.phase === "talking" && s.talks[0].visitorHere)
  await both.visitorSays("after")
  await both.staffSays("good")
  await both.settle()

  expect(texts(talkOf(both.desk).entries)).toEqual([
    "Kim: before",
    "me: answer (arrived)",
    "Kim: after",
    "me: good (arrived)",
  ])
  expect(talkOf(both.desk)).toMatchObject({ unsure: false, hello: { name: "Kim" } })
  expect(both.visitor.state.at === "talking" && texts(both.visitor.state.entries)).toContain("Anna back")
  expect(both.meeting.relay.complaints).toEqual([])
})

test("a counsellor who reloads before the visitor's page has let them in is let in", async () => {
  const both = await Reloads.open()
  await both.onDuty()
  const { relay } = both.meeting
  relay.server.deaf = (_, event) => event === "message:send"
  both.visitor.start(HELLO)
  await both.meeting.accepts(both.desk)
  await until(both.desk, (s) => s.talks[0]?.phase === "opening" && s.kept)
  await relay.until(() => relay.times("member:key") === 1)

  both.staffReloads()
  relay.server.deaf = () => false
  await both.meeting.passes(() => both.desk.state.talks[0]?.phase === "talking")

  expect(talkOf(both.desk).hello).toMatchObject({ name: "Kim" })
  await both.staffSays("hello")
})

test("both reload at once, twice, and nothing is lost", async () => {
  const both = await Reloads.talk()
  for (const round of ["1", "2"]) {
    await both.visitorSays(`v${round}`)
    await both.staffSays(`s${round}`)
    both.staffReloads()
    await both.reloads()
    await both.meeting.passes(() => both.desk.state.talks[0]?.unsure === true && both.desk.state.kept)
    both.desk.acknowledge(both.name)
  }
  await both.meeting.passes(() => both.desk.state.talks[0]?.phase === "talking")
  both.desk.write(both.name, "last")
  await both.meeting.passes(() => allArrived(talkOf(both.desk).entries))

  const said = texts(talkOf(both.desk).entries).filter((line) => line.includes(":"))
  expect(said).toEqual(["Kim: v1", "me: s1 (arrived)", "Kim: v2", "me: s2 (arrived)", "me: last (arrived)"])
})

test("who waits and reloads stands in line as before", async () => {
  const both = await Reloads.open()
  both.visitor.start(HELLO)
  await until(both.visitor, (s) => s.at === "waiting" && s.kept)
  // What was told last may be on its way to the shelf.
  while (!(await both.isKept("place.ticket.mac-of-it"))) await new Promise(setImmediate)

  await both.reloads()
  const joins = () => both.meeting.relay.asked.filter((a) => a.event === "queue:join")
  while (joins().length < 2) await new Promise(setImmediate)

  expect(joins().map((a) => a.value.place)).toEqual([undefined, "place.ticket.mac-of-it"])
})

test.each([
  ["exit", (v: Visitor) => v.exit()],
  ["end", (v: Visitor) => v.end()],
])("after %s nothing lies on the shelf, at once, and nothing can be restored", async (_, leaves) => {
  const both = await Reloads.talk()

  leaves(both.visitor)
  const left = [...both.tab.texts]

  expect(left).toEqual([])
  expect(await both.reloads()).toBeUndefined()
})

test("a page whose key is gone is erased", async () => {
  const both = await Reloads.talk()
  both.meeting.relay.vault.forget(both.name)

  expect(await both.reloads()).toBeUndefined()
  expect([...both.tab.texts]).toEqual([])
})

test("without room to write all goes on from memory, and nothing is left", async () => {
  const both = await Reloads.talk()
  both.tab.full = true
  await both.visitorSays("on")

  expect(both.visitor.state).toMatchObject({ kept: false })
  expect([...both.tab.texts]).toEqual([])
})

test("what is behind what was said ends as lost; the next says that they are back", async () => {
  const both = await Reloads.talk()
  const old = [...both.tab.texts]
  await both.visitorSays("later")
  both.visitor.leaving()
  for (const [slot, text] of old) both.tab.write(slot, text)

  await both.reloads()
  await both.meeting.passes(() => both.visitor.state.at === "ended")

  expect(both.visitor.state).toMatchObject({ at: "ended", why: "lost" })
  expect([...both.tab.texts]).toEqual([])
  await until(both.desk, (s) => s.talks[0]?.phase === "ended")
  const other = await both.meeting.onDuty("Bo")
  both.visitor.start(HELLO)
  await both.meeting.accepts(other)
  await until(other, (s) => s.talks.some((t) => t.hello?.back === true))
})

test("a page that was begun from a slot says nothing before its own can be opened", async () => {
  const both = await Reloads.talk()
  const { relay } = both.meeting
  const before = relay.times("conversation:resume")
  relay.refuse = (event) => (event === "capsule:keep" ? new RefusedError("busy", true) : undefined)

  await both.reloads()
  const asked = relay.times("capsule:keep")
  await both.meeting.passes(() => relay.times("capsule:keep") > asked + 1)

  expect(relay.times("conversation:resume")).toBe(before)
  expect(both.tab.texts.size).toBe(2)
  relay.refuse = () => undefined
  await both.meeting.passes(() => relay.times("conversation:resume") > before)
  await both.meeting.passes(() => both.tab.texts.size === 1)
})

test("another tab takes over, and the first has nothing any more", async () => {
  const both = await Reloads.talk()
  await both.visitorSays("before")
  const [first, tab] = [both.visitor, new Tab()]

  const handed = await first.handOver()
  expect([first.state, ...both.tab.texts]).toEqual([{ at: "moved" }])
  both.visitor = await Visitor.takeOver(both.options(new Page(tab, both.meeting.clock)), handed)
  onTestFinished(() => both.visitor.exit())
  await until(both.desk, (s) => s.talks[0]?.unsure === true)
  both.desk.acknowledge(both.name)
  await both.visitorSays("after")
  await both.staffSays("good")

  expect(both.visitor.state).toMatchObject({ restored: true, kept: true })
  expect(first.write("still here?")).toBe("notTalking")
})

test("what is there to be restored is known by its conversation, without opening it", async () => {
  const both = await Reloads.talk()

  expect(Visitor.restorable(both.tab)).toBe(both.name)
  expect(Visitor.restorable(new Tab())).toBeUndefined()
})
