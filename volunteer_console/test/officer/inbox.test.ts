// SPDX-License-Identifier: EUPL-1.2

import type { Case } from "@lykta/core/wire.gen"
import { expect, test } from "vitest"
import { calling, inOrder, lifeInDanger, missedExercise } from "../../src/officer/inbox.ts"
import { minute, waiting } from "./cases.ts"

const named = (number: string, more: Partial<Case> = {}): Case => ({ ...waiting, number, ...more })
const numbers = (cases: readonly Case[]) => inOrder(cases).map(({ number }) => number)

test("what nobody has read comes first: the real, the urgent, the oldest; what is over comes last", () => {
  const cases = [
    named("over", { state: "closed", urgency: "p0", unread: false }),
    named("read", { state: "accepted", urgency: "p0", unread: false }),
    named("exercise", { status: "exercise", urgency: "p0" }),
    named("concern", { urgency: "p2", begun: waiting.begun - 100 * minute }),
    named("young", { urgency: "p1" }),
    named("old", { urgency: "p1", begun: waiting.begun - minute }),
    named("life", { urgency: "p0" }),
  ]

  expect(numbers(cases)).toEqual(["life", "old", "young", "concern", "exercise", "read", "over"])
})

test("a case that was sent again, unread anew, is back among the first", () => {
  const again = named("again", { loop: 1, begun: waiting.begun - minute })
  expect(numbers([named("other"), again])).toEqual(["again", "other"])
})

test("only reports about a child count as calling, and only while nobody has read them", () => {
  const cases = [
    named("1"),
    named("2", { status: "exercise" }),
    named("3", { state: "acknowledged" }),
    named("4", { state: "declined", unread: false }),
    named("5", { state: "declined" }),
  ]
  expect(calling(cases)).toBe(2)
})

test.each([
  ["unread", {}, true],
  ["read by a colleague", { state: "acknowledged" }, false],
  ["an exercise", { status: "exercise" }, false],
  ["less urgent", { urgency: "p1" }, false],
] as const)("a life may be in danger: %s", (_, more, expected) => {
  expect(lifeInDanger([named("1", { urgency: "p0", ...more })])).toBe(expected)
})

test("the oldest exercise that I have not read is named, though a colleague has read it", () => {
  const exercise = { status: "exercise", urgency: "p0" } as const
  const cases = [
    named("late", exercise),
    named("early", { ...exercise, state: "acknowledged", begun: waiting.begun - minute }),
    named("over", { ...exercise, state: "expired", begun: waiting.begun - 9 * minute }),
    named("read", { ...exercise, unread: false, begun: waiting.begun - 8 * minute }),
  ]
  expect(missedExercise(cases)?.number).toBe("early")
  expect(missedExercise([named("1")])).toBeUndefined()
})
