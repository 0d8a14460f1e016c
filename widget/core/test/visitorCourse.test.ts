// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, test } from "vitest"
import type { Place } from "../src/session.ts"
import { type Coming, type Course, type CourseEvent, decide } from "../src/visitorCourse.ts"

const place: Place = { place: 3, waiting: 5, open: true, urgent: false, unlikely: false }
const checking = (member: number): Coming => ({ member, step: "checking" })
const adding = (member: number): Coming => ({ member, step: "adding" })

const JOINING: Course = { at: "joining" }
const WAITING: Course = { at: "waiting", place }
const MEETING: Course = { at: "meeting", coming: checking(1) }
const ADDING: Course = { at: "meeting", coming: adding(1) }
const TALKING: Course = { at: "talking", another: "no" }
const OFFERED: Course = { at: "talking", another: "offered" }
const WANTED: Course = { at: "talking", another: "wanted" }
const COMING: Course = { at: "talking", another: "wanted", coming: checking(2) }
const ENTERING: Course = { at: "talking", another: "wanted", coming: adding(2) }
const CLOSED: Course = { at: "closed" }
const REFUSED: Course = { at: "refused", why: "forged" }
const ENDED: Course = { at: "ended", why: "visitor" }
const ALL = [
  { at: "arrived" } as const,
  JOINING,
  WAITING,
  MEETING,
  ADDING,
  TALKING,
  OFFERED,
  WANTED,
  COMING,
  ENTERING,
  CLOSED,
  { at: "full" } as const,
  REFUSED,
  ENDED,
]

type Row = readonly [from: Course, event: CourseEvent, to: Course, deeds: string]

/** Deeds as words: "check 2, giveUp 1, another true". */
function play([from, event]: Row): readonly [Course, string] {
  const { course, deeds } = decide(from, event)
  return [course, deeds.map((d) => Object.values(d).join(" ")).join(", ")]
}

function rows(name: string, table: readonly Row[]): void {
  test.each(table.map((row) => [row[0].at, JSON.stringify(row[1]), row] as const))(
    `${name}: %s %s`,
    (_, __, row) => {
      expect(play(row)).toEqual([row[2], row[3]])
    },
  )
}

describe("the way into line", () => {
  rows("line", [
    [{ at: "arrived" }, { type: "started" }, JOINING, "getTicket"],
    [ENDED, { type: "started" }, JOINING, "getTicket"],
    [REFUSED, { type: "started" }, JOINING, "getTicket"],
    [CLOSED, { type: "started" }, JOINING, "getTicket"],
    [TALKING, { type: "started" }, TALKING, ""],
    [JOINING, { type: "ticketed" }, JOINING, "connect"],
    [JOINING, { type: "connected" }, JOINING, "join"],
    [WAITING, { type: "connected" }, WAITING, "join"],
    [JOINING, { type: "placed", place }, WAITING, ""],
    [TALKING, { type: "placed", place }, TALKING, ""],
    [WAITING, { type: "unsafe" }, WAITING, "join"],
    [JOINING, { type: "unsafe" }, JOINING, ""],
    [JOINING, { type: "joinRefused", code: "lane_closed", retry: false }, CLOSED, "close"],
    [JOINING, { type: "joinRefused", code: "full", retry: true }, { at: "full" }, "close"],
    [JOINING, { type: "joinRefused", code: "busy", retry: true }, JOINING, "joinLater"],
    [JOINING, { type: "joinRefused", code: "silence", retry: true }, JOINING, ""],
    [WAITING, { type: "joinRefused", code: "gone", retry: false }, JOINING, "close, getTicketLater"],
    [WAITING, { type: "turnedAway", code: "ticket_expired" }, JOINING, "getTicketLater"],
    [WAITING, { type: "leftQueue" }, { at: "arrived" }, "leaveQueue"],
    [WAITING, { type: "end" }, { at: "arrived" }, "leaveQueue"],
  ])
})

