// SPDX-License-Identifier: EUPL-1.2
// A lying server and the question who answers.

import { expect } from "vitest"
import { fromBase64Url, toBase64 } from "../../src/bytes.ts"
import type { Device } from "../../src/certificate.ts"
import type { Desk } from "../../src/desk.ts"
import { StaffGroup } from "../../src/group.ts"
import { keyPackageBytes, readKeyPackage } from "../../src/groupFraming.ts"
import { visitorPackage } from "../../src/groupJoin.ts"
import { generatePrivate } from "../../src/p256.ts"
import type { Visitor } from "../../src/visitor.ts"
import type { MemberKey, Resumed } from "../../src/wire.gen.ts"
import { at, HELLO, talkOf, until } from "../meeting.ts"
import { Helpline, type Named } from "../people.ts"
import type { Deed, Ends } from "./deeds.ts"
import { deserts, deskReads, ofDesk, reads, type Stage } from "./stage.ts"

/** Issuing certificate, then version, kind, flags, use and role. */
const SERIAL_AT = 164 + 5
const DAY = 86_400

/** Somebody with that device takes the visitor, who stops: nothing has been sent. */
async function meets(stage: Stage, device: Device): Promise<Ends> {
  const visitor = await stage.waits()
  const desk = stage.meeting.deskOf("Eva", device)
  await stage.answers(desk, "Eva")
  return stops(stage, visitor)
}

async function stops(stage: Stage, visitor: Visitor): Promise<Ends> {
  await until(visitor, (s) => s.at !== "waiting" && s.at !== "meeting")
  expect(stage.meeting.relay.times("message:send")).toBe(0)
  expect(visitor.write("hej")).toBe("notTalking")
  return { visitor }
}

const named =
  (of: Named): Deed =>
  async (stage) =>
    meets(stage, await stage.meeting.helpline.device({ name: "Eva", ...of }))

/** The visitor is offered to Anna, whose key package is another one on the way. */
async function swapped(
  stage: Stage,
  other: (conversation: Uint8Array) => Promise<Uint8Array>,
): Promise<{ readonly visitor: Visitor; readonly anna: Desk }> {
  const visitor = await stage.waits()
  const anna = await stage.meeting.desk("Anna")
  const [conversation = ""] = [...stage.meeting.relay.visitors.keys()]
  const key_package = toBase64(await other(fromBase64Url(conversation)))
  stage.server.hears = (_, event, value) =>
    event === "member:key" ? { ...(value as MemberKey), key_package } : value
  await stage.answers(anna, "Anna")
  return { visitor, anna }
}

const stopsAt =
  (other: (stage: Stage, conversation: Uint8Array) => Promise<Uint8Array>): Deed =>
  async (stage) => {
    const { visitor } = await swapped(stage, (conversation) => other(stage, conversation))
    return stops(stage, visitor)
  }

/** A genuine candidate of this helpline. */
async function candidate({ meeting }: Stage, conversation: Uint8Array, of: Named = {}): Promise<Uint8Array> {
  const { helpline } = meeting
  const device = await helpline.device(of)
  const made = await StaffGroup.candidate({ conversation, member: 1, device, trust: helpline.trust })
  return made.keyPackage
}

/** A page that trusts by what a host of static files serves, and talks with Anna. */
async function talksBy(stage: Stage, list: () => Uint8Array | undefined): Promise<Visitor> {
  const visitor = await stage.waits(stage.host(list))
  await stage.answers(await stage.meeting.desk("Anna"), "Anna")
  return visitor
}

