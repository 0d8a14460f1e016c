// SPDX-License-Identifier: EUPL-1.2
// The one place where something lies outside the page's memory: text that this tab keeps, sealed, until it is closed.
// Rule: nothing but the core's capsules goes in here. Its key lies with the relay, for minutes.

import type { Shelf } from "@lykta/core/shelf"

/** The tab's shelf. Nothing: a browser may deny it, above all inside another site's frame. */
export function tabShelf(): Shelf | undefined {
  try {
    const storage = sessionStorage
    return {
      read: (slot) => storage.getItem(slot) ?? undefined,
      write: (slot, text) => storage.setItem(slot, text),
      erase: (slot) => storage.removeItem(slot),
    }
  } catch {
    return undefined
  }
}

/** `shelf`, and after each time that something has been written, `written`. */
export function watched(shelf: Shelf, written: () => void): Shelf {
  return {
    ...shelf,
    write(slot, text) {
      shelf.write(slot, text)
      written()
    },
  }
}
