// SPDX-License-Identifier: EUPL-1.2
// What a passkey says for the report key stays in the page.

import { expect, test } from "vitest"
import { askingForSecret, secretIn, withoutSecret } from "../../src/door/passkeySecret.ts"

const said = (byte: number) => ({
  id: "cGFzc2tleQ",
  clientExtensionResults: { prf: { results: { first: new Uint8Array(32).fill(byte).buffer } } },
})

test("an answer is sent without what extensions said", () => {
  expect(withoutSecret({ ...said(7), type: "public-key" })).toEqual({
    id: "cGFzc2tleQ",
    type: "public-key",
    clientExtensionResults: {},
  })
})

test("the secret becomes a key at once, and nobody takes it out", async () => {
  const secret = await secretIn(said(7))

  expect([secret?.id, secret?.key.extractable]).toEqual(["cGFzc2tleQ", false])
  await expect(crypto.subtle.exportKey("raw", secret?.key as CryptoKey)).rejects.toThrow()
})

test("the same passkey opens what it closed, and another does not", async () => {
  const [one, same, other] = await Promise.all([said(7), said(7), said(8)].map(secretIn))
  const how = { name: "AES-GCM", iv: new Uint8Array(12) }
  const closed = await crypto.subtle.encrypt(how, one?.key as CryptoKey, new Uint8Array([1, 2, 3]))

  expect(new Uint8Array(await crypto.subtle.decrypt(how, same?.key as CryptoKey, closed))).toEqual(
    new Uint8Array([1, 2, 3]),
  )
  await expect(crypto.subtle.decrypt(how, other?.key as CryptoKey, closed)).rejects.toThrow()
})

test.each([{}, { prf: {} }, { prf: { enabled: true } }])(
  "without a secret there is none: %o",
  async (results) => {
    expect(await secretIn({ id: "x", clientExtensionResults: results })).toBeUndefined()
  },
)

test("asking keeps what was asked before", () => {
  const asked = askingForSecret({ challenge: "c", extensions: { credProps: true } })

  expect(asked).toMatchObject({ challenge: "c", extensions: { credProps: true, prf: { eval: {} } } })
})
