// SPDX-License-Identifier: EUPL-1.2
// A group's hook for writing down, with which a test can wait, fail, and look at what was written.

import type { Opened, Persist, Snapshot, StaffGroup } from "../src/group.ts"
import { type Parts, partsOf } from "../src/groupKept.ts"
import { snapshotBytes } from "../src/groupSnapshot.ts"
import { Conversation, type Helpline } from "./people.ts"

/** A hook that remembers, and can be made to wait or to fail. */
export class Disk {
  readonly written: Uint8Array[] = []
  readonly opened: (Opened | undefined)[] = []
  last: Parts | undefined
  full = false
  #reached = (): void => {}
  #hold: Promise<void> | undefined

  readonly persist: Persist = async (snapshot: Snapshot, opened?: Opened) => {
    if (this.full) throw new Error("disk full")
    this.#reached()
    await this.#hold
    this.last = partsOf(snapshot)
    this.written.push(snapshotBytes(snapshot))
    this.opened.push(opened)
  }

  /** Starts something, and answers when it waits for the writing: what has settled by then did not wait. */
  async slowly<T>(
    started: () => Promise<T>,
  ): Promise<{ readonly waited: boolean; readonly done: Promise<T> }> {
    let release = (): void => {}
    this.#hold = new Promise((resolve) => {
      release = resolve
    })
    const reached = new Promise<void>((resolve) => {
      this.#reached = resolve
    })
    let settled = false
    const done = started().finally(() => {
      settled = true
    })
    await reached
    await new Promise(setImmediate)
    const waited = !settled
    this.#hold = undefined
    release()
    return { waited, done }
  }

  get newest(): Uint8Array {
    return this.written.at(-1) ?? new Uint8Array()
  }
}

export interface Kept {
  readonly disk: Disk
  readonly hers: Disk
  readonly talk: Conversation
  readonly anna: StaffGroup
}

/** Visitor with a disk, and a counsellor in the conversation with another. */
export async function kept(helpline: Helpline): Promise<Kept> {
  const [disk, hers] = [new Disk(), new Disk()]
  const talk = await Conversation.begun(helpline, disk.persist)
  const anna = await talk.lets(await talk.candidate(1, {}, hers.persist), 1)
  return { disk, hers, talk, anna }
}
