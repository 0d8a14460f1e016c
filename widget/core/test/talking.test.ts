// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { HELLO, Meeting, settled, talkOf, texts, until } from "./meeting.ts"

test("a visitor and a counsellor talk both ways, and the first words of the visitor are shown first", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor, desk, name } = talk

  expect(talkOf(desk).hello).toEqual({ name: "Kim", about: HELLO.about, urgent: false })
  visitor.write("hej")
  desk.write(name, "hej Kim")
  desk.write(name, "hur är det?")
  await until(visitor, (s) => s.at === "talking" && s.entries.length === 4)
  await settled(talk)

  expect(visitor.state).toMatchObject({
    at: "talking",
    connected: true,
    another: "no",
    people: [{ member: 1, name: "Anna", role: "counsellor", helpline: meeting.helpline.name, here: true }],
  })
  expect(texts(talkOf(desk).entries)).toContain("Kim: hej")
  expect(texts(talkOf(desk).entries)).toContain("me: hej Kim (arrived)")
  expect(meeting.relay.complaints).toEqual([])
})
