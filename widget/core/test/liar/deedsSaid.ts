// SPDX-License-Identifier: EUPL-1.2
// A lying server and what is said.

import { expect } from "vitest"
import { fromBase64, toBase64, utf8 } from "../../src/bytes.ts"
import { PADDED_BYTES } from "../../src/padding.ts"
import type { Mail, Send } from "../../src/wire.gen.ts"
import { settled, type Talking, talkOf, until } from "../meeting.ts"
import { accompliceTalks } from "./accomplice.ts"
import type { Deed, Ends } from "./deeds.ts"
import { threeTalk } from "./deedsRoster.ts"
import {
  aboutMail,
  deskReads,
  entriesOf,
  holding,
  isDeskOf,
  isVisitors,
  ofDesk,
  reads,
  type Stage,
} from "./stage.ts"

/** The counsellor says three texts, of which the visitor's page gets what `lie` makes of the mail. */
async function three(stage: Stage, lie: (mail: Mail, before: readonly Mail[]) => Mail): Promise<Talking> {
  const talk = await stage.talk()
  const before: Mail[] = []
  stage.server.says = aboutMail(isVisitors, (mail) => {
    const said = lie(mail, before)
    before.push(mail)
    return said
  })
  await stage.deskSaysSlowly(talk, "the first one", "the second one", "the third one")
  await reads(talk.visitor, "the third one")
  return talk
}

/** In the place of the second text comes what `other` makes of it. */
const second =
  (other: (mail: Mail, first: Mail) => Mail): Deed =>
  (stage) =>
    three(stage, (mail, before) => {
      const [first] = before
      return before.length === 1 && first !== undefined ? other(mail, first) : mail
    })

function flipped(app: string): string {
  const bytes = fromBase64(app)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return toBase64(bytes)
}

const appOf = ({ body }: Mail): string => body?.app ?? ""

