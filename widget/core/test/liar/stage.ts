// SPDX-License-Identifier: EUPL-1.2
// A visitor and counsellors with real encryption, a relay between them that lies, and a record of what was truly said.

import { onTestFinished } from "vitest"
import { type Http, trustFrom } from "../../src/api.ts"
import { toBase64 } from "../../src/bytes.ts"
import type { Desk } from "../../src/desk.ts"
import { LONG_AWAY_MS } from "../../src/presence.ts"
import type { Entry, VisitorState } from "../../src/session.ts"
import { Visitor } from "../../src/visitor.ts"
import type { Body, Mail } from "../../src/wire.gen.ts"
import { at, HELLO, Meeting, type Talking, until } from "../meeting.ts"
import type { Peer, SocketServer } from "../relay/socketServer.ts"
import type { Notice, Seen } from "./table.ts"

interface Words {
  readonly by: string
  readonly text: string
}

export class Stage {
  readonly meeting: Meeting
  readonly #said: Words[] = []
  readonly #desks = new Map<string, Desk>()

  private constructor(meeting: Meeting) {
    this.meeting = meeting
  }

  static async open(): Promise<Stage> {
    return new Stage(await Meeting.open())
  }

  get server(): SocketServer {
    return this.meeting.relay.server
  }

  /** A visitor and a counsellor who talk, before the first lie. */
  async talk(id = "Anna"): Promise<Talking> {
    const talking = await this.meeting.talk(id)
    this.#desks.set(id, talking.desk)
    return talking
  }

  /** A talk that did not begin by `talk`. */
  joined(id: string, talking: Talking): Talking {
    this.#desks.set(id, talking.desk)
    return talking
  }

  deskOf(id: string): Desk {
    const desk = this.#desks.get(id)
    if (desk === undefined) throw new Error("no such desk")
    return desk
  }

  /** Whoever has said this is not one of ours. */
  heard(by: string, text: string): void {
    this.#said.push({ by, text })
  }

  atEnd(f: () => void): void {
    onTestFinished(f)
  }

  /** A visitor in line. */
  async waits(trust?: ConstructorParameters<typeof Visitor>[0]["trust"]): Promise<Visitor> {
    const visitor = this.meeting.visitor(trust)
    visitor.start(HELLO)
    await until(visitor, at("waiting"))
    return visitor
  }

  /** Somebody free takes whoever waits. */
  async answers(desk: Desk, id: string): Promise<void> {
    this.#desks.set(id, desk)
    desk.open()
    await until(desk, (s) => s.seat === "taken")
    desk.duty("free")
    await this.meeting.accepts(desk)
  }

  /** Whom to trust as a host of static files says it; `list` is what lies there at the moment. */
  host(list: () => Uint8Array | undefined): ReturnType<typeof trustFrom> {
    const { helpline, clock } = this.meeting
    const http: Http = async (url) => {
      if (url.endsWith("/roots.json"))
        return new Response(
          JSON.stringify({ helpline: helpline.name, roots: helpline.trust.roots.map(toBase64) }),
        )
      const bytes = list()
      return new Response(bytes?.slice() ?? "", { status: bytes === undefined ? 404 : 200 })
    }
    return trustFrom("https://static.example", { demoAllowed: false, clock, http })
  }

  /** A page of its own, for whoever says to be the visitor. */
  stranger(http: Http): Visitor {
    const { relay, helpline, clock } = this.meeting
    const visitor = new Visitor({
      url: relay.url,
      trust: () => Promise.resolve(helpline.trust),
      clock,
      http,
    })
    onTestFinished(() => visitor.exit())
    return visitor
  }

  // What is said, and remembered as said.

  visitorSays({ visitor }: Pick<Talking, "visitor">, ...texts: readonly string[]): void {
    for (const text of texts) {
      this.#said.push({ by: "Kim", text })
      visitor.write(text)
    }
  }

  deskSays({ desk, name }: Talking, ...texts: readonly string[]): void {
    for (const text of texts) {
      this.#said.push({ by: this.#idOf(desk), text })
      desk.write(name, text)
    }
  }

