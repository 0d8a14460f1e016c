// SPDX-License-Identifier: EUPL-1.2
// The state-machine fuzz with a visitor who lies (encryption.md, "Tests").

import { afterAll, beforeAll, expect, test } from "vitest"
import { Helpline } from "../people.ts"
import { counted, MOST_MS, SEEDS, STEPS } from "./extent.ts"
import { Liar } from "./liar.ts"

const { figures, print } = counted("fuzz, a visitor who lies")
let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})
afterAll(print)

test.each(SEEDS)(
  "staff refuse what is badly made, and what is told two ways is never mixed: seed %i",
  async (seed) => {
    const liar = new Liar(seed, helpline, figures)
    await liar.play(STEPS).catch((error: Error) => {
      throw new Error(`${error.message}\n${liar.trace.join("\n")}`, { cause: error })
    })
  },
  MOST_MS,
)

test("lies are told, and thefts are tried", () => {
  expect(figures.offences).toBeGreaterThan(0)
  expect(figures.tries).toBeGreaterThan(0)
})
