// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { contradictions, sheetOf } from "../../src/officer/sheet.ts"
import { FIELDS, type Report, type Section } from "../../src/report/report.ts"
import { waiting } from "./cases.ts"

const meta: Report["meta"] = {
  case: waiting.case,
  version: 1,
  created: 1,
  agency: "ostersund",
  agencyName: "Östersund",
  urgency: "p1",
  status: "actual",
  answersTo: "0".repeat(64),
}

/** Every field filled in, each with its own name where it takes words. */
function whole(): Report {
  const sections = (Object.keys(FIELDS) as Section[]).map((section) => {
    const fields: Readonly<Record<string, string | readonly string[]>> = FIELDS[section]
    const said = Object.entries(fields).map(([field, kind]) => [
      field,
      kind === "flag" ? true : typeof kind === "string" ? `${section}.${field}` : kind[0],
    ])
    return [section, Object.fromEntries(said)]
  })
  const guardians = [{ informed: "no", name: "guardian" }]
  return { meta, guardians, ...Object.fromEntries(sections) } as unknown as Report
}

test("what was told, seen, heard and concluded stand each in a box of its own", () => {
  expect(sheetOf(whole()).boxes).toEqual([
    { voice: "told", text: "concern.childWords" },
    { voice: "seen", text: "concern.observed" },
    { voice: "heard", text: "concern.secondHand", from: "concern.secondHandFrom" },
    { voice: "thought", text: "concern.inference" },
  ])
})

test("an empty box is there, and empty", () => {
  const { boxes } = sheetOf({ meta, concern: { observed: "x" }, reporter: { name: "Anna" } })
  expect(boxes.map(({ text }) => text)).toEqual([undefined, "x", undefined, undefined])
})

test("nothing that somebody filled in is left out, and nothing stands twice", () => {
  const sheet = sheetOf(whole())
  const lines = sheet.parts.flatMap(({ section, lines }) => lines.map(({ field }) => `${section}.${field}`))
  const boxes = sheet.boxes.flatMap(({ text, from }) => [text, from]).filter((each) => each !== undefined)
  const flags = sheet.doNot.map((flag) => `now.${flag}`)
  const all = (Object.keys(FIELDS) as Section[]).flatMap((section) =>
    Object.keys(FIELDS[section]).map((field) => `${section}.${field}`),
  )

  expect([...lines, ...boxes, ...flags].toSorted()).toEqual(all.toSorted())
  expect(sheet.guardians).toHaveLength(1)
})

test("a server that calls a real report an exercise, or less urgent, is contradicted", () => {
  const report = { meta, reporter: { name: "Anna" } }
  expect(contradictions({ status: "actual", urgency: "p1" }, report)).toEqual([])
  expect(contradictions({ status: "exercise", urgency: "p2" }, report)).toEqual(["status", "urgency"])
})
