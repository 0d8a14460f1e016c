// SPDX-License-Identifier: EUPL-1.2
// A relay for tests: one lane, offers, conversations, over real WebSockets. Honest unless a test says otherwise,
// and strict: what breaks the protocol is refused and stands in `complaints`.

import { toBase64, toBase64Url, utf8 } from "../../src/bytes.ts"
import type { Trust } from "../../src/certificate.ts"
import type { Desk, Duty, Missed, Offer, Place, Why } from "../../src/wire.gen.ts"
import { type Ask, isKnown } from "./asks.ts"
import { Mailbox, RefusedError } from "./mailbox.ts"
import { type Answer, type Peer, type Service, SocketServer } from "./socketServer.ts"
import { Vault } from "./vault.ts"

interface Waiting {
  readonly name: string
  readonly joined: number
  urgent: boolean
  peer: Peer | undefined
  /** In line now: not offered, not accepted. */
  inLine: boolean
}

interface Staff {
  readonly id: string
  peer: Peer | undefined
  duty: Duty
  generation: number
  offer: (Offer & { readonly visitor: string }) | undefined
  readonly members: Map<string, { member: number; offer: string }>
}

const LANE = { audience: "young", language: "sv" } as const
export class Relay implements Service {
  readonly trust: Trust
  readonly mailboxes = new Map<string, Mailbox>()
  readonly complaints: string[] = []
  readonly asked: { readonly who: string; readonly event: string; readonly value: Ask }[] = []
  readonly visitors = new Map<string, Waiting>()
  readonly staff = new Map<string, Staff>()
  readonly gone = new Map<string, Why>()
  readonly vault = new Vault()
  /** Generations of visitors' connections. */
  readonly #generations = new Map<string, number>()
  /** Connections that have resumed: only they get mail. */
  readonly #reading = new WeakMap<Peer, Set<string>>()
  /** Refuses these instead of doing them. */
  refuse: (event: string, value: Ask) => RefusedError | undefined = () => undefined
  /** Turns visitors away. */
  doorman: () => Answer | undefined = () => undefined
  #waiters: readonly { readonly is: () => boolean; readonly resolve: () => void }[] = []
  server!: SocketServer

  private constructor(trust: Trust) {
    this.trust = trust
  }

  static async open(trust: Trust): Promise<Relay> {
    const relay = new Relay(trust)
    relay.server = await SocketServer.open(relay)
    return relay
  }

  get url(): string {
    return this.server.url
  }

