// SPDX-License-Identifier: EUPL-1.2
// Why a conversation is over: the mail, the relay's word and its "gone" may come in any order, or not at all.

import { Alarm, type Clock } from "./clock.ts"
import type { Why } from "./wire.gen.ts"

/** How long after a `gone` the relay may say why. */
const WHY_MS = 1_000
/** How long after the relay's word the last mail may come. */
const LAST_MAIL_MS = 5_000

export class Ending {
  readonly #over: (why: Why) => void
  readonly #wait: Alarm
  #isGone = false

  constructor(clock: Clock, over: (why: Why) => void) {
    this.#wait = new Alarm(clock)
    this.#over = over
  }

  /** The relay does not have it. */
  gone(): void {
    this.#isGone = true
    this.#wait.set(WHY_MS, () => this.#over("lost"))
  }

  /** The relay says that it is over. */
  told(why: Why): void {
    // After a goodbye there may be mail that was said before it.
    const mailComes = !this.#isGone && (why === "visitor" || why === "counsellor")
    if (mailComes) this.#wait.set(LAST_MAIL_MS, () => this.#over(why))
    else this.#over(why)
  }

  clear(): void {
    this.#wait.clear()
  }
}
