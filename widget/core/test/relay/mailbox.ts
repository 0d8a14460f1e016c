// SPDX-License-Identifier: EUPL-1.2
// One conversation at the relay, strictly by delivery.md: numbers, epochs, what is owed, the end.

import { fromBase64, toBase64Url } from "../../src/bytes.ts"
import type { Body, Candidate, Got, Mail, Resume, Resumed, Send, Sent, Why } from "../../src/wire.gen.ts"

export class RefusedError extends Error {
  readonly code: string
  readonly retry: boolean

  constructor(code: string, retry = false) {
    super(code)
    this.code = code
    this.retry = retry
  }
}

interface Member {
  readonly member: number
  readonly staff: string | undefined
  state: "invited" | "candidate" | "in" | "out"
  key: string
  here: boolean
  n: number
  /** Of the last four messages. */
  answers: Map<number, number>
  got: number
  from: number
  upto: number
  arrived: number
}

/** Header of an MLS PrivateMessage whose group id has 24 bytes. */
const EPOCH_AT = 2 + 2 + 1 + 24
const APPLICATION = 1
const COMMIT = 3

export class Mailbox {
  readonly name: string
  readonly era = toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
  readonly members: Member[] = []
  readonly mail: Mail[] = []
  epoch = 0
  over: Why | undefined
  /** Tells somebody something, if they are there. */
  readonly #tell: (member: Member, event: string, value: object) => void
  #next = 1

  constructor(name: string, tell: (member: Member, event: string, value: object) => void) {
    this.name = name
    this.#tell = tell
    this.members.push(fresh(0, undefined, "in", 1))
  }

  invite(staff: string): number {
    const member = fresh(this.#next++, staff, "invited", Number.MAX_SAFE_INTEGER)
    this.members.push(member)
    return member.member
  }

  offerKey(member: number, key: string): void {
    const who = this.#known(member)
    if (who.state === "in") return
    who.state = "candidate"
    who.key = key
    this.#tell(this.#known(0), "member:candidate", this.candidate ?? {})
  }

  withdraw(member: number): boolean {
    const who = this.#known(member)
    if (who.state === "in") return false
    who.state = "out"
    this.#tell(this.#known(0), "member:withdrawn", { member })
    return true
  }

  get candidate(): Candidate | undefined {
    const who = this.members.find((m) => m.state === "candidate")
    return who && { era: this.era, member: who.member, key_package: who.key }
  }

  here(member: number, here: boolean): void {
    const who = this.#known(member)
    if (who.here === here) return
    who.here = here
    if (who.state === "in") this.#others(member, "member:here", { member, here })
  }

  append(member: number, { era, n, body }: Send): Sent {
    if (era !== this.era) throw new RefusedError("era")
    const who = this.#known(member)
    if (who.state !== "in") throw new RefusedError("not_allowed_now")
    if (n <= who.n) return again(who, n)
    if (n > who.n + 1) throw new RefusedError("gap")
    if (this.over !== undefined) throw new RefusedError("gone")
    this.#check(who, body)
    const seq = this.#store({ era, seq: 0, member, n, at: Date.now(), body })
    who.n = n
    who.answers.set(n, seq)
    this.#seat(seq, body)
    this.#deliver(seq)
    return { seq }
  }

  got(member: number, { era, seq }: Got): void {
    if (era !== this.era) throw new RefusedError("era")
    const who = this.#known(member)
    const owed = Math.max(who.got, ...this.owed(member, 0).map((m) => m.seq))
    if (seq > owed) throw new RefusedError("malformed")
    who.got = Math.max(who.got, seq)
    for (const author of this.members) this.#arrived(author)
  }

  resume(member: number, { era, position }: Resume): Resumed {
    const who = this.#known(member)
    if (era !== this.era || (position < who.got && who.got >= who.from)) throw new RefusedError("gone")
    if (position > who.got) this.got(member, { era, seq: position })
    // Nobody waits for ever for who was taken out.
    this.#arrived(who)
    const { candidate } = this
    return {
      era,
      last: who.n,
      arrived: who.arrived,
      epoch: this.epoch,
      members: this.members
        .filter((m) => m.state === "in")
        .map(({ member: k, here }) => ({ member: k, here })),
      ...(member === 0 && candidate !== undefined ? { candidate } : {}),
    }
  }

  owed(member: number, after: number): readonly Mail[] {
    const { from, upto } = this.#known(member)
    return this.mail.filter((m) => m.seq > after && m.seq >= from && m.seq <= upto && m.member !== member)
  }

  end(why: Why, by: number): void {
    if (this.over !== undefined) return
    const seq = this.#store({ era: this.era, seq: 0, member: by, n: 0, at: Date.now(), end: why })
    this.over = why
    this.#deliver(seq)
  }

  /** Tells all but `member` who are inside. */
  others(member: number, event: string, value: object): void {
    this.#others(member, event, value)
  }

  #others(member: number, event: string, value: object): void {
    for (const m of this.members) if (m.member !== member && m.state === "in") this.#tell(m, event, value)
  }

