// SPDX-License-Identifier: EUPL-1.2
// Keeps what a reload must not lose: seals it into one slot, and leaves the key of that in trust with the relay.
// Rule 1: what cannot be kept is not waited for: then everything is erased, and the page goes on from memory.
// Rule 2: the slot of the page before, and its key, live until the relay has this page's key.

import { Capsule, type Now, type Trusted, written } from "./capsule.ts"
import { Alarm, type Clock } from "./clock.ts"
import type { Answer } from "./link.ts"
import { clear, type Shelf, slotNames } from "./shelf.ts"

export interface KeeperOptions {
  readonly shelf: Shelf
  readonly prefix: string
  /** A visitor's, for the text that asks for the key. */
  readonly conversation?: string
  readonly clock: Clock
  /** All there is, of this moment. Nothing: there is nothing to keep. */
  now(): Now | undefined
  /** Leaves the key with the relay. */
  trust(key: Trusted): Promise<Answer<unknown>>
  changed(): void
  /** The slot that this page was begun from; it stays until the relay has our key. */
  readonly from?: { readonly name: string; readonly counter: number } | undefined
}

const AGAIN_MS = 1_000

export class Keeper {
  readonly #options: KeeperOptions
  readonly #slot: string
  readonly #again: Alarm
  readonly #capsule: Capsule
  #turn: Promise<void> = Promise.resolve()
  #counter: number
  #wanted = ""
  #written = ""
  #trusted = false
  #round = 0
  /** `stopped`: what lies there stays; `failed`: memory only. */
  #state: "keeping" | "stopped" | "failed" | "forgotten" = "keeping"

  private constructor(options: KeeperOptions, capsule: Capsule) {
    const { prefix, from, clock } = options
    const [a, b] = slotNames(prefix)
    this.#options = options
    this.#capsule = capsule
    this.#slot = from?.name === a ? b : a
    this.#counter = from?.counter ?? 0
    this.#again = new Alarm(clock)
  }

  static async begun(options: KeeperOptions): Promise<Keeper> {
    return new Keeper(options, await Capsule.fresh(options.conversation))
  }

  /** A reload would be survived. */
  get keeps(): boolean {
    return this.#state === "keeping" && this.#trusted && this.#written !== ""
  }

  /** All that there is now is kept when this resolves, or it never will be. Never throws. */
  write(): Promise<void> {
    const now = this.#state === "keeping" ? this.#options.now() : undefined
    if (now === undefined) return Promise.resolve()
    this.#wanted = written(now)
    this.#turn = this.#turn.then(() => this.#writeNewest())
    return this.#turn
  }

  /**
   * On each new connection. Answers whether to go on with it: a page that was begun from a slot says nothing that this
   * slot does not know, before its own can be opened.
   */
  async connected(): Promise<boolean> {
    const round = ++this.#round
    this.#again.clear()
    if (this.#state !== "keeping") return true
    const answer = await this.#options.trust(this.#capsule.trusted)
    if (round !== this.#round) return false
    if (answer.ok) this.#isTrusted()
    else if (answer.code === "silence") return false
    else if (answer.retry) return this.#later()
    else this.#fail()
    return true
  }

  /** Nothing is written any more; what lies there stays for the next page. */
  stop(): void {
    this.#end("stopped")
  }

  /** Nothing is left of it. Synchronous. */
  forget(): void {
    if (this.#state !== "stopped") clear(this.#options.shelf, this.#options.prefix)
    this.#end("forgotten")
  }

  #end(as: "stopped" | "forgotten"): void {
    if (this.#state !== "stopped") this.#state = as
    this.#again.clear()
    this.#round++
    this.#capsule.wipe()
    this.#wanted = ""
    this.#written = ""
  }

  async #writeNewest(): Promise<void> {
    const content = this.#wanted
    if (this.#state !== "keeping" || content === this.#written) return
    try {
      const text = await this.#capsule.sealed(content, this.#counter + 1)
      // Whoever left meanwhile must find nothing.
      if (this.#state !== "keeping") return
      this.#options.shelf.write(this.#slot, text)
    } catch {
      return this.#fail()
    }
    this.#counter++
    const first = this.#written === ""
    this.#written = content
    if (first) this.#options.changed()
  }

  #isTrusted(): void {
    const [a, b] = slotNames(this.#options.prefix)
    // What was written under the key of the page before can be opened no more.
    if (this.#written !== "") this.#options.shelf.erase(this.#slot === a ? b : a)
    this.#trusted = true
    this.#options.changed()
  }

  #later(): Promise<boolean> {
    const round = this.#round
    return new Promise((resolve) => {
      this.#again.set(AGAIN_MS, () => resolve(round === this.#round ? this.connected() : false))
    })
  }

  #fail(): void {
    if (this.#state !== "keeping") return
    this.#state = "failed"
    clear(this.#options.shelf, this.#options.prefix)
    this.#options.changed()
  }
}
