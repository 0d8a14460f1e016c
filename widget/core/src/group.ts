// SPDX-License-Identifier: EUPL-1.2
// One conversation's MLS group, as its visitor and as its staff hold it. The only door to ts-mls.
// Rule 1: no sockets, no screens; bytes go in and out, and what leaves has been persisted before.
// Rule 2: who may do what is decided here and in the group*.ts files, never by the relay.
//
// How a client uses it, event by event (member and n as on the wire; every event of a member has one n):
//   visitor lets somebody in   change = await group.add(keyPackage, { member, n }); app = await group.seal(hello, n)
//                              send { commit: change.commit, welcome: change.welcome, adds: member, app: app.message }
//                              answered {seq}: await change.adopt();  `stale` or given up: change.drop()
//   mail with a commit         incoming = await group.dryRun(body.commit, { member, n }); show incoming.roster;
//                              await incoming.adopt(); then open(body.app) if there is one; then `got`
//   mail with app alone        opened = await group.open(body.app, { member, n }); then `got`
//   newcomer's first mail      group = await candidate.join(body.welcome, body.commit); then open(body.app)

//
// Whoever seals signs its own number and the event's into the message (groupFraming.ts). The visitor's device says which
// leaf has which number: in every commit that adds or removes, and in the Welcome. `open` and `dryRun` demand that seat,
// signature and the relay's claim agree, that a member's events come in order, and say how many were left out.

import { createGroup } from "ts-mls/clientState.js"
import { type KeyPackage, verifyKeyPackage } from "ts-mls/keyPackage.js"
import { verifyLeafNodeSignatureKeyPackage } from "ts-mls/leafNode.js"
import { DistrustError, type Role, type Staff, type Trust } from "./certificate.ts"
import { type Begun, GroupCore, memoryOnly } from "./groupCore.ts"
import { keyPackageBytes, readKeyPackage, readWelcome } from "./groupFraming.ts"
import { joined, type KeyPair, staffPackage, visitorPackage } from "./groupJoin.ts"
import { checkLeaf, VISITOR_LEAF, VISITOR_MEMBER, visitorSeat } from "./groupRoster.ts"
import { wipe } from "./groupSecrets.ts"
import type { Read } from "./groupSnapshot.ts"
import { CONFIG, type Held, hashOf } from "./groupState.ts"
import {
  ANSWERING,
  type CandidateOf,
  type Change,
  type From,
  GroupError,
  type Persist,
  PRINTED,
} from "./groupTypes.ts"
import { suite } from "./provider.ts"

export { type Device, DistrustError, type Role, type Staff, type Trust } from "./certificate.ts"
export * from "./groupTypes.ts"

/** The visitor: makes the group, is leaf 0 and member 0, and alone adds and removes. */
export class VisitorGroup extends GroupCore {
  /** A group with nobody else in it. `conversation`: 24 bytes, the group id. */
  static async create(conversation: Uint8Array, trust: Trust, persist = memoryOnly): Promise<VisitorGroup> {
    const { publicPackage, privatePackage } = await visitorPackage(trust.now())
    const mls = await createGroup(conversation, publicPackage, privatePackage, [], suite, CONFIG)
    privatePackage.initPrivateKey.fill(0)
    const roster = new Map([[VISITOR_LEAF, visitorSeat(publicPackage.leafNode)]])
    const used = new Set([VISITOR_MEMBER])
    const held: Held = { mls, roster, before: new Map(), heard: new Map(), used, commitHash: undefined }
    return new VisitorGroup({ setting: { conversation, trust }, member: VISITOR_MEMBER, held, persist })
  }

  /** The group of a snapshot. Its first act must be `emptyCommit`. */
  static restore(read: Read, trust: Trust, persist = memoryOnly): VisitorGroup {
    return new VisitorGroup(begunAgain(read, trust, persist))
  }

  /** Who this key package belongs to. Throws DistrustError (`notAllowed`: a role not among `roles`). Changes nothing. */
  async check(keyPackage: Uint8Array, roles: readonly Role[] = ANSWERING): Promise<Staff> {
    const read = readOrDistrust(keyPackage)
    const staff = await checkLeaf(read.leafNode, this.setting)
    if (!(await isSignedByItself(read))) throw new DistrustError("forged")
    if (!roles.includes(staff.role)) throw new DistrustError("notAllowed")
    return staff
  }

  /** Checks and adds; `member` is the relay's number for the candidate, `n` the event's. Throws DistrustError, GroupError. */
  async add(
    keyPackage: Uint8Array,
    { member, n }: From,
    roles: readonly Role[] = ANSWERING,
  ): Promise<Change> {
    await this.check(keyPackage, roles)
    const add = { keyPackage: readKeyPackage(keyPackage) }
    return this.commit(
      ({ used }) => {
        if (used.has(member)) throw new GroupError("sender")
        const stamp = { member: this.member, n, subject: member }
        return { stamp, proposals: [{ proposalType: "add", add }], step: { joins: member } }
      },
      { renews: false },
    )
  }

