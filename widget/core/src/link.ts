// SPDX-License-Identifier: EUPL-1.2
// One seat's connection to the relay: asks with answers, tells, and a new connection whenever this one fails.
// It knows the wire and nothing of conversations. Nothing asked survives a connection: who asks, asks again.

import { Alarm, type Clock } from "./clock.ts"
import { type AnyAsks, answered, MalformedError, refusalOf, type Table } from "./shapes.ts"
import { Socket } from "./socket.ts"
import { limits } from "./wire.gen.ts"

/** `silence`: no answer, so nobody knows whether it was done. It comes with the end of the connection. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly retry: boolean }

export interface LinkOptions<Asks extends AnyAsks<Asks>, Tells> {
  readonly url: string
  readonly namespace: "/visitor" | "/counsellor" | "/agency"
  readonly table: Table<Asks, Tells>
  readonly clock: Clock
  /** What CONNECT carries; asked for anew at each connection, so that its generation can rise. */
  auth(): Record<string, unknown>
  /** Only in Node: a browser sets its own. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface LinkHooks<Tells> {
  connected(): void
  /** The connection is gone; another is being made. Everything asked has been answered with `silence`. */
  lost(): void
  told<E extends keyof Tells>(event: E, value: Tells[E]): void
  /** The relay will not have us. No other connection is made. */
  refused(code: string): void
}

const FIRST_DELAY_MS = 250
const CONNECT_MS = 10_000
const SILENCE = { ok: false, code: "silence", retry: true } as const

/** How long to wait before try number `tries` (from 0): doubling, at most 2 s, the upper half by chance. */
export function delay(tries: number, chance: number): number {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** Math.min(tries, 10), limits.RECONNECT_SECONDS * 1000)
  return Math.round(longest * (0.5 + chance / 2))
}

export class Link<Asks extends AnyAsks<Asks>, Tells> {
  readonly #options: LinkOptions<Asks, Tells>
  readonly #hooks: LinkHooks<Tells>
  readonly #retry: Alarm
  readonly #patience: Alarm
  readonly #unanswered = new Set<(answer: typeof SILENCE) => void>()
  #socket: Socket | undefined
  #tries = 0
  #hung = false
  #wanted = false

  constructor(options: LinkOptions<Asks, Tells>, hooks: LinkHooks<Tells>) {
    this.#options = options
    this.#hooks = hooks
    this.#retry = new Alarm(options.clock)
    this.#patience = new Alarm(options.clock)
  }

  get connected(): boolean {
    return this.#socket?.connected === true
  }

  open(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#connect()
  }

  /** What was emitted before still goes out. */
  close(): void {
    this.#wanted = false
    this.#drop()
  }

  /** Leaves this connection and makes another. */
  again(): void {
    if (this.#wanted) this.#leave(this.connected)
  }

  /** Never throws; five seconds without an answer end the connection. */
  ask<E extends keyof Asks & string>(event: E, takes: Asks[E]["takes"]): Promise<Answer<Asks[E]["answers"]>> {
    const socket = this.#socket
    if (socket?.connected !== true) return Promise.resolve(SILENCE)
    return new Promise((resolve) => {
      const done = (answer: Answer<Asks[E]["answers"]>): void => {
        cancel()
        this.#unanswered.delete(done)
        resolve(answer)
      }
      const cancel = this.#options.clock.after(limits.ANSWER_SECONDS * 1000, () => this.again())
      this.#unanswered.add(done)
      socket.ask(event, takes, (heard) => {
        if (this.#unanswered.has(done)) this.#hear(event, heard, done)
      })
    })
  }

  /** For a last word before `close()`: nobody waits for the answer. */
  say<E extends keyof Asks & string>(event: E, takes: Asks[E]["takes"]): void {
    if (this.connected) this.#socket?.ask(event, takes, () => undefined)
  }

  #hear<E extends keyof Asks & string>(
    event: E,
    heard: unknown,
    done: (answer: Answer<Asks[E]["answers"]>) => void,
  ): void {
    try {
      done(this.#read(event, heard))
    } catch (error) {
      this.#broken(error)
    }
  }

  #read<E extends keyof Asks & string>(event: E, heard: unknown): Answer<Asks[E]["answers"]> {
    const refusal = refusalOf(heard)
    if (refusal !== undefined) return { ok: false, ...refusal }
    const value = answered(heard, this.#options.table.answers[event])
    // Who answers well is worth coming back to soon.
    this.#tries = 0
    return { ok: true, value }
  }

  #connect(): void {
    this.#patience.set(CONNECT_MS, () => {
      this.#hung = !this.#hung
      this.again()
    })
    const { url, namespace, auth } = this.#options
    this.#socket = new Socket(
      { url: new URL(url).origin, namespace, engine: this.#way(), auth },
      {
        connected: () => {
          this.#patience.clear()
          this.#hooks.connected()
        },
        failed: (answer) => this.#unwelcome(answer),
        lost: () => this.#leave(true),
        told: (event, value) => this.#tell(event, value),
      },
    )
  }

  #way() {
    const { namespace, headers } = this.#options
    return {
      // After a try that hung, a proxy may be swallowing WebSockets: then plain HTTP alone.
      transports: this.#hung ? ["polling"] : ["websocket", "polling"],
      tryAllTransports: true,
      upgrade: false,
      withCredentials: namespace !== "/visitor" && headers === undefined,
      ...(headers === undefined ? {} : { extraHeaders: { ...headers } }),
    }
  }

  #tell(event: string, value: unknown): void {
    const tells = this.#options.table.tells
    if (!Object.hasOwn(tells, event)) return
    const name = event as keyof Tells
    try {
      this.#hooks.told(name, tells[name](value))
    } catch (error) {
      this.#broken(error)
    }
  }

  /** Who breaks the protocol once cannot be relied on for the rest of this connection. */
  #broken(error: unknown): void {
    if (!(error instanceof MalformedError)) throw error
    this.again()
  }

  #unwelcome(answer: unknown): void {
    const { code, retry } = (answer ?? {}) as { code?: unknown; retry?: unknown }
    if (typeof code === "string" && retry !== true) {
      this.close()
      this.#hooks.refused(code)
      return
    }
    // What failed at once has not been swallowed: the better way is worth another try.
    if (typeof code !== "string") this.#hung = false
    this.again()
  }

  #leave(wasConnected: boolean): void {
    this.#drop()
    if (wasConnected) this.#hooks.lost()
    // The hook may have closed us.
    if (this.#wanted) this.#retry.set(delay(this.#tries++, Math.random()), () => this.#connect())
  }

  #drop(): void {
    this.#retry.clear()
    this.#patience.clear()
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
    for (const give of [...this.#unanswered]) give(SILENCE)
  }
}
