// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { dangers, moved, place, urgencyOf, way } from "../../src/escalation/steps.ts"

test("danger now goes by the call, before anything is written", () => {
  expect(way("now").slice(0, 2)).toEqual(["danger", "call"])
  for (const danger of ["soon", "concern"] as const) expect(way(danger)).not.toContain("call")
})

test("where nobody can be found nothing is written, and nothing has an urgency", () => {
  expect(way("unknown")).toEqual(["danger", "consult"])
  expect(dangers.map((danger) => urgencyOf[danger])).toEqual(["p0", "p1", "p2", undefined])
})

test("every report is previewed last, and what the young person wants is asked before", () => {
  for (const danger of ["now", "soon", "concern"] as const) {
    expect(way(danger).at(-1)).toBe("preview")
    expect(way(danger)).toContain("view")
  }
})

test("one goes a step on or back, and stays at either end", () => {
  expect(moved("danger", "now", 1)).toBe("call")
  expect(moved("where", "now", -1)).toBe("call")
  expect(moved("where", "soon", -1)).toBe("danger")
  expect([moved("danger", "now", -1), moved("preview", "now", 1)]).toEqual(["danger", "preview"])
  expect(place("where", "now")).toEqual({ at: 3, of: 7 })
})
