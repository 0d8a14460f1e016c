// SPDX-License-Identifier: EUPL-1.2
// What is kept over a reload, as values: as it is in memory, and as it is written. Only types: keeping.ts makes one of
// the other, capsule.ts seals it, shelf.ts says where it lies.

import type { Snapshot } from "./groupTypes.ts"
import type { Inbox } from "./inbox.ts"
import type { Draft, Held, Outbox } from "./outbox.ts"
import type { Scene } from "./scene.ts"
import type { Hello, Lane } from "./session.ts"
import type { Course } from "./visitorCourse.ts"
import type { Accepted } from "./wire.gen.ts"

/** One end of a conversation, of this moment. */
export interface End {
  readonly era: string
  readonly scene: Scene
  readonly left: readonly number[]
  /** How many keys have been given to entries and commits. */
  readonly keys: number
  /** The last number of the mailbox that is opened and shown. */
  readonly position: number
  /** The highest n of each member that is opened and shown. */
  readonly opened: Readonly<Record<number, number>>
  /** A commit of mine has been stored, and was not adopted yet. */
  readonly adopting: boolean
  readonly outbox: Outbox
  readonly inbox: Inbox
}

export interface EndInGroup extends End {
  readonly group: Snapshot
}

/** As it is written. */
export interface KeptEnd extends Omit<End, "outbox" | "inbox"> {
  readonly outbox: KeptOutbox
  /** My own numbers of the mailbox above `position`. */
  readonly mine: readonly number[]
  /** In base64. */
  readonly group: string
}

export interface KeptOutbox {
  readonly next: number
  readonly held: readonly Held[]
  readonly drafts: readonly Draft[]
}

/** A counsellor's conversation. `Inside`, `Bytes`: as in memory, or as written. */
export interface KeptTalk<Inside = KeptEnd, Bytes = string> {
  readonly offer: string
  readonly accepted: Accepted
  readonly since: number
  readonly joinedAt?: number | undefined
  readonly hello?: Hello | undefined
  readonly unsure: boolean
  /** Before the Welcome has come. */
  readonly candidate?: KeptCandidate<Bytes> | undefined
  readonly inside?: Inside | undefined
}

export interface KeptCandidate<Bytes = string> {
  readonly keyPackage: Bytes
  readonly initPrivateKey: Bytes
  readonly hpkePrivateKey: Bytes
  readonly signaturePrivateKey: Bytes
}

/** A ticket and what came of it. */
export interface KeptVisit<Inside = KeptEnd> {
  /** The conversation's. */
  readonly name: string
  readonly ticket: string
  readonly generation: number
  readonly lane: Lane
  readonly hello: Hello
  readonly place?: string | undefined
  /** Whether another is asked for, while the relay does not know. */
  readonly wish?: boolean | undefined
  readonly course: Course
  /** Who stays, while all others are being taken out. */
  readonly staying?: number | undefined
  readonly inside?: Inside | undefined
}
