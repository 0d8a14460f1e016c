// SPDX-License-Identifier: EUPL-1.2

import { expect, test, vi } from "vitest"
import { concat, equal } from "../src/bytes.ts"
import {
  completePrivate,
  generatePrivate,
  importPrivate,
  importPublic,
  isPoint,
  isSigned,
  multiplyBase,
  ORDER,
  pointOf,
  sign,
} from "../src/p256.ts"

const scalarOf = (value: bigint) => Uint8Array.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex"))

test("our own multiplication gives the point that WebCrypto gives, for keys that it made", async () => {
  for (let i = 0; i < 40; i += 1) {
    const key = await generatePrivate("ECDH")
    expect(equal(multiplyBase(key.subarray(0, 32)), pointOf(key))).toBe(true)
  }
})

test("our own multiplication is right at the edges of the order", async () => {
  for (const value of [1n, 2n, 3n, 2n ** 128n, ORDER - 2n, ORDER - 1n]) {
    const scalar = scalarOf(value)
    expect(equal(pointOf(await completePrivate(scalar)), multiplyBase(scalar))).toBe(true)
  }
})

test("a key is completed with its point where the browser cannot do it (Safari refuses, Firefox gives none back)", async () => {
  const key = await generatePrivate("ECDH")
  const real = crypto.subtle.importKey.bind(crypto.subtle)
  const asSafari = vi
    .spyOn(crypto.subtle, "importKey")
    .mockImplementation(((...args: [string, Uint8Array]) =>
      args[0] === "pkcs8" && args[1].length < 138
        ? Promise.reject(new DOMException("", "DataError"))
        : Reflect.apply(real, crypto.subtle, args)) as typeof crypto.subtle.importKey)

  expect(equal(await completePrivate(key.slice(0, 32)), key)).toBe(true)
  expect(asSafari).toHaveBeenCalled()
})

test("a private key is never imported without its point but to find that point", async () => {
  const imported = vi.spyOn(crypto.subtle, "importKey")
  const key = await generatePrivate("ECDSA")

  await importPrivate(key, "ECDSA")

  const lengths = imported.mock.calls
    .filter(([form]) => String(form) === "pkcs8")
    .map(([, bytes]) => (bytes as unknown as Uint8Array).length)
  expect(lengths).toEqual([138])
})

test("a signature holds for its key and message and for no other", async () => {
  const [key, other] = [await generatePrivate("ECDSA"), await generatePrivate("ECDSA")]
  const message = new Uint8Array([1, 2, 3])
  const signature = await sign(key, message)

  expect(signature.length).toBe(64)
  expect(await isSigned(pointOf(key), message, signature)).toBe(true)
  expect(await isSigned(pointOf(other), message, signature)).toBe(false)
  expect(await isSigned(pointOf(key), new Uint8Array([1, 2]), signature)).toBe(false)
})

test("what is not an uncompressed point of the curve is no point", async () => {
  const point = pointOf(await generatePrivate("ECDH"))
  const off = point.slice()
  off[64] = (off[64] ?? 0) ^ 1
  const compressed = new Uint8Array([2 + ((point[64] ?? 0) & 1), ...point.slice(1, 33)])

  expect(isPoint(point)).toBe(true)
  const hybrid = concat(new Uint8Array([6 + ((point[64] ?? 0) & 1)]), point.slice(1))
  for (const bad of [off, compressed, hybrid, point.slice(0, 64), new Uint8Array(65), new Uint8Array()]) {
    expect(isPoint(bad)).toBe(false)
    await expect(importPublic(bad, "ECDH")).rejects.toThrow("not a point")
  }
})
