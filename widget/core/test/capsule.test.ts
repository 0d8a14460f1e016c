// SPDX-License-Identifier: EUPL-1.2
// A visitor's page that ends and begins again (delivery.md, "Surviving a reload").

import { expect, onTestFinished, test } from "vitest"
import { Visitor } from "../src/visitor.ts"
import { allArrived, at, HELLO, Meeting, talkOf, texts, until } from "./meeting.ts"
import { Page, Tab } from "./page.ts"

const options = (meeting: Meeting, page: Page) => ({
  url: meeting.relay.url,
  trust: () => Promise.resolve(meeting.helpline.trust),
  clock: page.clock,
  shelf: page.shelf,
})

function opens(meeting: Meeting, page: Page): Visitor {
  const visitor = new Visitor(options(meeting, page))
  onTestFinished(() => visitor.exit())
  return visitor
}

async function again(meeting: Meeting, tab: Tab): Promise<Visitor> {
  const visitor = await Visitor.restore(options(meeting, new Page(tab, meeting.clock)))
  if (visitor === undefined) throw new Error("not restored")
  onTestFinished(() => visitor.exit())
  return visitor
}

const isKept = (state: Visitor["state"]): boolean => "kept" in state && state.kept

test("a visitor who reloads while talking goes on", async () => {
  const meeting = await Meeting.open()
  const [tab, desk] = [new Tab(), await meeting.onDuty("Anna")]
  const page = new Page(tab, meeting.clock)
  const first = opens(meeting, page)
  first.start(HELLO)
  await meeting.accepts(desk)
  await until(first, at("talking"))
  await until(desk, (s) => s.talks[0]?.phase === "talking")
  first.write("before")
  const name = talkOf(desk).conversation
  await until(desk, (s) => texts(s.talks[0]?.entries ?? []).includes("Kim: before"))
  desk.write(name, "answer")
  await until(first, (s) => s.at === "talking" && texts(s.entries).includes("Anna: answer"))
  await until(first, isKept)

  first.leaving()
  page.isAlive = false
  const second = await again(meeting, tab)

  await until(desk, (s) => s.talks[0]?.unsure === true)
  expect(desk.write(name, "who is it?")).toBe("unsure")
  desk.acknowledge(name)
  second.write("after")
  await until(desk, (s) => texts(s.talks[0]?.entries ?? []).includes("Kim: after"))
  desk.write(name, "good")
  await until(second, (s) => s.at === "talking" && texts(s.entries).includes("Anna: good"))
  await until(desk, (s) => allArrived(s.talks[0]?.entries ?? []))
  expect(texts(talkOf(desk).entries)).toEqual([
    "Kim: before",
    "me: answer (arrived)",
    "Kim restored",
    "Kim: after",
    "me: good (arrived)",
  ])
  expect(second.state).toMatchObject({ restored: true, kept: true, connected: true })
  expect(meeting.relay.complaints).toEqual([])
})
