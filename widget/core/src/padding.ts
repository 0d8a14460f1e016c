// SPDX-License-Identifier: EUPL-1.2
// Padding before sealing, so that the relay sees one of seven lengths and nothing finer.
// Rule 1: one content has exactly one padded form. Layout: length u16, content, zeros.

import { concat, LayoutError, unsigned } from "./bytes.ts"

export const PADDED_BYTES = [256, 512, 1024, 2048, 4096, 8192, 16384] as const

const PREFIX_BYTES = 2

/** The smallest of our lengths that holds `content`. Throws LayoutError if there is none. */
export function pad(content: Uint8Array): Uint8Array {
  const size = sizeFor(content.length)
  if (size === undefined) throw new LayoutError("too long")
  const padded = new Uint8Array(size)
  padded.set(concat(unsigned(content.length, PREFIX_BYTES), content))
  return padded
}

/** What was padded. Throws LayoutError unless `padded` is exactly what `pad` makes. */
export function unpad(padded: Uint8Array): Uint8Array {
  const length = ((padded[0] ?? 0) << 8) | (padded[1] ?? 0)
  if (sizeFor(length) !== padded.length) throw new LayoutError("not our padding")
  const end = PREFIX_BYTES + length
  if (padded.subarray(end).some((byte) => byte !== 0)) throw new LayoutError("not our padding")
  return padded.slice(PREFIX_BYTES, end)
}

function sizeFor(length: number): number | undefined {
  return PADDED_BYTES.find((size) => size >= PREFIX_BYTES + length)
}
