// SPDX-License-Identifier: EUPL-1.2
// What the Delivery Service does, as far as groups feel it: numbers, epochs, one order for all (encryption.md).

import type { From } from "../../src/group.ts"
import { keyOf, type Letter, type Truth } from "./truth.ts"

export interface Event extends From {
  /** A commit and what comes with it. */
  readonly commit?: Letter
  readonly welcome?: Uint8Array
  readonly adds?: number
  readonly removes?: number
  readonly app?: Letter
}

export interface Mail extends Event {
  readonly seq: number
}

export type Answer = "stored" | "refused" | "gone"

export class Relay {
  readonly log: Mail[] = []
  readonly #truth: Truth
  readonly #from = new Map([[0, 0]])
  readonly #until = new Map<number, number>()
  readonly #taken = new Set<string>()

  constructor(truth: Truth) {
    this.#truth = truth
  }

  get epoch(): number {
    return this.#truth.epochs.length - 1
  }

  has(event: From): boolean {
    return this.#taken.has(keyOf(event))
  }

  take(event: Event): Answer {
    if (this.has(event)) return "stored"
    if (this.#until.has(event.member)) return "gone"
    if (!this.#isCurrent(event)) return "refused"
    this.#taken.add(keyOf(event))
    const mail = { ...event, seq: this.log.length + 1 }
    this.log.push(mail)
    if (event.commit !== undefined) this.#turn(mail)
    return "stored"
  }

  /** What is owed to `member` after `cursor`: all since it came and until it went, but its own. */
  owed(member: number, cursor: number): readonly Mail[] {
    const [from, until] = [this.#from.get(member), this.#until.get(member)]
    if (from === undefined) return []
    const isOwed = (mail: Mail) =>
      mail.member !== member && mail.seq > cursor && mail.seq >= from && mail.seq <= (until ?? mail.seq)
    return this.log.filter(isOwed)
  }

  #isCurrent({ commit, app }: Event): boolean {
    if (commit !== undefined) return commit.epoch === this.epoch
    return app?.epoch === this.epoch || app?.epoch === this.epoch - 1
  }

  #turn(mail: Mail): void {
    this.#truth.begins(this.epoch + 1, mail, mail)
    if (mail.adds !== undefined) this.#from.set(mail.adds, mail.seq)
    if (mail.removes !== undefined) this.#until.set(mail.removes, mail.seq)
  }
}
