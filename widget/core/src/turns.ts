// SPDX-License-Identifier: EUPL-1.2
// One thing after another: what one conversation opens, seals and adopts happens in the order in which it was asked for.

export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Does `f` when everything before is done, however that went. */
  take<T>(f: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(f)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
