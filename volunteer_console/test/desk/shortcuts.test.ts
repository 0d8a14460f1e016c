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
  shiftKey: false,
  ctrlKey: true,
  metaKey: false,
  repeat: false,
  getModifierState: () => false,
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

test.each(acts)("Ctrl and Alt with its key mean %s", (act) => {
  expect(actOf(pressed(shortcuts[act].code))).toBe(act)
})

test("no two acts share a key", () => {
  expect(new Set(acts.map((act) => shortcuts[act].code)).size).toBe(acts.length)
})

test.each([{ altKey: false }, { shiftKey: true }, { ctrlKey: false }, { metaKey: true }])(
  "with %o a key is not a shortcut",
  (change) => {
    expect(actOf(pressed(shortcuts.accept.code, change))).toBeUndefined()
  },
)

test("no shortcut is a key that types something with AltGr on a Swedish keyboard", () => {
  const types = ["KeyE", "KeyM", ..."23457890".split("").map((digit) => `Digit${digit}`)]
  expect(acts.filter((act) => types.includes(shortcuts[act].code))).toEqual([])
})

test("what is typed with AltGr is not a shortcut", () => {
  const altGr = { getModifierState: (key: string) => key === "AltGraph" }
  expect(actOf(pressed(shortcuts.accept.code, altGr))).toBeUndefined()
})

test("a key held down asks once", () => {
  expect(actOf(pressed(shortcuts.accept.code, { repeat: true }))).toBeUndefined()
})

test("declining and ending have no shortcut", () => {
  const refused: readonly string[] = ["decline", "end", "dismiss"]
  expect(acts.filter((act: Act) => refused.includes(act))).toEqual([])
})

const keys = { touch: false }

test("Enter sends", () => {
  expect(sends(typed(), keys)).toBe(true)
})

test.each([{ shiftKey: true }, { altKey: true }, { ctrlKey: true }, { metaKey: true }, { key: "a" }])(
  "with %o Enter does not send",
  (change) => {
    expect(sends(typed(change), keys)).toBe(false)
  },
)

test("an Enter that only chooses a character of a composed script does not send", () => {
  expect(sends(typed({ isComposing: true }), keys)).toBe(false)
  expect(sends(typed({ keyCode: 229 }), keys)).toBe(false)
})

test("on a screen that is touched Enter makes a new line", () => {
  expect(sends(typed(), { touch: true })).toBe(false)
})
