// SPDX-License-Identifier: EUPL-1.2
// Sealing a report to an agency's key, and opening one: HPKE (RFC 9180) with X-Wing (ML-KEM-768 and X25519), HKDF-SHA256
// and AES-256-GCM. chatserver/signing/seals.py does the same for an agency that opens reports on a machine of its own.
// Rule 1: what is sealed says what for (agency, key, case); opened for anything else it stays closed.
// Rule 2: padded before sealing, so that only one of three lengths is seen. Layout: length u32, report, zeros.
// To be loaded when somebody reports, not before: it is larger than all the rest of the console's protocol.

import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core"
import { XWing } from "@hpke/hybridkem-x-wing"
import { asSource, concat, Reader, unsigned, utf8 } from "@lykta/core/bytes"

/** A public key: ML-KEM-768's (1184) and X25519's (32). */
export const PUBLIC_BYTES = 1216
/** A private key, whole: everything else of it is derived. */
export const SEED_BYTES = 32
export const PADDED_BYTES = [4_096, 16_384, 65_536] as const

const ENC_BYTES = 1120
/** Of the key that a report is encrypted with, once for all who may open it. */
export const CONTENT_KEY_BYTES = 32
const PREFIX_BYTES = 4
const NAME = /^[A-Za-z0-9._-]{1,64}$/

const kem = new XWing()
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() })

/** What a report is for. Each is a name: letters, digits, dot, hyphen, underscore. */
export interface ReportContext {
  readonly agency: string
  /** Which of the agency's keys. */
  readonly key: string
  readonly case: string
}

/**
 * - `context`: a name in it is none. `key`: no key of this kind. `tooLong`: more than the largest length holds.
 * - `closed`: sealed for another key or something else, or changed on the way. Nothing says which.
 */
export type SealRefusal = "context" | "key" | "tooLong" | "closed"

/** Carries its code and nothing else. */
export class SealError extends Error {
  readonly code: SealRefusal

  constructor(code: SealRefusal) {
    super(code)
    this.name = "SealError"
    this.code = code
  }
}

/** The public key of `seed`. Throws SealError. */
export async function publicKeyOf(seed: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await kem.serializePublicKey((await pairOf(seed)).publicKey))
}

/** `report` for the owner of `publicKey`. Throws SealError. */
export async function sealReport(
  report: Uint8Array,
  publicKey: Uint8Array,
  context: ReportContext,
): Promise<Uint8Array> {
  const padded = padReport(report)
  const sealed = await sealBytes(padded, publicKey, context)
  padded.fill(0)
  return sealed
}

/** The content key of a report for the owner of `publicKey`: 1168 bytes, never padded. Throws SealError. */
export async function sealContentKey(
  contentKey: Uint8Array,
  publicKey: Uint8Array,
  context: ReportContext,
): Promise<Uint8Array> {
  if (contentKey.length !== CONTENT_KEY_BYTES) throw new SealError("key")
  return sealBytes(contentKey, publicKey, context)
}

/** The content key that was sealed for `context` to the key of `seed`. Throws SealError. */
export async function openContentKey(
  sealed: Uint8Array,
  seed: Uint8Array,
  context: ReportContext,
): Promise<Uint8Array> {
  const contentKey = await opened(sealed, seed, context)
  if (contentKey.length !== CONTENT_KEY_BYTES) throw new SealError("closed")
  return contentKey
}

async function sealBytes(
  content: Uint8Array,
  publicKey: Uint8Array,
  context: ReportContext,
): Promise<Uint8Array> {
  const info = asSource(infoOf(context))
  return orRefused("key", async () => {
    if (publicKey.length !== PUBLIC_BYTES) throw new RangeError("another length")
    const recipientPublicKey = await kem.deserializePublicKey(asSource(publicKey))
    const { enc, ct } = await suite.seal({ recipientPublicKey, info }, asSource(content))
    return concat(new Uint8Array(enc), new Uint8Array(ct))
  })
}

/** What was sealed for `context` to the key of `seed`. Throws SealError. */
export async function openReport(
  sealed: Uint8Array,
  seed: Uint8Array,
  context: ReportContext,
): Promise<Uint8Array> {
  const padded = await opened(sealed, seed, context)
  const report = unpadReport(padded)
  padded.fill(0)
  return report
}

async function opened(sealed: Uint8Array, seed: Uint8Array, context: ReportContext): Promise<Uint8Array> {
  const info = asSource(infoOf(context))
  const recipientKey = (await pairOf(seed)).privateKey
  const [enc, ct] = [asSource(sealed.slice(0, ENC_BYTES)), asSource(sealed.slice(ENC_BYTES))]
  return orRefused("closed", async () => new Uint8Array(await suite.open({ recipientKey, enc, info }, ct)))
}

/** Throws SealError. */
export function infoOf({ agency, key, case: about }: ReportContext): Uint8Array {
  if (![agency, key, about].every((name) => NAME.test(name))) throw new SealError("context")
  return utf8(["lykta/report/v1", agency, key, about].join("|"))
}

/** `report` in the smallest length that holds it. Throws SealError. */
export function padReport(report: Uint8Array): Uint8Array {
  const size = sizeFor(report.length)
  if (size === undefined) throw new SealError("tooLong")
  const padded = new Uint8Array(size)
  padded.set(concat(unsigned(report.length, PREFIX_BYTES), report))
  return padded
}

/** What was padded. Throws SealError unless `padded` is exactly what `padReport` makes. */
export function unpadReport(padded: Uint8Array): Uint8Array {
  const reader = new Reader(padded)
  const length = padded.length < PREFIX_BYTES ? -1 : reader.number(PREFIX_BYTES)
  const end = PREFIX_BYTES + length
  const ours = length >= 0 && sizeFor(length) === padded.length
  if (!ours || padded.subarray(end).some((byte) => byte !== 0)) throw new SealError("closed")
  return padded.slice(PREFIX_BYTES, end)
}

function sizeFor(length: number): number | undefined {
  return PADDED_BYTES.find((size) => size >= PREFIX_BYTES + length)
}

function pairOf(seed: Uint8Array): Promise<CryptoKeyPair> {
  return orRefused("key", async () => {
    if (seed.length !== SEED_BYTES) throw new RangeError("another length")
    return kem.generateKeyPairDerand(seed)
  })
}

async function orRefused<T>(code: SealRefusal, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch {
    throw new SealError(code)
  }
}
