// SPDX-License-Identifier: EUPL-1.2

import type { Talk } from "@lykta/core"
import { expect, test } from "vitest"
import {
  draftOf,
  emptyDraft,
  isWritten,
  reportOf,
  unfit,
  withChosen,
  withField,
  withGuardian,
  withOneMoreGuardian,
  withoutGuardian,
} from "../../src/escalation/draft.ts"
import { isReport } from "../../src/report/report.ts"

const meta = {
  case: "AbCdEfGhIjKlMnOpQrStUv",
  version: 1,
  created: 1,
  agency: "ostersund",
  agencyName: "Östersund",
  urgency: "p1",
  status: "actual",
  answersTo: "0".repeat(64),
} as const

const talk: Talk = {
  conversation: "c",
  phase: "talking",
  lane: { audience: "young", language: "sv" },
  urgent: false,
  entries: [
    { kind: "theirs", key: "a", text: "ett", at: 10.5, member: 0, name: "" },
    { kind: "mine", key: "b", text: "två", at: 20, progress: "arrived" },
    { kind: "away", key: "c", at: 30, member: 0, name: "" },
  ],
  visitorHere: true,
  visitorWriting: false,
  since: 0,
  unsure: false,
}

const empty = emptyDraft({ name: "Anna", organisation: "Lykta" })

test("an empty field is not in the report, and what is around a text is taken off", () => {
  const draft = withField(
    withField(withField(empty, "concern", "observed", " x "), "child", "name", " "),
    "now",
    "doNotCall",
    false,
  )
  const report = reportOf(draft, meta, talk)
  expect(report).toEqual({
    meta,
    concern: { observed: "x" },
    reporter: { name: "Anna", organisation: "Lykta" },
  })
  expect(isReport(report)).toBe(true)
})

test("no message goes along that was not chosen, and who said it stays", () => {
  expect(reportOf(empty, meta, talk).excerpts).toBeUndefined()
  const draft = withChosen(withChosen(withChosen(empty, "a"), "b"), "c")
  expect(reportOf(draft, meta, talk).excerpts).toEqual([
    { from: "child", at: 10, text: "ett" },
    { from: "counsellor", at: 20, text: "två" },
  ])
  expect(reportOf(withChosen(draft, "a"), meta, talk).excerpts?.length).toBe(1)
})

test("a guardian is not informed until somebody says so", () => {
  const draft = withOneMoreGuardian(empty)
  expect(reportOf(draft, meta, undefined).guardians).toEqual([{ informed: "no" }])
  const informed = withGuardian(draft, 0, "informed", "yes")
  expect(reportOf(informed, meta, undefined).guardians).toEqual([{ informed: "yes" }])
  expect(reportOf(withoutGuardian(informed, 0), meta, undefined).guardians).toBeUndefined()
})

test("what was sent back is mended from all that stood in it", () => {
  const draft = withChosen(withField(withOneMoreGuardian(empty), "concern", "childWords", "x"), "a")
  const report = reportOf(draft, meta, talk)
  expect(reportOf(draftOf(report), meta, undefined)).toEqual(report)
})

test("what cannot be sent is named before it is tried", () => {
  expect(unfit(empty)).toEqual([])
  const draft = withField(withField(empty, "child", "name", "x".repeat(201)), "view", "told", "perhaps")
  expect(unfit(draft)).toEqual([
    { section: "child", field: "name" },
    { section: "view", field: "told" },
  ])
})

test("a draft in which nothing was written is left without asking", () => {
  expect(isWritten(empty)).toBe(false)
  expect(isWritten(withField(empty, "concern", "observed", " "))).toBe(false)
  expect(isWritten(withField(empty, "concern", "observed", "x"))).toBe(true)
  expect(isWritten(withChosen(empty, "a"))).toBe(true)
})
