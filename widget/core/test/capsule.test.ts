// SPDX-License-Identifier: EUPL-1.2
// Pages that end and begin again, at both ends (delivery.md, "Surviving a reload").

import { expect, onTestFinished, test } from "vitest"
import { fromBase64 } from "../src/bytes.ts"
import { opened } from "../src/capsule.ts"
import { Desk } from "../src/desk.ts"
import type { Device } from "../src/group.ts"
import { slotsIn } from "../src/slots.ts"
import { PREFIX } from "../src/visit.ts"
import { Visitor } from "../src/visitor.ts"
import { allArrived, HELLO, Meeting, talkOf, texts, until } from "./meeting.ts"
import { Page, Tab } from "./page.ts"
import { RefusedError } from "./relay/mailbox.ts"

/** A meeting whose people have tabs, with pages that come and go. */
class Reloads {
  readonly meeting: Meeting
  readonly tab = new Tab()
  readonly staffTab = new Tab()
  readonly #device: Device
  page: Page
  visitor: Visitor
  staffPage: Page
  desk: Desk

  private constructor(meeting: Meeting, device: Device) {
    this.meeting = meeting
    this.#device = device
    this.page = new Page(this.tab, meeting.clock)
    this.visitor = this.#closing(new Visitor(this.options(this.page)))
    this.staffPage = new Page(this.staffTab, meeting.clock)
    this.desk = this.#deskOn(this.staffPage)
  }

  static async open(): Promise<Reloads> {
    const meeting = await Meeting.open()
    return new Reloads(meeting, await meeting.helpline.device({ name: "Anna" }))
  }

  /** Both talk, and a reload of either would be survived. */
  static async talk(): Promise<Reloads> {
    const both = await Reloads.open()
    await both.onDuty()
    both.visitor.start(HELLO)
    await both.meeting.accepts(both.desk)
    await until(both.visitor, (s) => s.at === "talking" && s.kept)
    await until(both.desk, (s) => s.talks[0]?.phase === "talking" && s.kept)
    return both
  }

  get name(): string {
    return talkOf(this.desk).conversation
  }

  options(page: Page) {
    const { relay, helpline } = this.meeting
    return {
      url: relay.url,
      trust: () => Promise.resolve(helpline.trust),
      clock: page.clock,
      shelf: page.shelf,
    }
  }

  async onDuty(): Promise<void> {
    this.desk.open()
    await until(this.desk, (s) => s.seat === "taken")
    this.desk.duty("free")
    await until(this.desk, (s) => s.duty === "free" && s.connected)
  }

  /** The visitor's page is loaded anew. */
  async reloads(): Promise<Visitor | undefined> {
    this.visitor.leaving()
    this.page.isAlive = false
    this.page = new Page(this.tab, this.meeting.clock)
    const found = await Visitor.restore(this.options(this.page))
    if (found !== undefined) this.visitor = this.#closing(found)
    return found
  }

  /** The counsellor's is. */
  staffReloads(): void {
    this.desk.leaving()
    this.staffPage.isAlive = false
    // A page that comes later has a greater generation.
    this.meeting.clock.advance(1)
    this.staffPage = new Page(this.staffTab, this.meeting.clock)
    this.desk = this.#deskOn(this.staffPage)
    this.desk.open()
  }

  /** Whether `text` stands in what the visitor's next page will find. */
  async isKept(text: string): Promise<boolean> {
    const [slot] = slotsIn(this.tab, PREFIX)
    if (slot === undefined) return false
    const left = await this.meeting.relay.vault.take(slot.resume)
    return left !== undefined && (await opened(slot, fromBase64(left.key)))?.includes(text) === true
  }

  async visitorSays(text: string): Promise<void> {
    expect(this.visitor.write(text)).toBeUndefined()
    await until(this.desk, (s) => texts(s.talks[0]?.entries ?? []).includes(`Kim: ${text}`))
  }

  async staffSays(text: string): Promise<void> {
    expect(this.desk.write(this.name, text)).toBeUndefined()
    await until(this.visitor, (s) => s.at === "talking" && texts(s.entries).includes(`Anna: ${text}`))
  }

  async settle(): Promise<void> {
    await until(this.visitor, (s) => s.at === "talking" && allArrived(s.entries))
    await until(this.desk, (s) => allArrived(s.talks[0]?.entries ?? []))
  }

  #deskOn(page: Page): Desk {
    const { url } = this.meeting.relay
    const desk = new Desk({ ...this.options(page), device: this.#device, cookie: "staff=Anna", origin: url })
    onTestFinished(() => desk.close())
    return desk
  }

  #closing(visitor: Visitor): Visitor {
    onTestFinished(() => visitor.exit())
    return visitor
  }
}

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
