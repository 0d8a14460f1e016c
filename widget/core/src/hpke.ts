// SPDX-License-Identifier: EUPL-1.2
// HPKE (RFC 9180), base mode, of the one suite that we use: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
// Rule 1: only WebCrypto underneath, and only ways that every engine has (see p256.ts). @hpke/core imports private
// keys without their point, so it fails in Safari; it is the tests' second opinion instead.
// Rule 2: a shared secret is wiped as soon as it is used.

import { asSource, concat, unsigned, utf8 } from "./bytes.ts"
import {
  completePrivate,
  generatePrivate,
  importPrivate,
  importPublic,
  ORDER,
  pointOf,
  toBigInt,
} from "./p256.ts"

export const HASH_BYTES = 32
export const KEY_BYTES = 16
export const NONCE_BYTES = 12

const EMPTY = new Uint8Array()
const VERSION = utf8("HPKE-v1")
const KEM_SUITE = concat(utf8("KEM"), unsigned(0x0010, 2))
const HPKE_SUITE = concat(utf8("HPKE"), unsigned(0x0010, 2), unsigned(0x0001, 2), unsigned(0x0001, 2))
const BASE_MODE = new Uint8Array([0])

export interface SealedTo {
  readonly enc: Uint8Array
  readonly ct: Uint8Array
}

/** What both ends of one exchange derive. */
export interface Exchange {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly exporterSecret: Uint8Array
}

export async function hmac(key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const imported = await importHmac(key)
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, asSource(message)))
}

export async function isHmac(key: Uint8Array, mac: Uint8Array, message: Uint8Array): Promise<boolean> {
  return crypto.subtle.verify("HMAC", await importHmac(key), asSource(mac), asSource(message))
}

function importHmac(key: Uint8Array): Promise<CryptoKey> {
  const hash = { name: "HMAC", hash: "SHA-256" }
  return crypto.subtle.importKey("raw", asSource(key), hash, false, ["sign", "verify"])
}

/** HKDF-Extract. */
export function extract(salt: Uint8Array, material: Uint8Array): Promise<Uint8Array> {
  // Engines refuse an empty HMAC key; RFC 5869 pads it with zeros anyway.
  return hmac(salt.length === 0 ? new Uint8Array(HASH_BYTES) : salt, material)
}

/** HKDF-Expand. */
export async function expand(secret: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array> {
  let block = EMPTY as Uint8Array
  let made = EMPTY as Uint8Array
  for (let i = 1; made.length < length; i += 1) {
    block = await hmac(secret, concat(block, info, unsigned(i, 1)))
    made = concat(made, block)
  }
  return made.slice(0, length)
}

export async function encrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const imported = await importAes(key, "encrypt")
  return new Uint8Array(await crypto.subtle.encrypt(gcm(nonce, aad), imported, asSource(plaintext)))
}

/** Throws if it was not sealed with this key, nonce and data. */
export async function decrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Uint8Array> {
  const imported = await importAes(key, "decrypt")
  return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, aad), imported, asSource(ciphertext)))
}

function importAes(key: Uint8Array, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", asSource(key), "AES-GCM", false, [use])
}

function gcm(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: asSource(nonce), additionalData: asSource(aad) }
}

/** DeriveKeyPair: the private key (97 bytes) that `material` stands for. */
export async function derivePrivate(material: Uint8Array): Promise<Uint8Array> {
  const secret = await labeledExtract(KEM_SUITE, EMPTY, "dkp_prk", material)
  for (let counter = 0; counter < 256; counter += 1) {
    const scalar = await labeledExpand(KEM_SUITE, secret, "candidate", unsigned(counter, 1), HASH_BYTES)
    const value = toBigInt(scalar)
    if (value > 0n && value < ORDER) return completePrivate(scalar)
  }
  throw new RangeError("no key")
}

/** The sender's end of an exchange with the owner of `point`. */
export async function sendTo(point: Uint8Array, info: Uint8Array): Promise<Exchange & { enc: Uint8Array }> {
  const ephemeral = await generatePrivate("ECDH")
  const enc = pointOf(ephemeral)
  const exchange = await agree(ephemeral, point, concat(enc, point), info)
  ephemeral.fill(0)
  return { ...exchange, enc }
}

/** The receiver's end; `own` is a private key of 97 bytes. */
export function receiveFrom(enc: Uint8Array, own: Uint8Array, info: Uint8Array): Promise<Exchange> {
  return agree(own, enc, concat(enc, pointOf(own)), info)
}

async function agree(
  own: Uint8Array,
  point: Uint8Array,
  context: Uint8Array,
  info: Uint8Array,
): Promise<Exchange> {
  const [secretKey, publicKey] = [await importPrivate(own, "ECDH"), await importPublic(point, "ECDH")]
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: publicKey }, secretKey, 8 * HASH_BYTES)
  const agreed = new Uint8Array(bits)
  const extracted = await labeledExtract(KEM_SUITE, EMPTY, "eae_prk", agreed)
  const shared = await labeledExpand(KEM_SUITE, extracted, "shared_secret", context, HASH_BYTES)
  const exchange = await schedule(shared, info)
  for (const secret of [agreed, extracted, shared]) secret.fill(0)
  return exchange
}

async function schedule(shared: Uint8Array, info: Uint8Array): Promise<Exchange> {
  const pskHash = await labeledExtract(HPKE_SUITE, EMPTY, "psk_id_hash", EMPTY)
  const infoHash = await labeledExtract(HPKE_SUITE, EMPTY, "info_hash", info)
  const context = concat(BASE_MODE, pskHash, infoHash)
  const secret = await labeledExtract(HPKE_SUITE, shared, "secret", EMPTY)
  const part = (label: string, length: number) => labeledExpand(HPKE_SUITE, secret, label, context, length)
  const exporterSecret = await part("exp", HASH_BYTES)
  const exchange = {
    key: await part("key", KEY_BYTES),
    nonce: await part("base_nonce", NONCE_BYTES),
    exporterSecret,
  }
  secret.fill(0)
  return exchange
}

/** A secret of `length` bytes that both ends can export. */
export function exportFrom(exchange: Exchange, context: Uint8Array, length: number): Promise<Uint8Array> {
  return labeledExpand(HPKE_SUITE, exchange.exporterSecret, "sec", context, length)
}

function labeledExtract(
  suite: Uint8Array,
  salt: Uint8Array,
  label: string,
  material: Uint8Array,
): Promise<Uint8Array> {
  return extract(salt, concat(VERSION, suite, utf8(label), material))
}

function labeledExpand(
  suite: Uint8Array,
  secret: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  return expand(secret, concat(unsigned(length, 2), VERSION, suite, utf8(label), info), length)
}
