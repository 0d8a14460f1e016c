// SPDX-License-Identifier: EUPL-1.2
// Members who do not keep our rules: ts-mls with no adapter around it, and commits that it would not make.
// DANGEROUS outside of tests: nothing here checks anything.

import { type ClientState, createGroup, joinGroup, nextEpochContext } from "ts-mls/clientState.js"
import type { Commit } from "ts-mls/commit.js"
import { createCommit } from "ts-mls/createCommit.js"
import { createApplicationMessage } from "ts-mls/createMessage.js"
import type { Extension } from "ts-mls/extension.js"
import { createConfirmationTag, createContentCommitSignature } from "ts-mls/framedContent.js"
import { initializeEpoch } from "ts-mls/keySchedule.js"
import { signLeafNodeCommit } from "ts-mls/leafNode.js"
import { decodeMlsMessage, encodeMlsMessage } from "ts-mls/message.js"
import { protect } from "ts-mls/messageProtection.js"
import { getCommitSecret } from "ts-mls/pathSecrets.js"
import { processPrivateMessage } from "ts-mls/processMessages.js"
import type { Proposal } from "ts-mls/proposal.js"
import { emptyPskIndex } from "ts-mls/pskIndex.js"
import { type RatchetTree, removeLeafNode } from "ts-mls/ratchetTree.js"
import { treeHashRoot } from "ts-mls/treeHash.js"
import { toLeafIndex, toNodeIndex } from "ts-mls/treemath.js"
import { createUpdatePath, type UpdatePath } from "ts-mls/updatePath.js"
import type { StaffGroup } from "../src/group.ts"
import {
  keyPackageBytes,
  NUMBERS_EXTENSION,
  numbersBytes,
  privateBytes,
  readKeyPackage,
  readWelcome,
  type Stamp,
  stampBytes,
  welcomeBytes,
} from "../src/groupFraming.ts"
import { type KeyPair, staffPackage, visitorPackage } from "../src/groupJoin.ts"
import { CONFIG } from "../src/groupState.ts"
import { pad } from "../src/padding.ts"
import { suite } from "../src/provider.ts"
import { Conversation, type Helpline, type Named } from "./people.ts"

export interface EvilCommit {
  readonly commit: Uint8Array
  readonly welcome: Uint8Array
  readonly next: ClientState
}

/** Says "I am leaf so-and-so" with genuine keys, and then does as it likes. */
export class Evil {
  state: ClientState

  constructor(state: ClientState) {
    this.state = state
  }

  /** A visitor's page that somebody has changed. */
  static async visitor(conversation: Uint8Array): Promise<Evil> {
    const { publicPackage, privatePackage } = await visitorPackage(Date.now())
    return new Evil(await createGroup(conversation, publicPackage, privatePackage, [], suite, CONFIG))
  }

  /** A counsellor with a genuine certificate, let in by the honest visitor of `talk`. */
  static async counsellor(talk: Conversation, member: number, named: Named = {}): Promise<Evil> {
    const keys = await evilKeys(talk, member, named)
    const { n } = talk.next(0)
    const change = await talk.visitor.add(keyPackageBytes(keys.publicPackage), { member, n })
    await change.adopt()
    return Evil.joining(keys, change.welcome ?? new Uint8Array())
  }

  static async joining({ publicPackage, privatePackage }: KeyPair, welcome: Uint8Array): Promise<Evil> {
    const read = readWelcome(welcome)
    return new Evil(
      await joinGroup(
        read,
        publicPackage,
        privatePackage,
        emptyPskIndex,
        suite,
        undefined,
        undefined,
        CONFIG,
      ),
    )
  }

