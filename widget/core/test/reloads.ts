// SPDX-License-Identifier: EUPL-1.2
// A meeting whose people have tabs, with pages that come and go.

import { expect, onTestFinished } from "vitest"
import { fromBase64 } from "../src/bytes.ts"
import { opened } from "../src/capsule.ts"
import { Desk } from "../src/desk.ts"
import type { Device } from "../src/group.ts"
import { slotsIn } from "../src/slots.ts"
import { PREFIX } from "../src/visit.ts"
import { Visitor } from "../src/visitor.ts"
import { allArrived, HELLO, Meeting, talkOf, texts, until } from "./meeting.ts"
import { Page, Tab } from "./page.ts"

export class Reloads {
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
