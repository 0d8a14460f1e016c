// SPDX-License-Identifier: EUPL-1.2
// A counsellor's session: the seat, the offers, and the conversations that came of them.

import { fromBase64 } from "./bytes.ts"
import type { Trust } from "./certificate.ts"
import { Alarm, type Clock, systemClock } from "./clock.ts"
import { checkText } from "./content.ts"
import type { ConversationWire } from "./conversationHooks.ts"
import { announcement, type DeskEvent, deskState, emptyDesk, seated } from "./deskCourse.ts"
import type { Device } from "./group.ts"
import { type Answer, Link } from "./link.ts"
import type { DeskState, Duty, NotTaken } from "./session.ts"
import { counsellorTable } from "./shapes.ts"
import { clear, type Shelf, textsIn } from "./shelf.ts"
import { prefixOf, type RestoredTalk, StaffTalk } from "./staffTalk.ts"
import { Subscribers } from "./subscribers.ts"
import type { Accepted, CounsellorAsks, CounsellorTells, Desk as WireDesk } from "./wire.gen.ts"

export interface DeskOptions {
  /** The relay's origin. */
  readonly url: string
  readonly device: Device
  readonly trust: () => Promise<Trust>
  /** Only in Node: a browser sends its own. */
  readonly cookie?: string
  readonly origin?: string
  readonly clock?: Clock
  /** Where conversations are kept over a reload. Absent: in memory only. */
  readonly shelf?: Shelf
}

const AGAIN_MS = 1_000

export class Desk {
  readonly #options: DeskOptions
  readonly #clock: Clock
  readonly #link: Link<CounsellorAsks, CounsellorTells>
  readonly #again: Alarm
  readonly #subscribers = new Subscribers<DeskState>(() => this.state)
  readonly #caseListeners = new Set<(named: string) => void>()
  readonly #talks = new Map<string, StaffTalk>()
  readonly #dismissed = new Set<string>()
  /** Being opened again: nothing is known of them yet. */
  readonly #restoring = new Set<string>()
  #desk = emptyDesk
  #generation = 0

