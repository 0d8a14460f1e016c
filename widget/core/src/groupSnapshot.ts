// SPDX-License-Identifier: EUPL-1.2
// A group as bytes, for whoever keeps it over a restart, and back. Whoever keeps them seals them first.
// Rule 1: beside ts-mls's own state only that is written which cannot be read again from its tree.

import { type ClientState, decodeGroupState, encodeGroupState } from "ts-mls/clientState.js"
import type { RatchetTree } from "ts-mls/ratchetTree.js"
import { concat, LayoutError, Reader, unsigned, utf8 } from "./bytes.ts"
import { readStaff, type Trust } from "./certificate.ts"
import { partsOf, type UnderWay } from "./groupKept.ts"
import { leavesOf, type Roster, type Seat, VISITOR_LEAF } from "./groupRoster.ts"
import { CONFIG, changeOf, type Draft, epochOf, type Held } from "./groupState.ts"
import type { Snapshot } from "./groupTypes.ts"

const VERSION = 1

/** All of `snapshot`, in clear: a secret. */
export function snapshotBytes(snapshot: Snapshot): Uint8Array {
  const { member, conversation, held, own } = partsOf(snapshot)
  const head = concat(unsigned(VERSION, 1), unsigned(member, 4), blob(conversation))
  const rest = own === undefined ? unsigned(0, 1) : concat(unsigned(1, 1), underWayBytes(own))
  return concat(head, heldBytes(held), rest)
}

export interface Read {
  readonly member: number
  readonly conversation: Uint8Array
  readonly held: Held
  readonly own: UnderWay | undefined
}

/** What `bytes` hold. Throws LayoutError, or DistrustError. */
export function readSnapshot(bytes: Uint8Array, trust: Trust): Read {
  const reader = new Reader(bytes)
  reader.expect(VERSION)
  const [member, conversation] = [reader.number(4), readBlob(reader)]
  const held = readHeld(reader, trust)
  const own = reader.number(1) === 0 ? undefined : readUnderWay(reader, held, trust)
  reader.end()
  return { member, conversation, held, own }
}

function heldBytes(held: Held): Uint8Array {
  return concat(
    blob(encodeGroupState(held.mls)),
    pairs(numbersOf(held.roster)),
    pairs(numbersOf(held.before)),
    pairs(held.heard),
    pairs(new Map([...held.used].map((member) => [member, 0]))),
    blob(utf8(held.commitHash ?? "")),
  )
}

function readHeld(reader: Reader, trust: Trust): Held {
  const mls = readState(reader)
  const former = mls.historicalReceiverData.get(mls.groupContext.epoch - 1n)
  return {
    mls,
    roster: seated(mls.ratchetTree, readPairs(reader), trust),
    before: seated(former?.ratchetTree ?? [], readPairs(reader), trust),
    heard: readPairs(reader),
    used: new Set(readPairs(reader).keys()),
    commitHash: readText(reader) || undefined,
  }
}

function underWayBytes({ draft, commit, welcome }: UnderWay): Uint8Array {
  return concat(
    blob(encodeGroupState(draft.mls)),
    pairs(numbersOf(draft.roster)),
    blob(utf8(draft.commitHash)),
    unsigned(draft.speaker.member, 4),
    unsigned(draft.place, 8),
    blob(commit),
    blob(welcome ?? new Uint8Array()),
  )
}

function readUnderWay(reader: Reader, held: Held, trust: Trust): UnderWay {
  const mls = readState(reader)
  const roster = seated(mls.ratchetTree, readPairs(reader), trust)
  const change = changeOf(held.roster, roster, mls.privatePath.leafIndex)
  const [commitHash, member, place] = [readText(reader), reader.number(4), reader.number(8)]
  const draft: Draft = { mls, roster, change, commitHash, speaker: { member }, place }
  const [commit, welcome] = [readBlob(reader), readBlob(reader)]
  const parts = welcome.length === 0 ? { draft, commit } : { draft, commit, welcome }
  return { ...parts, epoch: epochOf(mls) }
}

function readState(reader: Reader): ClientState {
  const decoded = decodeGroupState(readBlob(reader), 0)
  if (decoded === undefined) throw new LayoutError("not a group's state")
  return { ...decoded[0], clientConfig: CONFIG }
}

function numbersOf(roster: Roster): ReadonlyMap<number, number> {
  return new Map([...roster].map(([leaf, seat]) => [leaf, seat.member]))
}

/** The seats again. They were checked when they were taken, and their times are not asked a second time. */
function seated(tree: RatchetTree, numbers: ReadonlyMap<number, number>, trust: Trust): Roster {
  const roster = new Map<number, Seat>()
  for (const [index, { credential, signaturePublicKey: key }] of leavesOf(tree)) {
    const member = numbers.get(index)
    if (credential.credentialType !== "basic" || member === undefined) throw new LayoutError("an empty seat")
    const { identity } = credential
    const staff = index === VISITOR_LEAF ? undefined : readStaff(identity, trust)
    roster.set(index, { member, staff, identity, key })
  }
  return roster
}

function pairs(map: ReadonlyMap<number, number>): Uint8Array {
  return concat(
    unsigned(map.size, 4),
    ...[...map].map(([key, value]) => concat(unsigned(key, 4), unsigned(value, 8))),
  )
}

function readPairs(reader: Reader): ReadonlyMap<number, number> {
  const size = reader.number(4)
  return new Map(Array.from({ length: size }, () => [reader.number(4), reader.number(8)] as const))
}

function blob(bytes: Uint8Array): Uint8Array {
  return concat(unsigned(bytes.length, 4), bytes)
}

function readBlob(reader: Reader): Uint8Array {
  return reader.take(reader.number(4))
}

function readText(reader: Reader): string {
  return new TextDecoder().decode(readBlob(reader))
}
