// SPDX-License-Identifier: EUPL-1.2
// The text in a slot: `1.<how often written>.<resume text or nothing>.<base64 of iv || ciphertext>`. All before the last
// dot is vouched for by the seal. Nothing here can open one.

import { type Shelf, slotNames, textsIn } from "./shelf.ts"

export interface Slot {
  readonly name: string
  readonly counter: number
  /** What the relay wants to see before it gives the key: a conversation's name, a dot, a secret. Staff have none. */
  readonly resume: string
  /** What the seal vouches for beside the content. */
  readonly head: string
  readonly sealed: string
}

const SLOT = /^(1\.(\d{1,15})\.([\w-]{32}\.[\w-]{43}|)\.)([A-Za-z0-9+/]{4,}={0,2})$/

/** What lies there, the newest first. What is no slot is not there. */
export function slotsIn(shelf: Shelf, prefix: string): readonly Slot[] {
  const names = slotNames(prefix)
  const slots = textsIn(shelf, prefix).flatMap((text, i) => slotOf(names[i] ?? "", text))
  return slots.sort((a, b) => b.counter - a.counter)
}

export function slotOf(name: string, text: string): readonly Slot[] {
  const [, head, counter, resume = "", sealed] = SLOT.exec(text) ?? []
  if (head === undefined || sealed === undefined) return []
  return [{ name, counter: Number(counter), resume, head, sealed }]
}
