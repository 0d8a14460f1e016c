// SPDX-License-Identifier: EUPL-1.2
// What an officer may do, held to the page that is generated from the server's table.

import { expect, test } from "vitest"
import states from "../../../docs/explanation/escalation-states.md?raw"
import { allowed, deedsNow } from "../../src/officer/deeds.ts"
import { waiting } from "./cases.ts"

/** In which states the page lets an officer do `deed`. */
function documented(deed: string): string[] {
  const row = states.split("\n").find((line) => line.startsWith(`| \`${deed}\` | `))
  const [, , who, where] = (row ?? "").split("|").map((cell) => cell.trim())
  if (who !== "officer") return []
  const from = (where ?? "").split(";").map((part) => part.split("→")[0] ?? "")
  return from.flatMap((part) => [...part.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? "")).toSorted()
}

test.each(["acknowledge", "accept", "reroute", "decline", "outcome", "ask", "joined_asked"] as const)(
  "%s may be done exactly where the server's table has it",
  (deed) => {
    const here = Object.entries(allowed).filter(([, deeds]) => deeds.includes(deed))
    expect(here.map(([state]) => state).toSorted()).toEqual(documented(deed))
    expect(here.length).toBeGreaterThan(0)
  },
)

test("whoever has not said that they have read it can say so, and nothing else", () => {
  expect([...deedsNow({ ...waiting, state: "acknowledged" })]).toEqual(["acknowledge"])
  expect([...deedsNow({ ...waiting, state: "outcome" })]).toEqual([])
})

test("whoever has read it does not say so twice", () => {
  expect(deedsNow({ ...waiting, state: "acknowledged", unread: false }).has("acknowledge")).toBe(false)
  expect([...deedsNow({ ...waiting, state: "declined", unread: false })]).toEqual([])
  expect(deedsNow({ ...waiting, state: "acknowledged", unread: false }).has("accept")).toBe(true)
})

test("a young person is asked once whether somebody may join", () => {
  const mine = { ...waiting, state: "accepted", unread: false } as const
  const asked = { name: "Olof", office: "Östersund", at: 1, answered: true }
  expect(deedsNow(mine).has("joined_asked")).toBe(true)
  expect(deedsNow({ ...mine, asked }).has("joined_asked")).toBe(false)
})
