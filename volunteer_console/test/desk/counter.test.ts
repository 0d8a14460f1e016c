// SPDX-License-Identifier: EUPL-1.2
// How near a text is to the longest that can be sent.

import { expect, test } from "vitest"
import { count } from "../../src/desk/counter.ts"

test("far from the end nothing is counted aloud", () => {
  expect(count("")).toEqual({ at: "plenty" })
  expect(count("a".repeat(3_799))).toEqual({ at: "plenty" })
})

test("the last 200 are counted, down to none", () => {
  expect(count("a".repeat(3_800))).toEqual({ at: "near", left: 200 })
  expect(count("a".repeat(4_000))).toEqual({ at: "near", left: 0 })
})

test("beyond 4,000 it says how many are too many", () => {
  expect(count("a".repeat(4_001))).toEqual({ at: "over", over: 1 })
})

test("a character outside the first plane counts once, as it does for the visitor's page", () => {
  expect(count("😀".repeat(4_000))).toEqual({ at: "near", left: 0 })
  expect(count("😀".repeat(3_000))).toEqual({ at: "plenty" })
})
