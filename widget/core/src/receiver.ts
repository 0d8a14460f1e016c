// SPDX-License-Identifier: EUPL-1.2
// Does what inbox.ts decides: has mail opened in order, and acknowledges what has been opened, persisted and shown.

import { Alarm, type Clock } from "./clock.ts"
import { came, disconnected, type Inbox, type InboxDecision, learnt, shown, unseen } from "./inbox.ts"
import type { Answer } from "./link.ts"
import type { Mail } from "./wire.gen.ts"

const GOT_AGAIN_MS = 1_000

export interface ReceiverHooks {
  /** Whether a message of mine is without an answer. */
  isUncertain(): boolean
  /** Writes down all there is. Nothing: it is not to be waited for. */
  kept(): Promise<void> | undefined
  /** Opens, persists and shows, in turn. `again`: it has been shown, only wait for its turn. */
  open(mail: Mail, again: boolean): Promise<void>
  got(seq: number): Promise<Answer<unknown>>
  reconnect(): void
}

export class Receiver {
  readonly #hooks: ReceiverHooks
  readonly #again: Alarm
  #inbox: Inbox
  #told = 0
  #telling = false
  #closed = false

  constructor(clock: Clock, inbox: Inbox, hooks: ReceiverHooks) {
    this.#hooks = hooks
    this.#again = new Alarm(clock)
    this.#inbox = inbox
  }

  get inbox(): Inbox {
    return this.#inbox
  }

  /** The last seq that is done with. */
  get position(): number {
    return this.#inbox.shown
  }

  came(mail: Mail): void {
    this.#follow(came(this.#inbox, mail, this.#hooks.isUncertain()))
  }

  learnt(seq: number | undefined): void {
    this.#follow(learnt(this.#inbox, seq, this.#hooks.isUncertain()))
  }

  unseen(count: number): void {
    this.#inbox = unseen(this.#inbox, count)
  }

  disconnected(): void {
    this.#inbox = disconnected(this.#inbox)
  }

  /** The relay has been told of `position` by a resume. */
  resumed(position: number): void {
    this.#told = Math.max(this.#told, position)
    this.#acknowledge()
  }

  close(): void {
    this.#closed = true
    this.#again.clear()
  }

  #follow({ inbox, take, gap }: InboxDecision): void {
    this.#inbox = inbox
    for (const { mail, again } of take) {
      void this.#hooks.open(mail, again).then(() => this.#done(mail.seq))
    }
    if (gap) this.#hooks.reconnect()
  }

  #done(seq: number): void {
    this.#inbox = shown(this.#inbox, seq)
    this.#acknowledge()
  }

  #acknowledge(): void {
    if (this.#closed || this.#telling || this.position <= this.#told) return
    this.#telling = true
    void this.#tell(this.position)
  }

  async #tell(seq: number): Promise<void> {
    const kept = this.#hooks.kept()
    if (kept !== undefined) await kept
    if (this.#closed) return
    const answer = await this.#hooks.got(seq)
    this.#telling = false
    if (answer.ok) this.#told = Math.max(this.#told, seq)
    // After a silence the next resume says it; what is refused for good is not worth saying again.
    if (answer.ok) this.#acknowledge()
    else if (answer.retry && answer.code !== "silence")
      this.#again.set(GOT_AGAIN_MS, () => this.#acknowledge())
  }
}
