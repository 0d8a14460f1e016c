// SPDX-License-Identifier: EUPL-1.2
// A helpline, a relay, and the real sessions of a visitor and of counsellors, on one clock that tests move.

import { onTestFinished } from "vitest"
import { Desk } from "../src/desk.ts"
import type { DeskState, Entry, Talk, VisitorState } from "../src/session.ts"
import { Visitor } from "../src/visitor.ts"
import { ManualClock } from "./manualClock.ts"
import { Helpline, type Named } from "./people.ts"
import { Relay } from "./relay/relay.ts"

export const HELLO = {
  audience: "young",
  language: "sv",
  urgent: false,
  name: "Kim",
  about: "something that I cannot say at home",
} as const

interface Session<State> {
  readonly state: State
  subscribe(f: (state: State) => void): () => void
}

/** Waits for a state. */
export function until<State, Wanted extends State>(
  session: Session<State>,
  is: (state: State) => state is Wanted,
): Promise<Wanted>
export function until<State>(session: Session<State>, is: (state: State) => boolean): Promise<State>
export function until<State>(session: Session<State>, is: (state: State) => boolean): Promise<State> {
  if (is(session.state)) return Promise.resolve(session.state)
  return new Promise((resolve) => {
    const stop = session.subscribe((state) => {
      if (!is(state)) return
      stop()
      resolve(state)
    })
  })
}

export function at<At extends VisitorState["at"]>(place: At) {
  return (state: VisitorState): state is VisitorState & { at: At } => state.at === place
}

export function texts(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap((e) => {
    if (e.kind === "mine") return [`me: ${e.text} (${e.progress})`]
    return e.kind === "theirs" ? [`${e.name}: ${e.text}`] : [`${e.name} ${e.kind}`]
  })
}

export class Meeting {
  readonly clock = new ManualClock(Date.now())
  readonly helpline: Helpline
  readonly relay: Relay

  private constructor(helpline: Helpline, relay: Relay) {
    this.helpline = helpline
    this.relay = relay
  }

  static async open(): Promise<Meeting> {
    const helpline = await Helpline.open()
    const relay = await Relay.open(helpline.trust)
    onTestFinished(() => relay.server.close())
    return new Meeting(helpline, relay)
  }

  visitor(trust = () => Promise.resolve(this.helpline.trust)): Visitor {
    const visitor = new Visitor({ url: this.relay.url, trust, clock: this.clock })
    onTestFinished(() => visitor.exit())
    return visitor
  }

  async desk(id: string, named: Named = { name: id }): Promise<Desk> {
    const device = await this.helpline.device(named)
    return this.deskOf(id, device)
  }

  deskOf(id: string, device: ConstructorParameters<typeof Desk>[0]["device"]): Desk {
    const { url } = this.relay
    const trust = () => Promise.resolve(this.helpline.trust)
    const desk = new Desk({ url, device, trust, cookie: `staff=${id}`, origin: url, clock: this.clock })
    onTestFinished(() => desk.close())
    return desk
  }

  /** A counsellor on duty. */
  async onDuty(id: string, named?: Named): Promise<Desk> {
    const desk = await this.desk(id, named)
    desk.open()
    await until(desk, (s) => s.seat === "taken")
    desk.duty("free")
    await until(desk, (s) => s.duty === "free" && s.connected)
    return desk
  }

  async accepts(desk: Desk): Promise<void> {
    await until(desk, (s) => s.offer !== undefined)
    desk.accept()
  }

  /** A visitor and a counsellor who talk. */
  async talk(id = "Anna", hello: Parameters<Visitor["start"]>[0] = HELLO): Promise<Talking> {
    const desk = await this.onDuty(id)
    const visitor = this.visitor()
    visitor.start(hello)
    await this.accepts(desk)
    await until(visitor, at("talking"))
    await until(desk, (s) => s.talks[0]?.phase === "talking")
    return { visitor, desk, name: this.relay.mailbox.name }
  }

  /** The connection of `session` breaks; time passes until there is another. */
  async reconnects(session: Visitor | Desk, cut: () => void): Promise<void> {
    cut()
    await until(session as Session<VisitorState | DeskState>, (s) => !isConnected(s))
    await this.comesBack(session)
  }

  async comesBack(session: Visitor | Desk): Promise<void> {
    await this.passes(() => isConnected(session.state))
  }

  /** Time passes, as long as somebody waits for it, until it is so. */
  async passes(is: () => boolean): Promise<void> {
    while (!is()) {
      if (this.clock.isDueWithin(2_000)) this.clock.advance(2_000)
      await new Promise(setImmediate)
    }
  }
}

export interface Talking {
  readonly visitor: Visitor
  readonly desk: Desk
  /** Of the conversation. */
  readonly name: string
}

export function isConnected(state: VisitorState | DeskState): boolean {
  return "connected" in state && state.connected
}

export function talkOf(desk: Desk): Talk {
  const [talk] = desk.state.talks
  if (talk === undefined) throw new Error("no conversation")
  return talk
}

/** Waits until the last entry of both ends is settled: everything mine has arrived. */
export async function settled({ visitor, desk }: Talking): Promise<void> {
  await until(visitor, (s) => s.at === "talking" && allArrived(s.entries))
  await until(desk, (s) => s.talks.every((t) => allArrived(t.entries)))
}

export function allArrived(entries: readonly Entry[]): boolean {
  return entries.every((e) => e.kind !== "mine" || e.progress === "arrived")
}
