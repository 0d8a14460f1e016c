// SPDX-License-Identifier: EUPL-1.2
// Time, passed in. Nothing else in this folder asks what time it is or sets a timer.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `f` once, `ms` from now, unless the returned function is called before. */
  after(ms: number, f: () => void): Cancel
}

export type Cancel = () => void

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, f) => {
    const timer = setTimeout(f, ms)
    return () => clearTimeout(timer)
  },
}

/** One wait at a time: setting it again, or clearing it, forgets the wait before. */
export class Alarm {
  readonly #clock: Clock
  #cancel: Cancel | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isSet(): boolean {
    return this.#cancel !== undefined
  }

  set(ms: number, f: () => void): void {
    this.clear()
    this.#cancel = this.#clock.after(ms, () => {
      this.#cancel = undefined
      f()
    })
  }

  clear(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
