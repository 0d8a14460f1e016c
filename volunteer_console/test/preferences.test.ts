// SPDX-License-Identifier: EUPL-1.2
// What a browser keeps of a member of staff's choices.

import { expect, test } from "vitest"
import { readKept } from "../src/preferences.ts"
import { preferred } from "../src/texts.ts"

test.each([null, "", "{", "null", "7", '"sv"', "[]"])(
  "from %o nothing is taken: sound on, notices off",
  (text) => {
    expect(readKept(text)).toEqual({ sound: true, notify: false })
  },
)

test("what was chosen is read back", () => {
  const kept = { language: "en", sound: false, notify: true }
  expect(readKept(JSON.stringify(kept))).toEqual(kept)
})

test("a language that the console does not speak, and a value of another kind, are left out", () => {
  expect(readKept('{"language":"xx","sound":"no","notify":1}')).toEqual({ sound: true, notify: false })
})

test("the page speaks the first of the browser's languages that it knows, else Swedish", () => {
  expect(preferred(["fi", "en-GB", "sv"])).toBe("en")
  expect(preferred(["sv-SE", "en"])).toBe("sv")
  expect(preferred(["fi"])).toBe("sv")
  expect(preferred([])).toBe("sv")
})
