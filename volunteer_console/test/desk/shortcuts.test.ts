// SPDX-License-Identifier: EUPL-1.2
// The keyboard: what is a shortcut, what sends, and what must never happen by accident.

import { expect, test } from "vitest"
import {
  type Act,
  actOf,
  acts,
  type Pressed,
  sends,
  shortcuts,
  type Typed,
} from "../../src/desk/shortcuts.ts"

const pressed = (code: string, change: Partial<Pressed> = {}): Pressed => ({
  code,
  altKey: true,
  shiftKey: true,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  ...change,
})

const typed = (change: Partial<Typed> = {}): Typed => ({
  key: "Enter",
  keyCode: 13,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  ...change,
})

test.each(acts)("Alt and Shift with its key mean %s", (act) => {
  expect(actOf(pressed(shortcuts[act].code))).toBe(act)
})

test("no two acts share a key", () => {
  expect(new Set(acts.map((act) => shortcuts[act].code)).size).toBe(acts.length)
})

test.each([{ altKey: false }, { shiftKey: false }, { ctrlKey: true }, { metaKey: true }])(
  "with %o a key is not a shortcut",
  (change) => {
    expect(actOf(pressed(shortcuts.accept.code, change))).toBeUndefined()
  },
)

test("a key held down asks once", () => {
  expect(actOf(pressed(shortcuts.accept.code, { repeat: true }))).toBeUndefined()
})

test("declining and ending have no shortcut", () => {
  const refused: readonly string[] = ["decline", "end", "dismiss"]
  expect(acts.filter((act: Act) => refused.includes(act))).toEqual([])
})

test("Enter sends", () => {
  expect(sends(typed())).toBe(true)
})

test.each([{ shiftKey: true }, { altKey: true }, { ctrlKey: true }, { metaKey: true }, { key: "a" }])(
  "with %o Enter does not send",
  (change) => {
    expect(sends(typed(change))).toBe(false)
  },
)

test("an Enter that only chooses a character of a composed script does not send", () => {
  expect(sends(typed({ isComposing: true }))).toBe(false)
  expect(sends(typed({ keyCode: 229 }))).toBe(false)
})
