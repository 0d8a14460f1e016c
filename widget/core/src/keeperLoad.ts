// SPDX-License-Identifier: EUPL-1.2
// Fetches the code that keeps things over a reload, when there is something to keep. Without it a page has its memory.

import { Alarm } from "./clock.ts"
import type { Keeper, KeeperOptions } from "./keeper.ts"
import { clear } from "./shelf.ts"

const LOAD_MS = 10_000

/** Nothing: from memory only, and nothing is left of what lay there. Never throws. */
export async function loadKeeper(options: KeeperOptions): Promise<Keeper | undefined> {
  const late = new Alarm(options.clock)
  const patience = new Promise<undefined>((resolve) => late.set(LOAD_MS, () => resolve(undefined)))
  const loaded = import("./keeper.ts").then((code) => code.Keeper.begun(options))
  const keeper = await Promise.race([loaded.catch(() => undefined), patience])
  late.clear()
  if (keeper === undefined) clear(options.shelf, options.prefix)
  return keeper
}
