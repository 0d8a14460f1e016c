// SPDX-License-Identifier: EUPL-1.2
// The desk as one page holds it: the state it is shown, what its reader has done to the page, and what can be asked for.
// Rule 1: no DOM. Rule 2: whatever was written stays in this object; nothing of it is stored.

import type { DeskState, Duty, NotTaken } from "@lykta/core"
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals"
import type { CaseDesk } from "./caseDesk.ts"
import { deskView, type Looking, type Part, shownTalk, talking, theirs } from "./deskView.ts"

/** What a desk can be asked to do; `Desk` of the core does it. */
export interface DeskActs {
  duty(duty: Duty): void
  accept(): void
  decline(): void
  write(conversation: string, text: string): NotTaken | undefined
  retry(conversation: string, key: string): void
  typing(conversation: string, on: boolean): void
  /** Whoever came back is the same, as far as one can tell. */
  acknowledge(conversation: string): void
  end(conversation: string): void
  dismiss(conversation: string): void
  /** Five words to compare by voice. */
  words(conversation: string): Promise<readonly string[]> | undefined
}

/** Who sits at the desk. */
export interface Me {
  readonly name: string
  readonly role: "counsellor" | "supervisor" | "officer" | "safeguarding"
  readonly helpline: string
  readonly demo: boolean
  /** When this device's certificate ends, milliseconds. */
  readonly notAfter: number
}

export class DeskModel {
  readonly state: ReadonlySignal<DeskState>
  readonly now: ReadonlySignal<number>
  readonly acts: DeskActs
  readonly me: Me
  readonly looking: Signal<Looking>
  readonly view
  readonly hidden = signal(false)
  /** The conversation whose end is being considered: the second step. */
  readonly ending = signal<string | undefined>(undefined)
  readonly dialog = signal<"settings" | "shortcuts" | undefined>(undefined)
  /** Absent until it has been loaded. */
  readonly cases = signal<CaseDesk | undefined>(undefined)
  /** Conversations whose soft prompt has been put away. */
  readonly promptRead = signal<ReadonlySet<string>>(new Set())
  /** Since when a reload would end a conversation: a moment of that says nothing. */
  readonly unkeptSince = signal<number | undefined>(undefined)
  /** Conversations that this page has shown. */
  #known: ReadonlySet<string> = new Set()
  readonly #drafts = new Map<string, Signal<string>>()

  constructor(of: { state: ReadonlySignal<DeskState>; now: ReadonlySignal<number>; acts: DeskActs; me: Me }) {
    this.state = of.state
    this.now = of.now
    this.acts = of.acts
    this.me = of.me
    this.looking = signal<Looking>({
      part: "lanes",
      wide: true,
      chosen: undefined,
      seen: new Map(),
      inFront: true,
      missedRead: false,
    })
    this.view = computed(() => deskView(this.state.value, this.looking.value))
  }

  look(change: Partial<Looking>): void {
    this.looking.value = { ...this.looking.peek(), ...change }
  }

  show(part: Part, chosen = this.looking.peek().chosen): void {
    this.look({ part, chosen })
  }

  /** Takes the offer, and turns to where its conversation will stand. */
  accept(): void {
    if (this.state.peek().offer === undefined) return
    this.show("talk", undefined)
    this.acts.accept()
  }

  end(conversation: string): void {
    this.ending.value = undefined
    this.acts.end(conversation)
  }

  dismiss(conversation: string): void {
    this.#drafts.delete(conversation)
    this.acts.dismiss(conversation)
  }

  draft(conversation: string): Signal<string> {
    const draft = this.#drafts.get(conversation) ?? signal("")
    this.#drafts.set(conversation, draft)
    return draft
  }

  /** Keeps what was seen up to date until the returned function is called. */
  follow(): () => void {
    const stops = [
      effect(() => this.#remember()),
      effect(() => this.#noteNewOffer()),
      effect(() => this.#turnToNew()),
      effect(() => this.#noteUnkept()),
      effect(() => this.#turnToCase()),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  #remember(): void {
    const { wide, part, inFront, chosen, seen } = this.looking.value
    const talk = shownTalk(this.state.value.talks, chosen)
    if (talk === undefined || !inFront || !(wide || part === "talk")) return
    const count = theirs(talk)
    if (seen.get(talk.conversation) === count) return
    this.look({ seen: new Map(seen).set(talk.conversation, count) })
  }

  /**
   * What has come without being taken here was there before a reload, and must not stay behind another part. First what
   * is over: it waits for a decision.
   */
  #turnToNew(): void {
    const { talks } = this.state.value
    const unknown = talks.filter((talk) => !this.#known.has(talk.conversation))
    this.#known = new Set(talks.map((talk) => talk.conversation))
    const turned = unknown.find((talk) => talk.phase === "ended") ?? unknown[0]
    if (turned !== undefined) this.show("talk", turned.conversation)
  }

  #noteUnkept(): void {
    const state = this.state.value
    const unkept = state.connected && !state.kept && talking(state)
    if (unkept !== (this.unkeptSince.peek() !== undefined))
      this.unkeptSince.value = unkept ? this.now.peek() : undefined
  }

  /** Where one part is shown at a time, a case that is opened comes in front, and the conversation when it is closed. */
  #turnToCase(): void {
    const front = this.cases.value?.front.value
    if (front !== undefined) this.show("case")
    else if (this.looking.peek().part === "case") this.show("talk")
  }

  #noteNewOffer(): void {
    if (this.state.value.offer !== undefined && this.looking.peek().missedRead)
      this.look({ missedRead: false })
  }
}