  /** Says one after the other, so that each is stored before the next is sealed. */
  async deskSaysSlowly(talk: Talking, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const stored = this.meeting.relay.mailbox.mail.length + 1
      this.deskSays(talk, text)
      await this.meeting.relay.until(() => this.meeting.relay.mailbox.mail.length >= stored)
    }
  }

  /** What stands in somebody's page though nobody said it there, or not in that order, or twice. */
  invented(visitor: Visitor): readonly Words[] {
    const pages = [
      this.theirs(entriesOf(visitor)),
      ...[...this.#desks.values()].map((d) => this.theirs(ofDesk(d))),
    ]
    return pages.flatMap((page) => strangers(page, this.#said))
  }

  /** What was said to somebody who stays and does not stand in their page. */
  unheard(visitor: Visitor): readonly Words[] {
    const seen = this.theirs(entriesOf(visitor))
    const there = [...this.#desks.values()].flatMap((desk) => this.theirs(ofDesk(desk)))
    const lacks = ({ by, text }: Words): boolean => {
      const page = by === "Kim" ? there : seen
      return !page.some((w) => w.text === text)
    }
    return this.#said.filter(lacks)
  }

  /** What the relay could read of it. */
  leaked(): readonly string[] {
    const heard = JSON.stringify(this.meeting.relay.asked)
    const sealed = [...heard.matchAll(/"(?:app|welcome)":"([^"]+)"/g)]
    const inside = sealed.map(([, b]) => atob(b ?? ""))
    // No base64 has a blank in it: what is found there was not found by chance.
    const secrets = [...this.#said.map((w) => w.text), HELLO.about].filter((text) => text.includes(" "))
    return secrets.filter((secret) => heard.includes(secret) || inside.join().includes(secret))
  }

  theirs(entries: readonly Entry[]): readonly Words[] {
    return entries.flatMap((e) => (e.kind === "theirs" ? [{ by: e.name, text: e.text }] : []))
  }

  #idOf(desk: Desk): string {
    return [...this.#desks].find(([, d]) => d === desk)?.[0] ?? ""
  }
}

/** Those of `page` who are not found in `said`, in order and once. */
function strangers(page: readonly Words[], said: readonly Words[]): readonly Words[] {
  let from = 0
  return page.filter(({ by, text }) => {
    const found = said.findIndex((w, i) => i >= from && w.by === by && w.text === text)
    if (found >= 0) from = found + 1
    return found < 0
  })
}

export function entriesOf({ state }: Visitor): readonly Entry[] {
  return "entries" in state ? state.entries : []
}

export function ofDesk(desk: Desk): readonly Entry[] {
  return desk.state.talks.flatMap((t) => t.entries)
}

export function seenBy({ state }: Visitor): Seen | { readonly at: VisitorState["at"] } {
  if (state.at === "refused") return { at: state.at, why: state.why }
  if (state.at === "ended") return { at: state.at, why: state.why }
  if (state.at === "talking") return { at: state.at, reads: noticesIn(state.entries) }
  return { at: state.at }
}

export function noticesIn(entries: readonly Entry[]): readonly Notice[] {
  const found = entries.flatMap((e): readonly Notice[] => {
    if (e.kind === "missing" || e.kind === "away") return [e.kind]
    return e.kind === "mine" && e.progress === "notDelivered" ? ["notDelivered"] : []
  })
  return [...new Set(found)]
}

/** Lies about the mail that goes to one page; what is not mail is left alone. */
export function aboutMail(to: (peer: Peer) => boolean, lie: (mail: Mail) => Mail) {
  return (peer: Peer, event: string, value: unknown): unknown =>
    event === "message:new" && to(peer) ? lie(value as Mail) : value
}

/** `mail` with another content. */
export function holding(mail: Mail, body: Body | undefined): Mail {
  return body === undefined ? mail : { ...mail, body }
}

export const isVisitors = (peer: Peer): boolean => peer.namespace === "/visitor"
export const isDeskOf =
  (id: string) =>
  (peer: Peer): boolean =>
    peer.cookie === `staff=${id}`

/** The counsellor's page is silent, for as long as it takes that another may be asked for. */
export async function deserts({ meeting, server }: Stage, id: string, visitor: Visitor): Promise<void> {
  server.deaf = isDeskOf(id)
  meeting.relay.staffPeer(id).cut()
  await until(visitor, (s) => s.at === "talking" && s.people[0]?.here === false)
  meeting.clock.advance(LONG_AWAY_MS)
  await until(visitor, (s) => s.at === "talking" && s.another === "offered")
}

/** Waits until `text` stands in the visitor's page. */
export async function reads(visitor: Visitor, text: string): Promise<void> {
  await until(visitor, (s) => "entries" in s && hasText(s.entries, text))
}

export async function deskReads(desk: Desk, text: string): Promise<void> {
  await until(desk, (s) => s.talks.some((t) => hasText(t.entries, text)))
}

function hasText(entries: readonly Entry[], text: string): boolean {
  return entries.some((e) => e.kind === "theirs" && e.text === text)
}