  constructor(options: DeskOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#again = new Alarm(this.#clock)
    this.#link = new Link<CounsellorAsks, CounsellorTells>(
      {
        url: options.url,
        namespace: "/counsellor",
        table: counsellorTable,
        clock: this.#clock,
        auth: () => ({ v: 1, generation: this.#nextGeneration() }),
        ...headersOf(options),
      },
      {
        connected: () => void this.#connected(),
        lost: () => this.#lost(),
        refused: (code) => this.#turnedAway(code),
        told: (event, value) => this.#told[event](value as never),
      },
    )
  }

  get state(): DeskState {
    const talks = [...this.#talks.values()].map((talk) => talk.state)
    const unseen = new Set([...this.#dismissed, ...this.#restoring])
    return deskState(this.#desk, talks, unseen, this.#keeps)
  }

  /** Calls `f` with each new state, until the returned function is called. */
  subscribe(f: (state: DeskState) => void): () => void {
    return this.#subscribers.add(f)
  }

  /** Calls `f` with the name of each case that changes, until the returned function is called. A hint: fetch the list. */
  onCase(f: (named: string) => void): () => void {
    this.#caseListeners.add(f)
    return () => void this.#caseListeners.delete(f)
  }

  /** Takes the seat; after `displaced` or `signedOut`, takes it back. */
  open(): void {
    this.#happened({ type: "opening" })
    this.#link.open()
  }

  duty(duty: Duty): void {
    this.#happened({ type: "duty", duty })
    void this.#link.ask("desk:duty", { duty }).then((answer) => {
      this.#happened({ type: "answered" })
      this.#view(answer, false)
    })
  }

  accept(): void {
    this.#happened({ type: "accepting" })
    void this.#accept()
  }

  decline(): void {
    const offer = this.#desk.offer?.offer
    this.#happened({ type: "declined" })
    if (offer !== undefined) void this.#link.ask("offer:decline", { offer })
  }

  /** `passing`: a step of a case (passing.ts). */
  write(conversation: string, text: string, passing?: true): NotTaken | undefined {
    const talk = this.#talking(conversation)
    if (talk === undefined) return "notTalking"
    const why = talk.state.unsure ? "unsure" : checkText(text)
    if (why === undefined) talk.conversation.write(text, passing)
    return why
  }

  /** Somebody has made sure that whoever came back is the same: now it can be written on. */
  acknowledge(conversation: string): void {
    this.#talks.get(conversation)?.acknowledge()
  }

  /** Says again, to those who are here now, what was not delivered. */
  retry(conversation: string, key: string): void {
    this.#talking(conversation)?.conversation.retry(key)
  }

  typing(conversation: string, on: boolean): void {
    this.#talking(conversation)?.conversation.typing(on)
  }

  /** Five words to compare by voice with the visitor: the same at both ends if nobody is in between. */
  words(conversation: string): Promise<readonly string[]> | undefined {
    return this.#talking(conversation)?.conversation.words()
  }

  /** Ends a conversation for everybody, also one whose keys this page does not have. */
  end(conversation: string): void {
    const talk = this.#talks.get(conversation)
    if (talk === undefined) void this.#link.ask("conversation:end", { conversation })
    else void talk.end()
  }

  /** Forgets one that is over. */
  dismiss(conversation: string): void {
    const talk = this.#talks.get(conversation)
    if (talk !== undefined && talk.phase !== "ended") return
    this.#dismissed.add(conversation)
    this.#drop(conversation)
  }

  /** The page is going, perhaps to come back: nothing more is said or written, and what was kept stays. */
  leaving(): void {
    this.#again.clear()
    for (const talk of this.#talks.values()) talk.leaving()
    this.#link.say("capsule:leaving", {})
    this.#link.close()
  }

  /** Leaves the seat and forgets everything. */
  close(): void {
    this.#again.clear()
    this.#link.close()
    for (const name of [...this.#talks.keys()]) this.#drop(name)
    this.#desk = emptyDesk
    this.#subscribers.changed()
  }

  get #keeps(): boolean {
    return this.#options.shelf !== undefined && [...this.#talks.values()].every((talk) => talk.keeps)
  }

  #talking(conversation: string): StaffTalk | undefined {
    const talk = this.#talks.get(conversation)
    return talk?.phase === "talking" ? talk : undefined
  }

  #happened(event: DeskEvent): void {
    this.#desk = seated(this.#desk, event)
    this.#subscribers.changed()
  }

  #drop(conversation: string): void {
    this.#talks.get(conversation)?.forget()
    this.#talks.delete(conversation)
    this.#subscribers.changed()
  }

  // The seat.

  /** Of two pages the one that connected last has the seat. */
  #nextGeneration(): number {
    this.#generation = Math.max(this.#generation + 1, this.#clock.now())
    return this.#generation
  }

  async #connected(): Promise<void> {
    this.#happened({ type: "connected" })
    await this.#announce()
  }

  /** Takes the seat and says what is known; nothing of a conversation is asked before that is answered. */
  async #announce(): Promise<void> {
    const answer = await this.#link.ask("desk:open", announcement(this.#desk))
    this.#view(answer, true)
    if (answer.ok) {
      for (const talk of this.#talks.values()) void talk.connected()
      for (const { conversation } of answer.value.conversations) void this.#restore(conversation)
      if (this.#desk.accepting !== undefined) void this.#accept()
    } else if (answer.retry && answer.code !== "silence") {
      this.#again.set(AGAIN_MS, () => void this.#announce())
    } else if (!answer.retry) this.#turnedAway(answer.code)
  }

  #view(answer: Answer<WireDesk>, whole: boolean): void {
    if (answer.ok) this.#happened({ type: "told", desk: answer.value, whole, now: this.#clock.now() })
  }

  #lost(): void {
    this.#again.clear()
    for (const talk of this.#talks.values()) talk.disconnected()
    this.#happened({ type: "disconnected" })
  }

