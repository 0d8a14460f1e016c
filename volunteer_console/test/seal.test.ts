// SPDX-License-Identifier: EUPL-1.2
// The vectors are made by tests/vectors/make_reports.py, and read by the server's tests too.

import { fromBase64 } from "@lykta/core"
import { concat, utf8 } from "@lykta/core/bytes"
import { expect, test } from "vitest"
import vectors from "../../tests/vectors/reports.json"
import {
  openReport,
  PADDED_BYTES,
  PUBLIC_BYTES,
  padReport,
  publicKeyOf,
  SEED_BYTES,
  SealError,
  sealReport,
  unpadReport,
} from "../src/seal.ts"

const seed = fromBase64(vectors.seed)
const publicKey = fromBase64(vectors.publicKey)
const context = { agency: "ostersund", key: "2026-1", case: "c0ffee" }
const CODES: Readonly<Record<string, string>> = { seal: "closed", padding: "closed", context: "context" }
const refusedWith = (code: string) => (error: unknown) => error instanceof SealError && error.code === code

for (const vector of vectors.valid) {
  test(`opens: ${vector.name}`, async () => {
    expect(await openReport(fromBase64(vector.sealed), seed, vector)).toEqual(fromBase64(vector.report))
  })
}

for (const vector of vectors.refused) {
  test(`stays closed by its ${vector.layer}: ${vector.name}`, async () => {
    const opening = openReport(fromBase64(vector.sealed), seed, vector)
    await expect(opening).rejects.toSatisfy(refusedWith(CODES[vector.layer] ?? ""))
  })
}

test("one seed has one public key, in every version and language", async () => {
  expect(await publicKeyOf(seed)).toEqual(publicKey)
  expect([seed.length, publicKey.length]).toEqual([SEED_BYTES, PUBLIC_BYTES])
})

test("a report of any length leaves in one of three lengths, and comes back", async () => {
  const overhead = 1120 + 16
  for (const length of [0, 1, 4_092, 4_093, 16_380, 16_381, 65_532]) {
    const report = new Uint8Array(length).fill(7)
    const sealed = await sealReport(report, publicKey, context)
    expect(PADDED_BYTES).toContain(sealed.length - overhead)
    expect(sealed.length - overhead).toBe(PADDED_BYTES.find((size) => size >= length + 4))
    expect(await openReport(sealed, seed, context)).toEqual(report)
  }
  await expect(sealReport(new Uint8Array(65_533), publicKey, context)).rejects.toSatisfy(
    refusedWith("tooLong"),
  )
})

test("the same report is never sealed the same way twice", async () => {
  const [one, other] = [
    await sealReport(utf8("report"), publicKey, context),
    await sealReport(utf8("report"), publicKey, context),
  ]
  expect(one.slice(0, 32)).not.toEqual(other.slice(0, 32))
  expect(one.slice(1120)).not.toEqual(other.slice(1120))
})

test("what is no key of this kind is sealed to by nobody", async () => {
  for (const length of [0, 65, PUBLIC_BYTES - 1, PUBLIC_BYTES + 1]) {
    const sealing = sealReport(utf8("report"), new Uint8Array(length), context)
    await expect(sealing).rejects.toSatisfy(refusedWith("key"))
  }
  await expect(publicKeyOf(new Uint8Array(31))).rejects.toSatisfy(refusedWith("key"))
})

test("a name that could be read as two is none", async () => {
  for (const agency of ["", "a|b", "å", "a b", "a".repeat(65), "a\n"]) {
    const sealing = sealReport(utf8("report"), publicKey, { ...context, agency })
    await expect(sealing).rejects.toSatisfy(refusedWith("context"))
  }
})

test("there is one padding for each report", () => {
  const padded = padReport(utf8("report"))
  const further = concat(padded, new Uint8Array(16_384 - padded.length))
  const marked = padded.slice()
  marked[marked.length - 1] = 1
  for (const bad of [further, marked, padded.slice(1), new Uint8Array(), new Uint8Array(3)]) {
    expect(() => unpadReport(bad)).toThrow("closed")
  }
  expect(unpadReport(padded)).toEqual(utf8("report"))
})
