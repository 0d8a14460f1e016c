// SPDX-License-Identifier: EUPL-1.2
// A conversation over a network that loses, doubles, reorders and breaks, driven by a seed.
// The ends are the real ones and the relay is the strict one; only the seal and the wire between are simple.

import { toBase64, toBase64Url } from "../../src/bytes.ts"
import { Conversation } from "../../src/conversation.ts"
import type { Answer } from "../../src/link.ts"
import type { Body, Mail, Send } from "../../src/wire.gen.ts"
import { ManualClock } from "../manualClock.ts"
import { ClearGroup, insideOf } from "./clearGroup.ts"
import { Mailbox, RefusedError } from "./mailbox.ts"

/** A text that the relay will never take. */
export const FORBIDDEN = "forbidden "

type Packet = { readonly generation: number; readonly run: () => void }

/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  below(n: number): number {
    return Math.floor(this.roll() * n)
  }

  chance(p: number): boolean {
    return this.roll() < p
  }
}

/** One member with its connection. */
export class End {
  readonly member: number
  readonly conversation: Conversation
  readonly #world: RoughWorld
  readonly #unanswered = new Set<(answer: Answer<never>) => void>()
  /** To the relay, and from it. */
  readonly up: Packet[] = []
  readonly down: Packet[] = []
  generation = 0
  isConnected = false
  reads = false
  group: ClearGroup | undefined
  over: string | undefined

  constructor(world: RoughWorld, member: number, group?: ClearGroup) {
    this.#world = world
    this.member = member
    this.group = group
    const { clock, mailbox } = world
    this.conversation = new Conversation({
      era: mailbox.era,
      clock,
      ...(group === undefined ? {} : { group }),
      wire: {
        send: (send) => this.#ask((m) => world.append(m, send)),
        got: (got) => this.#ask((m) => mailbox.got(m, got) ?? {}),
        resume: (resume) => this.#ask((m, generation) => world.resume(this, m, generation, resume)),
        typing: () => undefined,
        reconnect: () => this.cut(),
      },
      hooks: {
        changed: () => undefined,
        hello: () => undefined,
        resumed: () => undefined,
        over: (why) => {
          this.over = why
        },
        longAway: () => undefined,
        back: () => undefined,
        join: async (welcome) => {
          this.group = ClearGroup.joined(mailbox.name, member, welcome)
          return this.group
        },
      },
    })
  }

  connect(): void {
    this.isConnected = true
    this.reads = false
    this.generation++
    void this.conversation.resume()
  }

  /** What is on its way up may still come through, until the next connection is known. */
  cut(): void {
    if (!this.isConnected) return
    this.isConnected = false
    this.down.length = 0
    for (const give of [...this.#unanswered]) give({ ok: false, code: "silence", retry: true })
    this.conversation.disconnected()
    this.#world.clock.after(1_000, () => {
      if (this.over === undefined) this.connect()
    })
  }

  hears(mail: Mail): void {
    const { generation } = this
    if (this.isConnected && this.reads)
      this.down.push({ generation, run: () => this.conversation.mail(mail) })
  }

  told(n: number): void {
    const { generation } = this
    const { era } = this.#world.mailbox
    if (this.isConnected) this.down.push({ generation, run: () => this.conversation.arrived({ era, n }) })
  }

  #ask<T>(f: (member: number, generation: number) => object): Promise<Answer<T>> {
    if (!this.isConnected) return Promise.resolve({ ok: false, code: "silence", retry: true })
    const { generation } = this
    return new Promise((resolve) => {
      const done = (answer: Answer<T>): void => {
        cancel()
        this.#unanswered.delete(done)
        resolve(answer)
      }
      this.#unanswered.add(done)
      const cancel = this.#world.clock.after(5_000, () => this.cut())
      const answer = (value: Answer<T>): void => {
        this.down.push({ generation, run: () => this.#unanswered.has(done) && done(value) })
      }
      this.up.push({
        generation,
        run: () => this.#serve(f, generation, answer as (value: Answer<object>) => void),
      })
    })
  }

  #serve(
    f: (member: number, generation: number) => object,
    generation: number,
    answer: (value: Answer<object>) => void,
  ): void {
    let value: Answer<object>
    try {
      this.#world.checkGeneration(this.member, generation)
      value = { ok: true, value: f(this.member, generation) }
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      value = { ok: false, code: error.code, retry: error.retry }
    }
    if (this.isConnected && generation === this.generation) answer(value)
  }
}

export class RoughWorld {
  readonly clock = new ManualClock()
  readonly dice: Dice
  readonly mailbox: Mailbox
  readonly ends: End[] = []
  /** What the relay knows of each member's newest connection. */
  readonly #generations = new Map<number, number>()
  /** So many asks are refused with `busy`. */
  busy = 0

