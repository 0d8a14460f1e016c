// SPDX-License-Identifier: EUPL-1.2

import { expect, test, vi } from "vitest"
import { acquaintance, knownKeys, readKnown, remember, withKeys } from "../../src/report/knownKeys.ts"

const key = (n: number) => ({ office: "ostersund", name: "Olle", sealDigest: new Uint8Array(32).fill(n) })

test("a person is new once, and then known by the key that was sealed to", () => {
  expect(acquaintance(key(1), {})).toBe("first")
  expect(acquaintance(key(1), withKeys({}, [key(1)]))).toBe("known")
})

test("another key of somebody known is a change, until something was sealed to it; then both are known", () => {
  const known = withKeys({}, [key(1)])
  expect(acquaintance(key(2), known)).toBe("changed")
  const both = withKeys(known, [key(2)])
  expect([key(1), key(2), key(3)].map((each) => acquaintance(each, both))).toEqual([
    "known",
    "known",
    "changed",
  ])
})

test("the same name at another office is another person", () => {
  expect(acquaintance({ ...key(1), office: "krokom" }, withKeys({}, [key(1)]))).toBe("first")
})

test.each([null, "", "[]", "null", "{", '{"ostersund|Olle":"abc"}'])(
  "of what cannot be read nothing is known: %s",
  (text) => {
    expect(acquaintance(key(1), readKnown(text))).toBe("first")
  },
)

test("what was sealed to is remembered by this browser; one that keeps nothing finds everybody new", () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
  }
  remember([key(1)])
  expect(acquaintance(key(1), knownKeys())).toBe("first")
  vi.stubGlobal("localStorage", storage)
  remember([key(1)])
  remember([key(2)])
  vi.unstubAllGlobals()
  expect([...kept.values()].join()).not.toContain("case")
  expect(readKnown([...kept.values()][0] ?? null)["ostersund|Olle"]?.length).toBe(2)
})