  /** Whatever ts-mls lets any member commit. */
  async commits(
    proposals: Proposal[],
    stamp: Stamp,
    members?: ReadonlyMap<number, number>,
    more: readonly Extension[] = [],
  ): Promise<EvilCommit> {
    const numbers = numbersBytes({ n: stamp.n, members: members ?? new Map() })
    const own = members ? [{ extensionType: NUMBERS_EXTENSION, extensionData: numbers }] : []
    const made = await createCommit(
      { state: this.state, cipherSuite: suite },
      {
        extraProposals: proposals,
        authenticatedData: stampBytes(stamp),
        ratchetTreeExtension: true,
        groupInfoExtensions: [...own, ...more],
      },
    )
    const welcome = made.welcome === undefined ? new Uint8Array() : welcomeBytes(made.welcome)
    return { commit: encodeMlsMessage(made.commit), welcome, next: made.newState }
  }

  /** A commit with any content and a genuine signature. Only its confirmation is nonsense. */
  async forges(commit: Commit, stamp: Stamp): Promise<Uint8Array> {
    return sealedCommit(this.state, await signedCommit(this.state, commit, stamp), new Uint8Array(32))
  }

  /** A correct commit with a path whose leaf has been altered: other key, other name, the old HPKE key. */
  async renewsWith(
    alter: (tree: RatchetTree) => { tree: RatchetTree; signKey: Uint8Array },
    stamp: Stamp,
  ): Promise<Uint8Array> {
    const { state } = this
    const altered = alter(state.ratchetTree.slice())
    const own = toLeafIndex(state.privatePath.leafIndex)
    const [tree, path, secrets] = await createUpdatePath(
      altered.tree,
      own,
      state.groupContext,
      altered.signKey,
      suite,
    )
    const last = secrets.at(-1)
    if (path === undefined || last === undefined) throw new Error("nobody to send it to")
    const secret = await getCommitSecret(tree, toNodeIndex(last.nodeIndex), last.secret, suite.kdf)
    const commit = { proposals: [], path }
    const signed = await signedCommit(state, commit, stamp)
    const context = await nextEpochContext(
      state.groupContext,
      "mls_private_message",
      signed.framedContent,
      signed.signature,
      await treeHashRoot(tree, suite.hash),
      state.confirmationTag,
      suite.hash,
    )
    const zeros = new Uint8Array(suite.kdf.size)
    const { keySchedule } = await initializeEpoch(
      state.keySchedule.initSecret,
      secret,
      context,
      zeros,
      suite.kdf,
    )
    const tag = await createConfirmationTag(
      keySchedule.confirmationKey,
      context.confirmedTranscriptHash,
      suite.hash,
    )
    return sealedCommit(state, signed, tag)
  }

  /** A Remove with a path whose leaf keeps the old HPKE key. Only the removed would believe it: they cannot follow it. */
  async removesWithOldKey(leaf: number, stamp: Stamp): Promise<Uint8Array> {
    const { state } = this
    const own = toLeafIndex(state.privatePath.leafIndex)
    const tree = removeLeafNode(state.ratchetTree, toLeafIndex(leaf))
    const [, path] = await createUpdatePath(tree, own, state.groupContext, state.signaturePrivateKey, suite)
    const old = state.ratchetTree[2 * own]
    if (path === undefined || old?.nodeType !== "leaf") throw new Error("no leaf")
    const tbs = {
      ...path.leafNode,
      hpkePublicKey: old.leaf.hpkePublicKey,
      groupId: state.groupContext.groupId,
      leafIndex: own,
    }
    const leafNode = await signLeafNodeCommit(tbs, state.signaturePrivateKey, suite.signature)
    const proposal = { proposalType: "remove" as const, remove: { removed: leaf } }
    return this.forges(
      { proposals: [{ proposalOrRefType: "proposal", proposal }], path: { ...path, leafNode } },
      stamp,
    )
  }

  /** A genuine path, as every empty commit has. */
  async path(): Promise<UpdatePath> {
    const { state } = this
    const own = toLeafIndex(state.privatePath.leafIndex)
    const key = state.signaturePrivateKey
    const [, path] = await createUpdatePath(state.ratchetTree, own, state.groupContext, key, suite)
    if (path === undefined) throw new Error("no path")
    return path
  }

