// SPDX-License-Identifier: EUPL-1.2
// Held against the page that is generated from the server's own table.
/// <reference types="vite/client" />

import type { Case } from "@lykta/core/wire.gen"
import { expect, test } from "vitest"
import page from "../../../docs/explanation/escalation-states.md?raw"
import { deedsNow, doable } from "../../src/escalation/deeds.ts"

/** In which states the page lets a supervisor do `deed`. */
function documented(deed: string): string[] {
  const row = page.split("\n").find((line) => line.startsWith(`| \`${deed}\` | `))
  const [, , who, where] = (row ?? "").split("|").map((cell) => cell.trim())
  if (!who?.includes("supervisor")) return []
  const from = (where ?? "").split(";").map((part) => part.split("→")[0] ?? "")
  return from.flatMap((part) => [...part.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? "")).toSorted()
}

test.each(Object.entries(doable))(
  "%s may be done exactly where the server's table has it",
  (deed, states) => {
    expect(states.toSorted()).toEqual(documented(deed))
  },
)

const it = { state: "in_review", mine: false } as Case

test("whoever wrote a report neither approves it nor sends it back", () => {
  expect(deedsNow(it)).toEqual(["approve", "return", "cancel"])
  expect(deedsNow({ ...it, mine: true })).toEqual(["cancel"])
})
