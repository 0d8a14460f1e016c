// SPDX-License-Identifier: EUPL-1.2
// The state-machine fuzz of the group: honest members on a bad network, with evil builds of a removed member and of a
// counsellor among them (encryption.md, "Tests").

import { afterAll, beforeAll, expect, test } from "vitest"
import { Helpline } from "../people.ts"
import { counted, MOST_MS, SEEDS, STEPS } from "./extent.ts"
import { check } from "./world.ts"

const { figures, print } = counted("fuzz")
let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})
afterAll(print)

test.each(SEEDS)(
  "whatever happens on the way, who is in agrees and reads, and who is not reads nothing: seed %i",
  (seed) => check(seed, STEPS, helpline, figures),
  MOST_MS,
)

test("the evil builds try, and read what they may", () => {
  expect(figures.tries).toBeGreaterThan(0)
  expect(figures.opened).toBeGreaterThan(0)
})
