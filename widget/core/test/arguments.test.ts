// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { readArguments, UsageError } from "../src/headless/arguments.ts"

const URL_ = "http://localhost:8320"

test("a visitor needs an address, a counsellor also a name, unless each line says it", () => {
  expect(readArguments(["visitor", URL_])).toEqual({ as: "visitor", url: URL_, who: "", json: false })
  expect(readArguments(["counsellor", URL_, "--demo", "anna"])).toMatchObject({ who: "anna", json: false })
  expect(readArguments(["counsellor", URL_, "--json"])).toMatchObject({ who: "", json: true })
})

test.each([["--help"], ["-h"], ["visitor", "--help"]])(
  "help is given whatever else is said: %s",
  (...written) => {
    expect(readArguments(written)).toBe("help")
  },
)

test.each([
  ["nobody", [], /as whom/],
  ["somebody else", ["officer", URL_], /"officer" is neither/],
  ["no address", ["visitor"], /where the relay is/],
  ["no address that can be read", ["visitor", "localhost"], /"localhost" is not an address/],
  ["another kind of address", ["visitor", "file:///etc"], /not an address/],
  ["a counsellor without a name", ["counsellor", URL_], /which counsellor/],
  ["a visitor with a name", ["visitor", URL_, "--demo", "anna"], /nobody/],
  ["one argument too many", ["visitor", URL_, "now"], /"now" is one argument too many/],
  ["an option that does not exist", ["visitor", URL_, "--fast"], /--fast/],
  ["an option without its value", ["counsellor", URL_, "--demo"], /--demo/],
])("wrong arguments are said in a sentence: %s", (_, written, sentence) => {
  expect(() => readArguments(written)).toThrow(UsageError)
  expect(() => readArguments(written)).toThrow(sentence)
})
