// SPDX-License-Identifier: EUPL-1.2
// A visitor's page is killed at one step of a talk, at each in its turn, and another goes on from its shelf: nothing of
// what both say is lost, and nothing comes twice.

import { expect, onTestFinished, test } from "vitest"
import type { Desk } from "../src/desk.ts"
// Loaded before time is moved: a page that waits too long for them keeps nothing.
import "../src/keeper.ts"
import "../src/visitorRestore.ts"
import { Visitor } from "../src/visitor.ts"
import { HELLO, Meeting } from "./meeting.ts"
import { Page, Tab } from "./page.ts"
import type { Peer } from "./relay/socketServer.ts"

const SAID = [
  ["visitor", "1"],
  ["staff", "a"],
  ["visitor", "2"],
  ["visitor", "3"],
  ["staff", "b"],
  ["visitor", "4"],
] as const

/** Rounds of `Life.#round` in which nothing that needs no time is still on its way. */
const QUIET = 25
/** At every step, by `make test-all`; at every other with each change. */
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants it so
const WHOLE = process.env["LYKTA_KILLS_WHOLE"] === "yes"
const STUCK_MS = 60_000
const DIGESTED = new Uint8Array(1)

/** One talk in which the visitor's page dies at step `dies`, and, if there is one, the next at step `diesAgain` of its own. */
class Life {
  readonly #meeting: Meeting
  readonly #desk: Desk
  readonly #tab = new Tab()
  readonly deaths: readonly number[]
  readonly #deaths: number[]
  #page: Page
  #visitor: Visitor
  #steps = 0
  #counts = false
  readonly #said = new Set<string>()
  steps: string[] = []
  died = 0

