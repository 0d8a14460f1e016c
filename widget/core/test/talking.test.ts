// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { WRITING_AGAIN_MS, WRITING_MS } from "../src/presence.ts"
import { at, HELLO, Meeting, settled, talkOf, texts, until } from "./meeting.ts"

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
  const desks = texts(talkOf(desk).entries)
  expect(desks.filter((t) => t.startsWith("me"))).toEqual([
    "me: hej Kim (arrived)",
    "me: hur är det? (arrived)",
  ])
  expect(desks).toContain("Kim: hej")
  expect(meeting.relay.complaints).toEqual([])
})

test("both are shown the same five words, and the relay never hears them", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()

  const words = await visitor.words()

  expect(words).toHaveLength(5)
  expect(await desk.words(name)).toEqual(words)
  expect(await desk.words("nobody")).toBeUndefined()
  expect(JSON.stringify(meeting.relay.asked)).not.toContain(words?.[0])
  visitor.exit()
  expect(await visitor.words()).toBeUndefined()
})

test("nothing that is said can be read by the relay", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  talk.visitor.write("canary from the visitor")
  talk.desk.write(talk.name, "canary from the counsellor")
  await until(talk.visitor, (s) => s.at === "talking" && s.entries.length === 3)
  await settled(talk)

  const heard = JSON.stringify(meeting.relay.asked)
  const inside = [...heard.matchAll(/"(?:app|commit|welcome)":"([^"]+)"/g)].map(([, b]) => atob(b ?? ""))
  // Three letters stand in any long base64 by chance; as a name they would be followed by a quote.
  expect(heard).not.toMatch(/Kim[\\"]/)
  for (const secret of ["canary", 'Kim"', HELLO.about]) {
    expect(heard).not.toContain(secret)
    expect(inside.join()).not.toContain(secret)
  }
  expect(inside.length).toBeGreaterThan(3)
})

test.each([
  ["markup", `<img src=x onerror="alert(1)"> & </script>`],
  ["emoji", "🏮👩‍👩‍👧‍👦🇸🇪"],
  ["right to left", "שלום ‏مرحبا abc"],
  ["lines", "ett\n\ttvå\ntre"],
  ["4,000 characters", "å".repeat(4000)],
  ["4,000 code points of two units", "🏮".repeat(4000)],
])("%s comes through as it was written", async (_, text) => {
  const meeting = await Meeting.open()
  const { visitor, desk } = await meeting.talk()

  expect(visitor.write(text)).toBeUndefined()
  await until(desk, (s) => s.talks[0]?.entries.length === 1)

  expect(talkOf(desk).entries).toMatchObject([{ kind: "theirs", text }])
})

test.each([
  ["empty", " \n "],
  ["tooLong", "å".repeat(4001)],
  ["controlCharacters", "a\u0000b"],
])("%s: the text is not taken and nothing has changed, at either end", async (why, text) => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()
  const before = meeting.relay.times("message:send")

  expect([visitor.write(text), desk.write(name, text)]).toEqual([why, why])

  expect(texts(talkOf(desk).entries)).toEqual([])
  expect(texts(visitor.state.at === "talking" ? visitor.state.entries : [])).toEqual(["Anna joined"])
  expect(meeting.relay.times("message:send")).toBe(before)
})

test("who does not talk cannot write", async () => {
  const meeting = await Meeting.open()
  const desk = await meeting.onDuty("Anna")
  const visitor = meeting.visitor()
  expect([visitor.write("a"), desk.write("x".repeat(32), "a")]).toEqual(["notTalking", "notTalking"])

  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  expect(visitor.write("a")).toBe("notTalking")
})

test("writing is told seldom, seen at the other end, and over with the message or when it is not renewed", async () => {
  const meeting = await Meeting.open()
  const { visitor, desk, name } = await meeting.talk()

  for (let i = 0; i < 10; i++) visitor.typing(true)
  await until(desk, (s) => s.talks[0]?.visitorWriting === true)
  expect(meeting.relay.times("typing:set")).toBe(1)
  meeting.clock.advance(WRITING_AGAIN_MS)
  visitor.typing(true)
  await meeting.relay.until(() => meeting.relay.times("typing:set") === 2)
  visitor.write("hej")
  await until(desk, (s) => s.talks[0]?.visitorWriting === false && s.talks[0].entries.length === 1)

  desk.typing(name, true)
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.writing === true)
  meeting.relay.server.deaf = (_, event) => event === "typing:set"
  meeting.clock.advance(WRITING_MS)
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.writing === false)
})
