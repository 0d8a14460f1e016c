// SPDX-License-Identifier: EUPL-1.2
// One version of a case, sealed: a fresh key encrypts the padded report, and is sealed to each who may open it.
// deploy/examples/receiver/opening.py opens the same. Rule 1: what is encrypted is bound to case and version, each
// sealed key to agency, recipient and case. Rule 2: the cryptography (seal.ts) is loaded when something is sealed.

import { asSource, concat, sha256, utf8 } from "@lykta/core/bytes"

/** A content key, sealed to the X-Wing key with this fingerprint. */
export interface SealedKey {
  /** SHA-256 of the recipient's X-Wing key, in hex. */
  readonly key: string
  readonly sealed: Uint8Array
}

/** What a relay may have. */
export interface SealedVersion {
  /** Nonce (12), then AES-256-GCM of the padded report. */
  readonly ciphertext: Uint8Array
  readonly wraps: readonly SealedKey[]
}

/** Which version of which case, for which agency. */
export interface VersionName {
  readonly case: string
  readonly version: number
  readonly agency: string
}

const NONCE_BYTES = 12
const CONTENT_KEY_BYTES = 32

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** A note within a case. Its content key is sealed to whoever may read it under the note's own name. */
export interface NoteName {
  readonly case: string
  readonly note: string
  readonly agency: string
}

/** What is sealed: which bytes it is bound to, and for which agency and name its key is sealed. */
interface Binding {
  readonly text: string
  readonly agency: string
  readonly name: string
}

const ofVersion = ({ case: about, version, agency }: VersionName): Binding => ({
  text: `lykta/report/v1|${about}|${version}`,
  agency,
  name: about,
})

const ofNote = ({ case: about, note, agency }: NoteName): Binding => ({
  text: `lykta/note/v1|${about}|${note}`,
  agency,
  name: note,
})

/** `report` for the owners of the X-Wing keys `to`, each once. Throws SealError; nothing is sealed to nobody. */
export function sealVersion(
  report: Uint8Array,
  to: readonly Uint8Array[],
  name: VersionName,
): Promise<SealedVersion> {
  return sealFor(report, to, ofVersion(name))
}

/** The content key of a version for each of `to`, for whoever has it and passes it on. Throws SealError. */
export function wrapVersion(
  contentKey: Uint8Array,
  to: readonly Uint8Array[],
  name: VersionName,
): Promise<readonly SealedKey[]> {
  return wrapFor(contentKey, to, ofVersion(name))
}

/** What is in `ciphertext`. Throws SealError `closed`. */
export function openVersion(
  ciphertext: Uint8Array,
  contentKey: Uint8Array,
  name: VersionName,
): Promise<Uint8Array> {
  return opened(ciphertext, contentKey, ofVersion(name))
}

/** As a version is sealed. Throws SealError. */
export function sealNote(
  note: Uint8Array,
  to: readonly Uint8Array[],
  name: NoteName,
): Promise<SealedVersion> {
  return sealFor(note, to, ofNote(name))
}

/** Throws SealError `closed`. */
export function openNote(
  ciphertext: Uint8Array,
  contentKey: Uint8Array,
  name: NoteName,
): Promise<Uint8Array> {
  return opened(ciphertext, contentKey, ofNote(name))
}

async function sealFor(
  content: Uint8Array,
  to: readonly Uint8Array[],
  binding: Binding,
): Promise<SealedVersion> {
  const { padReport, SealError } = await import("../seal.ts")
  if (to.length === 0) throw new SealError("key")
  const padded = padReport(content)
  const contentKey = crypto.getRandomValues(new Uint8Array(CONTENT_KEY_BYTES))
  try {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
    const gcm = await imported(contentKey, "encrypt")
    const inside = await crypto.subtle.encrypt(bound(nonce, binding), gcm, asSource(padded))
    const ciphertext = concat(nonce, new Uint8Array(inside))
    return { ciphertext, wraps: await wrapFor(contentKey, to, binding) }
  } finally {
    contentKey.fill(0)
    padded.fill(0)
  }
}

async function wrapFor(
  contentKey: Uint8Array,
  to: readonly Uint8Array[],
  { agency, name }: Binding,
): Promise<readonly SealedKey[]> {
  const { sealContentKey } = await import("../seal.ts")
  const wraps = new Map<string, SealedKey>()
  for (const sealKey of to) {
    const key = hexOf(await sha256(sealKey))
    if (wraps.has(key)) continue
    wraps.set(key, { key, sealed: await sealContentKey(contentKey, sealKey, { agency, key, case: name }) })
  }
  return [...wraps.values()]
}

async function opened(ciphertext: Uint8Array, contentKey: Uint8Array, binding: Binding): Promise<Uint8Array> {
  const { SealError, unpadReport } = await import("../seal.ts")
  const [nonce, inside] = [ciphertext.slice(0, NONCE_BYTES), asSource(ciphertext.slice(NONCE_BYTES))]
  const gcm = await imported(contentKey, "decrypt")
  const padded = await crypto.subtle.decrypt(bound(nonce, binding), gcm, inside).catch(() => {
    throw new SealError("closed")
  })
  return unpadReport(new Uint8Array(padded))
}

function imported(key: Uint8Array, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", asSource(key), "AES-GCM", false, [use])
}

function bound(nonce: Uint8Array, { text }: Binding): AesGcmParams {
  return { name: "AES-GCM", iv: asSource(nonce), additionalData: asSource(utf8(text)) }
}
