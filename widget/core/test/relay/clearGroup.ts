// SPDX-License-Identifier: EUPL-1.2
// A group without a seal, for tests of delivery alone: what it says can be read, and everything else of a group's
// contract holds (numbers are inside, nothing opens twice, epochs, one commit each). No time passes in it.

import { concat, fromBase64Url, toBase64Url, unsigned, utf8 } from "../../src/bytes.ts"
import type { Content } from "../../src/content.ts"
import {
  type Change,
  type From,
  type Group,
  GroupError,
  type Incoming,
  type Member,
  type Opened,
  type RosterChange,
  type Sealed,
  type Snapshot,
} from "../../src/group.ts"

interface Inside {
  readonly by: number
  readonly n: number
  readonly content?: Content
  readonly joins?: number
  readonly leaves?: number
}

const HEADER_BYTES = 4 + 1 + 24 + 8 + 1
const APPLICATION = 1
const COMMIT = 3

/** What a message of the double says: for a relay that must refuse some of them. */
export function insideOf(message: Uint8Array): Inside {
  return JSON.parse(new TextDecoder().decode(message.slice(HEADER_BYTES))) as Inside
}

function readable(message: Uint8Array): Inside {
  try {
    return insideOf(message)
  } catch {
    throw new GroupError("malformed")
  }
}

export class ClearGroup implements Group {
  readonly member: number
  readonly #name: string
  readonly #opened = new Set<string>()
  readonly #heard = new Map<number, number>()
  /** What was sealed before I came is not for me. */
  readonly #since: number
  epoch: number
  roster: readonly Member[]
  change: Change | undefined
  commitHash: string | undefined

  constructor(name: string, member: number, epoch: number, roster: readonly number[]) {
    this.#name = name
    this.member = member
    this.epoch = epoch
    this.#since = epoch
    this.roster = roster.map((m) => ({ member: m }))
  }

  words(): Promise<readonly string[]> {
    return Promise.resolve([this.#name])
  }

  seal(content: Content, n: number): Promise<Sealed> {
    const epoch = this.change?.epoch ?? this.epoch
    return Promise.resolve({
      message: this.#write(APPLICATION, epoch, { by: this.member, n, content }),
      epoch,
    })
  }

  open(message: Uint8Array, from: From): Promise<Opened> {
    const { by, n, content } = this.#read(message, from)
    const epoch = epochOf(message)
    if (epoch < this.#since || ![this.epoch, this.epoch - 1].includes(epoch)) throw new GroupError("epoch")
    const skipped = n - (this.#heard.get(by) ?? n - 1) - 1
    this.#heard.set(by, n)
    return Promise.resolve({ by: { member: by }, n, content: content ?? { unknown: true }, skipped })
  }

  dryRun(commit: Uint8Array, from: From): Promise<Incoming> {
    const inside = this.#read(commit, from)
    if (epochOf(commit) !== this.epoch) throw new GroupError("epoch")
    this.#heard.set(inside.by, inside.n)
    const roster = this.#changed(inside)
    const adopt = async (): Promise<void> => {
      this.#adopt(roster)
    }
    const drop = (): void => undefined
    return Promise.resolve({
      by: { member: inside.by },
      roster,
      epoch: this.epoch + 1,
      commitHash: "",
      adopt,
      drop,
    })
  }

  /** As the visitor's group does. */
  commit(n: number, moves: { readonly joins?: number; readonly leaves?: number }): Change {
    const inside = { by: this.member, n, ...moves }
    const roster = this.#changed(inside)
    const change: Change = {
      commit: this.#write(COMMIT, this.epoch, inside),
      welcome: utf8(JSON.stringify({ epoch: this.epoch + 1, roster: roster.after.map((m) => m.member) })),
      roster,
      epoch: this.epoch + 1,
      commitHash: "",
      adopt: async () => {
        if (this.change !== change) throw new GroupError("lost")
        this.#adopt(roster)
      },
      drop: () => {
        if (this.change === change) this.change = undefined
      },
    }
    this.change = change
    return change
  }

  static joined(name: string, member: number, welcome: Uint8Array): ClearGroup {
    const { epoch, roster } = JSON.parse(new TextDecoder().decode(welcome)) as {
      epoch: number
      roster: number[]
    }
    return new ClearGroup(name, member, epoch, roster)
  }

  emptyCommit(): Promise<Change> {
    throw new GroupError("notAllowed")
  }

  snapshot(): Snapshot {
    throw new GroupError("notAllowed")
  }

  wipe(): void {
    this.roster = []
  }

  #adopt({ after }: RosterChange): void {
    this.epoch++
    this.roster = after
    this.change = undefined
  }

  #changed({ joins, leaves }: Inside): RosterChange {
    const stay = this.roster.filter((m) => m.member !== leaves)
    return {
      ...(joins === undefined ? {} : { joined: { member: joins } }),
      ...(leaves === undefined ? {} : { left: { member: leaves } }),
      after: joins === undefined ? stay : [...stay, { member: joins }],
      removed: leaves === this.member,
    }
  }

  #write(type: number, epoch: number, inside: Inside): Uint8Array {
    const header = concat(new Uint8Array([0, 1, 0, 2, 24]), fromBase64Url(this.#name), unsigned(epoch, 8))
    return concat(header, new Uint8Array([type]), utf8(JSON.stringify(inside)))
  }

  #read(message: Uint8Array, from: From): Inside {
    const inside = readable(message)
    if (inside.by !== from.member || inside.n !== from.n) throw new GroupError("sender")
    const key = toBase64Url(message)
    if (this.#opened.has(key)) throw new GroupError("replayed")
    this.#opened.add(key)
    return inside
  }
}

function epochOf(message: Uint8Array): number {
  return Number(new DataView(message.buffer, message.byteOffset).getBigUint64(4 + 1 + 24))
}