  private constructor(meeting: Meeting, desk: Desk, deaths: readonly number[]) {
    this.#meeting = meeting
    this.#desk = desk
    this.deaths = deaths
    this.#deaths = [...deaths]
    this.#page = this.#opens()
    this.#visitor = new Visitor(this.#options())
    const { server } = meeting.relay
    server.deaf = (peer, event) => this.#meets(peer, `asks ${event}`)
    server.fault = (peer, event) => (this.#meets(peer, `hears ${event}`) ? "drop" : "pass")
    onTestFinished(() => this.#visitor.exit())
  }

  static async lived(deaths: readonly number[]): Promise<Life> {
    const meeting = await Meeting.open()
    const life = new Life(meeting, await meeting.onDuty("Anna"), deaths)
    await life.#lives()
    return life
  }

  get desk(): readonly string[] {
    const [talk] = this.#desk.state.talks
    return (talk?.entries ?? []).flatMap((e) =>
      "text" in e ? [`${e.kind === "mine" ? "staff" : "visitor"} ${e.text}`] : [],
    )
  }

  get visitor(): readonly string[] {
    const { state } = this.#visitor
    const entries = state.at === "talking" ? state.entries : []
    return entries.flatMap((e) =>
      "text" in e ? [`${e.kind === "mine" ? "visitor" : "staff"} ${e.text}`] : [],
    )
  }

  get complaints(): readonly string[] {
    return this.#meeting.relay.complaints
  }

  async #lives(): Promise<void> {
    this.#visitor.start(HELLO)
    await this.#until(() => {
      const { state } = this.#visitor
      return state.at === "waiting" && state.kept
    })
    this.#counts = true
    await this.#until(() => this.#desk.state.offer !== undefined)
    this.#desk.accept()
    for (const [who, text] of SAID) {
      if (who === "visitor") await this.#until(() => this.#visitorSays(text))
      else await this.#until(() => this.#staffSays(text))
    }
    await this.#until(() => this.#visitor.state.at === "talking" && this.#allArrived())
  }

  #visitorSays(text: string): boolean {
    if (this.#visitor.state.at === "talking" && !this.visitor.includes(`visitor ${text}`))
      this.#visitor.write(text)
    return this.desk.includes(`visitor ${text}`)
  }

  #staffSays(text: string): boolean {
    const [talk] = this.#desk.state.talks
    if (talk?.unsure) this.#desk.acknowledge(talk.conversation)
    if (talk?.phase === "talking" && !this.#said.has(text)) {
      if (this.#desk.write(talk.conversation, text) === undefined) this.#said.add(text)
    }
    return this.visitor.includes(`staff ${text}`)
  }

  #allArrived(): boolean {
    const { state } = this.#visitor
    const entries = [
      ...(state.at === "talking" ? state.entries : []),
      ...(this.#desk.state.talks[0]?.entries ?? []),
    ]
    return entries.every((e) => e.kind !== "mine" || e.progress === "arrived")
  }

  async #until(is: () => boolean): Promise<void> {
    const began = performance.now()
    let quiet = 0
    while (!is()) {
      if (!this.#page.isAlive) await this.#restores()
      if (performance.now() - began > STUCK_MS)
        throw new Error(
          `stuck: ${this.deaths} ${JSON.stringify(this.#visitor.state)} ${this.steps.slice(-8)}`,
        )
      const { clock } = this.#meeting
      if (quiet++ > QUIET && clock.isDueWithin(2_000)) {
        clock.advance(2_000)
        quiet = 0
      }
      await this.#round()
    }
  }

  /**
   * A turn of the loop, of the threads that encrypt, and of what loads code: on a machine with much else to do each
   * takes longer, and a page that waits for code until its patience ends keeps nothing.
   */
  async #round(): Promise<void> {
    await Promise.all([crypto.subtle.digest("SHA-256", DIGESTED), import("../src/keeper.ts")])
    await new Promise(setImmediate)
  }

  /** Something passes between the relay and a page. Answers whether it is lost. */
  #meets(peer: Peer, what: string): boolean {
    if (peer.namespace !== "/visitor") return false
    return this.#step(this.#page, what)
  }

  /** Answers whether `page` is dead, perhaps of this. */
  #step(page: Page, what: string): boolean {
    if (!page.isAlive || !this.#counts) return !page.isAlive
    this.steps.push(what)
    if (this.#steps++ !== this.#deaths[0]) return false
    this.#deaths.shift()
    page.isAlive = false
    this.died++
    for (const peer of this.#peers) peer.cut()
    return true
  }

  get #peers(): readonly Peer[] {
    return [...this.#meeting.relay.server.peers].filter((peer) => peer.namespace === "/visitor")
  }

  async #restores(): Promise<void> {
    // Of a page that is dead no connection is left, nor is one begun; nothing that it says meanwhile is heard, nor does
    // it reach its shelf.
    this.#visitor.exit()
    while (this.#peers.length > 0) await this.#round()
    this.#steps = 0
    this.#page = this.#opens()
    const found = await Visitor.restore(this.#options())
    if (found === undefined) throw new Error(`not restored ${this.steps.slice(-5)}`)
    this.#visitor = found
  }

  #opens(): Page {
    const page = new Page(this.#tab, this.#meeting.clock)
    page.onWrite = (when) => this.#step(page, `${when} writing`)
    return page
  }

  #options() {
    const { relay, helpline } = this.#meeting
    const trust = () => Promise.resolve(helpline.trust)
    return { url: relay.url, trust, clock: this.#page.clock, shelf: this.#page.shelf }
  }
}

/** Who wrote what, in order; what two say at once may stand in another order at each end. */
function byAuthor(said: readonly string[]): readonly (readonly string[])[] {
  return ["visitor", "staff"].map((who) => said.filter((line) => line.startsWith(who)))
}

const ALL = byAuthor(SAID.map(([who, text]) => `${who} ${text}`))

async function survives(deaths: readonly number[]): Promise<void> {
  const life = await Life.lived(deaths)
  const { desk, visitor, complaints } = life
  expect({ deaths, desk: byAuthor(desk), visitor: byAuthor(visitor), complaints }).toEqual({
    deaths,
    desk: ALL,
    visitor: ALL,
    complaints: [],
  })
}

test("whatever step a page dies at, the next one goes on", async () => {
  const { steps } = await Life.lived([])
  expect(steps.length).toBeGreaterThan(40)

  for (let dies = 0; dies < steps.length; dies += WHOLE ? 1 : 2) await survives([dies])
}, 180_000)

test("whatever step a page dies at, and the next one soon after, the third goes on", async () => {
  for (let dies = 0; dies < 44; dies += 9) {
    for (const again of WHOLE ? [0, 1, 2, 3, 5, 7, 9, 12] : [1, 5]) await survives([dies, again])
  }
}, 180_000)
