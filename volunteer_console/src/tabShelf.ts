// SPDX-License-Identifier: EUPL-1.2
// Where this tab keeps the conversations over a reload: sealed, in sessionStorage; the keys lie with the relay.
// Rule 1: nothing but the core's capsules, a name for the tab, and which cases are told of to nobody, goes in here.
// Rule 2: a duplicated tab has a copy of it all, and must not go on with it: it begins with an empty shelf.

import type { Shelf } from "@lykta/core"

const ours = "lykta."
const tabKey = "lykta.tab"
/** A page that is being loaded anew may come before the one that goes has let go. */
const patienceMs = 1_000

/** Nothing: the browser denies it, and conversations live in memory only. */
export async function tabShelf(): Promise<Shelf | undefined> {
  try {
    const storage = sessionStorage
    const mine = storage.getItem(tabKey)
    if (mine === null || !(await held(mine))) await renamed(storage)
    return {
      read: (slot) => storage.getItem(slot) ?? undefined,
      write: (slot, text) => storage.setItem(slot, text),
      erase: (slot) => storage.removeItem(slot),
    }
  } catch {
    return undefined
  }
}

async function renamed(storage: Storage): Promise<void> {
  for (const key of Object.keys(storage)) if (key.startsWith(ours)) storage.removeItem(key)
  const name = crypto.randomUUID()
  storage.setItem(tabKey, name)
  await held(name)
}

/** Holds the tab's name for as long as the page lives. False: another page has it. */
function held(name: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true)
  const waiting = new AbortController()
  const late = setTimeout(() => waiting.abort(), patienceMs)
  return new Promise((resolve) => {
    const forEver = (): Promise<never> => {
      clearTimeout(late)
      resolve(true)
      return new Promise(() => undefined)
    }
    navigator.locks.request(ours + name, { signal: waiting.signal }, forEver).catch(() => resolve(false))
  })
}
