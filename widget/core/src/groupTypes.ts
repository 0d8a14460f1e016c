// SPDX-License-Identifier: EUPL-1.2
// What a client sees of a group: values and errors, and nothing of MLS. Import them from group.ts.

import type { Device, Role, Staff, Trust } from "./certificate.ts"
import type { Content, Received } from "./content.ts"

/** Whose event this is and which, as the relay says. It is checked against what the sender signed. */
export interface From {
  readonly member: number
  readonly n: number
}

/** Somebody in the group. No `staff`: the visitor. Numbers are told by the visitor's device, never by the relay. */
export interface Member {
  readonly member: number
  readonly staff?: Staff
}

/** A sealed message. It belongs to `epoch`; after `old_epoch` or a dropped change, seal the content again. */
export interface Sealed {
  readonly message: Uint8Array
  readonly epoch: number
}

export interface Opened {
  /** Who really spoke: the leaf that sealed it, not what the relay says. */
  readonly by: Member
  readonly content: Received
  readonly n: number
  /** How many earlier events of this member never came: lost or withheld on the way. Usually 0. */
  readonly skipped: number
}

/** What a commit makes of the roster. Without `joined` and `left` somebody has only renewed keys. */
export interface RosterChange {
  readonly joined?: Member
  readonly left?: Member
  /** Everybody afterwards, by number. */
  readonly after: readonly Member[]
  /** I am the one who left: after `adopt` the group is wiped. */
  readonly removed: boolean
}

/** A commit of mine, tried out but not adopted. From now on `seal` seals for the epoch that it begins. */
export interface Change {
  readonly commit: Uint8Array
  readonly welcome?: Uint8Array
  readonly roster: RosterChange
  /** The epoch that it begins. */
  readonly epoch: number
  /** Base64url of SHA-256 of `commit`. */
  readonly commitHash: string
  /** The relay has taken it. May be repeated. Throws GroupError `lost` if it has been dropped meanwhile. */
  adopt(): Promise<void>
  /** The relay has refused it, or it is not wanted any more. What was sealed for its epoch is void. May be repeated. */
  drop(): void
}

/** A commit of somebody else, tried out but not adopted. Until then `seal` refuses with `unsettled`. */
export interface Incoming {
  readonly by: Member
  readonly roster: RosterChange
  readonly epoch: number
  readonly commitHash: string
  /** Follow it. A change of mine that was under way is dropped by this. */
  adopt(): Promise<void>
  drop(): void
}

/**
 * Why the group refused. Nothing has changed then.
 * - `malformed`, `otherGroup`, `unreadable`, `replayed`: not a message for us, or broken, or a second time. Harmless: ignore it.
 * - `epoch`: of an epoch that is not ours any more.
 * - `behind`: of an epoch whose beginning was kept from us. The group cannot go on without it.
 * - `sender`: the relay's (member, n) is not what the sender signed, or a member speaks as another.
 * - `notAllowed`, `staleKey`, `roster`, `full`: a commit that breaks the rules. The group cannot go on with it.
 * - `unsettled`: another commit is being looked at; `lost`: this change is no longer under way.
 * - `restored`: after a restore only `emptyCommit` may be sent first; `wiped`: the keys are gone.
 * - `tooLong`: the content breaks its bounds.
 */
export type GroupRefusal =
  | "malformed"
  | "otherGroup"
  | "unreadable"
  | "replayed"
  | "epoch"
  | "behind"
  | "sender"
  | "notAllowed"
  | "staleKey"
  | "roster"
  | "full"
  | "unsettled"
  | "lost"
  | "restored"
  | "wiped"
  | "tooLong"

/** Carries its code and nothing else: no cause, no bytes, so that it may be logged. */
export class GroupError extends Error {
  readonly code: GroupRefusal

  constructor(code: GroupRefusal) {
    super(code)
    this.name = "GroupError"
    this.code = code
  }
}

/** All that a restart needs. Prints as nothing; valid only until the hook that got it is done, or the group has moved on. */
export interface Snapshot {
  toJSON(): string
}

/**
 * Called, and awaited, before any sealed byte is given out and before anything opened is. If it throws, nothing has
 * happened. `opened` is what this state cannot open a second time: keep it in the same write.
 */
export type Persist = (snapshot: Snapshot, opened?: Opened) => Promise<void>

/** What visitor and staff share. Calls may overlap: they are done one after the other. */
export interface Group {
  /** My number in this conversation. */
  readonly member: number
  /** For Resume: the adopted epoch and the hash of the commit that began it (none for a new group). */
  readonly epoch: number
  readonly commitHash: string | undefined
  readonly roster: readonly Member[]
  /** The change of mine that is under way. */
  readonly change: Change | undefined
  /** Seals for everybody in the roster (of the change under way, if there is one). `n` is the event's number. */
  seal(content: Content, n: number): Promise<Sealed>
  /** Opens an application message of this epoch or the one before, once. Throws GroupError. */
  open(message: Uint8Array, from: From): Promise<Opened>
  /** Tries a commit of somebody else. Throws GroupError, and DistrustError about who would come. */
  dryRun(commit: Uint8Array, from: From): Promise<Incoming>
  /** Fresh keys of mine, nobody comes or goes. The first act after a restore. */
  emptyCommit(n: number): Promise<Change>
  /** All that a restart needs, of this moment. Make bytes of it at once (groupSnapshot.ts). */
  snapshot(): Snapshot
  /** Five words to compare by voice: the same at every member of this epoch, and at nobody in between. */
  words(): Promise<readonly string[]>
  /** Forget all keys, now. Synchronous; may be repeated. */
  wipe(): void
}

export interface CandidateOf {
  /** 24 bytes. */
  readonly conversation: Uint8Array
  /** My number, as `offer:accept` answered. */
  readonly member: number
  readonly device: Device
  readonly trust: Trust
  readonly persist?: Persist
}

/** Who may answer a visitor; others must be proposed first. */
export const ANSWERING: readonly Role[] = ["counsellor", "supervisor"]

/** "Prints as nothing", for everything that holds keys: in JSON, in text, in Node's console. */
export const PRINTED = "[sealed]"
