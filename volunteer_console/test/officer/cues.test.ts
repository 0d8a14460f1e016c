// SPDX-License-Identifier: EUPL-1.2

import type { Case } from "@lykta/core/wire.gen"
import { expect, test } from "vitest"
import { officerCue } from "../../src/officer/cues.ts"
import { minute, now, waiting } from "./cases.ts"

const moment = (cases: readonly Case[], more: { inFront?: boolean; now?: number } = {}) => ({
  cases,
  inFront: true,
  now,
  ...more,
})

test("a report that comes, and one that is sent again, sound", () => {
  expect(officerCue(moment([]), moment([waiting]))).toBe("offer")
  expect(officerCue(moment([waiting]), moment([waiting]))).toBeUndefined()
  expect(officerCue(moment([waiting]), moment([{ ...waiting, loop: 1 }]))).toBe("offer")
  expect(officerCue(moment([waiting]), moment([{ ...waiting, version: 2 }]))).toBe("offer")
})

test("an exercise sounds as the real thing does", () => {
  expect(officerCue(moment([]), moment([{ ...waiting, status: "exercise" }]))).toBe("offer")
})

test("one that a colleague has read already does not sound", () => {
  expect(officerCue(moment([]), moment([{ ...waiting, state: "acknowledged" }]))).toBeUndefined()
})

test("while a life may be in danger and nobody has read it, it sounds again each minute", () => {
  const life = { ...waiting, urgency: "p0" } as const
  const later = { now: now + minute }
  expect(officerCue(moment([life]), moment([life], later))).toBe("reminder")
  expect(officerCue(moment([life]), moment([life], { now: now + 1 }))).toBeUndefined()
  expect(officerCue(moment([waiting]), moment([waiting], later))).toBeUndefined()
  const read = { ...life, state: "acknowledged", unread: false } as const
  expect(officerCue(moment([read]), moment([read], later))).toBeUndefined()
})

test("an answer sounds when the page is not in front", () => {
  const answered = { ...waiting, notes: 1 }
  expect(officerCue(moment([waiting]), moment([answered], { inFront: false }))).toBe("message")
  expect(officerCue(moment([waiting]), moment([answered]))).toBeUndefined()
})