  async says(content: Uint8Array, stamp: Stamp | Uint8Array, { padded = true } = {}): Promise<Uint8Array> {
    const stamped = stamp instanceof Uint8Array ? stamp : stampBytes(stamp)
    const made = await createApplicationMessage(this.state, padded ? pad(content) : content, suite, stamped)
    this.state = made.newState
    return privateBytes(made.privateMessage)
  }

  /** The bytes that were sealed. */
  async opens(message: Uint8Array): Promise<Uint8Array> {
    const read = decodeMlsMessage(message, 0)?.[0]
    if (read?.wireformat !== "mls_private_message") throw new Error("no message")
    const opened = await processPrivateMessage(this.state, read.privateMessage, emptyPskIndex, suite)
    this.state = opened.newState
    return opened.kind === "applicationMessage" ? opened.message : new Uint8Array()
  }

  /** Follows whatever comes. */
  async follows(commit: Uint8Array): Promise<void> {
    const message = decodeMlsMessage(commit, 0)?.[0]
    if (message?.wireformat !== "mls_private_message") throw new Error("no commit")
    this.state = (
      await processPrivateMessage(this.state, message.privateMessage, emptyPskIndex, suite)
    ).newState
  }
}

/** Keys of a genuine counsellor for `talk`, in evil hands. */
export async function evilKeys(talk: Conversation, member: number, named: Named = {}): Promise<KeyPair> {
  const device = await talk.helpline.device(named)
  return staffPackage({ conversation: talk.id, member, device, trust: talk.helpline.trust })
}

function signedCommit(state: ClientState, commit: Commit, stamp: Stamp) {
  const sender = { senderType: "member" as const, leafIndex: state.privatePath.leafIndex }
  const key = state.signaturePrivateKey
  return createContentCommitSignature(
    state.groupContext,
    "mls_private_message",
    commit,
    sender,
    stampBytes(stamp),
    key,
    suite.signature,
  )
}

async function sealedCommit(
  state: ClientState,
  { framedContent, signature }: Awaited<ReturnType<typeof signedCommit>>,
  confirmationTag: Uint8Array,
): Promise<Uint8Array> {
  const content = { ...framedContent, auth: { contentType: "commit" as const, signature, confirmationTag } }
  const { senderDataSecret } = state.keySchedule
  const own = state.privatePath.leafIndex
  const made = await protect(
    senderDataSecret,
    framedContent.authenticatedData,
    state.groupContext,
    state.secretTree,
    content,
    own,
    CONFIG.paddingConfig,
    suite,
  )
  return privateBytes(made.privateMessage)
}

export const addOf = ({ publicPackage }: KeyPair): Proposal => ({
  proposalType: "add",
  add: { keyPackage: publicPackage },
})

export const addOfBytes = (bytes: Uint8Array): Proposal => ({
  proposalType: "add",
  add: { keyPackage: readKeyPackage(bytes) },
})

export const removeOf = (removed: number): Proposal => ({ proposalType: "remove", remove: { removed } })

export interface Lured {
  readonly talk: Conversation
  readonly visitor: Evil
  readonly anna: StaffGroup
}

/** An evil visitor, and an honest counsellor who came to it (leaf 1, member 1). */
export async function lured(helpline: Helpline): Promise<Lured> {
  const talk = await Conversation.begun(helpline)
  const visitor = await Evil.visitor(talk.id)
  const candidate = await talk.candidate(1)
  const stamp = { member: 0, n: 1, subject: 1 }
  const made = await visitor.commits([addOfBytes(candidate.keyPackage)], stamp, numbers(0, 1))
  visitor.state = made.next
  return { talk, visitor, anna: await candidate.join(made.welcome) }
}

/** Leaf 0 has the first number, leaf 1 the second, and so on. */
export function numbers(...members: readonly number[]): ReadonlyMap<number, number> {
  return new Map(members.entries())
}
