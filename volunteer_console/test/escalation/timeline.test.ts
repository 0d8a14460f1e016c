// SPDX-License-Identifier: EUPL-1.2

import type { Case } from "@lykta/core/wire.gen"
import { expect, test } from "vitest"
import { asksToJoin, byNeed, mayBreak, timeline, toPhone } from "../../src/escalation/timeline.ts"

const it: Case = {
  case: "a",
  number: "1",
  version: 1,
  urgency: "p0",
  status: "actual",
  state: "in_review",
  agency: { id: "x", name: "X" },
  begun: 100,
  since: 100,
  loop: 0,
  rung: 0,
  rungs: 2,
  raised: [],
  break_glass: false,
  break_glass_from: 120_100,
  calls: 0,
  notes: 0,
  mine: true,
  unread: false,
}
const read = {
  officer: "o",
  name: "Olle",
  office: "X",
  at: 300,
  time: 300,
  version: 1,
  device: "",
  certificate: "",
  signature: "",
}
const whats = (of: Case) => timeline(of).map(({ what }) => what)

test("a case is told from its beginning to what comes next", () => {
  expect(whats(it)).toEqual(["begun", "in_review"])
  const sent: Case = { ...it, state: "sent", released: 200, calls: 1, due: { step: "climb", at: 400 } }
  expect(whats(sent)).toEqual(["begun", "released", "called", "sent", "next"])
  expect(whats({ ...sent, break_glass: true })[1]).toBe("broken")
})

test("a case is read when somebody with a name has read it, and it says so once", () => {
  const sent: Case = { ...it, state: "acknowledged", released: 200 }
  expect(whats({ ...sent, read_by: read })).toEqual(["begun", "released", "read"])
  expect(whats({ ...sent, state: "outcome", read_by: read })).toEqual([
    "begun",
    "released",
    "read",
    "outcome",
  ])
  expect(whats({ ...sent, state: "sent" })).not.toContain("read")
})

test("who asks to join waits until an answer has come, and stands in the time line", () => {
  const asked = { name: "Olle", office: "X", at: 400, answered: false }
  const taken: Case = { ...it, state: "accepted", released: 200, read_by: read, asked }
  expect(whats(taken)).toEqual(["begun", "released", "read", "accepted", "asked"])
  expect([asksToJoin(it), asksToJoin(taken)]).toEqual([false, true])
  expect(asksToJoin({ ...taken, asked: { ...asked, answered: true } })).toBe(false)
})

test("one decides alone about one's own report, in review, and not before the time", () => {
  expect([mayBreak(it, 120_099), mayBreak(it, 120_100)]).toEqual([false, true])
  expect(mayBreak({ ...it, mine: false }, 120_100)).toBe(false)
  expect(mayBreak({ ...it, state: "sent" }, 120_100)).toBe(false)
  const { break_glass_from: _, ...calm } = it
  expect(mayBreak(calm, 1e12)).toBe(false)
})

test("what is raised comes first, then the urgent, then who has waited longest; the ended last", () => {
  const cases: Case[] = [
    { ...it, case: "ended", state: "closed" },
    { ...it, case: "calm", urgency: "p2", since: 1 },
    { ...it, case: "later", since: 200 },
    { ...it, case: "raised", urgency: "p1", raised: ["alarm"] },
    { ...it, case: "first" },
  ]
  expect(byNeed(cases).map((each) => each.case)).toEqual(["raised", "first", "later", "calm", "ended"])
})

test("the modal is for the open case that was sent first and that nobody has phoned about", () => {
  const raised: Case = { ...it, raised: ["alarm", "phone"], state: "sent" }
  expect(toPhone([it])).toBeUndefined()
  expect(toPhone([{ ...raised, case: "b", begun: 200 }, raised])?.case).toBe("a")
  expect(toPhone([{ ...raised, state: "cancelled" }])).toBeUndefined()
})
