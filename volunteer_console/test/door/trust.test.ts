// SPDX-License-Identifier: EUPL-1.2
// Whether this device's certificate may be used, by the vectors that the server reads too.

import { fromBase64, type Trust, toBase64 } from "@lykta/core"
import { concat } from "@lykta/core/bytes"
import { describe, expect, test } from "vitest"
import vectors from "../../../tests/vectors/certificates.json"
import type { Account } from "../../src/door/staffApi.ts"
import { demoAllowedAt, verified } from "../../src/door/trust.ts"

type Vector = Omit<(typeof vectors.valid)[number], "expect">

const issuingAt = 1
const deviceAt = issuingAt + 164

/** Issuing and device certificate, as an account carries them, out of an identity of a conversation. */
function certificateOf({ identity }: Vector): Uint8Array {
  const bytes = fromBase64(identity)
  const length = ((bytes[deviceAt] ?? 0) << 8) | (bytes[deviceAt + 1] ?? 0)
  return concat(bytes.slice(issuingAt, deviceAt), bytes.slice(deviceAt + 2, deviceAt + 2 + length))
}

function trustOf(vector: Vector): Trust {
  return {
    helpline: vector.helpline,
    roots: vector.roots.map(fromBase64),
    demoAllowed: vector.demoAllowed,
    isDenied: (name: Uint8Array) => vector.denied.includes(toBase64(name)),
    now: () => vector.now * 1000,
  }
}

const first = vectors.valid[0]
if (first === undefined) throw new Error("no vectors")
const point = fromBase64(first.expect.deviceKey)
const anna: Account = { id: "s1", name: "Anna", role: "counsellor", helpline: first.helpline, devices: [] }

const check = (vector: Vector, more: { account?: Account; point?: Uint8Array } = {}) =>
  verified(certificateOf(vector), { trust: trustOf(vector), account: anna, point, ...more })

test("a genuine certificate of this key and this person is taken", async () => {
  expect(await check(first)).toMatchObject({ name: "Anna", role: "counsellor", demo: false })
})

test("a genuine certificate of another key is not this device's", async () => {
  expect(await check(first, { point: point.with(40, (point[40] ?? 0) ^ 1) })).toBe("otherKey")
})

test.each([{ name: "Bo" }, { role: "supervisor" as const }])(
  "a genuine certificate is not for %o",
  async (other) => {
    expect(await check(first, { account: { ...anna, ...other } })).toBe("otherKey")
  },
)

describe("a certificate that fails", () => {
  const reasons = ["unknownRoot", "wrongHelpline", "demonstration", "wrongUse"]
  const refused = vectors.refused.filter(({ expect: why }) => reasons.includes(why))

  test.each(refused)("is refused with its reason: $name", async (vector) => {
    expect(await check(vector)).toBe(vector.expect)
  })
})

test("a certificate that is taken says when it ends", async () => {
  expect(await check(first)).toMatchObject({ notAfter: Date.parse("2026-10-16T14:13:20.000Z") })
})

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["[::1]", true],
  ["lykta.example", false],
  ["localhost.example", false],
  ["127.0.0.1.example", false],
])("at %s demonstration certificates are taken: %s", (hostname, allowed) => {
  expect(demoAllowedAt(hostname)).toBe(allowed)
})
