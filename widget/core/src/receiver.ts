// SPDX-License-Identifier: EUPL-1.2
// Does what inbox.ts decides: has mail opened in order, and acknowledges what has been opened, persisted and shown.

import { Alarm, type Clock } from "./clock.ts"
import { came, disconnected, type Inbox, type InboxDecision, isShownBefore, learnt, shown } from "./inbox.ts"
import type { Answer } from "./link.ts"
import type { Mail } from "./wire.gen.ts"

const GOT_AGAIN_MS = 1_000
/** How long mail is waited for that should have come. */
const PATIENCE_MS = 5_000

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
  readonly #patience: Alarm
  #inbox: Inbox
  #told = 0
  #telling = false
  #closed = false
  #waiting: readonly { readonly seq: number; readonly go: () => void }[] = []

  constructor(clock: Clock, inbox: Inbox, hooks: ReceiverHooks) {
    this.#hooks = hooks
    this.#again = new Alarm(clock)
    this.#patience = new Alarm(clock)
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

  disconnected(): void {
    this.#inbox = disconnected(this.#inbox)
  }

  /** The relay has been told of `position` by a resume. */
  resumed(position: number): void {
    this.#told = Math.max(this.#told, position)
    this.#acknowledge()
  }

  /** Resolves when all mail before `seq` is opened, or after a while. Nothing: it is. */
  before(seq: number): Promise<void> | undefined {
    if (isShownBefore(this.#inbox, seq)) return undefined
    return new Promise((go) => {
      this.#waiting = [...this.#waiting, { seq, go }]
      this.#wait(() => this.#hooks.reconnect())
    })
  }

  /** What does not come on a new connection either never will. */
  #wait(then: () => void): void {
    this.#patience.set(PATIENCE_MS, () => {
      this.#wait(() => this.#release(() => true))
      then()
    })
  }

  #release(may = (seq: number): boolean => isShownBefore(this.#inbox, seq)): void {
    const [free, rest] = [this.#waiting.filter((w) => may(w.seq)), this.#waiting.filter((w) => !may(w.seq))]
    this.#waiting = rest
    for (const { go } of free) go()
    if (rest.length === 0) this.#patience.clear()
  }

  close(): void {
    this.#closed = true
    this.#release(() => true)
    this.#again.clear()
  }

  #follow({ inbox, take, gap }: InboxDecision): void {
    this.#inbox = inbox
    this.#release()
    for (const { mail, again } of take) {
      void this.#hooks.open(mail, again).then(() => this.#done(mail.seq))
    }
    if (gap) this.#hooks.reconnect()
  }

  #done(seq: number): void {
    this.#inbox = shown(this.#inbox, seq)
    this.#release()
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
