// SPDX-License-Identifier: EUPL-1.2
// P-256 with WebCrypto: keys as bytes, so that they can be wiped. A private key is d (32) and its point (65).
// Rule 1: no private key is imported without its point. Safari refuses that and Firefox does not give the
// point back (web-platform-tests #56086), which is why the point travels with the key.

import { asSource, concat, equal, fromBase64Url } from "./bytes.ts"

export const POINT_BYTES = 65
const SCALAR_BYTES = 32
const CURVE = "P-256"

type Use = "ECDSA" | "ECDH"

const PRIVATE_USES = { ECDSA: ["sign"], ECDH: ["deriveBits"] } as const
const PUBLIC_USES = { ECDSA: ["verify"], ECDH: [] } as const

// PKCS #8 of a P-256 key: HEAD d, and then MIDDLE point. Without the point its lengths differ (BARE).
const HEAD = fromHex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420")
const MIDDLE = fromHex("a144034200")
const BARE = fromHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420")

/** A fresh private key: 97 bytes. */
export async function generatePrivate(use: Use): Promise<Uint8Array> {
  const pair = await crypto.subtle.generateKey({ name: use, namedCurve: CURVE }, true, PRIVATE_USES[use])
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))
  return concat(await scalarOf(pair.privateKey), point)
}

/** The point of a private key, as bytes. */
export function pointOf(key: Uint8Array): Uint8Array {
  return key.slice(SCALAR_BYTES)
}

export async function importPrivate(key: Uint8Array, use: Use): Promise<CryptoKey> {
  const written = concat(HEAD, key.subarray(0, SCALAR_BYTES), MIDDLE, key.subarray(SCALAR_BYTES))
  const named = { name: use, namedCurve: CURVE }
  const imported = await crypto.subtle.importKey("pkcs8", asSource(written), named, false, PRIVATE_USES[use])
  written.fill(0)
  return imported
}

/** Throws if `point` is not an uncompressed point of the curve. */
export async function importPublic(point: Uint8Array, use: Use): Promise<CryptoKey> {
  if (!isPoint(point)) throw new RangeError("not a point")
  const named = { name: use, namedCurve: CURVE }
  return crypto.subtle.importKey("raw", asSource(point), named, true, PUBLIC_USES[use])
}

/** The private key (97 bytes) whose scalar is `scalar`. */
export async function completePrivate(scalar: Uint8Array): Promise<Uint8Array> {
  return concat(scalar, (await pointByBrowser(scalar)) ?? multiplyBase(scalar))
}

/** Whether the 64 bytes r || s are the signature of `message` by `point`. */
export async function isSigned(
  point: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = await importPublic(point, "ECDSA")
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, asSource(signature), asSource(message))
}

/** The signature of `message` as r || s. */
export async function sign(key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const imported = await importPrivate(key, "ECDSA")
  return new Uint8Array(
    await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, imported, asSource(message)),
  )
}

async function scalarOf(key: CryptoKey): Promise<Uint8Array> {
  const written = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key))
  const scalar = written.slice(HEAD.length, HEAD.length + SCALAR_BYTES)
  const ours = equal(written.subarray(0, HEAD.length), HEAD)
  written.fill(0)
  // An engine with another PKCS #8. JWK works everywhere, but leaves a string that cannot be wiped.
  return ours ? scalar : fromBase64Url((await crypto.subtle.exportKey("jwk", key)).d ?? "")
}

/** Engines that can, do it in constant time: Chromium, Node. Others: nothing. */
async function pointByBrowser(scalar: Uint8Array): Promise<Uint8Array | undefined> {
  const written = concat(BARE, scalar)
  try {
    const named = { name: "ECDH", namedCurve: CURVE }
    const key = await crypto.subtle.importKey("pkcs8", asSource(written), named, true, ["deriveBits"])
    const full = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key))
    const point = full.slice(full.length - POINT_BYTES)
    full.fill(0)
    return isPoint(point) ? point : undefined
  } catch {
    return undefined
  } finally {
    written.fill(0)
  }
}

// The curve itself, for engines that cannot: y^2 = x^3 - 3x + B modulo P.
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
/** The order of the base point. */
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const BASE: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  1n,
]

type Point = readonly [bigint, bigint, bigint]

/** Whether `bytes` are an uncompressed point that lies on the curve. */
export function isPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== POINT_BYTES || bytes[0] !== 4) return false
  const [x, y] = [toBigInt(bytes.subarray(1, 33)), toBigInt(bytes.subarray(33))]
  return x < P && y < P && mod(y * y - x * x * x + 3n * x - B) === 0n
}

/**
 * The point of `scalar`. Double and add always, with a law of addition without exceptions
 * (Renes, Costello and Batina 2015, algorithm 4), so that no branch follows the secret.
 */
export function multiplyBase(scalar: Uint8Array): Uint8Array {
  let sum: Point = [0n, 1n, 0n]
  for (const byte of scalar) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      sum = add(sum, sum)
      const more = add(sum, BASE)
      sum = (byte >> bit) & 1 ? more : sum
    }
  }
  const inverse = power(sum[2], P - 2n)
  return concat(new Uint8Array([4]), toBytes(mod(sum[0] * inverse)), toBytes(mod(sum[1] * inverse)))
}

function add([x1, y1, z1]: Point, [x2, y2, z2]: Point): Point {
  const [xx, yy, zz] = [x1 * x2, y1 * y2, z1 * z2]
  const xy = (x1 + y1) * (x2 + y2) - xx - yy
  const yz = (y1 + z1) * (y2 + z2) - yy - zz
  const xz = (x1 + z1) * (x2 + z2) - xx - zz
  const a = mod(3n * (xz - B * mod(zz)))
  const b = mod(3n * (B * mod(xz) - 3n * zz - xx))
  const c = mod(3n * (xx - zz))
  const [plus, minus] = [mod(yy + a), mod(yy - a)]
  const [u, v] = [mod(xy), mod(yz)]
  return [mod(u * plus - v * b), mod(plus * minus + b * c), mod(v * minus + u * c)]
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = mod(result * result)
    if (bit === "1") result = mod(result * base)
  }
  return result
}

function mod(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function toBytes(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * SCALAR_BYTES, "0"))
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
