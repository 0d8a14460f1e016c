// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { Ending } from "../src/ending.ts"
import { ManualClock } from "./manualClock.ts"

function ending() {
  const clock = new ManualClock()
  const over: string[] = []
  return { clock, over, ending: new Ending(clock, (why) => over.push(why)) }
}

test("after a gone the relay has a second to say why", () => {
  const told = ending()
  told.ending.gone()
  told.clock.advance(999)
  expect(told.over).toEqual([])
  told.ending.told("counsellor")
  expect(told.over).toEqual(["counsellor"])

  const untold = ending()
  untold.ending.gone()
  untold.clock.advance(1_000)
  expect(untold.over).toEqual(["lost"])
})

test("after a goodbye the last mail is waited for, but not for ever", () => {
  const { clock, over, ending: end } = ending()
  end.told("visitor")
  expect(over).toEqual([])
  clock.advance(5_000)

  expect(over).toEqual(["visitor"])
})

test.each(["exit", "lost"] as const)("after %s there is no mail to wait for", (why) => {
  const { over, ending: end } = ending()
  end.told(why)

  expect(over).toEqual([why])
})
