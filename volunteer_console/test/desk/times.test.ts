// SPDX-License-Identifier: EUPL-1.2
// Time at the desk, as figures.

import { expect, test } from "vitest"
import { countdown, elapsed, longTalk, minutesLeft, slowOpening, wholeMinutes } from "../../src/desk/times.ts"

const now = 1_800_000_000_000
const minute = 60_000

test.each([
  [30_000, 30, 1],
  [15_000, 15, 0.5],
  [14_001, 15, 14_001 / 30_000],
  [1, 1, 1 / 30_000],
  [0, 0, 0],
  [-5_000, 0, 0],
])("with %i ms of a lease left, %i seconds are said", (left, seconds, share) => {
  expect(countdown(now + left, now, 30)).toEqual({ seconds, share })
})

test("a lease never seems longer than it is, though the page's now is up to a second old", () => {
  expect(countdown(now + 30_900, now, 30)).toEqual({ seconds: 30, share: 1 })
})

test.each([
  [0, 0, 0],
  [59_999, 0, 0],
  [minute, 0, 1],
  [59 * minute, 0, 59],
  [60 * minute, 1, 0],
  [83 * minute, 1, 23],
  [-10_000, 0, 0],
])("after %i ms a conversation has lasted %i h %i min", (ms, hours, minutes) => {
  expect(elapsed(now - ms, now)).toEqual({ hours, minutes })
})

test("the soft word about summing up comes at 45 minutes, not before", () => {
  expect(longTalk(now - 45 * minute + 1, now)).toBe(false)
  expect(longTalk(now - 45 * minute, now)).toBe(true)
})

test("being let in is called slow after ten seconds, not before", () => {
  expect(slowOpening(now - 9_999, now)).toBe(false)
  expect(slowOpening(now - 10_000, now)).toBe(true)
})

test.each([
  [4.2 * minute, 4],
  [minute + 900, 1],
  [minute, 1],
  [minute - 1, 0],
  [0, 0],
  [-minute, 0],
])("of a pause with %i ms left, %i minutes are said, 0 for less than one", (left, minutes) => {
  expect(minutesLeft(now + left, now)).toBe(minutes)
})

test("a wait is told in whole minutes that have gone", () => {
  expect([0, 59, 60, 119].map(wholeMinutes)).toEqual([0, 0, 1, 1])
})
