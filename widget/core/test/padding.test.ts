// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { PADDED_BYTES, pad, unpad } from "../src/padding.ts"
import { limits } from "../src/wire.gen.ts"

const content = (length: number) => new Uint8Array(length).fill(7)

test("the lengths are those of the wire's limits", () => {
  expect(PADDED_BYTES).toEqual(limits.PADDED_BYTES)
})

test("a content of any length comes back, from the smallest length that holds it", () => {
  for (const size of PADDED_BYTES) {
    for (const length of [size / 2 - 1, size - 3, size - 2].filter((l) => size === 256 || l > size / 2 - 2)) {
      expect(pad(content(length)).length).toBe(size)
      expect(unpad(pad(content(length)))).toEqual(content(length))
    }
  }
  expect(unpad(pad(content(0)))).toEqual(content(0))
})

test("what no length holds is refused", () => {
  expect(() => pad(content(16383))).toThrow("too long")
})

test("there is one padding for each content: no other length, no other filling", () => {
  const larger = new Uint8Array(512)
  larger.set(pad(content(10)))
  const marked = pad(content(10))
  marked[255] = 1
  const lying = pad(content(10))
  lying[0] = 1
  for (const bad of [larger, marked, lying, pad(content(10)).slice(0, 255), new Uint8Array()]) {
    expect(() => unpad(bad)).toThrow("not our padding")
  }
})
