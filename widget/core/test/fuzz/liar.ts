// SPDX-License-Identifier: EUPL-1.2
// A visitor's page that lies: it tells one this and another that, lets in whom nobody certified or whom it removed, and
// commits twice for one epoch. Honest staff follow what is well made, each on its own branch, and refuse the rest; nobody
// is ever shown another's words as somebody's, and what is said on one branch is not read on another.

import type { Proposal } from "ts-mls/proposal.js"
import { utf8 } from "../../src/bytes.ts"
import { type Candidate, DistrustError, type From, GroupError, StaffGroup } from "../../src/group.ts"
import { type KeyPair, staffPackage, visitorPackage } from "../../src/groupJoin.ts"
import { suite } from "../../src/provider.ts"
import { addOf, addOfBytes, Evil, removeOf } from "../evil.ts"
import { Helpline } from "../people.ts"
import { Chance } from "./chance.ts"
import { Person } from "./person.ts"
import { Thief } from "./thief.ts"
import { holds, type Letter, type Note, type Shown } from "./truth.ts"
import type { Figures } from "./world.ts"

/** One story that the visitor tells. */
interface Branch {
  readonly name: number
  readonly evil: Evil
  /** By leaf. */
  readonly seats: Map<number, number>
  readonly staff: Set<Staff>
}

interface Staff {
  readonly person: Person
  readonly group: StaffGroup
}

const ACTS = { adds: 5, removes: 2, renews: 2, says: 3, answers: 4, forks: 2, crosses: 4, lies: 6 }
const STRANGER = 77

export class Liar {
  readonly #conversation = crypto.getRandomValues(new Uint8Array(24))
  readonly #chance: Chance
  readonly #helpline: Helpline
  readonly #branches: Branch[] = []
  readonly #letters: (Letter & { readonly branch: number })[] = []
  readonly #people: Person[] = []
  readonly #ghosts: Evil[] = []
  readonly #figures: Figures
  readonly trace: string[] = []
  #n = 0
  #members = 0

  constructor(seed: number, helpline: Helpline, figures: Figures) {
    this.#chance = new Chance(seed)
    this.#helpline = helpline
    this.#figures = figures
  }

  async play(steps: number): Promise<void> {
    const evil = await Evil.visitor(this.#conversation)
    this.#branches.push({ name: 0, evil, seats: new Map([[0, 0]]), staff: new Set() })
    await this.#adds(this.#branch)
    for (let step = 0; step < steps; step++) {
      const act = this.#chance.weighed(ACTS)
      this.trace.push(act)
      await this.#acts[act](this.#branch)
      await this.#agrees()
      this.#figures.steps += 1
    }
    await this.#isRead()
    this.#figures.runs += 1
  }

  get #branch(): Branch {
    const branch = this.#chance.pick(this.#branches)
    if (branch === undefined) throw new Error("no branch")
    return branch
  }

