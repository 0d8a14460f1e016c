// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { DistrustError } from "../src/certificate.ts"
import type { Desk } from "../src/desk.ts"
import { at, HELLO, Meeting, until } from "./meeting.ts"
import { Helpline, type Named } from "./people.ts"

const DAY = 86_400

/** A counsellor with another helpline's certificate. */
async function impostor(meeting: Meeting): Promise<Desk> {
  const elsewhere = await Helpline.open()
  return meeting.deskOf("Eva", await elsewhere.device({ name: "Eva" }))
}

const device = (named: Named) => (meeting: Meeting) => meeting.desk("Eva", { name: "Eva", ...named })

test.each([
  ["unknownRoot", impostor],
  ["expired", device({ from: -9 * DAY, to: -DAY })],
  ["demonstration", device({ demo: true })],
] as const)("%s: a hard stop before a word is sent, and the connection is closed", async (why, desk) => {
  const meeting = await Meeting.open()
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  const eva = await desk(meeting)
  eva.open()
  await until(eva, (s) => s.seat === "taken")
  eva.duty("free")
  await meeting.accepts(eva)
  await until(visitor, at("refused"))

  expect(visitor.state).toEqual({ at: "refused", why })
  await meeting.relay.until(() => meeting.relay.visitors.get(meeting.relay.mailbox.name)?.peer === undefined)
  expect(meeting.relay.times("message:send")).toBe(0)
  expect(visitor.write("hej")).toBe("notTalking")
})

test("what cannot be read as a key package is refused as malformed", async () => {
  const meeting = await Meeting.open()
  const desk = await meeting.onDuty("Anna")
  const visitor = meeting.visitor()
  visitor.start(HELLO)
  await until(visitor, at("waiting"))
  await until(desk, (s) => s.offer !== undefined)
  const era = "e".repeat(22)
  meeting.relay.visitorPeer([...meeting.relay.visitors.keys()][0]).tell("member:candidate", {
    era,
    member: 1,
    key_package: "AAAAAAAA",
  })
  await until(visitor, at("refused"))

  expect(visitor.state).toEqual({ at: "refused", why: "malformed" })
})

test("who comes to the door without having been wished for is not even looked at", async () => {
  const meeting = await Meeting.open()
  const { visitor, name } = await meeting.talk()
  const stranger = await impostor(meeting)
  stranger.open()
  await until(stranger, (s) => s.seat === "taken")
  const mailbox = meeting.relay.mailbox
  const member = mailbox.invite("Eva")
  mailbox.offerKey(member, "AAAAAAAA")
  // Whatever is said after it shows that it has been heard.
  mailbox.others(1, "typing:now", { member: 1, on: true })
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.writing === true)

  expect(visitor.state).toMatchObject({ at: "talking", another: "no", people: [{ name: "Anna" }] })
  expect(meeting.relay.mailboxes.get(name)?.epoch).toBe(1)
})

test("as long as nobody can say whom to trust, nobody is let in", async () => {
  const meeting = await Meeting.open()
  const desk = await meeting.onDuty("Anna")
  let tries = 0
  const visitor = meeting.visitor(() => {
    tries++
    return tries < 3 ? Promise.reject(new Error("no roots")) : Promise.resolve(meeting.helpline.trust)
  })
  visitor.start(HELLO)
  await meeting.accepts(desk)
  await until(visitor, at("meeting"))
  await meeting.passes(() => visitor.state.at !== "meeting")

  expect(visitor.state.at).toBe("talking")
  expect(tries).toBe(3)
})

test.each(["denyListMissing", "denyListOld"] as const)(
  "%s: a hard stop; who holds the list back is not asked again and again",
  async (why) => {
    const meeting = await Meeting.open()
    const desk = await meeting.onDuty("Anna")
    let tries = 0
    const visitor = meeting.visitor(() => {
      tries++
      return Promise.reject(new DistrustError(why))
    })
    visitor.start(HELLO)
    await meeting.accepts(desk)
    await until(visitor, at("refused"))

    expect(visitor.state).toEqual({ at: "refused", why })
    expect(tries).toBe(1)
    expect(meeting.relay.times("message:send")).toBe(0)
  },
)
