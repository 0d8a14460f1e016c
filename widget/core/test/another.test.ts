// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import type { Desk } from "../src/desk.ts"
import { LONG_AWAY_MS } from "../src/presence.ts"
import type { VisitorState } from "../src/session.ts"
import type { Visitor } from "../src/visitor.ts"
import { Meeting, type Talking, talkOf, texts, until } from "./meeting.ts"

type TalkingState = VisitorState & { at: "talking" }

const talking = (is: (state: TalkingState) => boolean) => (state: VisitorState) => {
  return state.at === "talking" && is(state)
}

function entries(visitor: Visitor): readonly string[] {
  return texts(visitor.state.at === "talking" ? visitor.state.entries : [])
}

/** The counsellor's device is dead, for as long as it takes that another may be asked for. */
async function deserted(meeting: Meeting, { visitor }: Talking): Promise<void> {
  const peer = meeting.relay.staffPeer("Anna")
  meeting.relay.server.deaf = (p) => p.namespace === "/counsellor" && p.cookie === peer.cookie
  peer.cut()
  await until(
    visitor,
    talking((s) => s.people[0]?.here === false),
  )
  meeting.clock.advance(LONG_AWAY_MS - 1)
  expect(visitor.state).toMatchObject({ another: "no" })
  meeting.clock.advance(1)
  expect(visitor.state).toMatchObject({ another: "offered" })
}

async function takesOver(meeting: Meeting, { visitor }: Talking): Promise<Desk> {
  const bo = await meeting.onDuty("Bo")
  visitor.another(true)
  expect(visitor.state).toMatchObject({ another: "wanted" })
  await meeting.accepts(bo)
  return bo
}

test("another counsellor is let in by an Add, and the old one taken out by a Remove of its own", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  await deserted(meeting, talk)
  const bo = await takesOver(meeting, talk)
  await until(
    talk.visitor,
    talking((s) => s.people.length === 1 && s.people[0]?.name === "Bo"),
  )
  await until(bo, (s) => s.talks[0]?.phase === "talking")

  const commits = meeting.relay.asked
    .filter((a) => a.event === "message:send" && JSON.stringify(a.value).includes("commit"))
    .map((a) => a.value.body as { adds?: number; removes?: number })
  expect(commits.map(({ adds, removes }) => [adds, removes])).toEqual([
    [1, undefined],
    [2, undefined],
    [undefined, 1],
  ])
  expect(entries(talk.visitor)).toEqual(["Anna joined", "Anna away", "Bo joined", "Anna left"])
  expect(talkOf(bo).hello).toMatchObject({ name: "Kim" })
  expect(talk.visitor.state).toMatchObject({ another: "no" })
})

test("the one who was taken out is told so when it comes back, and can read nothing more", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor, desk, name } = talk
  await deserted(meeting, talk)
  const bo = await takesOver(meeting, talk)
  await until(
    visitor,
    talking((s) => s.people[0]?.name === "Bo"),
  )
  visitor.write("bara till Bo")
  await until(bo, (s) => texts(s.talks[0]?.entries ?? []).includes("Kim: bara till Bo"))
  // The relay has forgotten who it was; it still has what it owes.
  meeting.relay.staff.get("Anna")?.members.set(name, { member: 1, offer: "o".repeat(16) })
  meeting.relay.server.deaf = () => false
  await meeting.comesBack(desk)
  await until(desk, (s) => s.talks[0]?.phase === "ended")

  expect(talkOf(desk).why).toBe("replaced")
  expect(texts(talkOf(desk).entries)).not.toContain("Kim: bara till Bo")
  expect(desk.write(name, "hej")).toBe("notTalking")
})

