// SPDX-License-Identifier: EUPL-1.2
// An honest member of a run: a group behind the adapter, a disk that remembers everything, and what is to be sent.

import {
  type Candidate,
  type Change,
  type Persist,
  StaffGroup,
  type Trust,
  VisitorGroup,
} from "../../src/group.ts"
import { readSnapshot, snapshotBytes } from "../../src/groupSnapshot.ts"
import type { Answer, Event, Mail } from "./relay.ts"
import { holds, type Note } from "./truth.ts"

/** Something to be sent. It gets its number when it is first sealed, and keeps it. */
export interface Item {
  readonly kind: "say" | "renew" | "add" | "remove"
  readonly text?: string
  readonly subject?: Person | undefined
  n?: number
  event?: Event
  change?: Change
}

export interface Saved {
  readonly bytes: Uint8Array
  readonly note: Note
}

export class DiskFull extends Error {}
export class Crash extends Error {}

const EMPTY: Note = { epoch: 0, joined: 0, heard: new Map(), own: undefined, cursor: 0, shown: [] }

export class Person {
  readonly member: number
  readonly name: string
  readonly saved: Saved[] = []
  state: "invited" | "in" | "out" | "lost" = "invited"
  candidate: Candidate | undefined
  outbox: Item[] = []
  /** The relay's answer to the first item, on its way. */
  answer: Answer | undefined
  note: Note = EMPTY
  acked = 0
  lastN = 0
  /** Begun again, and not healed by an empty commit since. */
  restored = false
  /** The mail that is being read in its turn: with its last write it is read. */
  reading: Mail | undefined
  trouble: "full" | "crash" | undefined
  /** The epochs and lives in which the words have been compared. */
  compared = ""
  #group: VisitorGroup | StaffGroup | undefined
  #next: Note | undefined

  constructor(member: number, name: string) {
    this.member = member
    this.name = name
  }

  readonly persist: Persist = async (snapshot, opened) => {
    const { trouble } = this
    this.trouble = undefined
    if (trouble === "full") throw new DiskFull()
    const note = this.#next ?? this.note
    const last = note.shown.at(-1)
    if (opened !== undefined) holds(last?.n === opened.n, "what was opened is not what was foretold")
    const { reading } = this
    const isRead = reading !== undefined && (opened !== undefined || reading.app === undefined)
    const cursor = isRead ? reading.seq : note.cursor
    this.saved.push({ bytes: snapshotBytes(snapshot), note: { ...note, cursor } })
    if (trouble === "crash") throw new Crash()
  }

  get group(): VisitorGroup | StaffGroup {
    if (this.#group === undefined) throw new Error(`${this.name} is not in`)
    return this.#group
  }

  get visitor(): VisitorGroup {
    if (!(this.#group instanceof VisitorGroup)) throw new Error("not the visitor")
    return this.#group
  }

  enters(group: VisitorGroup | StaffGroup): void {
    this.#group = group
    this.state = "in"
  }

  /** Does `act`, after which `next` is what this person knows. It is written down with whatever `act` writes. */
  async attempt<T>(next: Note, act: () => Promise<T>): Promise<T> {
    this.#next = next
    try {
      const done = await act()
      this.note = next
      return done
    } finally {
      this.#next = undefined
    }
  }

  /** The process is gone; a new one begins from `saved`. */
  begins({ bytes, note }: Saved, trust: Trust): void {
    const read = readSnapshot(bytes, trust)
    const kind = this.member === 0 ? VisitorGroup : StaffGroup
    this.#group = kind.restore(read, trust, this.persist)
    this.note = { ...note, cursor: Math.max(note.cursor, this.acked) }
    this.restored = true
    this.state = "in"
    this.answer = undefined
    this.compared = ""
  }

  /** Snapshots that are no older than what the relay has been told and no other epoch than the newest. */
  get startingPoints(): readonly Saved[] {
    const newest = this.saved.at(-1)
    if (newest === undefined) return []
    const isSound = ({ note }: Saved) =>
      note.epoch === newest.note.epoch && note.own?.n === newest.note.own?.n && note.cursor >= this.acked
    return [...this.saved.filter(isSound), newest]
  }
}
