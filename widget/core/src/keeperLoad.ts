// SPDX-License-Identifier: EUPL-1.2
// Fetches the code that keeps things over a reload, when there is something to keep. Without it a page has its memory.
// Rule: slow is no reason to forget what lies there. Code that cannot be had at all is.

import { Alarm } from "./clock.ts"
import type { Keeper, KeeperOptions } from "./keeper.ts"

/** So long nobody's words wait for code. */
export const PATIENCE_MS = 10_000

/** What becomes of it. */
export interface Hands {
  /** `late`: the page has gone on without. */
  have(keeper: Keeper, late: boolean): void
  /** There will be none: from memory only. What lies there is of no use any more. */
  none(): void
}

/**
 * Resolves when one of `hands` was called, or after `PATIENCE_MS`. A page that was begun from a slot waits on: whatever
 * it said now would leave that slot behind. Never throws.
 */
export function loadKeeper(options: KeeperOptions, { have, none }: Hands): Promise<void> {
  const alarm = new Alarm(options.clock)
  let isLate = false
  return new Promise((resolve) => {
    if (options.from === undefined)
      alarm.set(PATIENCE_MS, () => {
        isLate = true
        resolve()
      })
    void begun(options).then((keeper) => {
      alarm.clear()
      if (keeper === undefined) none()
      else have(keeper, isLate)
      resolve()
    })
  })
}

async function begun(options: KeeperOptions): Promise<Keeper | undefined> {
  try {
    const { Keeper } = await import("./keeper.ts")
    return await Keeper.begun(options)
  } catch {
    return undefined
  }
}
