// SPDX-License-Identifier: EUPL-1.2
// One conversation of a counsellor, from the acceptance to its end: key package, Welcome, and then talking.

import { fromBase64Url, toBase64 } from "./bytes.ts"
import { Alarm, type Clock } from "./clock.ts"
import { Conversation } from "./conversation.ts"
import type { ConversationHooks, ConversationWire, RestoredEnd } from "./conversationHooks.ts"
import { Ending } from "./ending.ts"
import { type Candidate, type Device, DistrustError, StaffGroup, type Trust } from "./group.ts"
import type { Keeper, KeeperOptions } from "./keeper.ts"
import { loadKeeper } from "./keeperLoad.ts"
import type { EndInGroup, KeptTalk } from "./kept.ts"
import type { Answer } from "./link.ts"
import { figure } from "./scene.ts"
import type { Hello, Talk } from "./session.ts"
import { clear, type Shelf } from "./shelf.ts"
import type { Accepted, MemberKey, Nothing, StaffCapsuleKeep } from "./wire.gen.ts"

export interface StaffTalkOptions {
  readonly offer: string
  readonly accepted: Accepted
  readonly device: Device
  readonly trust: () => Promise<Trust>
  readonly clock: Clock
  readonly wire: ConversationWire
  readonly giveKey: (key: MemberKey) => Promise<Answer<Nothing>>
  readonly end: () => Promise<Answer<Nothing>>
  readonly changed: () => void
  /** Where to keep it over a reload; absent, it is in memory only. */
  readonly shelf?: Shelf | undefined
  readonly entrust: (key: StaffCapsuleKeep) => Promise<Answer<Nothing>>
  readonly restored?: RestoredTalk | undefined
}

/** What was kept of a conversation, before this page. */
export interface RestoredTalk {
  readonly kept: Omit<KeptTalk, "inside" | "candidate">
  readonly candidate?: Candidate | undefined
  readonly inside?: { readonly group: StaffGroup; readonly end: RestoredEnd } | undefined
  /** Where it was kept. */
  readonly from: NonNullable<KeeperOptions["from"]>
}

export function prefixOf(conversation: string): string {
  return `lykta.${conversation}`
}

const AGAIN_MS = 1_000
const VISITOR = 0

export class StaffTalk {
  readonly offer: string
  readonly conversation: Conversation
  readonly #options: StaffTalkOptions
  readonly #since: number
  readonly #loading: Promise<void> | undefined
  #keeper: Keeper | undefined
  readonly #again: Alarm
  readonly #endAgain: Alarm
  readonly #ending: Ending
  #candidate: Candidate | undefined
  #joinedAt: number | undefined
  #hello: Hello | undefined
  #unsure = false
  #why: Talk["why"]
  #endWanted = false
  #isClosed = false
  #isGoing = false

