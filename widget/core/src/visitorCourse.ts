// SPDX-License-Identifier: EUPL-1.2
// A visitor's course from arriving to the end: what each event makes of it, and what is to be done.
// Rule 1: pure. Rule 2: nobody is let in whom the visitor does not wait for; whoever fails a check ends it all.

import type { Distrust, Place, Why } from "./session.ts"

/** Somebody who may be let in. */
export interface Coming {
  readonly member: number
  /** `adding`: checked, and the commit is on its way. */
  readonly step: "checking" | "adding"
}

export type Course =
  | { readonly at: "arrived" }
  | { readonly at: "joining" }
  | { readonly at: "closed" }
  | { readonly at: "full" }
  | { readonly at: "waiting"; readonly place: Place }
  /** `next`: told of while the fate of `coming` is still open. */
  | { readonly at: "meeting"; readonly coming: Coming; readonly next?: number }
  | {
      readonly at: "talking"
      readonly another: "no" | "offered" | "wanted"
      readonly coming?: Coming
      readonly next?: number
    }
  | { readonly at: "refused"; readonly why: Distrust }
  | { readonly at: "ended"; readonly why: Why }
  /** Another tab has it. */
  | { readonly at: "moved" }

export type CourseEvent =
  | { readonly type: "started" }
  | { readonly type: "ticketed" }
  | { readonly type: "connected" }
  | { readonly type: "placed"; readonly place: Place }
  | { readonly type: "joinRefused"; readonly code: string; readonly retry: boolean }
  /** The relay will not have this connection at all. */
  | { readonly type: "turnedAway"; readonly code: string }
  | { readonly type: "candidate"; readonly member: number }
  | { readonly type: "withdrawn"; readonly member: number }
  | { readonly type: "trusted"; readonly member: number }
  | { readonly type: "distrusted"; readonly member: number; readonly why: Distrust }
  | { readonly type: "added"; readonly member: number }
  | { readonly type: "notAdded"; readonly member: number }
  /** No counsellor has been here for long. */
  | { readonly type: "alone" }
  | { readonly type: "company" }
  | { readonly type: "wanted"; readonly wanted: boolean }
  | { readonly type: "anotherRefused" }
  | { readonly type: "unsafe" }
  | { readonly type: "leftQueue" }
  | { readonly type: "over"; readonly why: Why }
  | { readonly type: "end" }
  | { readonly type: "moved" }
  | { readonly type: "exit" }

export type CourseDeed =
  | { readonly do: "getTicket" }
  | { readonly do: "getTicketLater" }
  | { readonly do: "connect" }
  | { readonly do: "join" }
  | { readonly do: "joinLater" }
  | { readonly do: "resume" }
  | { readonly do: "check" | "add"; readonly member: number }
  /** Forget what was prepared for them. */
  | { readonly do: "giveUp"; readonly member: number }
  /** Take out every counsellor but this one. */
  | { readonly do: "removeOthers"; readonly member: number }
  | { readonly do: "another"; readonly wanted: boolean }
  | { readonly do: "leaveQueue" }
  /** Say that the conversation is over, forget its keys, close when the relay knows. */
  | { readonly do: "leave" }
  /** Close at once; keys are forgotten, what stands on the screen is not. */
  | { readonly do: "close" }
  | { readonly do: "exit" }

export interface CourseDecision {
  readonly course: Course
  readonly deeds: readonly CourseDeed[]
}

type On<T extends CourseEvent["type"]> = CourseEvent & { type: T }
type In<T extends Course["at"]> = Course & { at: T }

/** What `event` makes of `course`. */
export function decide(course: Course, event: CourseEvent): CourseDecision {
  // Leaving works from everywhere, before any other rule is looked at.
  if (event.type === "exit") return becomes({ at: "ended", why: "exit" }, { do: "exit" })
  if (event.type === "moved") return becomes({ at: "moved" }, { do: "close" })
  switch (course.at) {
    case "arrived":
    case "moved":
    case "closed":
    case "full":
    case "refused":
    case "ended":
      return event.type === "started" ? becomes({ at: "joining" }, { do: "getTicket" }) : becomes(course)
    case "joining":
    case "waiting":
      return queueing(course, event)
    case "meeting":
      return meeting(course, event)
    case "talking":
      return talking(course, event)
  }
}

function queueing(course: In<"joining"> | In<"waiting">, event: CourseEvent): CourseDecision {
  switch (event.type) {
    case "ticketed":
      return becomes(course, { do: "connect" })
    case "connected":
      return becomes(course, { do: "join" })
    case "placed":
      return becomes({ at: "waiting", place: event.place })
    case "unsafe":
      return becomes(course, ...(course.at === "waiting" ? [{ do: "join" } as const] : []))
    case "joinRefused":
      return joinRefused(course, event)
    case "turnedAway":
      return becomes({ at: "joining" }, { do: "getTicketLater" })
    case "candidate":
      return becomes({ at: "meeting", coming: checking(event.member) }, { do: "check", member: event.member })
    case "leftQueue":
    case "end":
      return becomes({ at: "arrived" }, { do: "leaveQueue" })
    default:
      return becomes(course)
  }
}

/** Codes that mean that this line will not have me, and that no later try with the same ticket will do. */
const LINE: Readonly<Record<string, CourseDecision>> = {
  full: becomes({ at: "full" }, { do: "close" }),
  lane_closed: becomes({ at: "closed" }, { do: "close" }),
  lane_unknown: becomes({ at: "closed" }, { do: "close" }),
}

const AGAIN: CourseDecision = becomes({ at: "joining" }, { do: "close" }, { do: "getTicketLater" })