describe("the first counsellor", () => {
  rows("door", [
    [WAITING, { type: "candidate", member: 1 }, MEETING, "check 1"],
    [JOINING, { type: "candidate", member: 1 }, MEETING, "check 1"],
    [MEETING, { type: "candidate", member: 1 }, MEETING, ""],
    [MEETING, { type: "trusted", member: 1 }, ADDING, "add 1"],
    [MEETING, { type: "trusted", member: 7 }, MEETING, ""],
    [ADDING, { type: "trusted", member: 1 }, ADDING, ""],
    [MEETING, { type: "distrusted", member: 1, why: "forged" }, REFUSED, "close"],
    [ADDING, { type: "distrusted", member: 1, why: "forged" }, REFUSED, "close"],
    [MEETING, { type: "distrusted", member: 7, why: "forged" }, MEETING, ""],
    [ADDING, { type: "added", member: 1 }, TALKING, ""],
    [ADDING, { type: "notAdded", member: 1 }, JOINING, "giveUp 1, join"],
    [ADDING, { type: "notAdded", member: 7 }, ADDING, ""],
    [MEETING, { type: "withdrawn", member: 1 }, JOINING, "giveUp 1, join"],
    [ADDING, { type: "withdrawn", member: 1 }, ADDING, "giveUp 1"],
    [MEETING, { type: "candidate", member: 2 }, { at: "meeting", coming: checking(2) }, "giveUp 1, check 2"],
    [ADDING, { type: "candidate", member: 2 }, { ...ADDING, next: 2 }, ""],
    [{ ...ADDING, next: 2 }, { type: "withdrawn", member: 2 }, ADDING, ""],
    [
      { ...ADDING, next: 2 },
      { type: "notAdded", member: 1 },
      { at: "meeting", coming: checking(2) },
      "giveUp 1, check 2",
    ],
    [MEETING, { type: "connected" }, MEETING, "resume"],
    [MEETING, { type: "over", why: "lost" }, JOINING, "giveUp 1, join"],
    [MEETING, { type: "over", why: "counsellor" }, { at: "ended", why: "counsellor" }, "close"],
    [MEETING, { type: "turnedAway", code: "old_generation" }, { at: "ended", why: "lost" }, "close"],
    [MEETING, { type: "leftQueue" }, ENDED, "leave"],
  ])
})

describe("another counsellor", () => {
  rows("another", [
    [TALKING, { type: "alone" }, OFFERED, ""],
    [OFFERED, { type: "company" }, TALKING, ""],
    [WANTED, { type: "company" }, WANTED, ""],
    [WANTED, { type: "alone" }, WANTED, ""],
    [OFFERED, { type: "wanted", wanted: true }, WANTED, "another true"],
    [TALKING, { type: "wanted", wanted: true }, TALKING, ""],
    [WANTED, { type: "wanted", wanted: false }, OFFERED, "another false"],
    [COMING, { type: "wanted", wanted: false }, COMING, ""],
    [WANTED, { type: "anotherRefused" }, OFFERED, ""],
    [TALKING, { type: "candidate", member: 2 }, TALKING, ""],
    [OFFERED, { type: "candidate", member: 2 }, OFFERED, ""],
    [WANTED, { type: "candidate", member: 2 }, COMING, "check 2"],
    [COMING, { type: "trusted", member: 2 }, ENTERING, "add 2"],
    [COMING, { type: "trusted", member: 3 }, COMING, ""],
    [COMING, { type: "distrusted", member: 2, why: "forged" }, REFUSED, "close"],
    [WANTED, { type: "trusted", member: 2 }, WANTED, ""],
    [WANTED, { type: "distrusted", member: 2, why: "forged" }, WANTED, ""],
    [ENTERING, { type: "added", member: 2 }, TALKING, "removeOthers 2"],
    [ENTERING, { type: "notAdded", member: 2 }, WANTED, "giveUp 2"],
    [COMING, { type: "withdrawn", member: 2 }, WANTED, "giveUp 2"],
    [ENTERING, { type: "withdrawn", member: 2 }, ENTERING, "giveUp 2"],
    [COMING, { type: "candidate", member: 3 }, { ...COMING, coming: checking(3) }, "giveUp 2, check 3"],
    [ENTERING, { type: "candidate", member: 3 }, { ...ENTERING, next: 3 }, ""],
    [TALKING, { type: "connected" }, TALKING, "resume"],
    [WANTED, { type: "connected" }, WANTED, "resume, another true"],
    [ENTERING, { type: "connected" }, ENTERING, "resume"],
  ])
})

describe("the end", () => {
  rows("end", [
    [TALKING, { type: "end" }, ENDED, "leave"],
    [TALKING, { type: "over", why: "counsellor" }, { at: "ended", why: "counsellor" }, "close"],
    [TALKING, { type: "over", why: "lost" }, { at: "ended", why: "lost" }, "close"],
    [TALKING, { type: "turnedAway", code: "ticket_expired" }, { at: "ended", why: "lost" }, "close"],
    [ENDED, { type: "over", why: "lost" }, ENDED, ""],
    [REFUSED, { type: "candidate", member: 1 }, REFUSED, ""],
    [CLOSED, { type: "placed", place }, CLOSED, ""],
  ])

  test.each(ALL)("exit works from $at, before any other rule is looked at", (course) => {
    expect(decide(course, { type: "exit" })).toEqual({
      course: { at: "ended", why: "exit" },
      deeds: [{ do: "exit" }],
    })
  })

  test("after a hard stop nothing but a new start or an exit changes anything", () => {
    const events: readonly CourseEvent[] = [
      { type: "ticketed" },
      { type: "connected" },
      { type: "placed", place },
      { type: "candidate", member: 1 },
      { type: "trusted", member: 1 },
      { type: "added", member: 1 },
      { type: "wanted", wanted: true },
      { type: "over", why: "counsellor" },
      { type: "end" },
    ]
    for (const event of events) expect(decide(REFUSED, event)).toEqual({ course: REFUSED, deeds: [] })
  })
})
