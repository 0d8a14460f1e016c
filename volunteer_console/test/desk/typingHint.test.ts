// SPDX-License-Identifier: EUPL-1.2
// Whether somebody is writing: told at its beginning and its end, not at every key.

import { expect, test } from "vitest"
import { ManualClock } from "../../../widget/core/test/manualClock.ts"
import { TypingHint } from "../../src/desk/typingHint.ts"

function hint() {
  const clock = new ManualClock()
  const told: boolean[] = []
  return { clock, told, typing: new TypingHint(clock, (on) => told.push(on)) }
}

test("many keys tell it once", () => {
  const { typing, told } = hint()
  for (const text of ["H", "He", "Hej"]) typing.wrote(text)
  expect(told).toEqual([true])
})

test("four seconds without a key tell that it stopped, and the next key that it goes on", () => {
  const { typing, told, clock } = hint()
  typing.wrote("H")
  clock.advance(3_999)
  typing.wrote("He")
  clock.advance(3_999)
  expect(told).toEqual([true])
  clock.advance(1)
  typing.wrote("Hej")
  expect(told).toEqual([true, false, true])
})

test("sending, or an emptied field, tells at once that it stopped, and only once", () => {
  const { typing, told, clock } = hint()
  typing.wrote("H")
  typing.wrote("")
  typing.stop()
  clock.advance(10_000)
  expect(told).toEqual([true, false])
})
