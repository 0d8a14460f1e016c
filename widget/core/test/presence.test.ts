// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import {
  Absences,
  AWAY_MS,
  LONG_AWAY_MS,
  STOPPED_MS,
  TheirWriting,
  WRITING_AGAIN_MS,
  WRITING_MS,
  Writing,
} from "../src/presence.ts"
import { ManualClock } from "./manualClock.ts"

function absences() {
  const clock = new ManualClock()
  const told: string[] = []
  const seen = new Absences(clock, {
    away: (member) => told.push(`away ${member}`),
    longAway: (member) => told.push(`long ${member}`),
    back: (member) => told.push(`back ${member}`),
  })
  return { clock, told, seen }
}

test("an absence is told after 5 s and again after 20, and the return after either", () => {
  const { clock, told, seen } = absences()
  seen.heard(1, false)
  clock.advance(AWAY_MS - 1)
  expect(told).toEqual([])
  clock.advance(1)
  expect(told).toEqual(["away 1"])
  clock.advance(LONG_AWAY_MS - AWAY_MS)
  seen.heard(1, true)

  expect(told).toEqual(["away 1", "long 1", "back 1"])
})

test("a short absence is not told at all", () => {
  const { clock, told, seen } = absences()
  seen.heard(1, false)
  clock.advance(AWAY_MS - 1)
  seen.heard(1, true)
  clock.advance(LONG_AWAY_MS)

  expect(told).toEqual([])
})

test("while I see nothing myself nothing is told, and the time counts once I see again", () => {
  const { clock, told, seen } = absences()
  seen.heard(1, false)
  seen.blind()
  clock.advance(LONG_AWAY_MS)
  expect(told).toEqual([])
  seen.heard(1, false)
  clock.advance(0)

  expect(told).toEqual(["away 1", "long 1"])
})

test("who has left is not away", () => {
  const { clock, told, seen } = absences()
  seen.heard(1, false)
  seen.forget(1)
  clock.advance(LONG_AWAY_MS)

  expect(told).toEqual([])
})

test("my writing is told when it begins, now and then while it goes on, and when it stops", () => {
  const clock = new ManualClock()
  const told: boolean[] = []
  const writing = new Writing(clock, (on) => told.push(on))
  for (let ms = 0; ms < WRITING_AGAIN_MS; ms += 100) {
    writing.set(true)
    clock.advance(100)
  }
  expect(told).toEqual([true])
  writing.set(true)
  expect(told).toEqual([true, true])
  clock.advance(STOPPED_MS)

  expect(told).toEqual([true, true, false])
})

test("a message says that the writing is over, without another word", () => {
  const clock = new ManualClock()
  const told: boolean[] = []
  const writing = new Writing(clock, (on) => told.push(on))
  writing.set(true)
  writing.sent()
  writing.set(false)
  clock.advance(STOPPED_MS)

  expect(told).toEqual([true])
})

test("others' writing that is not renewed is over", () => {
  const clock = new ManualClock()
  const over: number[] = []
  const writing = new TheirWriting(clock, (member) => over.push(member))
  writing.heard(1, true)
  clock.advance(WRITING_MS - 1)
  writing.heard(1, true)
  clock.advance(WRITING_MS - 1)
  expect(over).toEqual([])
  clock.advance(1)

  expect(over).toEqual([1])
})