  constructor(seed: number) {
    this.dice = new Dice(seed)
    const name = toBase64Url(Uint8Array.from({ length: 24 }, () => this.dice.below(256)))
    this.mailbox = new Mailbox(name, (m, event, value) => this.#tell(m.member, event, value))
    this.ends.push(new End(this, 0, new ClearGroup(name, 0, 0, [0])))
  }

  get visitor(): End {
    return this.end(0)
  }

  end(member: number): End {
    const end = this.ends.find((e) => e.member === member)
    if (end === undefined) throw new Error(`no member ${member}`)
    return end
  }

  /** The visitor lets somebody in, in its turn. */
  lets(): Promise<boolean> {
    const member = this.mailbox.invite(`staff ${this.ends.length}`)
    this.mailbox.offerKey(member, "AAAA")
    const end = new End(this, member)
    this.ends.push(end)
    end.connect()
    return this.visitor.conversation.commit({
      isWanted: () => true,
      make: async (n) => {
        const change = this.visitor.group?.commit(n, { joins: member })
        if (change === undefined) throw new Error("no group")
        const welcome = change.welcome === undefined ? {} : { welcome: toBase64(change.welcome) }
        return { change, body: { commit: toBase64(change.commit), ...welcome, adds: member } }
      },
    })
  }

  takesOut(member: number): Promise<boolean> {
    return this.visitor.conversation.commit({
      isWanted: () => true,
      make: async (n) => {
        const change = this.visitor.group?.commit(n, { leaves: member })
        if (change === undefined) throw new Error("no group")
        return { change, body: { commit: toBase64(change.commit), removes: member } }
      },
    })
  }

  /** One thing happens on the network, rough or not. */
  async step(rough: boolean): Promise<void> {
    const end = this.ends[this.dice.below(this.ends.length)]
    if (end !== undefined) this.#happens(end, rough ? this.dice.roll() : 1)
    await new Promise(setImmediate)
  }

  /** Everything that is on its way comes through, and time passes, until nothing moves. */
  async calm(): Promise<void> {
    for (let quiet = 0; quiet < 16; quiet++) {
      this.busy = 0
      while (this.ends.some((e) => e.up.length + e.down.length > 0)) {
        for (const end of this.ends) {
          this.#deliver(end, end.up)
          this.#deliver(end, end.down)
        }
        await new Promise(setImmediate)
        quiet = 0
      }
      this.clock.advance(1_000)
      await new Promise(setImmediate)
    }
  }

  /** Everybody gets a new connection, so that hints that were lost do not matter. */
  async resumed(): Promise<void> {
    for (const end of this.ends) end.cut()
    await this.calm()
  }

  append(member: number, send: Send): object {
    if (isForbidden(send.body)) throw new RefusedError("mls_refused")
    if (this.busy > 0) {
      this.busy--
      throw new RefusedError(this.dice.chance(0.5) ? "busy" : "full", true)
    }
    return this.mailbox.append(member, send)
  }

  resume(end: End, member: number, generation: number, resume: Parameters<Mailbox["resume"]>[1]): object {
    const resumed = this.mailbox.resume(member, resume)
    this.#generations.set(member, generation)
    if (generation !== end.generation) return resumed
    end.reads = true
    // The answer first, then what is owed.
    queueMicrotask(() => {
      for (const mail of this.mailbox.owed(member, resume.position)) end.hears(mail)
    })
    return resumed
  }

  checkGeneration(member: number, generation: number): void {
    if (generation < (this.#generations.get(member) ?? 0)) throw new RefusedError("old_generation")
  }

  #tell(member: number, event: string, value: object): void {
    const end = this.ends.find((e) => e.member === member)
    if (event === "message:new") end?.hears(value as Mail)
    if (event === "message:arrived") end?.told((value as { n: number }).n)
  }

  #happens(end: End, luck: number): void {
    const pipe = this.dice.chance(0.5) ? end.up : end.down
    if (luck < 0.02) end.cut()
    else if (luck < 0.04) pipe.shift()
    else if (luck < 0.07 && pipe[0] !== undefined) pipe.splice(1, 0, pipe[0])
    else if (luck < 0.1 && pipe.length > 1) pipe.splice(0, 2, ...pipe.slice(0, 2).reverse())
    else if (luck < 0.12) this.busy += this.dice.below(4)
    else if (luck < 0.25) this.clock.advance(this.dice.below(2_000))
    else this.#deliver(end, pipe)
  }

  #deliver(end: End, pipe: Packet[]): void {
    const packet = pipe.shift()
    if (packet === undefined) return
    // What comes down on an old connection comes to nobody.
    if (pipe === end.up || packet.generation === end.generation) packet.run()
  }
}

function isForbidden({ app }: Body): boolean {
  if (app === undefined) return false
  const { content } = insideOf(Uint8Array.from(atob(app), (c) => c.charCodeAt(0)))
  return content !== undefined && "text" in content && content.text.startsWith(FORBIDDEN)
}
