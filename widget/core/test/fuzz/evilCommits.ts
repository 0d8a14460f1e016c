// SPDX-License-Identifier: EUPL-1.2
// A counsellor of ill will, with a genuine certificate and genuine keys: what it commits or says against the rules must
// be refused by everybody, and change nothing. Its ghost must read nothing.

import { decodeGroupState, encodeGroupState } from "ts-mls/clientState.js"
import { createGroupInfoWithExternalPubAndRatchetTree, joinGroupExternal } from "ts-mls/createCommit.js"
import { createProposal } from "ts-mls/createMessage.js"
import { encodeMlsMessage } from "ts-mls/message.js"
import type { Proposal } from "ts-mls/proposal.js"
import { utf8 } from "../../src/bytes.ts"
import { DistrustError, type From, GroupError } from "../../src/group.ts"
import { type KeyPair, staffPackage, visitorPackage } from "../../src/groupJoin.ts"
import { partsOf } from "../../src/groupKept.ts"
import { CONFIG } from "../../src/groupState.ts"
import { suite } from "../../src/provider.ts"
import { addOf, Evil, removeOf } from "../evil.ts"
import type { Person } from "./person.ts"
import type { Run } from "./run.ts"
import { holds } from "./truth.ts"

/** Bytes that break a rule, as the event that they come as. */
interface Offence {
  readonly bytes: Uint8Array
  readonly from: From
  readonly isMessage?: boolean
  /** Who comes in if somebody believes it. */
  readonly ghost?: Evil
}

interface Doing {
  readonly run: Run
  readonly evil: Evil
  readonly member: number
  readonly n: number
}

type Deed = (doing: Doing) => Promise<Offence>

const MOST_NUMBERS = 1000

/** What a member of staff may try. */
const DEEDS: Readonly<Record<string, Deed>> = {
  "adds a certified ghost": async (doing) => adds(doing, await certified(doing)),
  "adds an uncertified ghost": async (doing) => adds(doing, await visitorPackage(Date.now())),
  "removes the visitor": (doing) => removes(doing, 0),
  "removes a colleague": (doing) => removes(doing, doing.run.chance.below(4)),
  "takes another name": (doing) => renames(doing),
  "takes another key": (doing) => rekeys(doing),
  "commits without a path": ({ evil, member, n }) =>
    commitOf(member, n, evil.forges({ proposals: [], path: undefined }, { member, n })),
  "alters the group's extensions": (doing) =>
    forged(doing, { proposalType: "group_context_extensions", groupContextExtensions: { extensions: [] } }),
  "wants a pre-shared key": (doing) => forged(doing, pskOf()),
  "updates its leaf by a proposal": async (doing) => forged(doing, await updateOf(doing.evil)),
  "begins the group anew": (doing) =>
    forged(doing, {
      proposalType: "reinit",
      reinit: { groupId: doing.run.conversation, version: "mls10", cipherSuite: suite.name, extensions: [] },
    }),
  "proposes by itself": (doing) => proposes(doing),
  "comes in from outside": (doing) => external(doing),
  "commits as another": (doing) => commitsAs(doing),
  "renumbers its commit": ({ evil, member, n }) => renumbered(evil, member, n),
  "names a subject without an act": ({ evil, member, n }) =>
    commitOf(
      member,
      n,
      evil.commits([], { member, n, subject: 1 }).then(({ commit }) => commit),
    ),
  "speaks as another": (doing) => speaksAs(doing),
  "speaks under another number": ({ evil, member, n }) =>
    messageOf({ member, n }, evil.says(TEXT, { member, n: n + 1 })),
}

const TEXT = utf8(JSON.stringify({ v: 1, text: "believe me" }))

/** One deed of `person`, shown to everybody else who is in its epoch. */
export async function offends(run: Run, person: Person): Promise<Evil | undefined> {
  const name = run.chance.pick(Object.keys(DEEDS)) ?? ""
  const doing = {
    run,
    evil: new Evil(ownState(person)),
    member: person.member,
    n: MOST_NUMBERS + run.trace.length,
  }
  const offence = await DEEDS[name]?.(doing)
  run.did(`! ${person.name} ${name}`)
  const others = run.present.filter((other) => other !== person && other.note.epoch === person.note.epoch)
  for (const other of others) await refuses(other, offence, name)
  return offence?.ghost
}

async function refuses(person: Person, offence: Offence | undefined, name: string): Promise<void> {
  if (offence === undefined) return
  const { group } = person
  const before = await standing(person)
  try {
    if (offence.isMessage) await group.open(offence.bytes, offence.from)
    else (await group.dryRun(offence.bytes, offence.from)).drop()
  } catch (error) {
    holds(error instanceof GroupError || error instanceof DistrustError, `${name}: thrown is ${error}`)
    holds(
      (await standing(person)) === before,
      `${name}: refused by ${person.name}, and something has changed`,
    )
    return
  }
  holds(false, `${name}: ${person.name} believes it`)
}

async function standing({ group }: Person): Promise<string> {
  const members = group.roster.map(({ member, staff }) => `${member} ${staff?.name}`)
  return [
    group.epoch,
    group.commitHash,
    ...members,
    ...(await group.words()),
    group.change?.commitHash,
  ].join()
}

