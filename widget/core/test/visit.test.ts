// SPDX-License-Identifier: EUPL-1.2

import { expect, onTestFinished, test } from "vitest"
import { askTicket } from "../src/api.ts"
import { emptyScene } from "../src/scene.ts"
import { Visit } from "../src/visit.ts"
import type { CourseEvent } from "../src/visitorCourse.ts"
import { Meeting } from "./meeting.ts"

test("after an exit whoever still holds the visit finds no word in it", async () => {
  const meeting = await Meeting.open()
  const admitted = await askTicket(meeting.relay.url, fetch, new AbortController().signal)
  if (!admitted.ok) throw new Error("no ticket")
  const desk = await meeting.onDuty("Anna")
  let inside = (): void => undefined
  const talking = new Promise<void>((resolve) => {
    inside = resolve
  })
  const happened = (event: CourseEvent): void => {
    if (event.type === "connected") void visit.join()
    if (event.type === "candidate") visit.check(event.member)
    if (event.type === "trusted") visit.add(event.member)
    if (event.type === "added") inside()
  }
  const visit: Visit = new Visit({
    url: meeting.relay.url,
    admitted: admitted.value,
    lane: { audience: "young", language: "sv" },
    clock: meeting.clock,
    trust: () => Promise.resolve(meeting.helpline.trust),
    course: () => ({ at: "joining" }),
    hello: () => ({ urgent: false }),
    happened,
    changed: () => undefined,
  })
  onTestFinished(() => visit.close())
  visit.open()
  await meeting.accepts(desk)
  await talking
  visit.conversation?.write("hej")
  expect(visit.scene.entries).toHaveLength(2)
  visit.exit()

  expect(visit.scene).toEqual(emptyScene)
  expect(visit.connected).toBe(false)
})
