// SPDX-License-Identifier: EUPL-1.2
// What visitor and staff do alike: seal, open, try a commit out, adopt it, forget. Keeps exactly one truth.
// Rule 1: one thing at a time, in the order of the calls; between two of them the state is whole.
// Rule 2: the next state is persisted first, then it is the state, then what only the former one held is wiped.
// Rule 3: nothing here prints: fields are private, and JSON, text and Node's console get a placeholder.

import { createApplicationMessage } from "ts-mls/createMessage.js"
import { mlsExporter } from "ts-mls/keySchedule.js"
import { type Content, encodeContent } from "./content.ts"
import { makeCommit, type Wanted } from "./groupCommit.ts"
import { privateBytes, stampBytes } from "./groupFraming.ts"
import { snapshotOf, type UnderWay } from "./groupKept.ts"
import { epochOfMessage, openMessage, tryCommit } from "./groupOpen.ts"
import { membersOf, type Setting } from "./groupRoster.ts"
import { secretsOf, wipe, wipeDead } from "./groupSecrets.ts"
import { type Draft, epochOf, type Held, settled } from "./groupState.ts"
import {
  type Change,
  type From,
  type Group,
  GroupError,
  type Incoming,
  type Member,
  type Opened,
  type Persist,
  PRINTED,
  type Sealed,
  type Snapshot,
} from "./groupTypes.ts"
import { pad } from "./padding.ts"
import { suite } from "./provider.ts"
import { WORDS_BYTES, wordsFor } from "./words.ts"

export interface Begun {
  readonly setting: Setting
  readonly member: number
  readonly held: Held
  readonly persist: Persist
  /** Only after a restore: what was under way then. */
  readonly restored?: { readonly own: UnderWay | undefined }
}

/** A change of mine. `fate` is one object for as long as it is the same change, and says what became of it. */
interface Own extends UnderWay {
  readonly fate: { now: "underWay" | "adopted" | "dropped" }
  /** It is the empty commit that a restore asks for, made since. */
  readonly renews: boolean
}

/** A commit of somebody else that is being looked at. `through`: it shows that my own was taken before. */
interface Looking {
  readonly draft: Draft
  readonly through: Own | undefined
}

export const memoryOnly: Persist = async () => {}

export abstract class GroupCore implements Group {
  readonly member: number
  protected readonly setting: Setting
  readonly #persist: Persist
  #held: Held
  #own: Own | undefined
  #looking: Looking | undefined
  #restored: boolean
  #wiped = false
  #turn: Promise<unknown> = Promise.resolve()

  protected constructor({ setting, member, held, persist, restored }: Begun) {
    this.member = member
    this.setting = setting
    this.#persist = persist
    this.#held = held
    this.#restored = restored !== undefined
    this.#own = restored?.own && { ...restored.own, renews: false, fate: { now: "underWay" } }
  }

  get epoch(): number {
    return epochOf(this.#held.mls)
  }

  get commitHash(): string | undefined {
    return this.#held.commitHash
  }

  get roster(): readonly Member[] {
    return membersOf(this.#held.roster)
  }

  get change(): Change | undefined {
    return this.#own && this.#asChange(this.#own)
  }

  seal(content: Content, n: number): Promise<Sealed> {
    return this.#inTurn(async () => {
      if (this.#looking !== undefined) throw new GroupError("unsettled")
      if (this.#restored && !this.#own?.renews) throw new GroupError("restored")
      const own = this.#own
      const padded = paddedContent(content)
      const stamp = stampBytes({ member: this.member, n })
      const made = await createApplicationMessage(own?.draft.mls ?? this.#held.mls, padded, suite, stamp)
      padded.fill(0)
      if (own === undefined) await this.#keep({ ...this.#held, mls: made.newState }, undefined)
      else await this.#keep(this.#held, { ...own, draft: { ...own.draft, mls: made.newState } })
      wipe(made.consumed)
      return { message: privateBytes(made.privateMessage), epoch: epochOf(made.newState) }
    })
  }

  open(message: Uint8Array, from: From): Promise<Opened> {
    return this.#inTurn(async () => {
      this.#notMine(from)
      const { held, through } = this.#standingAt(
        epochOfMessage(message, this.setting.conversation, "application"),
      )
      const { opened, next, consumed } = await openMessage(held, message, from, this.setting)
      await this.#keep(next, through === undefined ? this.#own : undefined, opened)
      wipe(consumed)
      this.#adopted(through)
      return opened
    })
  }

