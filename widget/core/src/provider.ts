// SPDX-License-Identifier: EUPL-1.2
// What ts-mls computes with: MLS suite 0x0002 (P-256, AES-128-GCM, SHA-256) over WebCrypto.
// Rule 1: points are uncompressed (RFC 9420, 5.1.1) and signatures are DER, strictly (RFC 8446, 4.2.3). The library's
// own provider sends compressed points.

import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import type { Hpke, PrivateKey, PublicKey } from "ts-mls/crypto/hpke.js"
import type { Signature } from "ts-mls/crypto/signature.js"
import { concat, Reader, sha256 } from "./bytes.ts"
import {
  decrypt,
  derivePrivate,
  type Exchange,
  encrypt,
  expand,
  exportFrom,
  extract,
  HASH_BYTES,
  hmac,
  isHmac,
  KEY_BYTES,
  NONCE_BYTES,
  receiveFrom,
  sendTo,
} from "./hpke.ts"
import { completePrivate, generatePrivate, isPoint, isSigned, pointOf, sign } from "./p256.ts"

const NOTHING = new Uint8Array()
const HALF_BYTES = 32

const signature: Signature = {
  async sign(key, message) {
    return toDer(await sign(key, message))
  },
  async verify(point, message, der) {
    const raw = fromDer(der)
    return raw !== undefined && isPoint(point) && isSigned(point, message, raw)
  },
  async keygen() {
    const signKey = await generatePrivate("ECDSA")
    return { signKey, publicKey: pointOf(signKey) }
  },
}

// ts-mls only carries keys between these functions, so bytes do: they can be wiped, a CryptoKey cannot.
const asPrivate = (bytes: Uint8Array) => bytes as unknown as PrivateKey
const asPublic = (bytes: Uint8Array) => bytes as unknown as PublicKey
const bytesOf = (key: PrivateKey | PublicKey) => key as unknown as Uint8Array
const pairOf = (bytes: Uint8Array) => ({ privateKey: asPrivate(bytes), publicKey: asPublic(pointOf(bytes)) })

const hpke: Hpke = {
  keyLength: KEY_BYTES,
  nonceLength: NONCE_BYTES,
  async seal(recipient, plaintext, info, aad = NOTHING) {
    const { enc, ...exchange } = await sendTo(bytesOf(recipient), info)
    const ct = await encrypt(exchange.key, exchange.nonce, aad, plaintext)
    forget(exchange)
    return { enc, ct }
  },
  async open(own, enc, ciphertext, info, aad = NOTHING) {
    const exchange = await receiveFrom(enc, bytesOf(own), info)
    const plaintext = await decrypt(exchange.key, exchange.nonce, aad, ciphertext)
    forget(exchange)
    return plaintext
  },
  async exportSecret(recipient, context, length, info) {
    const { enc, ...exchange } = await sendTo(bytesOf(recipient), info)
    return { enc, secret: await exportFrom(exchange, context, length) }
  },
  async importSecret(own, context, enc, length, info) {
    return exportFrom(await receiveFrom(enc, bytesOf(own), info), context, length)
  },
  // A scalar alone comes only from test vectors; keys of ours carry their point.
  importPrivateKey: async (key) => asPrivate(key.length === HALF_BYTES ? await completePrivate(key) : key),
  importPublicKey: async (key) => asPublic(key),
  exportPublicKey: async (key) => bytesOf(key),
  exportPrivateKey: async (key) => bytesOf(key),
  encryptAead: (key, nonce, aad, plaintext) => encrypt(key, nonce, aad ?? NOTHING, plaintext),
  decryptAead: (key, nonce, aad, ciphertext) => decrypt(key, nonce, aad ?? NOTHING, ciphertext),
  deriveKeyPair: async (material) => pairOf(await derivePrivate(material)),
  generateKeyPair: async () => pairOf(await generatePrivate("ECDH")),
}

/** The suite, for every call of ts-mls. */
export const suite: CiphersuiteImpl = {
  name: "MLS_128_DHKEMP256_AES128GCM_SHA256_P256",
  hash: { digest: sha256, mac: hmac, verifyMac: isHmac },
  kdf: { size: HASH_BYTES, extract, expand },
  signature,
  hpke,
  rng: { randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)) },
}

function forget(exchange: Exchange): void {
  for (const secret of Object.values(exchange)) secret.fill(0)
}

/** An ECDSA signature r || s as DER. */
export function toDer(raw: Uint8Array): Uint8Array {
  const numbers = concat(toInteger(raw.subarray(0, HALF_BYTES)), toInteger(raw.subarray(HALF_BYTES)))
  return concat(new Uint8Array([0x30, numbers.length]), numbers)
}

/** The r || s of a DER signature, or nothing unless it is exactly what `toDer` makes. */
export function fromDer(der: Uint8Array): Uint8Array | undefined {
  try {
    const reader = new Reader(der)
    reader.expect(0x30)
    reader.expect(der.length - 2)
    const raw = concat(fromInteger(reader), fromInteger(reader))
    reader.end()
    return raw
  } catch {
    return undefined
  }
}

function toInteger(half: Uint8Array): Uint8Array {
  const first = half.findIndex((byte) => byte !== 0)
  const digits = half.subarray(first < 0 ? HALF_BYTES - 1 : first)
  const sign = (digits[0] ?? 0) >= 0x80 ? new Uint8Array([0]) : NOTHING
  return concat(new Uint8Array([0x02, sign.length + digits.length]), sign, digits)
}

function fromInteger(reader: Reader): Uint8Array {
  const from = reader.at
  reader.expect(0x02)
  const written = reader.take(reader.number(1))
  const half = new Uint8Array(HALF_BYTES)
  const digits = written[0] === 0 ? written.subarray(1) : written
  // A number that is too long, negative, empty or not minimal is written differently again, or does not fit.
  half.set(digits, HALF_BYTES - digits.length)
  const again = toInteger(half)
  const read = reader.since(from)
  if (again.length !== read.length || again.some((byte, i) => byte !== read[i]))
    throw new RangeError("not DER")
  return half
}
