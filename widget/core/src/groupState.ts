// SPDX-License-Identifier: EUPL-1.2
// What is held between two messages, as values: an epoch that has been adopted, and drafts of the next one.
// Rule 1: nothing here changes anything; group operations make the next value and keep it, or do not.

import type { ClientConfig } from "ts-mls/clientConfig.js"
import { addHistoricalReceiverData, type ClientState } from "ts-mls/clientState.js"
import { defaultKeyPackageEqualityConfig } from "ts-mls/keyPackageEqualityConfig.js"
import { sha256, toBase64Url } from "./bytes.ts"
import { memberOf, membersOf, type Roster, type Seat } from "./groupRoster.ts"
import type { Member, RosterChange } from "./groupTypes.ts"

export const CONFIG: ClientConfig = {
  keyRetentionConfig: {
    // The mailbox keeps a sender's order, so only what was sealed and never sent leaves holes: at most four.
    retainKeysForGenerations: 4,
    // The relay takes messages of the current epoch and the one before.
    retainKeysForEpochs: 1,
    maximumForwardRatchetSteps: 200,
  },
  // Ours knows the injected clock, allows slack and has an upper bound (groupRoster.ts); the library's uses Date.now().
  lifetimeConfig: { maximumTotalLifetime: 0n, validateLifetimeOnReceive: false },
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  // Ours is before sealing (padding.ts); the library's shows the length of longer texts.
  paddingConfig: { kind: "padUntilLength", padUntilLength: 0 },
  // It is not told which leaf it judges, so nothing can be decided here: the whole roster is checked instead.
  authService: { validateCredential: async ({ credentialType }) => credentialType === "basic" },
}

/** What has been adopted. */
export interface Held {
  readonly mls: ClientState
  readonly roster: Roster
  /** Of the epoch before, whose late messages are still opened. */
  readonly before: Roster
  /** The last event of each other member: 2n for its commit, 2n + 1 for its message. */
  readonly heard: ReadonlyMap<number, number>
  /** Every number that anybody has had: none comes twice. */
  readonly used: ReadonlySet<number>
  readonly commitHash: string | undefined
}

/** A commit that has been tried out: what the next epoch would be. */
export interface Draft {
  readonly mls: ClientState
  readonly roster: Roster
  readonly change: RosterChange
  readonly commitHash: string
  readonly speaker: Member
  /** Its place in `heard`. */
  readonly place: number
}

export function epochOf(mls: ClientState): number {
  return Number(mls.groupContext.epoch)
}

/** The places of the two parts of event `n`. */
export const commitPlace = (n: number): number => 2 * n
export const messagePlace = (n: number): number => 2 * n + 1
export const eventOf = (place: number): number => Math.floor(place / 2)

export async function hashOf(commit: Uint8Array): Promise<string> {
  return toBase64Url(await sha256(commit))
}

/**
 * `held` with `draft` adopted. What the ending epoch still needs is taken from `held` as it is now, since messages may
 * have been opened between the trying out and the adopting.
 */
export function settled(held: Held, draft: Draft): Held {
  const [historicalReceiverData] = addHistoricalReceiverData(held.mls)
  const { member } = draft.speaker
  const heard = new Map(held.heard).set(member, Math.max(draft.place, held.heard.get(member) ?? 0))
  // Whoever has just come counts from 1, so it is seen when the very first is left out.
  const { joined } = draft.change
  if (joined !== undefined) heard.set(joined.member, messagePlace(0))
  return {
    mls: { ...draft.mls, historicalReceiverData },
    roster: draft.roster,
    before: held.roster,
    heard,
    used: new Set([...held.used, ...[...draft.roster.values()].map((seat) => seat.member)]),
    commitHash: draft.commitHash,
  }
}

/** What lies between two rosters, for those who show it. `own` is my leaf. */
export function changeOf(before: Roster, after: Roster, own: number): RosterChange {
  const [joined] = missingIn(before, after)
  const [left] = missingIn(after, before)
  return {
    ...(joined === undefined ? {} : { joined: memberOf(joined) }),
    ...(left === undefined ? {} : { left: memberOf(left) }),
    after: membersOf(after),
    removed: !after.has(own),
  }
}

function missingIn(roster: Roster, other: Roster): readonly Seat[] {
  return [...other].filter(([leaf]) => !roster.has(leaf)).map(([, seat]) => seat)
}
