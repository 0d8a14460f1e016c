// SPDX-License-Identifier: EUPL-1.2
// What a run knows to be so, told by nobody's group: which epochs the relay took, who was in each, who said what.
// What a group may do with a message is foretold from here, and what it does is held against that.

import type { From, GroupRefusal } from "../../src/group.ts"
import type { Seen } from "./thief.ts"

/** Sealed bytes, and who may ever read them. */
export interface Letter extends From {
  readonly bytes: Uint8Array
  readonly epoch: number
  /** The event of the commit that began that epoch, as a key. */
  readonly begun: string
  readonly readers: ReadonlySet<number>
  /** None: a commit. */
  readonly text?: string
}

export interface Epoch {
  readonly begun: string
  /** By number, ascending. */
  readonly roster: readonly number[]
  words?: string
  seen?: Seen
}

export interface Shown extends From {
  readonly text: string
}

/** What somebody's group must know by now. A value: it is written down with every snapshot. */
export interface Note {
  readonly epoch: number
  /** The epoch in which this person came. */
  readonly joined: number
  readonly heard: ReadonlyMap<number, number>
  /** A commit of this person's that is under way. */
  readonly own: { readonly epoch: number; readonly n: number; readonly heals: boolean } | undefined
  /** The last mail that was read. */
  readonly cursor: number
  readonly shown: readonly Shown[]
}

/** A rule that was broken. Everything else that is thrown is a fault of the test. */
export class BrokenRule extends Error {}

export function holds(rule: boolean, text: string): asserts rule {
  if (!rule) throw new BrokenRule(text)
}

/** What a message that is late, doubled, void or not ours may be answered with: nothing has changed then. */
export const HARMLESS: ReadonlySet<GroupRefusal> = new Set([
  "replayed",
  "epoch",
  // A client ends there; the group itself is as it was.
  "behind",
  "unreadable",
  "sender",
  "malformed",
  "otherGroup",
])

export const keyOf = ({ member, n }: From): string => `${member}:${n}`

export class Truth {
  readonly epochs: Epoch[] = [{ begun: "", roster: [0] }]
  readonly letters: Letter[] = []
  readonly names = new Map<number, string>()
  readonly #said = new Map<string, string>()
  visitorKey: Uint8Array | undefined

  epoch(at: number): Epoch {
    const epoch = this.epochs[at]
    holds(epoch !== undefined, `nobody has begun epoch ${at}`)
    return epoch
  }

  /** Every number stands for one content, however often it is sealed. */
  sealed(letter: Letter): Letter {
    const content = letter.text ?? "a commit"
    const key = `${keyOf(letter)}${letter.text === undefined ? "c" : "m"}`
    const before = this.#said.get(key)
    holds(before === undefined || before === content, `${key} stands for two contents`)
    this.#said.set(key, content)
    this.letters.push(letter)
    return letter
  }

  begins(epoch: number, by: From, { adds, removes }: { adds?: number; removes?: number }): void {
    const before = this.epoch(epoch - 1).roster
    const after = [...before.filter((member) => member !== removes), ...(adds === undefined ? [] : [adds])]
    this.epochs[epoch] = { begun: keyOf(by), roster: after.sort((a, b) => a - b) }
  }

  isMain({ epoch, begun }: { readonly epoch: number; readonly begun: string }): boolean {
    return this.epochs[epoch]?.begun === begun
  }

  isOwnTaken(note: Note, member: number): boolean {
    const { own } = note
    return own !== undefined && this.isMain({ epoch: own.epoch, begun: keyOf({ member, n: own.n }) })
  }

  /** The note after opening `letter` as event `from`, or nothing if it must be refused. */
  afterOpening(me: number, note: Note, letter: Letter, from: From): Note | undefined {
    if (letter.member === me || letter.text === undefined || keyOf(letter) !== keyOf(from)) return undefined
    const place = 2 * letter.n + 1
    if (place <= (note.heard.get(letter.member) ?? 0) || !this.isMain(letter)) return undefined
    const base = this.#standing(me, note, letter.epoch)
    const late = base !== undefined && letter.epoch === base.epoch - 1 && letter.epoch >= base.joined
    if (base === undefined || (letter.epoch !== base.epoch && !late)) return undefined
    const shown = { member: letter.member, n: letter.n, text: letter.text }
    return {
      ...base,
      heard: new Map(base.heard).set(letter.member, place),
      shown: [...base.shown, shown],
    }
  }

  /** The note after following a commit that the relay has taken, or nothing if it must be refused. */
  afterFollowing(me: number, note: Note, commit: Letter, from: From): Note | undefined {
    if (commit.member === me || keyOf(commit) !== keyOf(from)) return undefined
    const place = 2 * commit.n
    if (place <= (note.heard.get(commit.member) ?? 0)) return undefined
    const base = this.#standing(me, note, commit.epoch)
    if (base?.epoch !== commit.epoch) return undefined
    const heard = this.#counted(base.heard, commit.epoch + 1).set(commit.member, place)
    return { ...base, epoch: commit.epoch + 1, heard, own: undefined }
  }

  /** My own commit, adopted. */
  afterOwn(me: number, note: Note): Note {
    const { own } = note
    holds(own !== undefined, "no commit is under way")
    const heard = this.#counted(note.heard, own.epoch).set(me, Math.max(2 * own.n, note.heard.get(me) ?? 0))
    return { ...note, epoch: own.epoch, heard, own: undefined }
  }

  /** How many events of this member never came to who has this note. */
  skipped(me: number, note: Note, { epoch }: Letter, { member, n }: From): number {
    const last = (this.#standing(me, note, epoch) ?? note).heard.get(member)
    return last === undefined ? 0 : Math.max(0, n - Math.floor(last / 2) - 1)
  }

  /** Whoever comes by the commit that begins `epoch` is counted from its first event. */
  #counted(heard: Note["heard"], epoch: number): Map<number, number> {
    const before = this.epoch(epoch - 1).roster
    const came = this.epoch(epoch).roster.filter((member) => !before.includes(member))
    return new Map([...heard, ...came.map((member) => [member, 1] as const)])
  }

  /** A message of the epoch that my own commit begins shows that it was taken; if it was not, nothing can be read. */
  #standing(me: number, note: Note, epoch: number): Note | undefined {
    if (note.own?.epoch !== epoch) return note
    return this.isOwnTaken(note, me) ? this.afterOwn(me, note) : undefined
  }
}