  get #acts(): Readonly<Record<keyof typeof ACTS, (branch: Branch) => Promise<void>>> {
    return {
      adds: (branch) => this.#adds(branch),
      removes: (branch) => this.#removes(branch),
      renews: async (branch) => {
        await this.#commits(branch, [], {})
      },
      says: (branch) => this.#says(branch),
      answers: (branch) => this.#answers(branch),
      forks: (branch) => this.#forks(branch),
      crosses: (branch) => this.#crosses(branch),
      lies: (branch) => this.#lies(branch),
    }
  }

  async #adds(branch: Branch): Promise<void> {
    if (branch.seats.size >= 4) return this.#fifth(branch)
    const [person, candidate] = await this.#candidate()
    const leaf = freeIn(branch)
    const seats = new Map(branch.seats).set(leaf, person.member)
    const { member } = person
    const welcome = await this.#commits(branch, [addOfBytes(candidate.keyPackage)], {
      subject: member,
      seats,
    })
    const note: Note = { ...person.note, epoch: epochOf(branch) }
    const group = await person.attempt(note, () => candidate.join(welcome))
    branch.staff.add({ person, group })
    branch.seats.set(leaf, member)
  }

  async #candidate(): Promise<readonly [Person, Candidate]> {
    this.#members += 1
    const person = new Person(this.#members, `staff ${this.#members}`)
    const device = await this.#helpline.device({ name: person.name })
    const { member, persist } = person
    const { trust } = this.#helpline
    const of = { conversation: this.#conversation, member, device, trust, persist }
    this.#people.push(person)
    return [person, await StaffGroup.candidate(of)]
  }

  async #removes(branch: Branch): Promise<void> {
    const [leaf, member] = this.#chance.pick([...branch.seats].filter(([at]) => at !== 0)) ?? []
    if (leaf === undefined || member === undefined) return
    await this.#commits(branch, [removeOf(leaf)], { subject: member })
    branch.seats.delete(leaf)
    for (const each of branch.staff) if (each.person.member === member) branch.staff.delete(each)
  }

  /** Well made, so that everybody on the branch follows. Answers the Welcome. */
  async #commits(
    { evil, staff }: Branch,
    proposals: Proposal[],
    { subject, seats }: { subject?: number; seats?: ReadonlyMap<number, number> },
  ): Promise<Uint8Array> {
    const stamp = this.#stamp(subject)
    const made = await evil.commits(proposals, stamp, seats)
    for (const { group, person } of staff) {
      const incoming = await group.dryRun(made.commit, stamp)
      await person.attempt({ ...person.note, epoch: incoming.epoch }, () => incoming.adopt())
    }
    evil.state = made.next
    return made.welcome
  }

  #stamp(subject?: number): From & { readonly subject?: number } {
    this.#n += 1
    return { member: 0, n: this.#n, ...(subject === undefined ? {} : { subject }) }
  }

  async #says(branch: Branch): Promise<void> {
    const stamp = this.#stamp()
    const text = `visitor ${stamp.n}`
    const bytes = await branch.evil.says(utf8(JSON.stringify({ v: 1, text })), stamp)
    await this.#reach(branch, bytes, stamp, text)
  }

  async #answers(branch: Branch): Promise<void> {
    const from = this.#chance.pick([...branch.staff])
    if (from === undefined) return
    const { person, group } = from
    person.lastN += 1
    const event = { member: person.member, n: person.lastN }
    const text = `${person.name} ${event.n}`
    const { message } = await person.attempt(person.note, () => group.seal({ text }, event.n))
    await this.#reach(branch, message, event, text)
  }

  async #reach(branch: Branch, bytes: Uint8Array, from: From, text: string): Promise<void> {
    const readers = new Set(branch.seats.values())
    const { member, n } = from
    const epoch = epochOf(branch)
    this.#letters.push({ bytes, member, n, epoch, begun: "", readers, text, branch: branch.name })
    for (const { group, person } of branch.staff) {
      if (person.member === member) continue
      const shown: Shown = { member, n, text }
      const next = { ...person.note, shown: [...person.note.shown, shown] }
      const opened = await person.attempt(next, () => group.open(bytes, from))
      const said = "text" in opened.content ? opened.content.text : ""
      holds(
        said === text && opened.by.member === member,
        `${person.name} is shown ${said} of ${opened.by.member}`,
      )
    }
  }

  /** Two commits for one epoch: the staff believe one or the other. */
  async #forks(branch: Branch): Promise<void> {
    if (branch.staff.size < 2) return
    const other: Branch = {
      name: this.#branches.length,
      evil: new Evil(branch.evil.state),
      seats: new Map(branch.seats),
      staff: new Set([...branch.staff].filter((_, index) => index % 2 === 0)),
    }
    for (const each of other.staff) branch.staff.delete(each)
    this.#branches.push(other)
    const n = this.#n
    await this.#commits(branch, [], {})
    this.#n = n
    await this.#commits(other, [], {})
  }

  /** What was said on one branch is brought to another. */
  async #crosses(branch: Branch): Promise<void> {
    const letter = this.#chance.pick(this.#letters.filter((each) => each.branch !== branch.name))
    if (letter === undefined) return
    for (const each of branch.staff) {
      const isOld = each.person.note.shown.some(({ member, n }) => member === letter.member && n === letter.n)
      if (isOld || letter.readers.has(each.person.member) || letter.member === each.person.member) continue
      await this.#refuses(each, "another branch", () => each.group.open(letter.bytes, letter))
    }
  }

  async #fifth(branch: Branch): Promise<void> {
    const [, candidate] = await this.#candidate()
    await this.#isRefused(branch, "a fifth", [addOfBytes(candidate.keyPackage)], STRANGER)
  }

  async #lies(branch: Branch): Promise<void> {
    const name = this.#chance.pick(Object.keys(this.#table)) ?? ""
    this.trace.push(`! ${name}`)
    this.#figures.offences += 1
    await this.#table[name]?.(branch)
  }

  /** Each is refused by everybody who is asked to follow it. */
  get #table(): Readonly<Record<string, (branch: Branch) => Promise<void>>> {
    const keysOf = (of: Helpline) => this.#keys(of)
    const first = (branch: Branch) => [...branch.seats].find(([leaf]) => leaf !== 0)
    return {
      "somebody uncertified": async (branch) =>
        this.#lets(branch, await visitorPackage(Date.now()), STRANGER),
      "somebody of another helpline": async (branch) =>
        this.#lets(branch, await keysOf(await Helpline.open()), STRANGER),
      "somebody under a number that was had": async (branch) => {
        const used = this.#chance.pick([...branch.seats.values()]) ?? 0
        await this.#lets(branch, await keysOf(this.#helpline), used)
      },
      "somebody without a number": async (branch) =>
        this.#lets(branch, await keysOf(this.#helpline), undefined),
      "a removal under another's number": async (branch) => {
        const [leaf] = first(branch) ?? []
        if (leaf !== undefined) await this.#isRefused(branch, "wrong subject", [removeOf(leaf)], STRANGER)
      },
      "an Add with a Remove": async (branch) => {
        const [leaf] = first(branch) ?? []
        if (leaf === undefined) return
        const both = [addOf(await keysOf(this.#helpline)), removeOf(leaf)]
        await this.#isRefused(branch, "two acts", both, STRANGER)
      },
      "a removal without a path": async (branch) => this.#pathless(branch),
      "another key on leaf 0": async (branch) => this.#rekeys(branch),
      "the same commit number twice": async (branch) => {
        const last = this.#n
        this.#n = 0
        await this.#isRefused(branch, "an old number", [], undefined)
        this.#n = last
      },
    }
  }

  async #keys(helpline: Helpline): Promise<KeyPair> {
    const device = await helpline.device({ name: "ghost" })
    const { trust } = helpline
    return staffPackage({ conversation: this.#conversation, member: STRANGER, device, trust })
  }

  async #lets(branch: Branch, keys: KeyPair, subject: number | undefined): Promise<void> {
    if (branch.seats.size >= 4) return
    const seats = new Map(branch.seats).set(freeIn(branch), STRANGER)
    const welcome = await this.#isRefused(branch, "a ghost", [addOf(keys)], subject, seats)
    if (welcome.length > 0) this.#ghosts.push(await Evil.joining(keys, welcome))
  }

  async #isRefused(
    branch: Branch,
    name: string,
    proposals: Proposal[],
    subject: number | undefined,
    seats?: ReadonlyMap<number, number>,
  ): Promise<Uint8Array> {
    const stamp = this.#stamp(subject)
    const made = await branch.evil.commits(proposals, stamp, seats)
    await this.#allRefuse(branch, name, made.commit, stamp)
    return made.welcome
  }

  async #pathless(branch: Branch): Promise<void> {
    const [leaf, member] = [...branch.seats].find(([at]) => at !== 0) ?? []
    if (leaf === undefined || member === undefined) return
    const stamp = this.#stamp(member)
    const proposals = [{ proposalOrRefType: "proposal" as const, proposal: removeOf(leaf) }]
    const bytes = await branch.evil.forges({ proposals, path: undefined }, stamp)
    await this.#allRefuse(branch, "no path", bytes, stamp)
  }

  async #rekeys(branch: Branch): Promise<void> {
    if (branch.staff.size === 0) return
    const { publicKey, signKey } = await suite.signature.keygen()
    const stamp = this.#stamp()
    const bytes = await branch.evil.renewsWith((tree) => {
      const node = tree[0]
      if (node?.nodeType !== "leaf") throw new Error("no leaf")
      tree[0] = { nodeType: "leaf", leaf: { ...node.leaf, signaturePublicKey: publicKey } }
      return { tree, signKey }
    }, stamp)
    await this.#allRefuse(branch, "another key", bytes, stamp)
  }

  async #allRefuse({ staff }: Branch, name: string, bytes: Uint8Array, from: From): Promise<void> {
    for (const each of staff) await this.#refuses(each, name, () => each.group.dryRun(bytes, from))
  }

  async #refuses({ group, person }: Staff, name: string, act: () => Promise<unknown>): Promise<void> {
    const standing = () => `${group.epoch} ${group.commitHash} ${group.roster.map(({ member }) => member)}`
    const before = standing()
    try {
      await act()
    } catch (error) {
      holds(error instanceof GroupError || error instanceof DistrustError, `${name}: thrown is ${error}`)
      holds(standing() === before, `${name}: ${person.name} refused it, and something has changed`)
      return
    }
    holds(false, `${name}: ${person.name} believes it`)
  }

  /** Who believes one story sees its people, all certified, and has the words of nobody who believes another. */
  async #agrees(): Promise<void> {
    const words = new Map<string, number>()
    for (const { staff, seats, name } of this.#branches) {
      const expected = [...seats.values()].sort((a, b) => a - b)
      for (const { group, person } of staff) {
        const roster = group.roster.map(({ member }) => member)
        holds(String(roster) === String(expected), `${person.name} sees ${roster}, not ${expected}`)
        const all = group.roster.every(
          ({ member, staff: who }) => (who?.name ?? "visitor") === nameOf(member),
        )
        holds(all, `${person.name} sees another name`)
        const said = (await group.words()).join(" ")
        holds((words.get(said) ?? name) === name, "two stories have the same words")
        words.set(said, name)
      }
      this.#figures.most = Math.max(this.#figures.most, seats.size)
    }
  }

  /** What was sealed for one story is closed to those of the other, to the removed, and to ghosts. */
  async #isRead(): Promise<void> {
    const { trust } = this.#helpline
    const ghosts = new Thief(
      this.#ghosts.map(({ state }) => state),
      this.#conversation,
    )
    for (const letter of this.#letters) holds(!(await ghosts.reads(letter)), "a ghost reads")
    for (const person of this.#people.filter(({ saved }) => saved.length > 0)) {
      const thief = Thief.of(person.saved, trust, this.#conversation)
      this.#figures.shown += person.note.shown.length
      for (const letter of this.#letters.filter((each) => this.#isClosed(person, each))) {
        this.#figures.tries += 1
        holds(!(await thief.reads(letter)), `${person.name} reads ${letter.text} of another story`)
      }
    }
  }

  #isClosed({ member, note }: Person, letter: Letter): boolean {
    return letter.member !== member && !note.shown.some(({ text }) => text === letter.text)
  }
}

const nameOf = (member: number): string => (member === 0 ? "visitor" : `staff ${member}`)

const epochOf = ({ evil }: Branch): number => Number(evil.state.groupContext.epoch)

function freeIn({ seats }: Branch): number {
  let leaf = 0
  while (seats.has(leaf)) leaf += 1
  return leaf
}
