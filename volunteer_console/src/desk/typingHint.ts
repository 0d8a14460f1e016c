// SPDX-License-Identifier: EUPL-1.2
// Tells the other end that somebody is writing: once when it begins, once when it stops.

import { Alarm, type Clock } from "@lykta/core/clock"

const stillMs = 4_000

export class TypingHint {
  readonly #tell: (on: boolean) => void
  readonly #still: Alarm

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#still = new Alarm(clock)
    this.#tell = tell
  }

  /** The text is now `text`. */
  wrote(text: string): void {
    if (text === "") {
      this.stop()
      return
    }
    if (!this.#still.isSet) this.#tell(true)
    this.#still.set(stillMs, () => this.#tell(false))
  }

  /** Sent, or left. */
  stop(): void {
    if (!this.#still.isSet) return
    this.#still.clear()
    this.#tell(false)
  }
}
