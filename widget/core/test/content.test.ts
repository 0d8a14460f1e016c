// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { utf8 } from "../src/bytes.ts"
import {
  checkHello,
  checkText,
  decodeContent,
  encodeContent,
  HELLO_LIMITS,
  MAX_TEXT_CODE_POINTS,
} from "../src/content.ts"
import { pad } from "../src/padding.ts"
import { limits } from "../src/wire.gen.ts"

const said = (value: unknown) => decodeContent(utf8(JSON.stringify(value)))

test("a text may have as many code points as the wire's limits say, however they are written", () => {
  expect(MAX_TEXT_CODE_POINTS).toBe(limits.MAX_TEXT_CODE_POINTS)
  expect(checkText("😀".repeat(4000))).toBeUndefined()
  expect(checkText("😀".repeat(4001))).toBe("tooLong")
  expect(checkText("a".repeat(4001))).toBe("tooLong")
})

test("the longest texts fit the largest padding, even if every character must be escaped", () => {
  for (const text of ["😀".repeat(4000), '"'.repeat(4000), "a\n".repeat(2000), "\u2028a".repeat(2000)]) {
    expect(pad(encodeContent({ text }) ?? new Uint8Array(99_999)).length).toBeLessThanOrEqual(16384)
  }
  const about = "😀".repeat(HELLO_LIMITS.about)
  const hello = { name: '"'.repeat(60), about, age: "\\".repeat(40), urgent: true }
  expect(pad(encodeContent({ hello }) ?? new Uint8Array(99_999)).length).toBe(16384)
})

test("line breaks, tabs, markup and right-to-left marks are text; other control characters and halves of characters are not", () => {
  for (const text of ["a\nb\tc", "<b>&amp;</b>", "שלום \u200f!", "e\u0301"])
    expect(checkText(text)).toBeUndefined()
  for (const text of ["a\rb", "a\0b", "\u0007a", "a\u007f", "a\u0085", "\ud800a", "a\udc00"]) {
    expect([text, checkText(text)]).toEqual([text, "controlCharacters"])
  }
})

test("a text of blanks is empty", () => {
  for (const text of ["", " ", "\n\t "]) expect(checkText(text)).toBe("empty")
})

test("what was encoded is decoded as it was", () => {
  const hello = { name: "Li", about: "the school", age: "14-15", urgent: false }
  for (const content of [{ text: 'a "text" 😀\n' }, { hello }, { hello: { urgent: true } }]) {
    expect(decodeContent(encodeContent(content) ?? new Uint8Array())).toEqual(content)
  }
})

test("nothing that breaks a bound is encoded", () => {
  for (const content of [
    { text: "" },
    { text: "\0" },
    { text: "a".repeat(4001) },
    { hello: { name: "a".repeat(61), urgent: false } },
  ]) {
    expect(encodeContent(content)).toBeUndefined()
  }
  expect(checkHello({ about: "a\u0000", urgent: false })).toBe(false)
})

test("what is not understood is unknown, and never an error", () => {
  const unknown = [
    {},
    null,
    3,
    [],
    { v: 2, text: "a" },
    { v: 1 },
    { v: 1, text: 3 },
    { v: 1, text: "\0" },
    { v: 1, text: "a".repeat(4001) },
    { v: 1, hello: null },
    { v: 1, hello: {} },
    { v: 1, hello: { urgent: "yes" } },
    { v: 1, hello: { urgent: true, name: 3 } },
    { v: 1, hello: { urgent: true, name: "a".repeat(61) } },
    { v: 1, report: {} },
  ]
  for (const value of unknown) expect(said(value)).toEqual({ unknown: true })
  expect(decodeContent(new Uint8Array([0xff]))).toEqual({ unknown: true })
  expect(decodeContent(utf8("{"))).toEqual({ unknown: true })
})

test("fields of later versions are left out, not passed on", () => {
  expect(said({ v: 1, hello: { urgent: false, address: "x" } })).toEqual({ hello: { urgent: false } })
  expect(said({ v: 1, text: "a", bold: true })).toEqual({ text: "a" })
})
