// SPDX-License-Identifier: EUPL-1.2
// The vectors are made by tests/vectors/make_certificates.py; the relay's tests read the same.

import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { concat, fromBase64, toBase64, utf8 } from "../src/bytes.ts"
import {
  checkCertificate,
  checkIdentity,
  DistrustError,
  endorse,
  type Role,
  type Trust,
} from "../src/certificate.ts"
import { generatePrivate, sign } from "../src/p256.ts"
import type { Distrust } from "../src/session.ts"
import { deviceWords } from "../src/words.ts"

interface Vector<T> {
  readonly name: string
  readonly helpline: string
  readonly roots: readonly string[]
  readonly demoAllowed: boolean
  readonly now: number
  readonly denied: readonly string[]
  readonly conversation: string
  readonly leafKey: string
  readonly identity: string
  readonly expect: T
}

interface Believed {
  readonly name: string
  readonly role: Role
  readonly demo: boolean
  readonly deviceKey: string
}

interface Words extends Omit<Believed, "demo"> {
  readonly helpline: string
  readonly words: readonly string[]
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../tests/vectors/${file}`, import.meta.url), "utf8"))
const certificates = read("certificates.json") as {
  readonly valid: readonly Vector<Believed>[]
  readonly refused: readonly (Vector<Distrust> & { readonly layer: string })[]
}

const trustOf = (vector: Vector<unknown>): Trust => ({
  helpline: vector.helpline,
  roots: vector.roots.map(fromBase64),
  demoAllowed: vector.demoAllowed,
  now: () => vector.now * 1000,
  isDenied: (name) => vector.denied.includes(toBase64(name)),
})
const leafOf = (vector: Vector<unknown>) => ({
  conversation: fromBase64(vector.conversation),
  key: fromBase64(vector.leafKey),
})
const checked = (vector: Vector<unknown>) =>
  checkIdentity(fromBase64(vector.identity), leafOf(vector), trustOf(vector))

test.each(certificates.valid)("believed: $name", async (vector) => {
  const { deviceKey, helpline, ...staff } = await checked(vector)

  expect({ ...staff, deviceKey: toBase64(deviceKey) }).toEqual(vector.expect)
  expect(helpline).toBe(vector.helpline)
})

test.each(certificates.refused)("refused as $expect: $name", async (vector) => {
  const why = await checked(vector).catch((error: DistrustError) => error.why)

  expect(why).toBe(vector.expect)
})

test.each(read("words.json") as readonly Words[])(
  "the five words of $name, $role at $helpline",
  async (vector) => {
    expect(await deviceWords({ ...vector, deviceKey: fromBase64(vector.deviceKey) })).toEqual(vector.words)
  },
)

/** A genuine certificate whose device key is not known here, and one whose key is. */
const genuine = certificates.valid[0] as Vector<Believed>
const chainOf = (vector: Vector<unknown>) => {
  const identity = fromBase64(vector.identity)
  return concat(identity.slice(1, 165), identity.slice(167, -82))
}

test.each(certificates.refused)("refused in its own layer, $layer: $name", async (vector) => {
  const alone = () => checkCertificate(chainOf(vector), trustOf(vector))

  if (vector.layer === "leaf") await expect(alone()).resolves.toBeDefined()
  else if (vector.layer === "certificate") await expect(alone()).rejects.toMatchObject({ why: vector.expect })
  else expect([vector.layer, vector.expect]).toEqual(["identity", "malformed"])
})

test("a root that is no point of the curve is no root, and the others still count", async () => {
  const roots = ["", "BAA=", ...genuine.roots]

  expect((await checked({ ...genuine, roots })).name).toBe("Anna")
  await expect(checked({ ...genuine, roots: ["", "BAA="] })).rejects.toMatchObject({ why: "unknownRoot" })
})

test("a certificate is believed without an endorsement when a console looks at its own", async () => {
  const staff = await checkCertificate(chainOf(genuine), trustOf(genuine))

  expect([staff.name, staff.role]).toEqual(["Anna", "counsellor"])
})

test("a console's own certificate is refused by the same checks", async () => {
  const late = { ...genuine, now: genuine.now + 40 * 86_400 }
  const short = chainOf(genuine).slice(1)

  await expect(checkCertificate(chainOf(genuine), trustOf(late))).rejects.toMatchObject({ why: "expired" })
  await expect(checkCertificate(short, trustOf(genuine))).rejects.toMatchObject({ why: "malformed" })
})

test("an endorsement by another device's key is forged", async () => {
  const stranger = await generatePrivate("ECDSA")
  const leaf = leafOf(genuine)
  const device = { certificate: chainOf(genuine), sign: (bytes: Uint8Array) => sign(stranger, bytes) }

  const identity = await endorse(device, leaf, trustOf(genuine))

  await expect(checkIdentity(identity, leaf, trustOf(genuine))).rejects.toMatchObject({ why: "forged" })
})

test("an endorsement signs helpline, conversation, leaf and twelve hours, begun an hour ago for slow clocks", async () => {
  const signed: Uint8Array[] = []
  const leaf = leafOf(genuine)
  const device = {
    certificate: chainOf(genuine),
    sign: async (bytes: Uint8Array) => {
      signed.push(bytes)
      return new Uint8Array(64)
    },
  }

  await endorse(device, leaf, trustOf(genuine))

  const text = signed[0] ?? new Uint8Array()
  const body = text.slice(-18)
  const times = new DataView(body.buffer, body.byteOffset)
  expect(text.slice(0, 14)).toEqual(utf8("lykta leaf v1\0"))
  expect(text.slice(30, -18)).toEqual(concat(leaf.conversation, leaf.key))
  expect([body[0], body[1]]).toEqual([1, 3])
  expect(Number(times.getBigUint64(2))).toBe(genuine.now - 3600)
  expect(Number(times.getBigUint64(10))).toBe(genuine.now + 11 * 3600)
})

test("a refusal says why and nothing else", () => {
  const error = new DistrustError("forged")

  expect([error.name, error.message, error.why, error.cause]).toEqual([
    "DistrustError",
    "forged",
    "forged",
    undefined,
  ])
})
