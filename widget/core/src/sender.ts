// SPDX-License-Identifier: EUPL-1.2
// Does what outbox.ts decides: emits, waits, has things sealed. What is sealed, and for whom, is its owner's.

import { Alarm, type Clock } from "./clock.ts"
import type { Answer } from "./link.ts"
import {
  emptyOutbox,
  isUncertain,
  lowest,
  type Outbox,
  type OutboxDeed,
  type OutboxEvent,
  post,
  undelivered,
} from "./outbox.ts"
import type { Body, Send, Sent } from "./wire.gen.ts"

/** Sealed bytes, and the members who can open them. */
export interface ForSending {
  readonly body: Body
  readonly to: readonly number[]
}

export interface SenderHooks {
  /** Writes down all there is. Nothing: it is not to be waited for. */
  kept(): Promise<void> | undefined
  send(message: Omit<Send, "era">): Promise<Answer<Sent>>
  /**
   * Seals what `key` stands for as message `as`. Nothing: it may not be sent any more. `before`: those it was
   * sealed to when it was sealed the first time. Done in turn; `isWanted` says whether it still is.
   */
  seal(
    key: string,
    as: number,
    isWanted: () => boolean,
    before?: readonly number[],
  ): Promise<ForSending | undefined>
  progress(key: string, to: "onItsWay" | "arrived" | "notDelivered", seq?: number): void
  /** This number of the mailbox is mine; without a number: nothing of mine is open any more. */
  mine(seq: number | undefined): void
  reconnect(): void
  lost(): void
}

export class Sender {
  readonly #hooks: SenderHooks
  readonly #rest: Alarm
  #outbox: Outbox
  /** Of the connection: what was to go out on an older one does not. */
  #round = 0

  constructor(clock: Clock, hooks: SenderHooks, outbox = emptyOutbox) {
    this.#hooks = hooks
    this.#rest = new Alarm(clock)
    this.#outbox = outbox
  }

  get outbox(): Outbox {
    return this.#outbox
  }

  get lowest(): number {
    return lowest(this.#outbox)
  }

  get isUncertain(): boolean {
    return isUncertain(this.#outbox)
  }

  get undelivered(): readonly string[] {
    return undelivered(this.#outbox)
  }

  happened(event: OutboxEvent): void {
    if (event.type === "disconnected") this.#round++
    const { outbox, deeds } = post(this.#outbox, event)
    this.#outbox = outbox
    for (const deed of deeds) this.#do(deed)
  }

  /** Nothing goes out any more, and every byte is forgotten. */
  close(): void {
    this.#rest.clear()
    this.#outbox = emptyOutbox
    this.#round++
  }

  #do(deed: OutboxDeed): void {
    const does = this.#deeds[deed.do] as (deed: OutboxDeed) => unknown
    does(deed)
  }

  readonly #deeds: { readonly [D in OutboxDeed["do"]]: (deed: OutboxDeed & { do: D }) => unknown } = {
    send: ({ key, n, body }) => this.#send(key, n, body),
    seal: ({ key, as, to }) => this.#seal(key, as, () => this.#outbox.sealing?.key === key, to),
    reseal: ({ key, as, to }) => this.#seal(key, as, () => this.#isResealing(key), to),
    progress: ({ key, to, seq }) => this.#hooks.progress(key, to, seq),
    rest: ({ ms }) => this.#rest.set(ms, () => this.happened({ type: "rested" })),
    reconnect: () => this.#hooks.reconnect(),
    lost: () => this.#hooks.lost(),
  }

  async #send(key: string, n: number, body: Body): Promise<void> {
    const round = this.#round
    const kept = this.#hooks.kept()
    if (kept !== undefined) await kept
    if (round !== this.#round) return
    const answer = await this.#hooks.send({ n, body })
    if (answer.ok) this.happened({ type: "stored", key, seq: answer.value.seq })
    else this.happened({ type: "refused", key, code: answer.code, retry: answer.retry })
    if (answer.ok) this.#hooks.mine(answer.value.seq)
    else if (!this.isUncertain) this.#hooks.mine(undefined)
  }

  async #seal(key: string, as: number, isWanted: () => boolean, before?: readonly number[]): Promise<void> {
    const made = await this.#hooks.seal(key, as, isWanted, before)
    if (made === undefined) this.happened({ type: "withdrawn", key })
    else this.happened({ type: "sealed", key, as, ...made })
  }

  #isResealing(key: string): boolean {
    return this.#outbox.held.some((h) => h.key === key && h.state === "resealing")
  }
}