export const WHO_DEEDS = {
  rogueRoot: async (stage) => {
    const elsewhere = await Helpline.open()
    return meets(stage, await elsewhere.device({ name: "Eva" }))
  },

  rogueIssuer: async (stage) => {
    const signer = await generatePrivate("ECDSA")
    return meets(stage, await stage.meeting.helpline.device({ name: "Eva", signer }))
  },

  otherHelpline: async (stage) => {
    const { root } = stage.meeting.helpline
    const elsewhere = await Helpline.open({ name: "Another", root })
    return meets(stage, await elsewhere.device({ name: "Eva" }))
  },

  expired: named({ from: -9 * DAY, to: -DAY }),
  notYet: named({ from: DAY, to: 9 * DAY }),
  otherRole: named({ role: "officer" }),
  otherUse: named({ use: 2 }),
  demonstration: named({ demo: true }),

  denied: async (stage) => {
    const { helpline } = stage.meeting
    const device = await helpline.device({ name: "Eva" })
    helpline.denied.add(device.certificate.slice(SERIAL_AT, SERIAL_AT + 16).join())
    return meets(stage, device)
  },

  otherConversation: stopsAt((stage) => candidate(stage, new Uint8Array(24))),

  otherKeys: stopsAt(async (stage, conversation) => {
    const genuine = readKeyPackage(await candidate(stage, conversation))
    const mine = readKeyPackage(await candidate(stage, conversation))
    return keyPackageBytes({ ...genuine, initKey: mine.initKey })
  }),

  noPackage: stopsAt(async () => new Uint8Array(99)),

  visitorAgain: stopsAt(async () => keyPackageBytes((await visitorPackage(Date.now())).publicPackage)),

  accomplice: async (stage) => {
    // Whose package was swapped must not end it for the visitor.
    stage.server.deaf = (_, event) => event === "conversation:end"
    const { visitor, anna } = await swapped(stage, (conversation) =>
      candidate(stage, conversation, { name: "Eva", role: "supervisor" }),
    )
    await until(visitor, at("talking"))
    stage.visitorSays({ visitor }, "who are you?")
    await until(anna, (s) => s.talks[0]?.phase === "ended")
    expect(visitor.state).toMatchObject({ people: [{ name: "Eva", role: "supervisor" }] })
    expect(ofDesk(anna)).toEqual([])
    return { visitor }
  },

  memberZero: async (stage) => {
    let lies = 1
    stage.server.says = (_, event, value) =>
      event === "member:candidate" && lies-- > 0 ? { ...(value as object), member: 0 } : value
    const talk = await stage.talk()
    expect(lies).toBeLessThan(1)
    stage.visitorSays(talk, "hej hej")
    await deskReads(talk.desk, "hej hej")
    return talk
  },

  oldDenyList: async (stage) => {
    const { helpline } = stage.meeting
    let list = await helpline.denyList(2)
    const visitor = await talksBy(stage, () => list)
    await until(visitor, at("talking"))
    list = await helpline.denyList(1)
    const bo = await stage.meeting.desk("Bo")
    await deserts(stage, "Anna", visitor)
    visitor.another(true)
    await stage.answers(bo, "Bo")
    await until(visitor, at("refused"))
    return { visitor }
  },

  noDenyList: async (stage) => stops(stage, await talksBy(stage, () => undefined)),

  ghost: async (stage) => {
    const talk = await stage.talk()
    const ghost = { member: 7, here: true }
    stage.server.says = (_, event, value) => {
      const { members } = value as Partial<Resumed>
      return event.includes("resume") && members !== undefined
        ? { ...(value as object), members: [...members, ghost] }
        : value
    }
    await stage.meeting.reconnects(talk.visitor, () => stage.meeting.relay.visitorPeer().cut())
    stage.meeting.relay.visitorPeer().tell("member:here", ghost)
    stage.deskSays(talk, "are we alone?")
    await reads(talk.visitor, "are we alone?")
    expect(talk.visitor.state).toMatchObject({ people: [{ name: "Anna" }] })
    expect(talk.visitor.state.at === "talking" && talk.visitor.state.people.length).toBe(1)
    return talk
  },

  uninvited: async (stage) => {
    const talk = await stage.talk()
    const { mailbox } = stage.meeting.relay
    const genuine = await candidate(stage, fromBase64Url(talk.name), { name: "Eva" })
    mailbox.offerKey(mailbox.invite("Eva"), toBase64(genuine))
    stage.deskSays(talk, "just us")
    await reads(talk.visitor, "just us")
    expect([mailbox.epoch, talk.visitor.state]).toMatchObject([1, { people: [{ name: "Anna" }] }])
    return talk
  },

  impostor: async (stage) => {
    const { meeting, server } = stage
    const { relay } = meeting
    const talk = await stage.talk()
    const { visitor, desk, name } = talk
    stage.visitorSays(talk, "only for Anna")
    await deskReads(desk, "only for Anna")
    const words = await visitor.words()
    const ticket = relay.asked.length > 0 && `admission.${btoa(JSON.stringify({ conversation: name }))}.mac`
    // The server forgets the true one, and has the counsellor accept the other as if it were the same.
    relay.visitorPeer().tell("conversation:ended", { why: "lost" })
    await until(visitor, at("ended"))
    relay.forgets(name)
    const stranger = stage.stranger(async () => new Response(JSON.stringify({ ticket })))
    stranger.start({ ...HELLO, name: "Kim", about: "it is me again" })
    await meeting.accepts(desk)
    await until(stranger, at("talking"))
    await until(desk, (s) => s.talks[0]?.hello?.about === "it is me again")
    expect(server.peers.size).toBe(2)
    expect(stage.theirs(talkOf(desk).entries)).toEqual([])
    expect(await stranger.words()).not.toEqual(words)
    return { visitor, desk }
  },
} as const satisfies Record<string, Deed>
