// SPDX-License-Identifier: EUPL-1.2
// What a passkey alone can say (WebAuthn's PRF), where browser and passkey have it: a second lock for the report key.
// Rule: it becomes a key that nobody can take out, at once, and never leaves this page: `withoutSecret` comes before
// every answer that is sent.

import { fromBase64Url } from "@lykta/core/bytes"

/** A key that only the passkey with this id (base64url) gives. */
export interface PasskeySecret {
  readonly id: string
  /** AES-GCM, non-extractable. */
  readonly key: CryptoKey
}

interface Answer {
  readonly id: string
  readonly clientExtensionResults: object
}

const salt = new TextEncoder().encode("lykta report seed v1")

/** `options` that ask for the secret as well; who does not know of it gives none. */
export function askingForSecret<T extends { extensions?: object }>(options: T): T {
  return { ...options, extensions: { ...options.extensions, prf: { eval: { first: salt } } } }
}

/** The answer as it may be sent: what extensions said stays here. */
export function withoutSecret<T extends Answer>(answer: T): T {
  return { ...answer, clientExtensionResults: {} }
}

/** The secret in `answer`, if there is one. */
export async function secretIn({ id, clientExtensionResults }: Answer): Promise<PasskeySecret | undefined> {
  const { prf } = clientExtensionResults as { prf?: { results?: { first?: BufferSource | string } } }
  const said = prf?.results?.first
  if (said === undefined) return undefined
  const bytes = typeof said === "string" ? (fromBase64Url(said) as Uint8Array<ArrayBuffer>) : said
  const material = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"])
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: salt }
  const key = await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ])
  return { id, key }
}
