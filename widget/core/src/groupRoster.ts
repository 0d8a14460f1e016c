// SPDX-License-Identifier: EUPL-1.2
// Who sits on which leaf. The whole roster is looked at whenever it may have changed.
// Rule 1: leaf 0 is the visitor's, uncertified, and its key never changes; every other leaf is certified when it
// comes and never changes either. So a certificate's time is asked once: it must not keep anybody from being removed.

import type { LeafNode } from "ts-mls/leafNode.js"
import type { RatchetTree } from "ts-mls/ratchetTree.js"
import { equal } from "./bytes.ts"
import {
  checkIdentity,
  checkTime,
  DistrustError,
  type Staff,
  type Trust,
  VISITOR_IDENTITY,
} from "./certificate.ts"
import { GroupError, type Member } from "./groupTypes.ts"
import { suite } from "./provider.ts"

/** ts-mls 1.6.4 fails to join groups of six or more; we need no more than these. */
export const MAX_MEMBERS = 4
export const VISITOR_LEAF = 0
export const VISITOR_MEMBER = 0

/** What every leaf of ours can do, and nothing besides. */
export const CAPABILITIES = {
  versions: ["mls10" as const],
  ciphersuites: [suite.name],
  extensions: [],
  proposals: [],
  credentials: ["basic" as const],
}

/** No leaf lives longer; ts-mls's own default is for ever. */
const MAX_LIFETIME_SECONDS = 48 * 3600

export interface Seat {
  readonly member: number
  /** Nobody: the visitor. */
  readonly staff: Staff | undefined
  readonly identity: Uint8Array
  readonly key: Uint8Array
}

/** By leaf. */
export type Roster = ReadonlyMap<number, Seat>

/** What one commit may do to a roster. */
export interface Step {
  /** The number of who comes. */
  readonly joins?: number
  /** The leaf of who goes. */
  readonly leaves?: number
}

export interface Setting {
  /** The group id. */
  readonly conversation: Uint8Array
  readonly trust: Trust
}

/**
 * The roster of `tree`, which `step` has made of the one `before`.
 * Throws GroupError `full` or `roster`, and DistrustError about who comes.
 */
export async function rosterAfter(
  tree: RatchetTree,
  before: Roster,
  step: Step,
  setting: Setting,
): Promise<Roster> {
  const leaves = leavesOf(tree)
  if (leaves.size > MAX_MEMBERS) throw new GroupError("full")
  const after = new Map<number, Seat>()
  for (const [index, leaf] of leaves) {
    const seat = index === step.leaves ? undefined : before.get(index)
    after.set(index, seat === undefined ? await newSeat(leaf, step.joins, setting) : unchanged(seat, leaf))
  }
  const expected = before.size + (step.joins === undefined ? 0 : 1) - (step.leaves === undefined ? 0 : 1)
  if (after.size !== expected) throw new GroupError("roster")
  return after
}

/** The roster of a group that one has just been welcomed to, with the numbers that the visitor's device gave. */
export async function rosterAtJoin(
  tree: RatchetTree,
  numbers: ReadonlyMap<number, number>,
  setting: Setting,
): Promise<Roster> {
  const leaves = leavesOf(tree)
  if (leaves.size > MAX_MEMBERS) throw new GroupError("full")
  if (leaves.size !== numbers.size) throw new GroupError("roster")
  const roster = new Map<number, Seat>()
  for (const [index, leaf] of leaves) {
    const seat = index === VISITOR_LEAF ? visitorSeat(leaf) : await newSeat(leaf, numbers.get(index), setting)
    roster.set(index, seat)
  }
  if (numbers.get(VISITOR_LEAF) !== VISITOR_MEMBER) throw new GroupError("roster")
  return roster
}

/** The visitor's seat. Throws GroupError `roster` if somebody certified sits on it. */
export function visitorSeat(leaf: LeafNode): Seat {
  const identity = identityOf(leaf)
  if (!equal(identity, VISITOR_IDENTITY) || !isPlain(leaf)) throw new GroupError("roster")
  return { member: VISITOR_MEMBER, staff: undefined, identity, key: leaf.signaturePublicKey }
}

/** Who this leaf is. Throws DistrustError. */
export async function checkLeaf(leaf: LeafNode, setting: Setting): Promise<Staff> {
  if (!isPlain(leaf)) throw new DistrustError("malformed")
  const key = leaf.signaturePublicKey
  const staff = await checkIdentity(
    identityOf(leaf),
    { conversation: setting.conversation, key },
    setting.trust,
  )
  checkLifetime(leaf, setting.trust)
  return staff
}

async function newSeat(leaf: LeafNode, member: number | undefined, setting: Setting): Promise<Seat> {
  // A ghost: nobody was to come.
  if (member === undefined || member === VISITOR_MEMBER) throw new GroupError("roster")
  const staff = await checkLeaf(leaf, setting)
  return { member, staff, identity: identityOf(leaf), key: leaf.signaturePublicKey }
}

function unchanged(seat: Seat, leaf: LeafNode): Seat {
  const same = equal(seat.identity, identityOf(leaf)) && equal(seat.key, leaf.signaturePublicKey)
  if (!same || !isPlain(leaf)) throw new GroupError("roster")
  return seat
}

function checkLifetime(leaf: LeafNode, trust: Trust): void {
  if (leaf.leafNodeSource !== "key_package") return
  const times = { notBefore: Number(leaf.lifetime.notBefore), notAfter: Number(leaf.lifetime.notAfter) }
  if (times.notAfter - times.notBefore > MAX_LIFETIME_SECONDS) throw new DistrustError("malformed")
  checkTime(times, trust.now() / 1000)
}

function identityOf(leaf: LeafNode): Uint8Array {
  return leaf.credential.credentialType === "basic" ? leaf.credential.identity : new Uint8Array()
}

function isPlain(leaf: LeafNode): boolean {
  // Same order too: there is one way to write it.
  return leaf.extensions.length === 0 && JSON.stringify(leaf.capabilities) === JSON.stringify(CAPABILITIES)
}

/** The leaves of `tree` that are not blank. */
export function leavesOf(tree: RatchetTree): ReadonlyMap<number, LeafNode> {
  const leaves = new Map<number, LeafNode>()
  for (const [node, each] of tree.entries()) {
    if (each?.nodeType === "leaf") leaves.set(node / 2, each.leaf)
  }
  return leaves
}

/** The HPKE key of a leaf: what a path renews. */
export function encryptionKeyOf(tree: RatchetTree, leaf: number): Uint8Array | undefined {
  return leavesOf(tree).get(leaf)?.hpkePublicKey
}

export function memberOf({ member, staff }: Seat): Member {
  return staff === undefined ? { member } : { member, staff }
}

export function membersOf(roster: Roster): readonly Member[] {
  return [...roster.values()].map(memberOf).sort((a, b) => a.member - b.member)
}
