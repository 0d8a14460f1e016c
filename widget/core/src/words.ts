// SPDX-License-Identifier: EUPL-1.2
// Five words for a device's key, or for both of its keys: its owner reads them out, the registrar types them before certifying.
// 80 bits, since fewer could be searched by whoever has taken the server and swaps the key.

import { concat, sha256, unsigned, utf8 } from "./bytes.ts"
import { helplineDigest, type Role, roleNumber } from "./certificate.ts"

const CONSONANTS = "bdfghjklmnprstvz"
const VOWELS = "aiou"
const PATTERN = [
  [12, CONSONANTS],
  [10, VOWELS],
  [6, CONSONANTS],
  [4, VOWELS],
  [0, CONSONANTS],
] as const
const WORDS = 5

export interface Named {
  readonly helpline: string
  readonly role: Role
  readonly name: string
  /** 65 bytes. */
  readonly deviceKey: Uint8Array
}

/** The five words of a device, computed from one's own key: what a server says about them counts for nothing. */
export async function deviceWords(of: Named): Promise<readonly string[]> {
  return wordsFor(await digestOf("lykta words v1\0", of))
}

/** The five words of a device together with its X-Wing key: another of either, and they are others. */
export async function reportWords(of: Named, sealKey: Uint8Array): Promise<readonly string[]> {
  return wordsFor(await digestOf("lykta report words v1\0", of, await sha256(sealKey)))
}

async function digestOf(label: string, of: Named, more: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
  const name = utf8(of.name)
  const person = concat(unsigned(roleNumber(of.role), 1), unsigned(name.length, 1), name)
  const helpline = await helplineDigest(of.helpline)
  return sha256(concat(utf8(label), helpline, person, of.deviceKey, more))
}

/** What five words are made of. */
export const WORDS_BYTES = 2 * WORDS

/** The words of the first `WORDS_BYTES` of `bytes`. */
export function wordsFor(bytes: Uint8Array): readonly string[] {
  return Array.from({ length: WORDS }, (_, i) => word(((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)))
}

function word(bits: number): string {
  return PATTERN.map(([shift, letters]) => letters[(bits >> shift) % letters.length]).join("")
}
