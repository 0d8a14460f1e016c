// SPDX-License-Identifier: EUPL-1.2
// A helpline of its own for each test: root, issuer, devices, and the visitor and staff who meet there.
// Certificates are made here as the relay's tools make them; the formats are held by tests/vectors.

import { concat, sha256, unsigned, utf8 } from "../src/bytes.ts"
import { type Device, helplineDigest, type Role, roleNumber, type Trust } from "../src/certificate.ts"
import { type Candidate, type Change, type Persist, StaffGroup, VisitorGroup } from "../src/group.ts"
import { generatePrivate, pointOf, sign } from "../src/p256.ts"

const DAY = 86_400

export interface Named {
  readonly name?: string
  readonly role?: Role
  readonly demo?: boolean
  /** Seconds from now. */
  readonly from?: number
  readonly to?: number
  /** 1: to talk, 2: to open reports. */
  readonly use?: number
  /** The X-Wing key that it names: then it is a report key's certificate. */
  readonly sealKey?: Uint8Array
  /** Who signs, in the place of the issuer. */
  readonly signer?: Uint8Array
}

/** A helpline that is not quite the one that tests begin with. */
export interface Founded {
  readonly name?: string
  readonly root?: Uint8Array
}

export class Helpline {
  readonly name: string
  readonly root: Uint8Array
  readonly trust: Trust
  /** As the deny-list has it, but for its signature: `serial.join()`. */
  readonly denied = new Set<string>()
  readonly #issuer: Uint8Array
  readonly #issuing: Uint8Array
  #offset = 0

  private constructor(name: string, root: Uint8Array, issuer: Uint8Array, issuing: Uint8Array) {
    this.name = name
    this.root = root
    this.#issuer = issuer
    this.#issuing = issuing
    const now = () => Date.now() + this.#offset
    this.trust = {
      helpline: this.name,
      roots: [pointOf(root)],
      demoAllowed: false,
      now,
      isDenied: (name) => this.denied.has(name.join()),
    }
  }

  static async open({ name = "Lykta Jämtland", root: given }: Founded = {}): Promise<Helpline> {
    const [root, issuer] = [given ?? (await generatePrivate("ECDSA")), await generatePrivate("ECDSA")]
    const head = concat(new Uint8Array([1, 1, 0]), await helplineDigest(name), times(-DAY, 80 * DAY))
    const body = concat(head, pointOf(issuer))
    const signature = await sign(root, concat(utf8("lykta issuer v1\0"), body))
    return new Helpline(name, root, issuer, concat(body, signature))
  }

  /** The deny-list of that number, with nobody on it, as it lies among the static files. */
  async denyList(number: number): Promise<Uint8Array> {
    const head = concat(new Uint8Array([1, 4]), await helplineDigest(this.name), unsigned(number, 8))
    const body = concat(head, times(-60, 7 * DAY), this.#issuing, unsigned(0, 2))
    return concat(body, await sign(this.#issuer, concat(utf8("lykta denied v1\0"), body)))
  }

  /** This helpline's clock goes on by so much, for everybody. */
  later(seconds: number): void {
    this.#offset += 1000 * seconds
  }

  async device({
    name = "Anna",
    role = "counsellor",
    demo = false,
    from = -60,
    to = 20 * DAY,
    sealKey,
    use = sealKey === undefined ? 1 : 2,
    signer = this.#issuer,
  }: Named = {}): Promise<Device> {
    const key = await generatePrivate("ECDSA")
    const kind = sealKey === undefined ? 2 : 5
    const sealed = sealKey === undefined ? new Uint8Array() : await sha256(sealKey)
    const head = new Uint8Array([1, kind, demo ? 1 : 0, use, roleNumber(role)])
    const written = utf8(name)
    const named = concat(unsigned(written.length, 1), written)
    const body = concat(
      head,
      crypto.getRandomValues(new Uint8Array(16)),
      times(from, to),
      pointOf(key),
      sealed,
      named,
    )
    const signature = await sign(signer, concat(utf8("lykta device v1\0"), this.#issuing, body))
    return { certificate: concat(this.#issuing, body, signature), sign: (bytes) => sign(key, bytes) }
  }
}

/** A conversation with its relay's counters: everybody's next n. */
export class Conversation {
  readonly id: Uint8Array
  readonly helpline: Helpline
  readonly visitor: VisitorGroup
  #n = new Map<number, number>()

  private constructor(helpline: Helpline, id: Uint8Array, visitor: VisitorGroup) {
    this.helpline = helpline
    this.id = id
    this.visitor = visitor
  }

  static async begun(helpline?: Helpline, persist?: Persist): Promise<Conversation> {
    const at = helpline ?? (await Helpline.open())
    const id = crypto.getRandomValues(new Uint8Array(24))
    return new Conversation(at, id, await VisitorGroup.create(id, at.trust, persist))
  }

  /** The next event of `member`. */
  next(member: number): { readonly member: number; readonly n: number } {
    const n = (this.#n.get(member) ?? 0) + 1
    this.#n.set(member, n)
    return { member, n }
  }

  async candidate(member: number, named: Named = {}, persist?: Persist): Promise<Candidate> {
    const device = await this.helpline.device(named)
    const of = { conversation: this.id, member, device, trust: this.helpline.trust }
    return StaffGroup.candidate(persist === undefined ? of : { ...of, persist })
  }

  /** The visitor lets somebody in, and everybody in `others` follows. */
  async lets(candidate: Candidate, member: number, others: readonly StaffGroup[] = []): Promise<StaffGroup> {
    const { n } = this.next(0)
    const change = await this.visitor.add(candidate.keyPackage, { member, n })
    await this.follow(change, n, others)
    return candidate.join(change.welcome ?? new Uint8Array(), change.commit)
  }

  /** A newcomer from nothing to member. */
  async admits(member: number, named: Named = {}, others: readonly StaffGroup[] = []): Promise<StaffGroup> {
    return this.lets(await this.candidate(member, named), member, others)
  }

  async removes(member: number, others: readonly StaffGroup[]): Promise<Change> {
    const { n } = this.next(0)
    const change = await this.visitor.remove(member, n)
    await this.follow(change, n, others)
    return change
  }

  /** The relay takes a change of the visitor's and brings it to everybody. */
  async follow(change: Change, n: number, others: readonly StaffGroup[]): Promise<void> {
    await change.adopt()
    for (const other of others) await (await other.dryRun(change.commit, { member: 0, n })).adopt()
  }

  /** `text` from one to another, through a relay that tells no lies. */
  async says(
    from: VisitorGroup | StaffGroup,
    to: readonly (VisitorGroup | StaffGroup)[],
    text: string,
  ): Promise<void> {
    const event = this.next(from.member)
    const { message } = await from.seal({ text }, event.n)
    for (const each of to) {
      const { content, by } = await each.open(message, event)
      if (!("text" in content) || content.text !== text || by.member !== from.member)
        throw new Error("not what was said")
    }
  }
}

function times(from: number, to: number): Uint8Array {
  const now = Math.floor(Date.now() / 1000)
  return concat(unsigned(now + from, 8), unsigned(now + to, 8))
}
