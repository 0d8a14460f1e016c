// SPDX-License-Identifier: EUPL-1.2
// What a visitor's interface shows, made of the course, the connection and the scene. Pure.

import type { Figure, Scene } from "./scene.ts"
import type { Keeping, Person, Place, VisitorState } from "./session.ts"
import type { Course } from "./visitorCourse.ts"
import type { Place as WirePlace } from "./wire.gen.ts"

export function visitorState(
  course: Course,
  connected: boolean,
  scene: Scene,
  keeping: Keeping,
): VisitorState {
  switch (course.at) {
    case "arrived":
    case "closed":
    case "full":
    case "moved":
      return { at: course.at }
    case "joining":
      return { at: "joining", connected }
    case "meeting":
      return { at: "meeting", connected, ...keeping }
    case "waiting":
      return { at: "waiting", connected, place: course.place, ...keeping }
    case "talking":
      return {
        at: "talking",
        connected,
        people: peopleOf(scene),
        entries: scene.entries,
        another: course.another,
        ...keeping,
      }
    case "refused":
      return { at: "refused", why: course.why }
    case "ended":
      return { at: "ended", why: course.why, entries: scene.entries }
  }
}

export function peopleOf({ figures }: Scene): readonly Person[] {
  return figures.flatMap(person)
}

function person({ member, name, staff, here, writing }: Figure): Person[] {
  if (staff === undefined) return []
  const { role, helpline, demo } = staff
  return [{ member, name, role, helpline, demo, here, writing }]
}

/** The relay's place in the interface's words. */
export function placeOf(place: WirePlace): Place {
  const { soonest_minutes, latest_minutes, why, unlikely = false, open, urgent } = place
  return {
    place: place.place,
    waiting: place.waiting,
    open,
    urgent,
    unlikely,
    ...(soonest_minutes === undefined ? {} : { soonestMinutes: soonest_minutes }),
    ...(latest_minutes === undefined ? {} : { latestMinutes: latest_minutes }),
    ...(why === undefined ? {} : { why }),
  }
}
