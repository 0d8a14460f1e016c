// SPDX-License-Identifier: EUPL-1.2
// An officer's connection: it says that something has happened to a case, and nothing more.
// Rule: a hint. Whoever hears it asks for the cases; whoever hears nothing asks all the same, now and then.

import { type Clock, systemClock } from "./clock.ts"
import { Link } from "./link.ts"
import { agencyTable } from "./shapes.ts"
import type { AgencyAsks, AgencyTells } from "./wire.gen.ts"

export interface AgencyOptions {
  /** The relay's origin. */
  readonly url: string
  readonly clock?: Clock
  /** Something may be new: a case has changed, or this connection has just been made. */
  changed(): void
}

export class Agency {
  readonly #link: Link<AgencyAsks, AgencyTells>
  readonly #clock: Clock
  #generation = 0

  constructor({ url, clock = systemClock, changed }: AgencyOptions) {
    this.#clock = clock
    this.#link = new Link<AgencyAsks, AgencyTells>(
      {
        url,
        namespace: "/agency",
        table: agencyTable,
        clock,
        auth: () => ({ v: 1, generation: this.#nextGeneration() }),
      },
      {
        // What was told while there was no connection is lost.
        connected: changed,
        lost: () => undefined,
        refused: () => undefined,
        told: (event) => (event === "case:changed" ? changed() : this.close()),
      },
    )
  }

  /** Whether a hint would come. */
  get connected(): boolean {
    return this.#link.connected
  }

  open(): void {
    this.#link.open()
  }

  /** Also when the same officer opened a newer page: two would take the seat from each other for ever. */
  close(): void {
    this.#link.close()
  }

  #nextGeneration(): number {
    this.#generation = Math.max(this.#generation + 1, this.#clock.now())
    return this.#generation
  }
}