/** The evil build's own copy of all that it has. */
function ownState({ group }: Person): Evil["state"] {
  const read = decodeGroupState(encodeGroupState(partsOf(group.snapshot()).held.mls), 0)
  if (read === undefined) throw new Error("no state")
  return { ...read[0], clientConfig: CONFIG }
}

async function certified({ run, member }: Doing): Promise<KeyPair> {
  const device = await run.helpline.device({ name: "ghost" })
  return staffPackage({ conversation: run.conversation, member, device, trust: run.trust })
}

async function adds({ evil, member, n }: Doing, keys: KeyPair): Promise<Offence> {
  const made = await evil.commits([addOf(keys)], { member, n, subject: 99 }, new Map([[0, 0]]))
  const ghost = await Evil.joining(keys, made.welcome)
  return { bytes: made.commit, from: { member, n }, ghost }
}

async function removes({ evil, member, n, run }: Doing, wanted: number): Promise<Offence> {
  const leaf = 2 * wanted
  const isThere =
    evil.state.ratchetTree[leaf]?.nodeType === "leaf" && wanted !== evil.state.privatePath.leafIndex
  const seat = isThere ? wanted : 0
  run.did(`removes leaf ${seat}`)
  return commitOf(
    member,
    n,
    evil.commits([removeOf(seat)], { member, n, subject: seat }).then(({ commit }) => commit),
  )
}

async function commitOf(member: number, n: number, bytes: Promise<Uint8Array>): Promise<Offence> {
  return { bytes: await bytes, from: { member, n } }
}

async function messageOf(from: From, bytes: Promise<Uint8Array>): Promise<Offence> {
  return { bytes: await bytes, from, isMessage: true }
}

async function forged({ evil, member, n }: Doing, proposal: Proposal): Promise<Offence> {
  const proposals = [{ proposalOrRefType: "proposal" as const, proposal }]
  const path = await evil.path()
  return commitOf(member, n, evil.forges({ proposals, path }, { member, n }))
}

async function proposes({ evil, member, n, run }: Doing): Promise<Offence> {
  const keys = await certified({ evil, member, n, run })
  const { message } = await createProposal(evil.state, false, addOf(keys), suite)
  return { bytes: encodeMlsMessage(message), from: { member, n } }
}

async function external(doing: Doing): Promise<Offence> {
  const { evil, member, n } = doing
  const info = await createGroupInfoWithExternalPubAndRatchetTree(evil.state, [], suite)
  const keys = await certified(doing)
  const { publicMessage, newState } = await joinGroupExternal(
    info,
    keys.publicPackage,
    keys.privatePackage,
    false,
    suite,
  )
  const bytes = encodeMlsMessage({ version: "mls10", wireformat: "mls_public_message", publicMessage })
  return { bytes, from: { member, n }, ghost: new Evil(newState) }
}

async function commitsAs({ evil, n, run, member }: Doing): Promise<Offence> {
  const other = another(run, member)
  return commitOf(
    other,
    n,
    evil.commits([], { member: other, n }).then(({ commit }) => commit),
  )
}

async function renumbered(evil: Evil, member: number, n: number): Promise<Offence> {
  return { bytes: (await evil.commits([], { member, n: n + 1 })).commit, from: { member, n } }
}

async function speaksAs({ evil, member, n, run }: Doing): Promise<Offence> {
  const other = another(run, member)
  return messageOf({ member: other, n }, evil.says(TEXT, { member: other, n }))
}

function another(run: Run, member: number): number {
  return run.chance.pick(run.people.map((each) => each.member).filter((each) => each !== member)) ?? 0
}

async function renames(doing: Doing): Promise<Offence> {
  const { credential } = (await certified(doing)).publicPackage.leafNode
  const signKey = doing.evil.state.signaturePrivateKey
  return altered(doing, { credential }, signKey)
}

async function rekeys(doing: Doing): Promise<Offence> {
  const { publicKey, signKey } = await suite.signature.keygen()
  return altered(doing, { signaturePublicKey: publicKey }, signKey)
}

type Leaf = KeyPair["publicPackage"]["leafNode"]

function altered({ evil, member, n }: Doing, change: Partial<Leaf>, signKey: Uint8Array): Promise<Offence> {
  const own = 2 * evil.state.privatePath.leafIndex
  const made = evil.renewsWith(
    (tree) => {
      const node = tree[own]
      if (node?.nodeType !== "leaf") throw new Error("no leaf")
      tree[own] = { nodeType: "leaf", leaf: { ...node.leaf, ...change } as typeof node.leaf }
      return { tree, signKey }
    },
    { member, n },
  )
  return commitOf(member, n, made)
}

function pskOf(): Proposal {
  const pskNonce = new Uint8Array(32)
  return { proposalType: "psk", psk: { preSharedKeyId: { psktype: "external", pskId: TEXT, pskNonce } } }
}

async function updateOf(evil: Evil): Promise<Proposal> {
  const { leafNode } = await evil.path()
  return {
    proposalType: "update",
    update: { leafNode: { ...leafNode, leafNodeSource: "update" } },
  } as Proposal
}
