// SPDX-License-Identifier: EUPL-1.2
// A lying server and what it alone remembers.

import { expect } from "vitest"
import { AWAY_MS } from "../../src/presence.ts"
import { Visitor } from "../../src/visitor.ts"
import type { Mail, Resumed } from "../../src/wire.gen.ts"
import { allArrived, at, HELLO, until } from "../meeting.ts"
import { Page, Tab } from "../page.ts"
import type { Deed } from "./deeds.ts"
import { aboutMail, deskReads, entriesOf, isVisitors, reads, type Stage } from "./stage.ts"

/** Both have said something; then the visitor's page resumes, and is answered what `lie` makes of the answer. */
const resumes =
  (
    lie: (resumed: Resumed) => Partial<Resumed>,
    after: (stage: Stage, visitor: Visitor) => Promise<void>,
  ): Deed =>
  async (stage) => {
    const talk = await stage.talk()
    stage.visitorSays(talk, "the first one", "the second one")
    await deskReads(talk.desk, "the second one")
    await until(talk.visitor, (s) => s.at === "talking" && allArrived(s.entries))
    stage.server.says = (peer, event, value) =>
      isVisitors(peer) && event === "answer conversation:resume"
        ? { ...(value as Resumed), ...lie(value as Resumed) }
        : value
    stage.meeting.relay.visitorPeer().cut()
    await stage.meeting.passes(() => stage.meeting.relay.visitors.size > 0 && hasResumed(stage, talk.visitor))
    await after(stage, talk.visitor)
    return talk
  }

function hasResumed({ meeting }: Stage, visitor: Visitor): boolean {
  return visitor.state.at === "ended" || meeting.relay.times("conversation:resume") >= 3
}

const ends = async (stage: Stage, visitor: Visitor): Promise<void> => {
  await stage.meeting.passes(() => visitor.state.at === "ended")
}

export const MEMORY_DEEDS = {
  oldEra: resumes(() => ({ era: "o".repeat(22) }), ends),

  oldNumbers: resumes(() => ({ last: 1, arrived: 0 }), ends),

  oldEpoch: resumes(
    () => ({ epoch: 0 }),
    async (stage, visitor) => {
      await stage.meeting.comesBack(visitor)
      stage.visitorSays({ visitor }, "the third one")
      await deskReads(stage.deskOf("Anna"), "the third one")
    },
  ),

  otherEra: async (stage) => {
    const talk = await stage.talk()
    const other = aboutMail(isVisitors, (mail: Mail) => ({ ...mail, era: "o".repeat(22) }))
    let lies = 1
    stage.server.says = (peer, event, value) =>
      event === "message:new" && isVisitors(peer) && lies-- > 0 ? other(peer, event, value) : value
    await stage.deskSaysSlowly(talk, "the first one", "the second one")
    await stage.meeting.passes(() => entriesOf(talk.visitor).length === 3)
    return talk
  },

  capsuleKey: async (stage) => {
    const { meeting } = stage
    const { relay, clock, helpline } = meeting
    const tab = new Tab()
    const page = new Page(tab, clock)
    const options = (on: Page) => ({
      url: relay.url,
      trust: () => Promise.resolve(helpline.trust),
      clock: on.clock,
      shelf: on.shelf,
    })
    const visitor = new Visitor(options(page))
    visitor.start(HELLO)
    await until(visitor, at("waiting"))
    await stage.answers(await meeting.desk("Anna"), "Anna")
    await until(visitor, (s) => s.at === "talking" && s.kept)
    visitor.leaving()
    page.isAlive = false
    relay.vault.swap(relay.mailbox.name, "A".repeat(43))
    const second = new Page(tab, clock)
    expect(await Visitor.restore(options(second))).toBeUndefined()
    expect([...tab.texts.values()].join("")).toBe("")
    const anew = new Visitor(options(second))
    anew.start(HELLO)
    await until(anew, at("waiting"))
    stage.atEnd(() => anew.exit())
    return { visitor: anew }
  },

  away: async (stage) => {
    const talk = await stage.talk()
    stage.meeting.relay.visitorPeer().tell("member:here", { member: 1, here: false })
    await until(talk.visitor, (s) => s.at === "talking" && s.people[0]?.here === false)
    stage.meeting.clock.advance(AWAY_MS)
    stage.deskSays(talk, "I am here")
    await stage.meeting.passes(() => stage.unheard(talk.visitor).length === 0)
    return talk
  },

  writing: async (stage) => {
    const talk = await stage.talk()
    const peer = stage.meeting.relay.visitorPeer()
    peer.tell("typing:now", { member: 7, on: true })
    peer.tell("typing:now", { member: 1, on: true })
    await until(talk.visitor, (s) => s.at === "talking" && s.people[0]?.writing === true)
    expect(talk.visitor.state).toMatchObject({ people: { length: 1 } })
    stage.deskSays(talk, "not a word before this")
    await reads(talk.visitor, "not a word before this")
    return talk
  },

  over: async (stage) => {
    const talk = await stage.talk()
    stage.meeting.relay.visitorPeer().tell("conversation:ended", { why: "counsellor" })
    stage.deskSays(talk, "it is not over")
    await reads(talk.visitor, "it is not over")
    stage.meeting.clock.advance(5_000)
    await until(talk.visitor, at("ended"))
    expect(talk.visitor.write("hej")).toBe("notTalking")
    return talk
  },

  displaced: async (stage) => {
    const talk = await stage.talk()
    stage.meeting.relay.visitorPeer().tell("seat:displaced", {})
    await until(talk.visitor, at("ended"))
    expect(await talk.visitor.words()).toBeUndefined()
    return talk
  },

  closed: async (stage) => {
    const visitor = stage.meeting.visitor()
    stage.server.pretends = (_, event) =>
      event === "queue:join" ? { ok: false, code: "lane_closed", retry: false } : undefined
    visitor.start(HELLO)
    await until(visitor, at("closed"))
    expect(stage.meeting.relay.times("message:send")).toBe(0)
    return { visitor }
  },
} as const satisfies Record<string, Deed>
