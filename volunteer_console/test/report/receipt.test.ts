// SPDX-License-Identifier: EUPL-1.2
// Whoever is shown as a reader has signed it, on a certified device, about these very bytes.

import { checkCertificate } from "@lykta/core"
import { toBase64 } from "@lykta/core/bytes"
import type { ReadBy } from "@lykta/core/wire.gen"
import { expect, test } from "vitest"
import { Helpline, type Named } from "../../../widget/core/test/people.ts"
import { checkedReceipt, digestOf, receiptBytes, signReceipt } from "../../src/report/receipt.ts"

const about = "AbCdEfGhIjKlMnOpQrStUv"
const ciphertext = new Uint8Array(100).fill(7)

async function receipt(named: Named = { name: "Olof", role: "officer" }) {
  const helpline = await Helpline.open()
  const device = await helpline.device(named)
  const { deviceKey } = await checkCertificate(device.certificate, helpline.trust)
  const digest = await digestOf(ciphertext)
  const said = { case: about, version: 1, digest, officer: "staff-olof-000001", time: helpline.trust.now() }
  const read: ReadBy = {
    officer: said.officer,
    name: "Olof",
    office: "Östersund",
    at: said.time,
    time: said.time,
    version: 1,
    device: toBase64(deviceKey),
    certificate: toBase64(device.certificate),
    signature: await signReceipt(said, device),
  }
  return { helpline, read, of: { case: about, digest, trust: helpline.trust } }
}

test("what is signed is spelled out", async () => {
  const said = { case: "c", version: 2, digest: "ab", officer: "olof", time: 5 }
  expect(new TextDecoder().decode(receiptBytes(said))).toBe("lykta/read/v1|c|2|ab|olof|5")
})

test("a receipt holds, also when the certificate has ended since", async () => {
  const { helpline, read, of } = await receipt()
  expect(await checkedReceipt(read, of)).toMatchObject({ name: "Olof", role: "officer" })
  helpline.later(40 * 86_400)
  expect(await checkedReceipt(read, of)).toMatchObject({ name: "Olof" })
})

test.each([
  ["another version", { version: 2 }],
  ["another time", { time: 1 }],
  ["another officer", { officer: "staff-petra-00001" }],
  ["another name", { name: "Petra" }],
  ["no signature", { signature: toBase64(new Uint8Array(64)) }],
  ["another device", { device: toBase64(new Uint8Array(65).fill(4)) }],
] as const)("a receipt with %s does not hold", async (_, change) => {
  const { read, of } = await receipt()
  expect(await checkedReceipt({ ...read, ...change }, of)).toBeUndefined()
})

test("a receipt is not for another case, nor for other bytes", async () => {
  const { read, of } = await receipt()
  expect(await checkedReceipt(read, { ...of, case: "another" })).toBeUndefined()
  expect(await checkedReceipt(read, { ...of, digest: "00" })).toBeUndefined()
})

test("nobody but an officer whom this helpline has certified has read it", async () => {
  const counsellor = await receipt({ name: "Olof" })
  expect(await checkedReceipt(counsellor.read, counsellor.of)).toBeUndefined()
  const { read, of } = await receipt()
  const other = await Helpline.open()
  expect(await checkedReceipt(read, { ...of, trust: other.trust })).toBeUndefined()
})
