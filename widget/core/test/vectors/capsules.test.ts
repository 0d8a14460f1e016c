// SPDX-License-Identifier: EUPL-1.2
// What lies in a slot, by vectors that Python makes and opens too.

import { expect, test } from "vitest"
import capsules from "../../../../tests/vectors/capsules.json"
import { fromBase64 } from "../../src/bytes.ts"
import { keyOf, opened, read, sealedText } from "../../src/capsule.ts"
import { slotOf } from "../../src/slots.ts"

const KEY = fromBase64(capsules.key)
const IV = fromBase64(capsules.iv)

/** What is in it, or the layer that refuses it. */
async function inside(text: string): Promise<object | string> {
  const [slot] = slotOf("", text)
  if (slot === undefined) return "slot"
  const content = await opened(slot, KEY)
  if (content === undefined) return "seal"
  try {
    return read<object>(content)
  } catch {
    return "content"
  }
}

test.each(capsules.valid)("$name slot says what it says", async ({ slot, counter, resume, content }) => {
  expect(slotOf("a", slot)).toMatchObject([{ name: "a", counter, resume }])
  expect(await inside(slot)).toEqual({ v: 1, ...content })
})

test.each(capsules.valid)("$name slot is sealed alike", async ({ slot, counter, resume, plain }) => {
  expect(await sealedText(plain, { key: await keyOf(KEY), iv: IV, resume, counter })).toBe(slot)
})

test.each(capsules.refused)("refused by its $layer: $name", async ({ slot, layer }) => {
  expect(await inside(slot)).toBe(layer)
})