  /** Something that will be so after what clients do. */
  until(is: () => boolean): Promise<void> {
    if (is()) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiters = [...this.#waiters, { is, resolve }]
    })
  }

  /** How often `event` has been asked. */
  times(event: string): number {
    return this.asked.filter((a) => a.event === event).length
  }

  /** The only one there is. */
  get mailbox(): Mailbox {
    const [only] = this.mailboxes.values()
    if (only === undefined) throw new Error("no conversation yet")
    return only
  }

  visitorPeer(name = this.mailbox.name): Peer {
    const peer = this.visitors.get(name)?.peer
    if (peer === undefined) throw new Error("the visitor has no connection")
    return peer
  }

  staffPeer(id: string): Peer {
    const peer = this.staff.get(id)?.peer
    if (peer === undefined) throw new Error("no connection")
    return peer
  }

  async http(path: string, body: string): Promise<unknown> {
    if (path === "/api/capsule") {
      const { resume } = JSON.parse(body) as { resume: string }
      return (await this.vault.take(resume)) ?? { code: "gone", retry: false }
    }
    if (path === "/roots.json")
      return { helpline: this.trust.helpline, roots: this.trust.roots.map(toBase64) }
    if (path !== "/api/ticket") return undefined
    const name = toBase64Url(crypto.getRandomValues(new Uint8Array(24)))
    return { ticket: `admission.${toBase64Url(utf8(JSON.stringify({ conversation: name })))}.mac` }
  }

  arrives(peer: Peer): Answer | undefined {
    this.#happened()
    if (peer.namespace === "/visitor") return this.#visitorArrives(peer)
    const id = /^staff=(\w+)$/.exec(peer.cookie ?? "")?.[1]
    if (id === undefined) return { ok: false, code: "not_signed_in", retry: false }
    const generation = Number(peer.auth.generation)
    const staff = this.staff.get(id) ?? {
      id,
      peer: undefined,
      duty: "away" as Duty,
      generation: 0,
      offer: undefined,
      members: new Map(),
    }
    if (generation <= staff.generation) return { ok: false, code: "old_generation", retry: false }
    staff.peer?.tell("seat:displaced", {})
    staff.generation = generation
    staff.peer = peer
    this.staff.set(id, staff)
    return undefined
  }

  leaves(peer: Peer): void {
    this.#happened()
    for (const visitor of this.visitors.values()) {
      if (visitor.peer !== peer) continue
      visitor.peer = undefined
      this.mailboxes.get(visitor.name)?.here(0, false)
    }
    for (const staff of this.staff.values()) {
      if (staff.peer !== peer) continue
      staff.peer = undefined
      for (const [name, { member }] of staff.members) this.mailboxes.get(name)?.here(member, false)
    }
  }

  asks(peer: Peer, event: string, value: Ask): unknown {
    const who = this.#who(peer)
    this.asked.push({ who, event, value })
    this.#happened()
    try {
      if (!isKnown(event, value)) throw new RefusedError("malformed")
      const refused = this.refuse(event, value)
      if (refused !== undefined) throw refused
      const isVisitor = peer.namespace === "/visitor"
      return {
        ok: true,
        ...(isVisitor ? this.#visitorAsks(who, event, value) : this.#staffAsks(who, event, value)),
      }
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      if (["malformed", "mls_refused"].includes(error.code)) this.complaints.push(`${event}: ${error.code}`)
      return { ok: false, code: error.code, retry: error.retry }
    }
  }

  /** The lease of `id`'s offer, or of what it accepted, runs out. */
  miss(id: string, why: Missed): void {
    const staff = this.#member(id)
    const { offer } = staff
    staff.offer = undefined
    staff.duty = why === "mute" || why === "left" ? "free" : "away"
    if (offer !== undefined) {
      if (why !== "left") this.#backInLine(offer.visitor)
      staff.peer?.tell("offer:gone", { offer: offer.offer, why })
    }
    for (const [name, { member, offer: accepted }] of [...staff.members]) {
      if (this.mailboxes.get(name)?.withdraw(member) !== true) continue
      staff.members.delete(name)
      if (why === "key") this.#backInLine(name)
      staff.peer?.tell("offer:gone", { offer: accepted, why })
    }
    this.match()
  }

  /** The live store forgets everything about conversations. */
  forget(): void {
    this.mailboxes.clear()
  }

  /** As if there had never been a conversation of that name. */
  forgets(name: string): void {
    this.mailboxes.delete(name)
    this.visitors.delete(name)
    this.#generations.delete(name)
    for (const staff of this.staff.values()) staff.members.delete(name)
  }

  match(): void {
    const waiting = [...this.visitors.values()]
      .filter((v) => v.inLine && v.peer !== undefined)
      .sort((a, b) => Number(b.urgent) - Number(a.urgent) || a.joined - b.joined)
    for (const visitor of waiting) {
      const staff = [...this.staff.values()].find((s) => this.#isFree(s))
      if (staff !== undefined) this.#offer(staff, visitor)
    }
  }

  #happened(): void {
    setImmediate(() => {
      for (const { is, resolve } of this.#waiters) if (is()) resolve()
      this.#waiters = this.#waiters.filter(({ is }) => !is())
    })
  }

  #visitorArrives(peer: Peer): Answer | undefined {
    const refused = this.doorman()
    if (refused !== undefined) return refused
    const name = this.#who(peer)
    const generation = Number(peer.auth.generation)
    if (generation <= (this.#generations.get(name) ?? 0)) {
      return { ok: false, code: "old_generation", retry: false }
    }
    this.#generations.set(name, generation)
    const visitor = this.visitors.get(name)
    if (visitor === undefined) return undefined
    visitor.peer?.tell("seat:displaced", {})
    visitor.peer = peer
    const mailbox = this.mailboxes.get(name)
    mailbox?.here(0, true)
    if (mailbox?.candidate !== undefined)
      queueMicrotask(() => peer.tell("member:candidate", mailbox.candidate ?? {}))
    return undefined
  }

  #who(peer: Peer): string {
    if (peer.namespace === "/counsellor") return /^staff=(\w+)$/.exec(peer.cookie ?? "")?.[1] ?? ""
    const payload = String(peer.auth.ticket).split(".")[1] ?? ""
    const said: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))
    return (said as { conversation: string }).conversation
  }

  #visitorAsks(name: string, event: string, value: Ask): object {
    if (event === "capsule:leaving") return {}
    if (event === "capsule:keep") {
      if (this.gone.has(name)) throw new RefusedError("gone")
      return this.vault.keep(name, 0, value, this.#generations.get(name) ?? 0)
    }
    if (event === "queue:join") return this.#join(name, value)
    if (event === "queue:leave") return this.#leaveQueue(name)
    if (event === "conversation:exit") return this.#exit(name)
    return this.#inConversation(name, 0, event, value)
  }

  #inConversation(name: string, member: number, event: string, value: Ask): object {
    const mailbox = this.mailboxes.get(name)
    if (mailbox === undefined) throw new RefusedError(event === "message:send" ? "era" : "gone")
    const { conversation: _, ...ask } = value
    switch (event) {
      case "message:send":
        return this.#stored(mailbox, mailbox.append(member, ask as never), ask)
      case "message:got":
        mailbox.got(member, ask as never)
        return {}
      case "conversation:resume":
        return this.#resume(mailbox, member, ask)
      case "typing:set":
        mailbox.others(member, "typing:now", { member, on: value.on })
        return {}
      case "conversation:another":
        return this.#another(name, value.wanted === true)
      default:
        this.vault.forget(name)
        mailbox.end(event === "conversation:end" ? "counsellor" : "visitor", member)
        return {}
    }
  }

  #staffAsks(id: string, event: string, value: Ask): object {
    const staff = this.#member(id)
    switch (event) {
      case "desk:open":
      case "desk:duty":
        if (value.duty !== undefined) staff.duty = value.duty as Duty
        this.match()
        return this.#desk(staff)
      case "offer:accept":
        return this.#accept(staff, String(value.offer))
      case "offer:decline":
        this.miss(id, "lease")
        return {}
      case "member:key":
        this.#mailboxOf(staff, value).offerKey(Number(value.member), String(value.key_package))
        return {}
    }
    if (event === "capsule:leaving") return {}
    const name = String(value.conversation)
    const mine = staff.members.get(name)
    if (mine === undefined) throw new RefusedError("not_yours")
    if (event === "capsule:keep") return this.vault.keep(name, mine.member, value, 0)
    if (event === "capsule:take") return this.#taken(name, mine.member)
    const answer = this.#inConversation(name, mine.member, event, value)
    return event === "conversation:resume" ? { ...answer, conversation: name } : answer
  }

  #taken(name: string, member: number): object {
    const key = this.vault.takeOf(name, member)
    if (key === undefined) throw new RefusedError("gone")
    return key
  }

  #mailboxOf(staff: Staff, value: Ask): Mailbox {
    const name = String(value.conversation)
    const mailbox = staff.members.has(name) ? this.mailboxes.get(name) : undefined
    if (mailbox === undefined) throw new RefusedError("not_yours")
    return mailbox
  }

  #join(name: string, value: Ask): Place {
    if (this.gone.has(name)) throw new RefusedError("gone")
    const peer = [...this.server.peers].find((p) => p.namespace === "/visitor" && this.#who(p) === name)
    const visitor = this.visitors.get(name) ?? { name, joined: Date.now(), urgent: false, peer, inLine: true }
    visitor.urgent = value.urgent === true
    visitor.peer = peer
    this.visitors.set(name, visitor)
    const candidate = this.mailboxes.get(name)?.candidate
    if (candidate !== undefined) peer?.tell("member:candidate", candidate)
    this.match()
    const place = visitor.inLine ? 1 : 0
    const { urgent } = visitor
    return { place, waiting: 1, open: true, urgent, unlikely: false, ticket: "place.ticket.mac-of-it" }
  }

  #leaveQueue(name: string): object {
    this.visitors.delete(name)
    for (const staff of this.staff.values()) if (staff.offer?.visitor === name) this.miss(staff.id, "left")
    return {}
  }

  #exit(name: string): object {
    this.vault.forget(name)
    this.gone.set(name, "exit")
    this.mailboxes.get(name)?.others(0, "conversation:ended", { why: "exit" })
    this.mailboxes.delete(name)
    this.visitors.delete(name)
    return {}
  }

  #resume(mailbox: Mailbox, member: number, ask: Ask): object {
    const resumed = mailbox.resume(member, ask as never)
    mailbox.here(member, true)
    const staff = mailbox.members.find((m) => m.member === member)?.staff
    const peer = staff === undefined ? this.visitors.get(mailbox.name)?.peer : this.staff.get(staff)?.peer
    if (peer !== undefined) this.#reads(peer).add(mailbox.name)
    // After the answer, as what follows from it.
    queueMicrotask(() => {
      for (const mail of mailbox.owed(member, Number(ask.position)))
        this.#tell(mailbox, member, "message:new", mail)
    })
    return resumed
  }

  #stored(mailbox: Mailbox, sent: object, ask: Ask): object {
    const { adds, removes } = ask.body as { adds?: number; removes?: number }
    if (adds !== undefined) mailbox.here(adds, true)
    const out = mailbox.members.find((m) => m.member === removes && m.state === "out")
    if (out?.staff !== undefined) this.staff.get(out.staff)?.members.delete(mailbox.name)
    return sent
  }

  #another(name: string, wanted: boolean): object {
    const visitor = this.visitors.get(name)
    if (visitor !== undefined) visitor.inLine = wanted
    this.match()
    return {}
  }

  /** The same answer as long as that acceptance stands. */
  #accept(staff: Staff, offer: string): object {
    const [name, accepted] = [...staff.members].find(([, m]) => m.offer === offer) ?? []
    if (name !== undefined && accepted !== undefined) return this.#accepted(name, accepted.member)
    if (staff.offer?.offer !== offer) throw new RefusedError("gone")
    const { visitor } = staff.offer
    staff.offer = undefined
    const member = this.#mailboxFor(visitor).invite(staff.id)
    staff.members.set(visitor, { member, offer })
    return this.#accepted(visitor, member)
  }

  #accepted(conversation: string, member: number): object {
    const { era } = this.#mailboxFor(conversation)
    const urgent = this.visitors.get(conversation)?.urgent === true
    return { conversation, member, era, lane: LANE, urgent, waited_seconds: 0 }
  }

  #mailboxFor(name: string): Mailbox {
    const mailbox =
      this.mailboxes.get(name) ??
      new Mailbox(name, (m, event, value) => this.#tell(mailbox, m.member, event, value))
    this.mailboxes.set(name, mailbox)
    return mailbox
  }

  #tell(mailbox: Mailbox, member: number, event: string, value: object): void {
    const staff = mailbox.members.find((m) => m.member === member)?.staff
    const peer = staff === undefined ? this.visitors.get(mailbox.name)?.peer : this.staff.get(staff)?.peer
    if (peer === undefined || (event === "message:new" && !this.#reads(peer).has(mailbox.name))) return
    peer.tell(event, staff === undefined ? value : { ...value, conversation: mailbox.name })
  }

  #reads(peer: Peer): Set<string> {
    const reads = this.#reading.get(peer) ?? new Set()
    this.#reading.set(peer, reads)
    return reads
  }

  #desk({ duty, members, offer }: Staff): Desk {
    const { visitor: _, ...open } = offer ?? { visitor: "" }
    return {
      duty,
      lanes: [{ lane: LANE, waiting: 0, urgent: 0, longest_wait_seconds: 0, counsellors: 1 }],
      conversations: [...members].map(([conversation, { member }]) => ({ conversation, member })),
      ...(offer === undefined ? {} : { offer: open as Offer }),
    }
  }

  #isFree({ peer, duty, offer, members }: Staff): boolean {
    return peer !== undefined && duty === "free" && offer === undefined && members.size === 0
  }

  #offer(staff: Staff, visitor: Waiting): void {
    const offer = toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
    const made = { offer, lane: LANE, urgent: visitor.urgent, waited_seconds: 0, lease_seconds: 30 }
    visitor.inLine = false
    staff.offer = { ...made, visitor: visitor.name }
    staff.peer?.tell("offer:made", made)
  }

  #backInLine(name: string): void {
    const visitor = this.visitors.get(name)
    if (visitor !== undefined) visitor.inLine = true
  }

  #member(id: string): Staff {
    const staff = this.staff.get(id)
    if (staff === undefined) throw new RefusedError("not_signed_in")
    return staff
  }
}
