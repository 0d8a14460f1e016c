// SPDX-License-Identifier: EUPL-1.2
// Where a capsule lies: two slots of text, of which a page writes one and leaves the other as it found it.

/** Text under names, for as long as the page's tab lives. Where storage is denied there is nothing to read. */
export interface Shelf {
  read(slot: string): string | undefined
  /** Throws if it cannot. */
  write(slot: string, text: string): void
  erase(slot: string): void
}

export function slotNames(prefix: string): readonly [string, string] {
  return [`${prefix}.a`, `${prefix}.b`]
}

/** What lies there. */
export function textsIn(shelf: Shelf, prefix: string): readonly string[] {
  return slotNames(prefix).map((name) => shelf.read(name) ?? "")
}

/** Whatever lies there is gone. Synchronous. */
export function clear(shelf: Shelf | undefined, prefix: string): void {
  for (const name of slotNames(prefix)) shelf?.erase(name)
}
