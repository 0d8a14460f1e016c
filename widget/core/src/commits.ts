// SPDX-License-Identifier: EUPL-1.2
// Commits of mine, from the wish to the adoption: each is made when its turn comes, tried out, sent like any message,
// and adopted when the relay has stored it. What it refuses is dropped.

import type { Change, Group, Member, RosterChange } from "./group.ts"
import type { ForSending } from "./sender.ts"
import type { Body } from "./wire.gen.ts"

/** A commit to be made when everything before it is stored. */
export interface Commitment {
  isWanted(): boolean
  make(n: number): Promise<{ readonly change: Change; readonly body: Body }>
}

export interface CommitHooks {
  /** Does `f` in turn with all else that touches the group, when all mail before `seq` is opened. */
  inTurn(seq: number, f: () => Promise<void>): Promise<void>
  adopted(roster: RosterChange): void
  failed(error: unknown): void
}

interface Commit extends Commitment {
  change?: Change
  resolve(adopted: boolean): void
  reject(error: unknown): void
}

export class Commits {
  readonly #hooks: CommitHooks
  readonly #open = new Map<string, Commit>()
  #closed = false
  #adopting: Promise<unknown> | undefined

  constructor(hooks: CommitHooks) {
    this.#hooks = hooks
  }

  has(key: string): boolean {
    return this.#open.has(key)
  }

  /** Answers, in the end, whether the relay took it. Throws what `make` throws. */
  want(key: string, commitment: Commitment): Promise<boolean> {
    return new Promise((resolve, reject) => this.#open.set(key, { ...commitment, resolve, reject }))
  }

  /** One that was under way when this page began. */
  resumed(key: string, change: Change): Promise<boolean> {
    const made = (): never => {
      throw new Error("made already")
    }
    return new Promise((resolve, reject) =>
      this.#open.set(key, { isWanted: () => true, make: made, change, resolve, reject }),
    )
  }

  /** Whether one has been stored that is not adopted yet. */
  get isAdopting(): boolean {
    return this.#adopting !== undefined
  }

  /** Whether one has been made whose fate is not settled. */
  get isOpen(): boolean {
    return this.isAdopting || [...this.#open.values()].some((commit) => commit.change !== undefined)
  }

  /** Resolves when there is none being adopted. */
  async settled(): Promise<void> {
    await this.#adopting
  }

  /** As message `n`. Nothing: it may not be sent any more. */
  async seal(group: Group, key: string, n: number): Promise<ForSending | undefined> {
    const commit = this.#open.get(key)
    // Made once already: its number has gone to another, and its owner decides whether to begin again.
    if (commit === undefined || commit.change !== undefined || !commit.isWanted()) return undefined
    try {
      const { change, body } = await commit.make(n)
      commit.change = change
      return { body, to: membersBut(group.member, change.roster.after) }
    } catch (error) {
      group.change?.drop()
      commit.reject(error)
      return undefined
    }
  }

  /** At `seq`. The mail before it is of epochs that the adoption may end, so that comes first. */
  stored(key: string, seq = 0): void {
    const commit = this.#take(key)
    if (commit === undefined) return
    const adopting = this.#hooks
      .inTurn(seq, () => this.#adopt(commit))
      .finally(() => {
        if (this.#adopting === adopting) this.#adopting = undefined
      })
    this.#adopting = adopting
  }

  refused(key: string): void {
    const commit = this.#take(key)
    commit?.change?.drop()
    commit?.resolve(false)
  }

  close(): void {
    this.#closed = true
    for (const commit of this.#open.values()) commit.resolve(false)
    this.#open.clear()
  }

  async #adopt(commit: Commit): Promise<void> {
    if (this.#closed || commit.change === undefined) return commit.resolve(false)
    try {
      await commit.change.adopt()
    } catch (error) {
      commit.resolve(false)
      return this.#hooks.failed(error)
    }
    this.#hooks.adopted(commit.change.roster)
    commit.resolve(true)
  }

  #take(key: string): Commit | undefined {
    const commit = this.#open.get(key)
    this.#open.delete(key)
    return commit
  }
}

export function membersBut(me: number, roster: readonly Member[]): readonly number[] {
  return roster.map((m) => m.member).filter((m) => m !== me)
}
