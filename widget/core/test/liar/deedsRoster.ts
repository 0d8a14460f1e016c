// SPDX-License-Identifier: EUPL-1.2
// A lying server and who comes and goes.

import { expect } from "vitest"
import { toBase64 } from "../../src/bytes.ts"
import type { Desk } from "../../src/desk.ts"
import { staffPackage } from "../../src/groupJoin.ts"
import type { Visitor } from "../../src/visitor.ts"
import type { Mail, Send } from "../../src/wire.gen.ts"
import { addOf } from "../evil.ts"
import { at, type Talking, until } from "../meeting.ts"
import { RefusedError } from "../relay/mailbox.ts"
import { accompliceTalks } from "./accomplice.ts"
import type { Deed } from "./deeds.ts"
import {
  aboutMail,
  deserts,
  deskReads,
  holding,
  isDeskOf,
  isVisitors,
  ofDesk,
  reads,
  type Stage,
} from "./stage.ts"

interface Three extends Talking {
  readonly bo: Desk
}

/** The visitor asks for another counsellor while Anna's page is silent; the server does as it likes with the removal. */
async function anotherComes(stage: Stage, talk: Talking): Promise<Desk> {
  const { visitor } = talk
  await deserts(stage, "Anna", visitor)
  visitor.another(true)
  const bo = await stage.meeting.desk("Bo")
  await stage.answers(bo, "Bo")
  return bo
}

const isRemoval = (value: unknown): boolean => (value as Partial<Send>).body?.removes !== undefined
const isAdd = (value: unknown): boolean => (value as Partial<Send>).body?.adds !== undefined

/** Visitor, Anna and Bo, while the server refuses the removal of Anna. */
export async function threeTalk(stage: Stage): Promise<Three> {
  const { relay } = stage.meeting
  const talk = await stage.talk()
  relay.refuse = (_, value) => (isRemoval(value) ? new RefusedError("stale") : undefined)
  const bo = await anotherComes(stage, talk)
  await until(bo, (s) => s.talks[0]?.phase === "talking")
  stage.server.deaf = () => false
  await stage.meeting.comesBack(talk.desk)
  await until(talk.desk, (s) => s.talks[0]?.entries.some((e) => e.kind === "joined") === true)
  return { ...talk, bo }
}

/** Bo has taken Anna's place. `id` never hears of the removal, and sees no hole in the numbers of the mailbox. */
async function replaced(stage: Stage, id: string): Promise<Three> {
  const talk = await stage.talk()
  const isKeptFrom = isDeskOf(id)
  let seq = Number.MAX_SAFE_INTEGER
  const lower = <T extends { readonly seq: number }>(of: T): T =>
    of.seq > seq ? { ...of, seq: of.seq - 1 } : of
  stage.server.says = (peer, event, value) => {
    if (!isKeptFrom(peer)) return value
    if (event === "answer message:send") return lower(value as Mail)
    if (event !== "message:new") return value
    const mail = value as Mail
    if (isRemoval(mail)) seq = mail.seq
    // What is done with already is passed over.
    return isRemoval(mail) ? { ...mail, seq: 1 } : lower(mail)
  }
  const bo = await anotherComes(stage, talk)
  await until(talk.visitor, (s) => s.at === "talking" && s.people.length === 1 && s.people[0]?.name === "Bo")
  await until(bo, (s) => s.talks[0]?.phase === "talking")
  return { ...talk, bo }
}

async function backInLine(visitor: Visitor): Promise<void> {
  await until(visitor, at("meeting"))
  await until(visitor, at("waiting"))
}