test("what the old one never got is told as not delivered, and said again it reaches the new one", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor } = talk
  const peer = meeting.relay.staffPeer("Anna")
  meeting.relay.server.fault = (p, event) => (p === peer && event === "message:new" ? "drop" : "pass")
  visitor.write("hör du mig?")
  await until(
    visitor,
    talking((s) => texts(s.entries).includes("me: hör du mig? (onItsWay)")),
  )
  await deserted(meeting, talk)
  const bo = await takesOver(meeting, talk)
  await until(
    visitor,
    talking((s) => s.people[0]?.name === "Bo" && s.people.length === 1),
  )
  expect(entries(visitor)).toContain("me: hör du mig? (notDelivered)")
  expect(texts(talkOf(bo).entries)).toEqual([])

  const lost = visitor.state.at === "talking" && visitor.state.entries.find((e) => e.kind === "mine")
  visitor.retry(lost ? lost.key : "")
  await until(
    visitor,
    talking((s) => texts(s.entries).at(-1) === "me: hör du mig? (arrived)"),
  )

  expect(texts(talkOf(bo).entries).filter((t) => t.startsWith("Kim"))).toEqual(["Kim: hör du mig?"])
})

test("a text that nobody has sealed yet when somebody comes in is not sealed to them unasked", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor } = talk
  await deserted(meeting, talk)
  const visitorPeer = meeting.relay.visitorPeer()
  meeting.relay.server.fault = (p, event) =>
    p === visitorPeer && event === "answer message:send" ? "hold" : "pass"
  const bo = await takesOver(meeting, talk)
  await until(bo, (s) => s.talks[0]?.phase === "talking")
  // The Add is stored; its answer has not come. To whom would this be sealed?
  visitor.write("till Anna")
  meeting.relay.server.fault = () => "pass"
  visitorPeer.release()
  await until(
    visitor,
    talking((s) => s.people.length === 1 && s.people[0]?.name === "Bo"),
  )

  expect(entries(visitor)).toContain("me: till Anna (notDelivered)")
  expect(texts(talkOf(bo).entries).filter((t) => t.startsWith("Kim"))).toEqual([])
})

test("when the first one comes back, the wish can be taken back", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  const { visitor, desk } = talk
  await deserted(meeting, talk)
  visitor.another(true)
  await meeting.relay.until(() => meeting.relay.times("conversation:another") === 1)
  meeting.relay.server.deaf = () => false
  await meeting.comesBack(desk)
  await until(
    visitor,
    talking((s) => s.people[0]?.here === true),
  )
  expect(visitor.state).toMatchObject({ another: "wanted" })
  visitor.another(false)
  expect(visitor.state).toMatchObject({ another: "no" })
  await meeting.relay.until(() => meeting.relay.times("conversation:another") === 2)
  visitor.write("där är du")
  await until(desk, (s) => texts(s.talks[0]?.entries ?? []).includes("Kim: där är du"))

  expect(meeting.relay.visitors.get(talk.name)?.inLine).toBe(false)
})

test("a wish that was taken back without a connection is taken back when there is one", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  await deserted(meeting, talk)
  talk.visitor.another(true)
  await meeting.relay.until(() => meeting.relay.visitors.get(talk.name)?.inLine === true)
  meeting.relay.server.isAway = true
  meeting.relay.visitorPeer().cut()
  await until(talk.visitor, (s) => s.at === "talking" && !s.connected)
  talk.visitor.another(false)
  meeting.relay.server.isAway = false
  await meeting.comesBack(talk.visitor)
  await meeting.relay.until(() => meeting.relay.visitors.get(talk.name)?.inLine === false)
})

test("an offer that the first one makes needless by coming back goes away by itself", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  await deserted(meeting, talk)
  meeting.relay.server.deaf = () => false
  await meeting.comesBack(talk.desk)
  await until(
    talk.visitor,
    talking((s) => s.another === "no"),
  )

  expect(talk.visitor.state).toMatchObject({ people: [{ name: "Anna", here: true }] })
})

test("a wish outlives the visitor's own connection", async () => {
  const meeting = await Meeting.open()
  const talk = await meeting.talk()
  await deserted(meeting, talk)
  talk.visitor.another(true)
  await meeting.relay.until(() => meeting.relay.times("conversation:another") === 1)
  await meeting.reconnects(talk.visitor, () => meeting.relay.visitorPeer().cut())
  await meeting.relay.until(() => meeting.relay.times("conversation:another") === 2)

  expect(talk.visitor.state).toMatchObject({ another: "wanted" })
})