  #turnedAway(code: string): void {
    this.#leaveSeat(code === "old_generation" ? "displaced" : "signedOut")
  }

  #leaveSeat(type: "displaced" | "signedOut"): void {
    this.#link.close()
    this.#lost()
    this.#happened({ type })
  }

  // Offers.

  async #accept(): Promise<void> {
    const offer = this.#desk.accepting
    if (offer === undefined) return
    const answer = await this.#link.ask("offer:accept", { offer })
    if (this.#desk.accepting !== offer) return
    if (answer.ok) return this.#begin(offer, answer.value)
    if (answer.code === "silence") return
    if (answer.retry) this.#again.set(AGAIN_MS, () => void this.#accept())
    else this.#happened({ type: "notAccepted", code: answer.code })
  }

  #begin(offer: string, accepted: Accepted): void {
    const { conversation } = accepted
    this.#drop(conversation)
    this.#dismissed.delete(conversation)
    const talk = this.#talkOf(offer, accepted)
    this.#happened({ type: "accepted" })
    void talk.connected()
  }

  #talkOf(offer: string, accepted: Accepted, restored?: RestoredTalk): StaffTalk {
    const { conversation } = accepted
    const talk = new StaffTalk({
      offer,
      accepted,
      device: this.#options.device,
      trust: this.#options.trust,
      clock: this.#clock,
      wire: this.#wire(conversation),
      giveKey: (key) => this.#link.ask("member:key", key),
      end: () => this.#link.ask("conversation:end", { conversation }),
      changed: () => this.#subscribers.changed(),
      shelf: this.#options.shelf,
      entrust: (key) => this.#link.ask("capsule:keep", key),
      restored,
    })
    this.#talks.set(conversation, talk)
    return talk
  }

  /** Mine, says the relay, and this page does not have it: the page before may have left it here. */
  async #restore(conversation: string): Promise<void> {
    const { shelf } = this.#options
    if (shelf === undefined || this.#talks.has(conversation) || this.#restoring.has(conversation)) return
    if (textsIn(shelf, prefixOf(conversation)).join("") === "") return
    this.#restoring.add(conversation)
    const found = await this.#opened(shelf, conversation).catch(() => "later" as const)
    this.#restoring.delete(conversation)
    if (found === undefined) clear(shelf, prefixOf(conversation))
    else if (found !== "later" && !this.#talks.has(conversation)) {
      const { offer, accepted } = found.kept
      void this.#talkOf(offer, accepted, found).connected()
    }
    this.#subscribers.changed()
  }

  /** `later`: the next connection asks again. */
  async #opened(shelf: Shelf, conversation: string): Promise<RestoredTalk | "later" | undefined> {
    const { device, trust } = this.#options
    const answer = await this.#link.ask("capsule:take", { conversation })
    if (!answer.ok) return answer.retry ? "later" : undefined
    const [code, trusted] = [await import("./staffRestore.ts"), await trust()]
    const key = fromBase64(answer.value.key)
    return code.restoredTalk({ shelf, conversation, key, device, trust: trusted })
  }

  #wire(conversation: string): ConversationWire {
    return {
      send: (send) => this.#link.ask("message:send", { conversation, ...send }),
      got: (got) => this.#link.ask("message:got", { conversation, ...got }),
      resume: (resume) => this.#link.ask("conversation:resume", { conversation, ...resume }),
      typing: (on) => void this.#link.ask("typing:set", { conversation, on }),
      reconnect: () => this.#link.again(),
    }
  }

  #offerGone({ offer, why }: CounsellorTells["offer:gone"]): void {
    const talk = [...this.#talks.values()].find((t) => t.offer === offer && t.phase === "opening")
    if (talk !== undefined) {
      // A view that was made before still calls it mine; it is not one whose keys were lost.
      this.#dismissed.add(talk.name)
      this.#drop(talk.name)
    }
    this.#happened({ type: "offerGone", offer, why, accepted: talk !== undefined })
  }

  readonly #told: { readonly [E in keyof CounsellorTells]: (value: CounsellorTells[E]) => void } = {
    "desk:now": (desk) => this.#happened({ type: "told", desk, whole: false, now: this.#clock.now() }),
    "offer:made": (offer) => this.#happened({ type: "offered", offer, now: this.#clock.now() }),
    "offer:gone": (gone) => this.#offerGone(gone),
    "message:new": ({ conversation, ...mail }) => this.#talks.get(conversation)?.conversation.mail(mail),
    "message:arrived": ({ conversation, ...n }) => this.#talks.get(conversation)?.conversation.arrived(n),
    "member:here": ({ conversation, ...here }) => this.#talks.get(conversation)?.conversation.here(here),
    "typing:now": ({ conversation, member, on }) =>
      this.#talks.get(conversation)?.conversation.writing(member, on),
    "conversation:ended": ({ conversation, why }) => this.#talks.get(conversation)?.ended(why),
    "case:changed": (changed) => {
      for (const f of this.#caseListeners) f(changed.case)
    },
    "seat:displaced": () => this.#leaveSeat("displaced"),
  }
}

function headersOf({ cookie, origin }: DeskOptions): { headers?: Record<string, string> } {
  if (cookie === undefined && origin === undefined) return {}
  return {
    headers: { ...(cookie === undefined ? {} : { cookie }), ...(origin === undefined ? {} : { origin }) },
  }
}
