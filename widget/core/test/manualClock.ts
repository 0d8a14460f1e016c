// SPDX-License-Identifier: EUPL-1.2
// Time that stands still until a test moves it.

import type { Cancel, Clock } from "../src/clock.ts"

interface Due {
  readonly at: number
  readonly f: () => void
}

export class ManualClock implements Clock {
  #now: number
  #due: readonly Due[] = []

  constructor(now = 1_800_000_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, f: () => void): Cancel {
    const due = { at: this.#now + ms, f }
    this.#due = [...this.#due, due]
    return () => {
      this.#due = this.#due.filter((d) => d !== due)
    }
  }

  /** `ms` pass; what falls due in them happens, in order. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      const { at, f } = next
      this.#due = this.#due.filter((d) => d !== next)
      this.#now = Math.max(this.#now, at)
      f()
    }
    this.#now = until
  }

  /** Whether something falls due within `ms`. */
  isDueWithin(ms: number): boolean {
    return this.#next(this.#now + ms) !== undefined
  }

  #next(until: number): Due | undefined {
    const first = Math.min(...this.#due.map((d) => d.at))
    return first <= until ? this.#due.find((d) => d.at === first) : undefined
  }
}
