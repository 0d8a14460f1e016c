// SPDX-License-Identifier: EUPL-1.2
// Which report keys this browser has sealed to before, so that one that changed cannot pass unseen.
// Rule 1: certificates decide who may be sealed to; this only says what is new. Rule 2: what is kept is who holds
// a key at an agency and its fingerprint, never a case or a municipality.

import { hexOf } from "./sealing.ts"

/** Whose key it is, as the certificate says, and where. */
export interface KeyHolder {
  readonly office: string
  readonly name: string
  /** SHA-256 of the X-Wing key. */
  readonly sealDigest: Uint8Array
}

/** `first`: nothing was known of this person. `changed`: other keys than this one were. */
export type Acquaintance = "known" | "first" | "changed"

type Kept = Readonly<Record<string, readonly string[]>>

const key = "lykta-report-keys"
/** More than this of one person are not theirs all at once. */
const mostEach = 20

const named = ({ office, name }: KeyHolder): string => `${office}|${name}`

/** What `text` keeps, as far as it can be understood. */
export function readKnown(text: string | null): Kept {
  try {
    const found: unknown = JSON.parse(text ?? "{}")
    const entries = Object.entries(typeof found === "object" && found !== null ? found : {})
    return Object.fromEntries(entries.filter(([, keys]) => Array.isArray(keys)))
  } catch {
    return {}
  }
}

export function acquaintance(holder: KeyHolder, known: Kept): Acquaintance {
  const keys = known[named(holder)]
  if (keys === undefined) return "first"
  return keys.includes(hexOf(holder.sealDigest)) ? "known" : "changed"
}

/** `known` with the keys of `holders`: after something was sealed to them, and not before. */
export function withKeys(known: Kept, holders: readonly KeyHolder[]): Kept {
  const now = { ...known }
  for (const holder of holders) {
    const before = now[named(holder)] ?? []
    const digest = hexOf(holder.sealDigest)
    if (!before.includes(digest)) now[named(holder)] = [digest, ...before].slice(0, mostEach)
  }
  return now
}

/** What this browser knows; nothing, where it may keep nothing. */
export function knownKeys(): Kept {
  try {
    return readKnown(localStorage.getItem(key))
  } catch {
    return {}
  }
}

/** Remembers the keys of `holders` from now on. */
export function remember(holders: readonly KeyHolder[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(withKeys(knownKeys(), holders)))
  } catch {
    // A browser that keeps nothing says of every key that it is new, which is true.
  }
}
