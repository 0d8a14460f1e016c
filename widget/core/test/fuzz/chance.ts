// SPDX-License-Identifier: EUPL-1.2
// Chance that can be repeated: everything that a run decides comes from its seed (mulberry32).

export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 <= x < `bound`, whole. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }

  oneIn(bound: number): boolean {
    return this.below(bound) === 0
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)]
  }

  /** One of the table's names, by weight. */
  weighed<K extends string>(table: Readonly<Record<K, number>>): K {
    const names = Object.keys(table) as K[]
    let left = this.below(names.reduce((sum, name) => sum + table[name], 0))
    for (const name of names) {
      left -= table[name]
      if (left < 0) return name
    }
    throw new Error("an empty table")
  }
}