function joinRefused(course: Course, { code, retry }: On<"joinRefused">): CourseDecision {
  // The connection has ended; the next one joins again.
  if (code === "silence") return becomes(course)
  const line = Object.hasOwn(LINE, code) ? LINE[code] : undefined
  if (line !== undefined) return line
  return retry ? becomes(course, { do: "joinLater" }) : AGAIN
}

function meeting(course: In<"meeting">, event: CourseEvent): CourseDecision {
  const { coming } = course
  switch (event.type) {
    case "connected":
      return becomes(course, { do: "resume" })
    case "turnedAway":
      return over("lost")
    case "candidate":
      return another(course, event.member)
    case "withdrawn":
      return withdrawn(course, event.member)
    case "trusted":
      if (!isChecking(coming, event.member)) return becomes(course)
      return becomes({ ...course, coming: adding(coming.member) }, { do: "add", member: coming.member })
    case "distrusted":
      return distrusted(course, event)
    case "added":
      return becomes({ at: "talking", another: "no" })
    case "notAdded":
      return event.member === coming.member ? next(course) : becomes(course)
    case "over":
      // Nobody has been met yet, so nothing is lost but time: back in line.
      return event.why === "lost" ? next(course) : over(event.why)
    case "leftQueue":
    case "end":
      return becomes({ at: "ended", why: "visitor" }, { do: "leave" })
    default:
      return becomes(course)
  }
}

function talking(course: In<"talking">, event: CourseEvent): CourseDecision {
  switch (event.type) {
    case "connected": {
      const again = course.another === "wanted" && course.coming === undefined
      return becomes(course, { do: "resume" }, ...(again ? [{ do: "another", wanted: true } as const] : []))
    }
    case "turnedAway":
      return over("lost")
    case "alone":
      return becomes(course.another === "no" ? { ...course, another: "offered" } : course)
    case "company":
      return becomes(course.another === "offered" ? { ...course, another: "no" } : course)
    case "wanted":
      return wanted(course, event.wanted)
    case "anotherRefused":
      return becomes(course.another === "wanted" ? { ...course, another: "offered" } : course)
    case "over":
      return over(event.why)
    case "end":
      return becomes({ at: "ended", why: "visitor" }, { do: "leave" })
    default:
      return course.another === "wanted" ? replacing(course, event) : becomes(course)
  }
}

/** While somebody else is wished for. */
function replacing(course: In<"talking">, event: CourseEvent): CourseDecision {
  const { coming } = course
  switch (event.type) {
    case "candidate":
      if (coming !== undefined) return another({ ...course, coming }, event.member)
      return becomes({ ...course, coming: checking(event.member) }, { do: "check", member: event.member })
    case "withdrawn":
      return coming === undefined ? becomes(course) : withdrawn({ ...course, coming }, event.member)
    case "trusted":
      if (coming === undefined || !isChecking(coming, event.member)) return becomes(course)
      return becomes({ ...course, coming: adding(coming.member) }, { do: "add", member: coming.member })
    case "distrusted":
      return coming === undefined ? becomes(course) : distrusted({ ...course, coming }, event)
    case "added":
      // Never both in one commit: whoever is removed by it could not follow.
      return becomes({ at: "talking", another: "no" }, { do: "removeOthers", member: event.member })
    case "notAdded":
      return coming?.member === event.member ? next({ ...course, coming }) : becomes(course)
    default:
      return becomes(course)
  }
}

function wanted(course: In<"talking">, wants: boolean): CourseDecision {
  if (wants && course.another === "offered") {
    return becomes({ ...course, another: "wanted" }, { do: "another", wanted: true })
  }
  // Once somebody is at the door it is too late to send them away unseen.
  if (!wants && course.another === "wanted" && course.coming === undefined) {
    return becomes({ at: "talking", another: "offered" }, { do: "another", wanted: false })
  }
  return becomes(course)
}

type WithComing = In<"meeting"> | (In<"talking"> & { coming: Coming })

/** A second one is told of: the first is let go unless its commit is under way. */
function another(course: WithComing, member: number): CourseDecision {
  if (member === course.coming.member) return becomes(course)
  if (course.coming.step === "adding") return becomes({ ...course, next: member })
  return becomes(
    { ...course, coming: checking(member) },
    { do: "giveUp", member: course.coming.member },
    { do: "check", member },
  )
}

function withdrawn(course: WithComing, member: number): CourseDecision {
  if (member !== course.coming.member) {
    const { next: told, ...rest } = course
    return becomes(told === member ? rest : course)
  }
  // Its commit may have been stored just before: the answer to that decides.
  return course.coming.step === "adding" ? becomes(course, { do: "giveUp", member }) : next(course)
}

/** Whoever was coming does not. */
function next(course: WithComing): CourseDecision {
  const gone = { do: "giveUp", member: course.coming.member } as const
  const { coming: _, next: told, ...rest } = course
  if (told !== undefined) {
    return becomes({ ...rest, coming: checking(told) } as Course, gone, { do: "check", member: told })
  }
  if (rest.at === "meeting") return becomes({ at: "joining" }, gone, { do: "join" })
  return becomes(rest as Course, gone)
}

function distrusted(course: WithComing, { member, why }: On<"distrusted">): CourseDecision {
  if (!isComing(course.coming, member)) return becomes(course)
  return becomes({ at: "refused", why }, { do: "close" })
}

function over(why: Why): CourseDecision {
  return becomes({ at: "ended", why }, { do: "close" })
}

function isComing(coming: Coming, member: number): boolean {
  return coming.member === member
}

function isChecking(coming: Coming, member: number): boolean {
  return isComing(coming, member) && coming.step === "checking"
}

function checking(member: number): Coming {
  return { member, step: "checking" }
}

function adding(member: number): Coming {
  return { member, step: "adding" }
}

function becomes(course: Course, ...deeds: readonly CourseDeed[]): CourseDecision {
  return { course, deeds }
}