export const SAID_DEEDS = {
  reads: async (stage) => {
    const talk = await stage.talk()
    stage.visitorSays(talk, "a secret of mine", "another one")
    stage.deskSays(talk, "a secret of hers")
    await deskReads(talk.desk, "another one")
    await reads(talk.visitor, "a secret of hers")
    expect(stage.meeting.relay.times("message:send")).toBeGreaterThan(3)
    return talk
  },

  reorders: async (stage) => {
    const talk = await stage.talk()
    const { server } = stage
    server.fault = (peer, event) => (isVisitors(peer) && event === "message:new" ? "hold" : "pass")
    await stage.deskSaysSlowly(talk, "the first one")
    server.fault = () => "pass"
    const { visitor } = talk
    const peer = stage.meeting.relay.visitorPeer()
    await stage.deskSaysSlowly(talk, "the second one", "the third one")
    peer.release()
    await stage.meeting.passes(() => entriesOf(visitor).length === 4)
    return talk
  },

  renumbers: async (stage) => {
    const talk = await stage.talk()
    const { server } = stage
    const held: Mail[] = []
    server.fault = (peer, event) => (isVisitors(peer) && event === "message:new" ? "drop" : "pass")
    server.says = aboutMail(isVisitors, (mail) => {
      held.push(mail)
      return mail
    })
    await stage.deskSaysSlowly(talk, "the first one", "the second one")
    server.fault = () => "pass"
    const [one, two] = held as [Mail, Mail]
    server.says = (_, __, value) => value
    const peer = stage.meeting.relay.visitorPeer()
    peer.tell("message:new", { ...two, seq: one.seq })
    peer.tell("message:new", { ...one, seq: two.seq })
    await stage.deskSaysSlowly(talk, "the third one")
    await reads(talk.visitor, "the third one")
    return talk
  },

  doubles: async (stage) => {
    const talk = await stage.talk()
    stage.server.fault = () => "double"
    stage.deskSays(talk, "the first one", "the second one")
    stage.visitorSays(talk, "the third one")
    await reads(talk.visitor, "the second one")
    await deskReads(talk.desk, "the third one")
    await settled(talk)
    expect(entriesOf(talk.visitor).filter((e) => e.kind === "theirs")).toHaveLength(2)
    return talk
  },

  replays: second((mail, first) => holding(mail, first.body)),

  drops: (stage) => {
    // The third takes the second's number in the mailbox: there is no hole to be seen.
    const withheld = (mail: Mail, before: readonly Mail[]): Mail =>
      before.length === 2 ? { ...mail, seq: mail.seq - 1 } : mail
    let told = 0
    stage.server.fault = (peer, event) =>
      isVisitors(peer) && event === "message:new" && ++told === 2 ? "drop" : "pass"
    return three(stage, withheld)
  },

  dropsFirst: (stage) => {
    let told = 0
    stage.server.fault = (peer, event) =>
      isVisitors(peer) && event === "message:new" && ++told === 1 ? "drop" : "pass"
    return three(stage, (mail, before) => (before.length === 0 ? mail : { ...mail, seq: mail.seq - 1 }))
  },

  changes: second((mail) => holding(mail, { app: flipped(appOf(mail)) })),

  otherSender: second((mail) => ({ ...mail, member: 2, n: 1 })),

  splices: async (stage) => {
    const other = await stage.talk("Bo")
    const { relay } = stage.meeting
    stage.deskSays(other, "for somebody else")
    await reads(other.visitor, "for somebody else")
    const foreign = relay.mailbox.mail.at(-1)?.body
    const talk = await stage.meeting.talk("Anna")
    const mine = stage.joined("Anna", { ...talk, name: talkOf(talk.desk).conversation })
    const { visitor } = mine
    let told = 0
    const isMine = (peer: object): boolean => peer === relay.visitorPeer(mine.name)
    stage.server.says = (peer, event, value) =>
      event === "message:new" && isMine(peer) && ++told === 1 ? holding(value as Mail, foreign) : value
    stage.deskSays(mine, "the first one", "the second one")
    await reads(visitor, "the second one")
    return mine
  },

  acks: async (stage) => {
    const talk = await stage.talk()
    const { server } = stage
    const { relay } = stage.meeting
    let thrown: number | undefined
    server.pretends = (peer, event, value) => {
      const { body, n } = value as Send
      if (!isVisitors(peer) || event !== "message:send" || body.app === undefined || thrown !== undefined)
        return undefined
      thrown = n
      return { ok: true, seq: relay.mailbox.mail.length + 1 }
    }
    stage.visitorSays(talk, "thrown away")
    await until(talk.visitor, (s) => s.at === "talking" && entriesOf(talk.visitor).some(isOnItsWay))
    relay.visitorPeer().tell("message:arrived", { era: relay.mailbox.era, n: thrown })
    // From here on it counts one less than the visitor does.
    server.hears = (peer, event, value) =>
      isVisitors(peer) && event === "message:send" ? { ...(value as Send), n: (value as Send).n - 1 } : value
    server.says = (peer, event, value) => {
      if (isVisitors(peer)) return value
      const mail = value as Mail
      return event === "message:new" && mail.member === 0 ? { ...mail, n: mail.n + 1 } : value
    }
    stage.visitorSays(talk, "not thrown away")
    await deskReads(talk.desk, "not thrown away")
    expect(entriesOf(talk.visitor)).toContainEqual(
      expect.objectContaining({ text: "thrown away", progress: "arrived" }),
    )
    return talk
  },

  refusesAndKeeps: async (stage) => {
    const talk = await stage.talk()
    const { server } = stage
    const { relay } = stage.meeting
    server.says = (peer, event, value) =>
      isVisitors(peer) && event === "answer message:send"
        ? { ok: false, code: "mls_refused", retry: false }
        : value
    stage.visitorSays(talk, "refused, and read")
    await deskReads(talk.desk, "refused, and read")
    await until(talk.visitor, (s) => s.at === "talking" && s.entries.some(isNotDelivered))
    server.says = (_, __, value) => value
    expect(relay.complaints).toEqual([])
    return talk
  },

  splitView: async (stage) => {
    const { visitor, bo } = await threeTalk(stage)
    const [anna, withheld] = [stage.deskOf("Anna"), [] as Mail[]]
    const toBo = isDeskOf("Bo")
    stage.server.says = aboutMail(toBo, (mail) => {
      withheld.push(mail)
      const [first] = withheld
      // Bo gets the second one under the number that the first has for Anna.
      return withheld.length === 2 && first !== undefined ? { ...mail, seq: first.seq } : mail
    })
    stage.server.fault = (peer, event) =>
      toBo(peer) && event === "message:new" && withheld.length === 1 ? "drop" : "pass"
    stage.visitorSays({ visitor }, "for Anna's eyes", "for both of you")
    await deskReads(anna, "for both of you")
    await deskReads(bo, "for both of you")
    expect([stage.theirs(ofDesk(anna)).length, stage.theirs(ofDesk(bo)).length]).toEqual([2, 1])
    return { visitor, desk: bo }
  },

  otherLengths: async (stage): Promise<Ends> => {
    const { visitor, tells, evil } = await accompliceTalks(stage)
    const text = utf8(JSON.stringify({ v: 1, text: "seen by its length" }))
    await tells({ app: toBase64(await evil.says(text, { member: 1, n: 1 }, { padded: false })) }, 1)
    const padded = utf8(JSON.stringify({ v: 1, text: "padded as it should be" }))
    await tells({ app: toBase64(await evil.says(padded, { member: 1, n: 2 })) }, 2)
    await reads(visitor, "padded as it should be")
    expect(entriesOf(visitor).filter((e) => e.kind === "theirs")).toHaveLength(1)
    stage.heard("Eva", "padded as it should be")
    return { visitor }
  },

  lengths: async (stage) => {
    const talk = await stage.talk()
    const { relay } = stage.meeting
    const before = relay.mailbox.mail.length
    for (const length of [1, 30, 200, 600, 1500, 3900])
      stage.visitorSays(talk, String(length).padEnd(length, "å"))
    await deskReads(talk.desk, "3900".padEnd(3900, "å"))
    const sealed = relay.mailbox.mail.slice(before).map((mail) => fromBase64(appOf(mail)).length)
    // A signature has 70 to 72 bytes, by chance and whatever is signed.
    const over = sealed.map((length) => length - bucketOf(length))
    expect(Math.max(...over) - Math.min(...over)).toBeLessThan(8)
    expect(Math.abs((sealed[0] ?? 0) - (sealed[1] ?? 999))).toBeLessThan(8)
    return talk
  },
} as const satisfies Record<string, Deed>

function bucketOf(length: number): number {
  return PADDED_BYTES.findLast((size) => size < length) ?? 0
}

const isOnItsWay = (e: { kind: string; progress?: unknown }): boolean =>
  e.kind === "mine" && e.progress === "onItsWay"
const isNotDelivered = (e: { kind: string; progress?: unknown }): boolean =>
  e.kind === "mine" && e.progress === "notDelivered"
