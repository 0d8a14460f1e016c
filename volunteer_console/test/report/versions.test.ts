// SPDX-License-Identifier: EUPL-1.2
// The vectors are made by tests/vectors/make_versions.py, and read by the tests of the agency's example too.

import { fromBase64, type Trust } from "@lykta/core"
import { equal } from "@lykta/core/bytes"
import { expect, test } from "vitest"
import vectors from "../../../tests/vectors/versions.json"
import { Helpline } from "../../../widget/core/test/people.ts"
import type { Report } from "../../src/report/report.ts"
import { openVersion, sealVersion, wrapVersion } from "../../src/report/sealing.ts"
import { readReport, signReport } from "../../src/report/signedReport.ts"
import { openContentKey, publicKeyOf } from "../../src/seal.ts"

interface Vector {
  readonly name: string
  readonly case: string
  readonly version: number
  readonly agency: string
  readonly ciphertext: string
  readonly wraps: readonly { readonly key: string; readonly sealed: string }[]
}

const seed = fromBase64(vectors.seed)
const trust: Trust = {
  helpline: vectors.helpline,
  roots: vectors.roots.map(fromBase64),
  demoAllowed: false,
  now: () => vectors.now * 1000,
  isDenied: () => false,
}

/** How far a vector comes: the layer that stops it, or the report. */
async function opened(vector: Vector): Promise<string | Report> {
  const [wrap] = vector.wraps
  const context = { agency: vector.agency, key: wrap?.key ?? "", case: vector.case }
  const key = await openContentKey(fromBase64(wrap?.sealed ?? ""), seed, context).catch(() => undefined)
  if (key === undefined) return "wrap"
  const bytes = await openVersion(fromBase64(vector.ciphertext), key, vector).catch(() => undefined)
  if (bytes === undefined) return "ciphertext"
  return readReport(bytes, { ...vector, trust }).then(
    ({ report }) => report,
    (error: { code: string }) => error.code,
  )
}

const stoppedBy: Readonly<Record<string, string>> = {
  wrap: "wrap",
  ciphertext: "ciphertext",
  padding: "ciphertext",
  report: "malformed",
  name: "another",
  certificate: "distrust",
  signature: "unsigned",
}

test.each(vectors.valid)("opens: $name", async (vector) => {
  expect(await opened(vector)).toEqual(vector.report)
})

test.each(vectors.refused)("is stopped by its $layer: $name", async (vector) => {
  expect(await opened(vector)).toBe(stoppedBy[vector.layer])
})

test("a device on the deny-list vouches for nothing, whenever it signed", async () => {
  const [vector] = vectors.valid
  if (vector === undefined) throw new Error("no vector")
  const key = await openContentKey(fromBase64(vector.wraps[0]?.sealed ?? ""), seed, {
    agency: vector.agency,
    key: vector.wraps[0]?.key ?? "",
    case: vector.case,
  })
  const bytes = await openVersion(fromBase64(vector.ciphertext), key, vector)
  const denied = { ...trust, isDenied: () => true }
  await expect(readReport(bytes, { ...vector, trust: denied })).rejects.toThrow("distrust")
})

const name = { case: "AbCdEfGhIjKlMnOpQrStUv", version: 1, agency: "ostersund" }
const least = (helpline: Helpline): Report => ({
  meta: {
    ...name,
    agencyName: "Östersund",
    created: helpline.trust.now(),
    urgency: "p0",
    status: "actual",
    answersTo: "0".repeat(64),
  },
  concern: { childWords: "Hjälp" },
  reporter: { name: "Anna" },
})

test("what one seals each of those it was sealed to opens, and nobody else", async () => {
  const helpline = await Helpline.open()
  const report = least(helpline)
  const bytes = await signReport(report, await helpline.device())
  const seeds = [1, 2, 3].map((n) => new Uint8Array(32).fill(n))
  const [first, second] = await Promise.all(seeds.map(publicKeyOf))
  if (first === undefined || second === undefined) throw new Error("no keys")
  const sealed = await sealVersion(bytes, [first, second, first], name)
  expect(sealed.wraps.length).toBe(2)
  const open = (who: number, wrap: number) => {
    const { key, sealed: content } = sealed.wraps[wrap] ?? { key: "", sealed: new Uint8Array() }
    const context = { agency: name.agency, key, case: name.case }
    return openContentKey(content, seeds[who] ?? new Uint8Array(), context)
  }
  for (const each of [0, 1]) {
    const found = await openVersion(sealed.ciphertext, await open(each, each), name)
    const read = await readReport(found, { ...name, trust: helpline.trust })
    expect([read.report, read.author.name]).toEqual([report, "Anna"])
  }
  await expect(open(2, 0)).rejects.toThrow("closed")
  await expect(open(1, 0)).rejects.toThrow("closed")
})

test("whoever can open it can pass it on to a colleague", async () => {
  const [mine, theirs] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
  const sealed = await sealVersion(new Uint8Array([7]), [await publicKeyOf(mine)], name)
  const own = sealed.wraps[0] ?? { key: "", sealed: new Uint8Array() }
  const context = { agency: name.agency, case: name.case }
  const contentKey = await openContentKey(own.sealed, mine, { ...context, key: own.key })
  const [passed] = await wrapVersion(contentKey, [await publicKeyOf(theirs)], name)
  const again = await openContentKey(passed?.sealed ?? new Uint8Array(), theirs, {
    ...context,
    key: passed?.key ?? "",
  })
  expect(await openVersion(sealed.ciphertext, again, name)).toEqual(new Uint8Array([7]))
})

test("nothing is sealed to nobody, and every sealing draws a key of its own", async () => {
  await expect(sealVersion(new Uint8Array(), [], name)).rejects.toThrow("key")
  const key = await publicKeyOf(new Uint8Array(32))
  const [one, other] = [
    await sealVersion(new Uint8Array(), [key], name),
    await sealVersion(new Uint8Array(), [key], name),
  ]
  expect(equal(one.ciphertext, other.ciphertext)).toBe(false)
})

test("what is too long, or no report, is never signed", async () => {
  const helpline = await Helpline.open()
  const device = await helpline.device()
  const { concern: _, ...nothing } = least(helpline)
  await expect(signReport(nothing, device)).rejects.toThrow("malformed")
  const text = "å".repeat(4_000)
  const excerpts = Array.from({ length: 9 }, (_, at) => ({ from: "child" as const, at, text }))
  await expect(signReport({ ...least(helpline), excerpts }, device)).rejects.toThrow("tooLong")
})
