// SPDX-License-Identifier: EUPL-1.2

import { createPrivateKey, createPublicKey, createSign, createVerify } from "node:crypto"
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { concat, toBase64Url, utf8 } from "../src/bytes.ts"
import { importPrivate } from "../src/p256.ts"
import { fromDer, suite, toDer } from "../src/provider.ts"

const message = utf8("message")

/** Whether a version of ts-mls lets a removed member read on (1.0-1.6.2, 2.0.0-rc.0-rc.10), or is not known to be mended. */
function isBroken(version: string): boolean {
  const early = /^1\.(\d+)\.(\d+)$/.exec(version)
  if (early) return Number(early[1]) < 6 || (Number(early[1]) === 6 && Number(early[2]) < 3)
  const candidate = /^2\.0\.0-rc\.(\d+)$/.exec(version)
  return candidate ? Number(candidate[1]) <= 10 : /^0\./.test(version)
}

test("the installed ts-mls is 1.6.4, and the versions with the flaw are told apart from it", () => {
  const installed = JSON.parse(
    readFileSync(new URL("../../../node_modules/ts-mls/package.json", import.meta.url), "utf8"),
  ) as { version: string }
  const broken = [
    "0.9.0",
    "1.0.0",
    "1.5.9",
    "1.6.0",
    "1.6.1",
    "1.6.2",
    "2.0.0-rc.0",
    "2.0.0-rc.9",
    "2.0.0-rc.10",
  ]

  expect(installed.version).toBe("1.6.4")
  expect(isBroken(installed.version)).toBe(false)
  expect(broken.filter((version) => !isBroken(version))).toEqual([])
  expect(["1.6.3", "1.6.4", "2.0.0-rc.11", "2.0.0"].filter(isBroken)).toEqual([])
})

test("signatures are the DER that OpenSSL verifies and makes", async () => {
  const { signKey, publicKey } = await suite.signature.keygen()
  const [x, y] = [toBase64Url(publicKey.slice(1, 33)), toBase64Url(publicKey.slice(33))]
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x,
    y,
    d: toBase64Url(signKey.slice(0, 32)),
  } as const
  const theirs = createSign("SHA256")
    .update(message)
    .sign(createPrivateKey({ key: jwk, format: "jwk" }))
  const ours = await suite.signature.sign(signKey, message)

  expect(
    createVerify("SHA256")
      .update(message)
      .verify(createPublicKey({ key: jwk, format: "jwk" }), ours),
  ).toBe(true)
  expect(await suite.signature.verify(publicKey, message, new Uint8Array(theirs))).toBe(true)
  expect(await suite.signature.verify(publicKey, utf8("another"), new Uint8Array(theirs))).toBe(false)
})

test("signature keys are uncompressed points, and no other form verifies", async () => {
  const { signKey, publicKey } = await suite.signature.keygen()
  const signature = await suite.signature.sign(signKey, message)
  const compressed = concat(new Uint8Array([2 + ((publicKey[64] ?? 0) & 1)]), publicKey.slice(1, 33))

  expect([publicKey.length, publicKey[0]]).toEqual([65, 4])
  expect(await suite.signature.verify(publicKey, message, signature)).toBe(true)
  expect(await suite.signature.verify(compressed, message, signature)).toBe(false)
  await expect(importPrivate(signKey, "ECDSA")).resolves.toBeDefined()
})

test("there is one DER for each signature", () => {
  const numbers = [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(0x7f)]
  const small = new Uint8Array(32)
  small[31] = 0x80
  for (const r of [...numbers, small]) {
    for (const s of [...numbers, small]) {
      const raw = concat(r, s)
      expect(fromDer(toDer(raw))).toEqual(raw)
    }
  }
})

test("DER that is padded, negative, cut, too long or followed by something is no signature", () => {
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"))
  expect(fromDer(bytes("3006020101020101"))).toBeDefined()
  const bad = [
    "",
    "30",
    "3006020101",
    "300602010102010100",
    "3106020101020101",
    "3007020101020101",
    "300702020001020101",
    "3006020181020101",
    "30050200020101",
    `3026022101${"00".repeat(32)}020101`,
    "30810602010102 0101".replace(" ", ""),
  ]
  for (const der of bad) expect([der, fromDer(bytes(der))]).toEqual([der, undefined])
})