export const ROSTER_DEEDS = {
  stale: async (stage) => {
    const { relay } = stage.meeting
    const visitor = await stage.waits()
    const desk = await stage.meeting.desk("Anna")
    stage.server.says = (peer, event, value) =>
      isVisitors(peer) && event === "answer message:send" ? { ok: false, code: "stale", retry: false } : value
    await stage.answers(desk, "Anna")
    await backInLine(visitor)
    await until(desk, (s) => s.talks[0]?.phase === "talking")
    desk.write(relay.mailbox.name, "can you read me?")
    await relay.until(() => relay.mailbox.mail.length === 2)
    expect(visitor.write("no")).toBe("notTalking")
    return { visitor, desk }
  },

  refusesAdd: async (stage) => {
    const { relay } = stage.meeting
    const visitor = await stage.waits()
    let lies = 3
    relay.refuse = (_, value) => (isAdd(value) && lies-- > 0 ? new RefusedError("stale") : undefined)
    const desk = await stage.meeting.desk("Anna")
    await stage.answers(desk, "Anna")
    await until(visitor, at("talking"))
    stage.visitorSays({ visitor }, "at last")
    await deskReads(desk, "at last")
    expect([lies, relay.mailbox.epoch]).toEqual([-1, 1])
    return { visitor, desk }
  },

  unseenAdd: async (stage) => {
    const { visitor, evil, conversation, tells } = await accompliceTalks(stage)
    const { helpline } = stage.meeting
    const device = await helpline.device({ name: "ghost" })
    const ghost = await staffPackage({ conversation, member: 2, device, trust: helpline.trust })
    const { commit } = await evil.commits([addOf(ghost)], { member: 1, n: 1, subject: 2 })
    await tells({ commit: toBase64(commit) }, 1)
    await until(visitor, at("ended"))
    return { visitor }
  },

  welcomeTwice: async (stage) => {
    const talk = await stage.talk()
    const welcome = stage.meeting.relay.mailbox.mail[0]?.body
    let told = 0
    stage.server.says = aboutMail(isDeskOf("Anna"), (mail: Mail) =>
      ++told === 1 ? holding(mail, welcome) : mail,
    )
    stage.visitorSays(talk, "the first one", "the second one")
    await deskReads(talk.desk, "the second one")
    return talk
  },

  otherWelcome: async (stage) => {
    const other = await stage.talk("Bo")
    const welcome = stage.meeting.relay.mailbox.mail[0]?.body
    stage.server.says = aboutMail(isDeskOf("Anna"), (mail: Mail) => holding(mail, welcome))
    const visitor = await stage.waits()
    const desk = await stage.meeting.desk("Anna")
    await stage.answers(desk, "Anna")
    await until(desk, (s) => s.talks[0]?.phase === "ended")
    await until(visitor, at("ended"))
    expect(other.visitor.state.at).toBe("talking")
    return { visitor, desk }
  },

  withheldFromRemoved: async (stage) => {
    const { visitor, desk, bo } = await replaced(stage, "Anna")
    stage.meeting.relay.staff.get("Anna")?.members.set(stage.meeting.relay.mailbox.name, {
      member: 1,
      offer: "o".repeat(16),
    })
    // It would not end what it wants to overhear.
    stage.server.deaf = (_, event) => event === "conversation:end"
    // All that is in the mailbox comes to her but the removal.
    Object.assign(stage.meeting.relay.mailbox.members[1] ?? {}, { upto: Number.MAX_SAFE_INTEGER })
    await stage.meeting.comesBack(desk)
    stage.visitorSays({ visitor }, "only for Bo")
    await deskReads(bo, "only for Bo")
    await until(desk, (s) => s.talks[0]?.why === "lost")
    expect(stage.theirs(ofDesk(desk))).toEqual([])
    return { visitor, desk: bo }
  },

  withheldFromColleague: async (stage) => {
    const { visitor, bo, name } = await replaced(stage, "Bo")
    stage.deskSays({ visitor, desk: bo, name }, "is she still here?")
    await reads(visitor, "is she still here?")
    stage.visitorSays({ visitor }, "she is not")
    await until(bo, (s) => s.talks[0]?.phase === "ended")
    await until(visitor, at("ended"))
    expect(stage.theirs(ofDesk(bo))).toEqual([])
    return { visitor, desk: bo }
  },
} as const satisfies Record<string, Deed>