  constructor(options: StaffTalkOptions) {
    const { clock, wire, accepted, offer, restored } = options
    this.offer = offer
    this.#options = options
    this.#since = restored?.kept.since ?? clock.now()
    this.#joinedAt = restored?.kept.joinedAt
    this.#hello = restored?.kept.hello
    this.#unsure = restored?.kept.unsure ?? false
    this.#candidate = restored?.candidate
    this.#loading = options.shelf && this.#keeperOn(options.shelf)
    this.#again = new Alarm(clock)
    this.#endAgain = new Alarm(clock)
    this.#ending = new Ending(clock, (why) => this.#over(why))
    const { group, end } = restored?.inside ?? {}
    const began = group === undefined || end === undefined ? {} : { group, kept: end }
    this.conversation = new Conversation({ era: accepted.era, clock, wire, hooks: this.#hooks(), ...began })
  }

  get name(): string {
    return this.#options.accepted.conversation
  }

  get state(): Talk {
    const { accepted } = this.#options
    const { scene } = this.conversation
    const visitor = figure(scene, VISITOR)
    return {
      conversation: accepted.conversation,
      phase: this.phase,
      lane: accepted.lane,
      urgent: accepted.urgent,
      ...(this.#hello === undefined ? {} : { hello: this.#hello }),
      entries: scene.entries,
      visitorHere: visitor?.here === true && this.#why === undefined,
      visitorWriting: visitor?.writing === true && this.#why === undefined,
      since: this.#joinedAt ?? this.#since,
      unsure: this.#unsure && this.#why === undefined,
      ...(this.#why === undefined ? {} : { why: this.#why }),
    }
  }

  /** Talking begins when what the visitor chose to say first can be seen. */
  get phase(): Talk["phase"] {
    if (this.#why !== undefined) return "ended"
    const isRead = this.#hello !== undefined || this.conversation.scene.entries.length > 0
    return this.#joinedAt !== undefined && isRead ? "talking" : "opening"
  }

  /** A reload would be survived. */
  get keeps(): boolean {
    return this.#why !== undefined || this.#keeper?.keeps === true
  }

  /** Whoever came back is the same, as far as one can tell. */
  acknowledge(): void {
    this.#unsure = false
    void this.#keep()
    this.#options.changed()
  }

  /** To begin with, and after each new connection. */
  async connected(): Promise<void> {
    if (this.#why !== undefined) return
    const entrusted = this.#entrust()
    // A page that was begun from a slot is behind it, if this page's own is not in trust when it speaks.
    if (this.#options.restored !== undefined && !(await entrusted)) return
    if (this.isOver) return
    void this.conversation.resume()
    if (this.#joinedAt === undefined) await this.#giveKey()
    if (this.#endWanted) await this.end()
  }

  disconnected(): void {
    this.conversation.disconnected()
  }

  /** The page is going, perhaps to come back. */
  leaving(): void {
    this.#keeper?.stop()
    this.#isGoing = true
  }

  ended(why: "visitor" | "counsellor" | "exit" | "lost"): void {
    this.#ending.told(why)
  }

  /** Ends it for everybody; said again until the relay knows. */
  async end(): Promise<void> {
    this.#endWanted = true
    await this.conversation.lastWords()
    const answer = await this.#options.end()
    if (answer.ok || this.#why !== undefined) this.#endWanted = false
    // Nobody is sent the end that they made themselves.
    if (answer.ok) this.#over("counsellor")
    else if (answer.code === "gone") this.#ending.gone()
    else if (answer.retry && answer.code !== "silence") this.#endAgain.set(AGAIN_MS, () => void this.end())
  }

  /** Keys are gone; what stood on the screen stays. */
  close(): void {
    this.#isClosed = true
    this.#forgetKept()
    this.#again.clear()
    this.#endAgain.clear()
    this.#ending.clear()
    this.#candidate?.wipe()
    this.#candidate = undefined
    this.conversation.close()
  }

  forget(): void {
    this.close()
    this.conversation.forget()
    this.#hello = undefined
  }

  async #giveKey(): Promise<void> {
    const { accepted, giveKey } = this.#options
    const candidate = this.#candidate ?? (await this.#makeCandidate().catch(distrusted))
    if (candidate === undefined) return this.#over("lost")
    if (this.isOver) return candidate.wipe()
    this.#candidate = candidate
    await this.#keep()
    const answer = await giveKey({
      conversation: accepted.conversation,
      member: accepted.member,
      key_package: toBase64(candidate.keyPackage),
    })
    // A final no is followed by `offer:gone`, which says why.
    const again = !answer.ok && answer.retry && answer.code !== "silence"
    if (again && this.#why === undefined) this.#again.set(AGAIN_MS, () => void this.#giveKey())
  }

  async #makeCandidate(): Promise<Candidate> {
    const { accepted, device, trust } = this.#options
    return StaffGroup.candidate({
      conversation: fromBase64Url(accepted.conversation),
      member: accepted.member,
      device,
      trust: await trust(),
    })
  }

  get isOver(): boolean {
    return this.#why !== undefined || this.#isClosed
  }

  /** Answers whether to go on: see `Keeper.connected`. */
  async #entrust(): Promise<boolean> {
    await this.#keep()
    return this.#keeper === undefined || this.#keeper.connected()
  }

  async #keeperOn(shelf: Shelf): Promise<void> {
    const { clock, changed, entrust, accepted, restored } = this.#options
    const { conversation } = accepted
    if (restored === undefined) clear(shelf, prefixOf(conversation))
    const options: KeeperOptions = {
      shelf,
      prefix: prefixOf(conversation),
      clock,
      now: () => this.#now,
      trust: ({ key }) => entrust({ conversation, key }),
      changed,
      from: restored?.from,
    }
    await loadKeeper(options, {
      have: (keeper, late) => this.#have(keeper, late),
      none: () => this.#forgetKept(),
    })
  }

  #have(keeper: Keeper, late: boolean): void {
    this.#keeper = keeper
    if (this.#isClosed) this.#forgetKept()
    // The connection that there is has gone on without it.
    else if (late) void this.#entrust()
  }

  get #now(): KeptTalk<EndInGroup, Uint8Array> {
    const { offer, accepted } = this.#options
    const secrets = this.#candidate?.toKeep()
    return {
      offer,
      accepted,
      since: this.#since,
      joinedAt: this.#joinedAt,
      hello: this.#hello,
      unsure: this.#unsure,
      candidate: secrets && { ...secrets, keyPackage: this.#candidate?.keyPackage ?? new Uint8Array() },
      inside: this.conversation.now,
    }
  }

  async #keep(): Promise<void> {
    if (this.#loading !== undefined) await this.conversation.inTurn(() => this.#write())
  }

  async #write(): Promise<void> {
    await this.#loading
    await this.#keeper?.write()
  }

  #over(why: NonNullable<Talk["why"]>): void {
    if (this.#why !== undefined) return
    this.#why = why
    this.close()
    // Nobody can read it here any more: the visitor should not wait for an answer.
    if (why === "lost") void this.#options.end()
    this.#options.changed()
  }

  #forgetKept(): void {
    if (this.#isGoing) this.#keeper?.stop()
    else {
      clear(this.#options.shelf, prefixOf(this.name))
      this.#keeper?.forget()
    }
  }

  #hooks(): ConversationHooks {
    const ignore = (): void => undefined
    return {
      changed: this.#options.changed,
      hello: (hello, member) => {
        if (member === VISITOR) this.#hello ??= hello
        this.#options.changed()
      },
      restored: (member) => {
        if (member === VISITOR) this.#unsure = true
        this.#options.changed()
      },
      ...(this.#loading === undefined ? {} : { keep: () => this.#write() }),
      resumed: ignore,
      longAway: ignore,
      back: ignore,
      over: (why) => (why === "gone" ? this.#ending.gone() : this.#over(why)),
      join: async (welcome, commit) => {
        const group = await this.#joinBy(welcome, commit)
        this.#joinedAt = this.#options.clock.now()
        return group
      },
    }
  }

  #joinBy(welcome: Uint8Array, commit: Uint8Array): Promise<StaffGroup> {
    if (this.#candidate === undefined) throw new Error("a Welcome before there was a key package")
    return this.#candidate.join(welcome, commit)
  }
}

/** Where nobody can be checked nobody is met. */
function distrusted(error: unknown): undefined {
  if (!(error instanceof DistrustError)) throw error
}
