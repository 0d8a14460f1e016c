// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import en from "../content/help.en.json"
import sv from "../content/help.sv.json"
import { isOld, linesFor } from "../src/help.ts"

const AUDIENCES = ["young", "adult", "professional"] as const

test("both languages name the same lines, numbers and dates", () => {
  const facts = ({ verified_on, valid_until, lines }: typeof sv) => [
    verified_on,
    valid_until,
    lines.map(({ name: _name, note: _note, ...fact }) => fact),
  ]
  expect(facts(en as typeof sv)).toEqual(facts(sv))
})

test.each(sv.lines)("$id can be dialled as it is written, and says where that was read", (line) => {
  expect(line.source).not.toBe("")
  expect([line.call, line.site].filter((way) => way !== undefined)).toHaveLength(1)
  expect(line.written?.replace(/\D/g, "")).toBe(line.call)
})

test.each(AUDIENCES)("112 stands first for %s", (audience) => {
  expect(linesFor(sv, audience)[0]?.call).toBe("112")
})

test("the line for those who work with the young is not shown to the young", () => {
  expect(linesFor(sv, "young").map(({ id }) => id)).not.toContain("nspm")
})

test("numbers grow old on the day they say", () => {
  const day = Date.parse(sv.valid_until)
  expect([isOld(sv, day - 1), isOld(sv, day)]).toEqual([false, true])
})
