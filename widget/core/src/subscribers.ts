// SPDX-License-Identifier: EUPL-1.2
// Who wants to know of each new state. They are told once per turn of the event loop's microtasks, of the newest.

export class Subscribers<State> {
  readonly #state: () => State
  readonly #told = new Set<(state: State) => void>()
  #due = false

  constructor(state: () => State) {
    this.#state = state
  }

  /** Answers how to stop. */
  add(f: (state: State) => void): () => void {
    const mine = (state: State): void => f(state)
    this.#told.add(mine)
    return () => {
      this.#told.delete(mine)
    }
  }

  changed(): void {
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => this.now())
  }

  /** For what must be on the screen before anything else happens. */
  now(): void {
    this.#due = false
    const state = this.#state()
    for (const f of [...this.#told]) f(state)
  }
}