  dryRun(commit: Uint8Array, from: From): Promise<Incoming> {
    return this.#inTurn(async () => {
      if (this.#looking !== undefined) throw new GroupError("unsettled")
      this.#notMine(from)
      const { held, through } = this.#standingAt(epochOfMessage(commit, this.setting.conversation, "commit"))
      const draft = await tryCommit(held, commit, from, this.setting)
      this.#alive()
      this.#looking = { draft, through }
      return this.#asIncoming(this.#looking)
    })
  }

  emptyCommit(n: number): Promise<Change> {
    return this.commit(() => ({ stamp: { member: this.member, n }, proposals: [], step: {} }), {
      renews: true,
    })
  }

  /** Five words that are the same for everybody in the adopted epoch: for a check by phone. */
  words(): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      const { exporterSecret } = this.#held.mls.keySchedule
      const { conversation } = this.setting
      const exported = await mlsExporter(exporterSecret, "lykta words v1", conversation, WORDS_BYTES, suite)
      return wordsFor(exported)
    })
  }

  snapshot(): Snapshot {
    const { conversation } = this.setting
    return snapshotOf({ member: this.member, conversation, held: this.#held, own: this.#own })
  }

  wipe(): void {
    this.#wiped = true
    wipe(this.#states().flatMap(secretsOf))
  }

  toJSON(): string {
    return PRINTED
  }

  toString(): string {
    return PRINTED
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return PRINTED
  }

  /** Writes down what there is, before the first acknowledgement. */
  protected persist(): Promise<void> {
    return this.#inTurn(() => this.#keep(this.#held, this.#own))
  }

  /** A commit of mine. What is wanted is asked when its turn has come. */
  protected commit(
    wanted: (held: Held) => Wanted,
    { renews }: { readonly renews: boolean },
  ): Promise<Change> {
    return this.#inTurn(async () => {
      if (this.#own !== undefined || this.#looking !== undefined) throw new GroupError("unsettled")
      if (this.#restored && !renews) throw new GroupError("restored")
      const { held, ...made } = await makeCommit(this.#held, wanted(this.#held), this.setting)
      const own: Own = { ...made, epoch: epochOf(made.draft.mls), renews, fate: { now: "underWay" } }
      await this.#keep(held, own)
      return this.#asChange(own)
    })
  }

  /** Nobody is sent its own. A state that is older than what it sealed could open it, and would show an echo. */
  #notMine({ member }: From): void {
    if (member === this.member) throw new GroupError("sender")
  }

  /**
   * Where a message of `epoch` finds us. If it is of the epoch that my own change begins, others have followed that
   * change, so the relay has taken it: its answer is only late.
   */
  #standingAt(epoch: number): { readonly held: Held; readonly through: Own | undefined } {
    const own = this.#own
    if (own === undefined || own.epoch !== epoch) return { held: this.#held, through: undefined }
    return { held: settled(this.#held, own.draft), through: own }
  }

  async #keep(held: Held, own: Own | undefined, opened?: Opened): Promise<void> {
    try {
      this.#stillWanted(own)
      const { conversation } = this.setting
      await this.#persist(snapshotOf({ member: this.member, conversation, held, own }), opened)
      this.#stillWanted(own)
    } catch (error) {
      wipeDead([held.mls, ...(own === undefined ? [] : [own.draft.mls])], this.#wiped ? [] : this.#states())
      throw error
    }
    const before = this.#states()
    if (epochOf(held.mls) !== this.epoch) this.#looking = undefined
    this.#held = held
    this.#own = own
    wipeDead(before, this.#states())
  }

  #stillWanted(own: Own | undefined): void {
    this.#alive()
    if (own?.fate.now === "dropped") throw new GroupError("lost")
  }

  #alive(): void {
    if (this.#wiped) throw new GroupError("wiped")
  }

  #adopted(own: Own | undefined): void {
    if (own === undefined) return
    own.fate.now = "adopted"
    if (own.renews) this.#restored = false
  }

  #adoptOwn(fate: Own["fate"]): Promise<void> {
    return this.#inTurn(async () => {
      if (fate.now === "adopted") return
      const own = this.#own
      if (own === undefined || own.fate !== fate) throw new GroupError("lost")
      await this.#keep(settled(this.#held, own.draft), undefined)
      this.#adopted(own)
    })
  }

  #dropOwn(fate: Own["fate"]): void {
    const own = this.#own
    if (own?.fate !== fate) return
    fate.now = "dropped"
    this.#own = undefined
    wipeDead([own.draft.mls], this.#states())
  }

  #adoptIncoming(looking: Looking): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#looking !== looking) throw new GroupError("lost")
      const { draft, through } = looking
      if (draft.change.removed) return this.wipe()
      const own = this.#own
      const base = through === undefined || own === undefined ? this.#held : settled(this.#held, own.draft)
      await this.#keep(settled(base, draft), undefined)
      if (through !== undefined) this.#adopted(through)
      else if (own !== undefined) own.fate.now = "dropped"
    })
  }

  #dropIncoming(looking: Looking): void {
    if (this.#looking !== looking) return
    this.#looking = undefined
    wipeDead([looking.draft.mls], this.#states())
  }

  #states(): readonly Held["mls"][] {
    const states = [this.#held.mls, this.#own?.draft.mls, this.#looking?.draft.mls]
    return states.filter((state) => state !== undefined)
  }

  #asChange({ commit, welcome, draft, epoch, fate }: Own): Change {
    return {
      commit,
      ...(welcome === undefined ? {} : { welcome }),
      roster: draft.change,
      epoch,
      commitHash: draft.commitHash,
      adopt: () => this.#adoptOwn(fate),
      drop: () => this.#dropOwn(fate),
    }
  }

  #asIncoming(looking: Looking): Incoming {
    const { draft } = looking
    return {
      by: draft.speaker,
      roster: draft.change,
      epoch: epochOf(draft.mls),
      commitHash: draft.commitHash,
      adopt: () => this.#adoptIncoming(looking),
      drop: () => this.#dropIncoming(looking),
    }
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => {
      this.#alive()
      return act()
    })
    this.#turn = done.catch(() => undefined)
    return done
  }
}

function paddedContent(content: Content): Uint8Array {
  const encoded = encodeContent(content)
  if (encoded === undefined) throw new GroupError("tooLong")
  const padded = pad(encoded)
  encoded.fill(0)
  return padded
}