  /** Removes the staff person with that number; `n` is the event's. Throws GroupError `sender` if there is none. */
  remove(member: number, n: number): Promise<Change> {
    return this.commit(
      ({ roster }) => {
        const leaf = [...roster].find(([, seat]) => seat.member === member)?.[0]
        if (leaf === undefined || leaf === VISITOR_LEAF) throw new GroupError("sender")
        const stamp = { member: this.member, n, subject: member }
        return {
          stamp,
          proposals: [{ proposalType: "remove", remove: { removed: leaf } }],
          step: { leaves: leaf },
        }
      },
      { renews: false },
    )
  }
}

/** A member of staff: joins by a Welcome, may only renew its own keys. */
export class StaffGroup extends GroupCore {
  /** A fresh leaf key for one conversation, endorsed by the device for twelve hours. */
  static async candidate(of: CandidateOf): Promise<Candidate> {
    return new Candidate(of, await staffPackage(of))
  }

  /** The group of a snapshot. Its first act must be `emptyCommit`. */
  static restore(read: Read, trust: Trust, persist = memoryOnly): StaffGroup {
    return new StaffGroup(begunAgain(read, trust, persist))
  }

  /** Only a candidate has what this needs. */
  static async welcomed(
    of: CandidateOf,
    keys: KeyPair,
    welcome: Uint8Array,
    commit?: Uint8Array,
  ): Promise<StaffGroup> {
    const { conversation, trust, member, persist = memoryOnly } = of
    const setting = { conversation, trust }
    const held = await joined(readWelcome(welcome), keys, member, setting)
    const commitHash = commit && (await hashOf(commit))
    const group = new StaffGroup({ setting, member, held: { ...held, commitHash }, persist })
    await group.persist()
    return group
  }
}

export type CandidateSecrets = KeyPair["privatePackage"]

/** A fresh leaf key for one conversation, waiting for its Welcome. */
export class Candidate {
  readonly keyPackage: Uint8Array
  readonly #of: CandidateOf
  #keys: KeyPair | undefined

  constructor(of: CandidateOf, keys: KeyPair) {
    this.keyPackage = keyPackageBytes(keys.publicPackage)
    this.#of = of
    this.#keys = keys
  }

  /**
   * Joins by `welcome`, once; `commit` is the one that came with it (for `commitHash`). Throws GroupError and
   * DistrustError, and may then be tried again with another Welcome.
   *
   * Nothing can be checked of that commit, nor need it be: who joins trusts the GroupInfo in the Welcome, by its
   * signer's signature, its confirmation tag and the tree's hash (RFC 9420, 12.4.3.1), and the tag covers the true
   * commit through the transcript. With another commit beside it the relay makes `commitHash` wrong, and then calls
   * the place where this device stands unknown: it can only refuse service, which it could do without.
   */
  async join(welcome: Uint8Array, commit?: Uint8Array): Promise<StaffGroup> {
    const keys = this.#keys
    if (keys === undefined) throw new GroupError("wiped")
    const group = await StaffGroup.welcomed(this.#of, keys, welcome, commit)
    keys.privatePackage.initPrivateKey.fill(0)
    // The others are the group's now.
    this.#keys = undefined
    return group
  }

  /** One that was made before a reload. */
  static restore(of: CandidateOf, keyPackage: Uint8Array, secrets: CandidateSecrets): Candidate {
    return new Candidate(of, { publicPackage: readKeyPackage(keyPackage), privatePackage: secrets })
  }

  /** What a restart needs beside the key package, of this moment: secrets. Nothing after the joining. */
  toKeep(): CandidateSecrets | undefined {
    return this.#keys?.privatePackage
  }

  /** Not taken after all: forget the keys. */
  wipe(): void {
    if (this.#keys !== undefined) wipe(Object.values(this.#keys.privatePackage))
    this.#keys = undefined
  }

  toJSON(): string {
    return PRINTED
  }
}

function begunAgain({ member, conversation, held, own }: Read, trust: Trust, persist: Persist): Begun {
  return { setting: { conversation, trust }, member, held, persist, restored: { own } }
}

function readOrDistrust(bytes: Uint8Array): KeyPackage {
  try {
    return readKeyPackage(bytes)
  } catch {
    throw new DistrustError("malformed")
  }
}

/** Whether who sent this key package has the leaf key that the device endorsed. */
async function isSignedByItself(keyPackage: KeyPackage): Promise<boolean> {
  const whole = await verifyKeyPackage(keyPackage, suite.signature)
  return whole && (await verifyLeafNodeSignatureKeyPackage(keyPackage.leafNode, suite.signature))
}
