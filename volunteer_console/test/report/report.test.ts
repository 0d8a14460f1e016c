// SPDX-License-Identifier: EUPL-1.2
// What a form may be filled in with. What is refused when a report is read is in tests/vectors/versions.json.

import { expect, test } from "vitest"
import { Helpline } from "../../../widget/core/test/people.ts"
import { FIELDS, fits, guardiansInformed, lacks, mostOf, type Report } from "../../src/report/report.ts"
import { signReport, sizeOf } from "../../src/report/signedReport.ts"

const meta = {
  case: "AbCdEfGhIjKlMnOpQrStUv",
  version: 1,
  created: Date.now(),
  agency: "ostersund",
  agencyName: "Östersund",
  urgency: "p1",
  status: "exercise",
  answersTo: "0".repeat(64),
} as const

test("each of the four boxes is enough, and nothing else stands for one", () => {
  const reporter = { name: "Anna" }
  for (const box of ["childWords", "observed", "secondHand", "inference"] as const)
    expect(lacks({ meta, reporter, concern: { [box]: "x" } })).toEqual([])
  expect(lacks({ meta, reporter, concern: { when: "nu" } })).toEqual(["concern"])
  expect(lacks({ meta: { ...meta, agency: "" } })).toEqual(["concern", "reporter", "agency"])
})

test("a text has its bound in code points, and a line is one line", () => {
  for (const field of ["line", "text"] as const) {
    expect(fits(field, "😀".repeat(mostOf(field)))).toBe(true)
    expect(fits(field, "😀".repeat(mostOf(field) + 1))).toBe(false)
    expect([" ", "\u0000", "\ud800", 4].some((value) => fits(field, value))).toBe(false)
  }
  expect([fits("text", "a\nb"), fits("line", "a\nb")]).toEqual([true, false])
  expect([fits("flag", true), fits("flag", false)]).toEqual([true, false])
  expect([fits(FIELDS.view.told, "notSafe"), fits(FIELDS.view.told, "maybe")]).toEqual([true, false])
})

test("a report in which one guardian is informed says so", () => {
  expect(guardiansInformed({})).toBe(false)
  expect(guardiansInformed({ guardians: [{ informed: "no" }] })).toBe(false)
  expect(guardiansInformed({ guardians: [{ informed: "no" }, { informed: "yes" }] })).toBe(true)
})

test("what a form says of its length is never less than what is sealed", async () => {
  const helpline = await Helpline.open()
  const report: Report = { meta, reporter: { name: "Anna" }, concern: { childWords: "å".repeat(4_000) } }
  const bytes = await signReport(report, await helpline.device({ name: "å".repeat(32) }))
  expect(sizeOf(report)).toBeGreaterThanOrEqual(bytes.length)
})
