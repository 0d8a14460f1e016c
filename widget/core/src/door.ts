// SPDX-License-Identifier: EUPL-1.2
// The visitor's door: who may come in is checked here, and nobody else is let in or taken out.

import { fromBase64, LayoutError, toBase64 } from "./bytes.ts"
import { DistrustError, type Trust } from "./certificate.ts"
import { Alarm, type Clock } from "./clock.ts"
import { Conversation } from "./conversation.ts"
import type { ConversationHooks, ConversationWire, RestoredEnd } from "./conversationHooks.ts"
import { VisitorGroup } from "./group.ts"
import type { Hello } from "./session.ts"
import type { Candidate } from "./wire.gen.ts"

export interface DoorOptions {
  /** The group's id: the bytes of the conversation's name. */
  readonly name: Uint8Array
  readonly clock: Clock
  readonly trust: () => Promise<Trust>
  /** What to say first to whoever is let in. */
  readonly hello: () => Hello
  readonly wire: ConversationWire
  readonly hooks: ConversationHooks
  readonly restored?: RestoredInside | undefined
}

/** Who was inside before a reload. */
export interface RestoredInside {
  readonly group: VisitorGroup
  readonly end: RestoredEnd
  /** Who stays, while all others are being taken out. */
  readonly staying?: number | undefined
}

interface Inside {
  readonly group: VisitorGroup
  readonly conversation: Conversation
}

const AGAIN_MS = 1_000
const REMOVE_TRIES = 5

export class Door {
  readonly #options: DoorOptions
  readonly #candidates = new Map<number, Candidate>()
  readonly #again: Alarm
  #inside: Promise<Inside> | undefined
  #era: string | undefined
  #conversation: Conversation | undefined
  #staying: number | undefined
  #closed = false

  constructor(options: DoorOptions) {
    this.#options = options
    this.#again = new Alarm(options.clock)
    if (options.restored !== undefined) this.#restore(options.restored)
  }

  /** Who stays, while all others are being taken out. */
  get staying(): number | undefined {
    return this.#staying
  }

  /** There is none before somebody has come to the door. */
  get conversation(): Conversation | undefined {
    return this.#conversation
  }

  /** Answers whether `candidate` can come in at all: while somebody is inside the era is what it is. */
  told(candidate: Candidate): boolean {
    const isEmpty = this.#conversation === undefined || this.#conversation.scene.figures.length === 0
    if (!isEmpty && candidate.era !== this.#era) return false
    this.#candidates.set(candidate.member, candidate)
    return true
  }

  giveUp(member: number): void {
    this.#candidates.delete(member)
  }

  /** Throws DistrustError if `member` is nobody who may be let in. */
  async check(member: number): Promise<void> {
    const candidate = this.#candidates.get(member)
    if (candidate === undefined) return
    // Whom nobody may believe any more is asked anew for each who comes.
    if (this.#inside !== undefined) await this.#options.trust()
    const { group } = await this.#prepare(candidate.era)
    await trusting(() => group.check(fromBase64(candidate.key_package)))
  }

  /** Add, Welcome and the first words as one event. Answers whether the relay took it; throws as `check`. */
  async add(member: number): Promise<boolean> {
    const candidate = this.#candidates.get(member)
    if (candidate === undefined) return false
    const { group, conversation } = await this.#prepare(candidate.era)
    return trusting(() =>
      conversation.commit({
        // It may take a while before its turn comes, and they may have left meanwhile.
        isWanted: () => this.#candidates.has(member),
        make: async (n) => {
          const change = await group.add(fromBase64(candidate.key_package), { member, n })
          const hello = await group.seal({ hello: this.#options.hello() }, n)
          const welcome = change.welcome === undefined ? {} : { welcome: toBase64(change.welcome) }
          const body = {
            commit: toBase64(change.commit),
            ...welcome,
            adds: member,
            app: toBase64(hello.message),
          }
          return { change, body }
        },
      }),
    )
  }

  /** Takes out all staff but `member`, one after the other. */
  async removeOthers(member: number): Promise<void> {
    this.#staying = member
    const inside = await this.#inside
    const others = inside?.conversation.scene.figures.filter((f) => f.member !== member) ?? []
    for (const other of others) if (inside !== undefined) await this.#remove(inside, other.member)
    if (!this.#again.isSet) this.#staying = undefined
  }

  close(): void {
    this.#closed = true
    this.#again.clear()
    this.#candidates.clear()
    this.#conversation?.close()
    // It may be on its way: whoever made it wipes it.
    void this.#inside?.then(
      ({ group }) => group.wipe(),
      () => undefined,
    )
  }

  forget(): void {
    this.close()
    this.#conversation?.forget()
  }

  #restore({ group, end, staying }: RestoredInside): void {
    const { clock, wire, hooks } = this.#options
    const { era } = end
    const conversation = new Conversation({ era, clock, wire, hooks, group, kept: end })
    this.#era = era
    this.#conversation = conversation
    this.#inside = Promise.resolve({ group, conversation })
    if (staying !== undefined) void this.removeOthers(staying)
  }

  /** The group and the conversation of `era`; keys are made when the first one comes to the door. */
  #prepare(era: string): Promise<Inside> {
    if (this.#inside !== undefined && this.#era === era) return this.#inside
    this.#conversation?.close()
    this.#era = era
    this.#inside = this.#make(era)
    return this.#inside
  }

  async #make(era: string): Promise<Inside> {
    const { name, clock, wire, hooks, trust } = this.#options
    const group = await VisitorGroup.create(name, await trust())
    const conversation = new Conversation({ era, clock, wire, hooks, group })
    if (this.#closed) group.wipe()
    else this.#conversation = conversation
    void conversation.resume()
    return { group, conversation }
  }

  async #remove({ group, conversation }: Inside, member: number, tries = REMOVE_TRIES): Promise<void> {
    const adopted = await conversation.commit({
      isWanted: () => conversation.scene.figures.some((f) => f.member === member),
      make: async (n) => {
        const change = await group.remove(member, n)
        return { change, body: { commit: toBase64(change.commit), removes: member } }
      },
    })
    const remains = conversation.scene.figures.some((f) => f.member === member)
    // Another commit came first: once it has been followed this one can be made anew.
    if (!adopted && remains && !this.#closed && tries > 1) {
      this.#again.set(AGAIN_MS, () => void this.#remove({ group, conversation }, member, tries - 1))
    }
  }
}

/** What cannot even be read is not to be trusted either. */
async function trusting<T>(f: () => Promise<T>): Promise<T> {
  try {
    return await f()
  } catch (error) {
    throw error instanceof LayoutError ? new DistrustError("malformed") : error
  }
}
