// SPDX-License-Identifier: EUPL-1.2
// The second opinion is @hpke/core, which no code of ours imports.

import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core"
import { expect, test } from "vitest"
import { asSource, utf8 } from "../src/bytes.ts"
import { derivePrivate } from "../src/hpke.ts"
import { pointOf } from "../src/p256.ts"
import { suite } from "../src/provider.ts"

const second = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
})
const info = utf8("info")
const aad = utf8("aad")
const text = utf8("a text")
const { hpke } = suite

async function somebody() {
  const material = crypto.getRandomValues(new Uint8Array(32))
  const theirs = await second.kem.deriveKeyPair(asSource(material))
  return { own: await hpke.deriveKeyPair(material), theirs }
}

test("a key pair is derived as @hpke/core derives it", async () => {
  const material = crypto.getRandomValues(new Uint8Array(32))
  const theirs = await second.kem.deriveKeyPair(asSource(material))
  const own = await derivePrivate(material)

  expect(pointOf(own)).toEqual(new Uint8Array(await second.kem.serializePublicKey(theirs.publicKey)))
  expect(own.slice(0, 32)).toEqual(new Uint8Array(await second.kem.serializePrivateKey(theirs.privateKey)))
})

test("what we seal, @hpke/core opens", async () => {
  const { own, theirs } = await somebody()
  const { enc, ct } = await hpke.seal(own.publicKey, text, info, aad)

  const opened = await second.open(
    { recipientKey: theirs, enc: asSource(enc), info: asSource(info) },
    asSource(ct),
    asSource(aad),
  )

  expect(new Uint8Array(opened)).toEqual(text)
})

test("what @hpke/core seals, we open, and only with the same info, data and key", async () => {
  const { own, theirs } = await somebody()
  const sealed = await second.seal(
    { recipientPublicKey: theirs.publicKey, info: asSource(info) },
    asSource(text),
    asSource(aad),
  )
  const [enc, ct] = [new Uint8Array(sealed.enc), new Uint8Array(sealed.ct)]
  const stranger = await hpke.generateKeyPair()

  expect(await hpke.open(own.privateKey, enc, ct, info, aad)).toEqual(text)
  await expect(hpke.open(own.privateKey, enc, ct, text, aad)).rejects.toThrow()
  await expect(hpke.open(own.privateKey, enc, ct, info, text)).rejects.toThrow()
  await expect(hpke.open(stranger.privateKey, enc, ct, info, aad)).rejects.toThrow()
})

test("both ends export the same secret, as @hpke/core does", async () => {
  const { own, theirs } = await somebody()
  const { enc, secret } = await hpke.exportSecret(own.publicKey, aad, 32, info)
  const context = await second.createRecipientContext({
    recipientKey: theirs,
    enc: asSource(enc),
    info: asSource(info),
  })

  expect(new Uint8Array(await context.export(asSource(aad), 32))).toEqual(secret)
  expect(await hpke.importSecret(own.privateKey, aad, enc, 32, info)).toEqual(secret)
})

test("expansion and extraction are HKDF's, beyond one block and without salt", async () => {
  const salt = new Uint8Array()
  const key = await crypto.subtle.importKey("raw", asSource(text), "HKDF", false, ["deriveBits"])
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: asSource(salt), info: asSource(info) }
  const bits = await crypto.subtle.deriveBits(hkdf, key, 8 * 77)

  expect(await suite.kdf.expand(await suite.kdf.extract(salt, text), info, 77)).toEqual(new Uint8Array(bits))
})