  #known(member: number): Member {
    const who = this.members.find((m) => m.member === member)
    if (who === undefined) throw new RefusedError("not_yours")
    return who
  }

  #check(who: Member, body: Body): void {
    if (body.commit === undefined) this.#checkWords(body)
    else this.#checkCommit(who, body, body.commit)
  }

  #checkCommit(who: Member, body: Body, commit: string): void {
    if (who.member !== 0 && (body.adds ?? body.removes) !== undefined) throw new RefusedError("mls_refused")
    if ((body.adds === undefined) !== (body.welcome === undefined)) throw new RefusedError("mls_refused")
    if (body.adds !== undefined && this.#known(body.adds).state !== "candidate") {
      throw new RefusedError("not_allowed_now")
    }
    if (body.removes !== undefined && this.#known(body.removes).state !== "in")
      throw new RefusedError("not_allowed_now")
    if (this.#read(commit, COMMIT) !== this.epoch) throw new RefusedError("stale")
    this.epoch++
  }

  #checkWords(body: Body): void {
    const epoch = this.#read(body.app ?? "", APPLICATION)
    if (epoch !== this.epoch && epoch !== this.epoch - 1) throw new RefusedError("old_epoch")
  }

  /** The epoch in the clear header. */
  #read(message: string, type: number): number {
    const bytes = fromBase64(message)
    if (toBase64Url(bytes.slice(5, EPOCH_AT)) !== this.name || bytes[EPOCH_AT + 8] !== type) {
      throw new RefusedError("mls_refused")
    }
    return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(EPOCH_AT))
  }

  #store(mail: Mail): number {
    const seq = this.mail.length + 1
    this.mail.push({ ...mail, seq })
    return seq
  }

  #seat(seq: number, { adds, removes }: Body): void {
    if (adds !== undefined) Object.assign(this.#known(adds), { state: "in", from: seq, got: seq - 1 })
    if (removes !== undefined) Object.assign(this.#known(removes), { state: "out", upto: seq })
  }

  #deliver(seq: number): void {
    for (const m of this.members)
      for (const mail of this.owed(m.member, seq - 1)) this.#tell(m, "message:new", mail)
  }

  #arrived(author: Member): void {
    const has = ([, seq]: [number, number]): boolean =>
      this.members.every((m) => m === author || m.state !== "in" || seq < m.from || m.got >= seq)
    const n = Math.max(0, ...[...author.answers].filter(has).map(([k]) => k))
    if (n <= author.arrived) return
    author.arrived = n
    this.#tell(author, "message:arrived", { era: this.era, n })
  }
}

function again(who: Member, n: number): Sent {
  const seq = who.answers.get(n)
  if (seq === undefined || n <= who.n - 4) throw new RefusedError("malformed")
  return { seq }
}

function fresh(member: number, staff: string | undefined, state: Member["state"], from: number): Member {
  const numbers = { n: 0, got: 0, from, upto: Number.MAX_SAFE_INTEGER, arrived: 0 }
  return { member, staff, state, key: "", here: state === "in", answers: new Map(), ...numbers }
}
