// SPDX-License-Identifier: EUPL-1.2
// One tab's shelf, and pages in it that can be killed: from then on nothing that they do counts.

import type { Cancel, Clock } from "../src/clock.ts"
import type { Shelf } from "../src/shelf.ts"

export class Tab implements Shelf {
  readonly texts = new Map<string, string>()
  full = false

  read(slot: string): string | undefined {
    return this.texts.get(slot)
  }

  write(slot: string, text: string): void {
    if (this.full) throw new Error("quota")
    this.texts.set(slot, text)
  }

  erase(slot: string): void {
    this.texts.delete(slot)
  }
}

/** What a page sees of its tab and of time. */
export class Page {
  readonly shelf: Shelf
  readonly clock: Clock
  isAlive = true
  /** Before and after each writing. */
  onWrite: (when: "before" | "after") => void = () => undefined

  constructor(tab: Tab, clock: Clock) {
    this.shelf = {
      read: (slot) => tab.read(slot),
      write: (slot, text) => this.#write(tab, slot, text),
      erase: (slot) => {
        if (this.isAlive) tab.erase(slot)
      },
    }
    this.clock = {
      now: () => clock.now(),
      after: (ms, f): Cancel => clock.after(ms, () => this.isAlive && f()),
    }
  }

  #write(tab: Tab, slot: string, text: string): void {
    this.onWrite("before")
    if (this.isAlive) tab.write(slot, text)
    this.onWrite("after")
  }
}
