// SPDX-License-Identifier: EUPL-1.2
// The vectors are made by tests/vectors/make_reportkeys.py; the relay's tests read the same.

import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { fromBase64, toBase64 } from "../src/bytes.ts"
import { checkCertificate, type DistrustError, type Role, type Trust } from "../src/certificate.ts"
import { checkReport, checkSealable, opensReports, pickReportKeys } from "../src/reportKeys.ts"
import type { Distrust } from "../src/session.ts"
import { deviceWords, reportWords } from "../src/words.ts"

interface Vector<T> {
  readonly name: string
  readonly helpline: string
  readonly roots: readonly string[]
  readonly demoAllowed: boolean
  readonly now: number
  readonly denied: readonly string[]
  readonly sealKey: string
  readonly certificate: string
  readonly expect: T
}

interface Believed {
  readonly name: string
  readonly role: Role
  readonly demo: boolean
  readonly deviceKey: string
  readonly notAfter: number
  readonly words: readonly string[]
}

const vectors = JSON.parse(
  readFileSync(new URL("../../../tests/vectors/reportkeys.json", import.meta.url), "utf8"),
) as {
  readonly valid: readonly Vector<Believed>[]
  readonly refused: readonly (Vector<Distrust> & { readonly layer: string })[]
}
const [saga] = vectors.valid
if (saga === undefined) throw new Error("no vectors")

const trustOf = (vector: Vector<unknown>, now = vector.now): Trust => ({
  helpline: vector.helpline,
  roots: vector.roots.map(fromBase64),
  demoAllowed: vector.demoAllowed,
  now: () => now * 1000,
  isDenied: (name) => vector.denied.includes(toBase64(name)),
})
const offered = (vector: Vector<unknown>) => ({
  certificate: fromBase64(vector.certificate),
  sealKey: fromBase64(vector.sealKey),
})
const whyOf = (error: DistrustError) => error.why

test.each(vectors.valid)("may be sealed to: $name", async (vector) => {
  const { holder, sealKey } = await checkSealable(offered(vector), trustOf(vector))
  const { deviceKey, notAfter, helpline, sealDigest, ...who } = holder
  const words = await reportWords({ ...holder, deviceKey }, sealKey)

  expect({ ...who, deviceKey: toBase64(deviceKey), notAfter: notAfter / 1000, words }).toEqual(vector.expect)
  expect([helpline, sealDigest.length]).toEqual([vector.helpline, 32])
})

test.each(vectors.refused)("refused as $expect in its own layer, $layer: $name", async (vector) => {
  expect(await checkSealable(offered(vector), trustOf(vector)).catch(whyOf)).toBe(vector.expect)

  const alone = checkReport(offered(vector).certificate, trustOf(vector))
  if (vector.layer === "key") await expect(alone).resolves.toBeDefined()
  else await expect(alone).rejects.toMatchObject({ why: vector.expect })
})

test.each(vectors.valid)("lets nobody talk: $name", async (vector) => {
  const now = vector.name === "made in its issuer's last second" ? vector.now : saga.now

  expect(await checkCertificate(offered(vector).certificate, trustOf(vector, now)).catch(whyOf)).toBe(
    "wrongUse",
  )
})

test("keys are picked in their order, and of the others it is told why", async () => {
  const [one, two] = vectors.valid.slice(0, 2) as [Vector<Believed>, Vector<Believed>]
  const same = (vector: Vector<unknown>) =>
    JSON.stringify({ ...trustOf(vector), now: vector.now, denied: vector.denied })
  const others = vectors.refused.filter((vector) => same(vector) === same(one))
  const picked = await pickReportKeys([one, ...others, two].map(offered), trustOf(one))

  expect(picked.keys.map(({ holder }) => holder.role)).toEqual(["supervisor", "officer"])
  expect(picked.refused).toEqual(others.map((vector) => vector.expect))
  expect(others.length).toBeGreaterThan(20)
})

test("another X-Wing key has other words, and none are those of the device alone", async () => {
  const of = { ...saga.expect, helpline: saga.helpline, deviceKey: fromBase64(saga.expect.deviceKey) }
  const other = fromBase64(saga.sealKey).with(700, 1 ^ (fromBase64(saga.sealKey)[700] ?? 0))
  const said = [await reportWords(of, other), await deviceWords(of), saga.expect.words]

  expect(new Set(said.map((words) => words.join(" "))).size).toBe(3)
})

test("counsellors open no reports", () => {
  const roles: readonly Role[] = ["counsellor", "supervisor", "officer", "safeguarding"]

  expect(roles.filter(opensReports)).toEqual(["supervisor", "officer", "safeguarding"])
})
