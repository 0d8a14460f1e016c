// SPDX-License-Identifier: EUPL-1.2
// What of all that is in memory outlives a reload, and what is made of that afterwards. Pure.

import { emptyInbox } from "./inbox.ts"
import type { End, EndInGroup, KeptEnd, KeptOutbox } from "./kept.ts"
import { emptyOutbox, type Held, type Outbox } from "./outbox.ts"
import type { Scene } from "./scene.ts"
import type { Course } from "./visitorCourse.ts"

const KEPT_ENTRIES = 300
const KEPT_CHARACTERS = 128_000

/** `group`: as base64. */
export function keptEnd({ outbox, inbox, group: _, ...end }: EndInGroup, group: string): KeptEnd {
  const { mine } = inbox
  return { ...end, scene: keptScene(end.scene), outbox: keptOutbox(outbox), mine, group }
}

/** `isVisitor`: who made the conversation knows its mailbox from the beginning, others from their first mail. */
export function restoredEnd(
  { outbox, mine, group: _, ...end }: KeptEnd,
  { isVisitor }: { readonly isVisitor: boolean },
): End {
  const { position, opened } = end
  const taken = isVisitor || position > 0 ? position : undefined
  const inbox = { ...emptyInbox(taken), shown: position, mine, last: opened }
  return { ...end, outbox: { ...emptyOutbox, ...outbox, stale: true }, inbox }
}

/** What of `course` outlives a reload: whoever was only being looked at will be told of again. */
export function keptCourse(course: Course): Course {
  switch (course.at) {
    case "waiting":
      return { at: "joining" }
    case "meeting":
      return course.coming.step === "adding" ? { at: "meeting", coming: course.coming } : { at: "joining" }
    case "talking": {
      const { another, coming } = course
      return { at: "talking", another, ...(coming?.step === "adding" ? { coming } : {}) }
    }
    default:
      return course
  }
}

/** What is kept over a reload: the newest entries, and people of whom it is not known whether they are here. */
function keptScene({ figures, entries }: Scene): Scene {
  let room = KEPT_CHARACTERS
  const newest = entries.slice(-KEPT_ENTRIES)
  const from = newest.findLastIndex((e) => {
    room -= "text" in e ? e.text.length : 0
    return room < 0
  })
  return {
    figures: figures.map((f) => ({ ...f, here: false, writing: false })),
    entries: newest.slice(from + 1),
  }
}

/** What there is to keep. What is under way may or may not have come through. */
function keptOutbox({ next, held, drafts, sealing }: Outbox): KeptOutbox {
  const open = sealing === undefined ? drafts : [sealing, ...drafts]
  return {
    next,
    held: held.map((h): Held => {
      if (h.state === "stored") return h
      return { ...h, state: "waiting", sealedAs: h.state === "resealing" ? 0 : h.sealedAs }
    }),
    drafts: open.filter((d) => d.kind === "text"),
  }
}
