// SPDX-License-Identifier: EUPL-1.2
// ts-mls as 1.0-1.6.2 were: a commit with a single Remove carries no path, at who makes it and at who follows it, so the
// next epoch comes from the one before and nothing else. DANGEROUS test double.

import { addHistoricalReceiverData, type ClientState, nextEpochContext } from "ts-mls/clientState.js"
import type { Commit } from "ts-mls/commit.js"
import type { createCommit } from "ts-mls/createCommit.js"
import { createConfirmationTag, createContentCommitSignature } from "ts-mls/framedContent.js"
import { initializeEpoch } from "ts-mls/keySchedule.js"
import { protect, unprotectPrivateMessage } from "ts-mls/messageProtection.js"
import type { processPrivateMessage } from "ts-mls/processMessages.js"
import { removeLeafNode } from "ts-mls/ratchetTree.js"
import { createSecretTree } from "ts-mls/secretTree.js"
import { treeHashRoot } from "ts-mls/treeHash.js"
import { leafWidth, toLeafIndex } from "ts-mls/treemath.js"
import { CONFIG } from "../../src/groupState.ts"
import { suite } from "../../src/provider.ts"

type Creating = typeof createCommit
type Processing = typeof processPrivateMessage
type Signed = Awaited<ReturnType<typeof createContentCommitSignature>>

export function flawedCreating(real: Creating, isFlawed: () => boolean): Creating {
  return async (context, options) => {
    const [only] = options?.extraProposals ?? []
    if (!isFlawed() || only?.proposalType !== "remove") return real(context, options)
    const commit = {
      proposals: [{ proposalOrRefType: "proposal" as const, proposal: only }],
      path: undefined,
    }
    return created(context.state, commit, options?.authenticatedData ?? new Uint8Array())
  }
}

export function flawedProcessing(real: Processing, isFlawed: () => boolean): Processing {
  return async (state, message, ...rest) => {
    if (!isFlawed() || message.contentType !== "commit" || message.epoch !== state.groupContext.epoch)
      return real(state, message, ...rest)
    const { content } = await unprotectPrivateMessage(
      state.keySchedule.senderDataSecret,
      message,
      state.secretTree,
      state.ratchetTree,
      state.groupContext,
      CONFIG.keyRetentionConfig,
      suite,
    )
    const { content: framedContent, auth } = content
    const removed = framedContent.contentType === "commit" ? removedBy(framedContent.commit) : undefined
    if (removed === undefined || auth.contentType !== "commit") return real(state, message, ...rest)
    const newState = await followed(state, { framedContent, signature: auth.signature } as Signed, removed)
    const { confirmationTag } = auth
    return {
      kind: "newState",
      actionTaken: "accept",
      consumed: [],
      newState: { ...newState, confirmationTag },
    }
  }
}

/** Whom a commit without a path removes. */
function removedBy({ proposals: [only], path }: Commit): number | undefined {
  if (path !== undefined || only?.proposalOrRefType !== "proposal") return undefined
  return only.proposal.proposalType === "remove" ? only.proposal.remove.removed : undefined
}

async function created(state: ClientState, commit: Commit, stamp: Uint8Array): ReturnType<Creating> {
  const own = state.privatePath.leafIndex
  const sender = { senderType: "member" as const, leafIndex: own }
  const key = state.signaturePrivateKey
  const signed = await createContentCommitSignature(
    state.groupContext,
    "mls_private_message",
    commit,
    sender,
    stamp,
    key,
    suite.signature,
  )
  const next = await followed(state, signed, removedBy(commit) ?? -1)
  const { confirmationKey } = next.keySchedule
  const hashed = next.groupContext.confirmedTranscriptHash
  const confirmationTag = await createConfirmationTag(confirmationKey, hashed, suite.hash)
  const { framedContent, signature } = signed
  const content = { ...framedContent, auth: { contentType: "commit" as const, signature, confirmationTag } }
  const { privateMessage } = await protect(
    state.keySchedule.senderDataSecret,
    stamp,
    state.groupContext,
    state.secretTree,
    content,
    own,
    CONFIG.paddingConfig,
    suite,
  )
  const message = { version: "mls10" as const, wireformat: "mls_private_message" as const, privateMessage }
  return { newState: { ...next, confirmationTag }, welcome: undefined, commit: message, consumed: [] }
}

async function followed(
  state: ClientState,
  { framedContent, signature }: Signed,
  removed: number,
): Promise<ClientState> {
  const ratchetTree = removeLeafNode(state.ratchetTree, toLeafIndex(removed))
  if (removed === state.privatePath.leafIndex)
    return { ...state, ratchetTree, groupActiveState: { kind: "removedFromGroup" } }
  const groupContext = await nextEpochContext(
    state.groupContext,
    "mls_private_message",
    framedContent,
    signature,
    await treeHashRoot(ratchetTree, suite.hash),
    state.confirmationTag,
    suite.hash,
  )
  const zeros = new Uint8Array(suite.kdf.size)
  const epoch = await initializeEpoch(state.keySchedule.initSecret, zeros, groupContext, zeros, suite.kdf)
  const secretTree = await createSecretTree(leafWidth(ratchetTree.length), epoch.encryptionSecret, suite.kdf)
  const [historicalReceiverData] = addHistoricalReceiverData(state)
  const { keySchedule } = epoch
  return { ...state, groupContext, ratchetTree, keySchedule, secretTree, historicalReceiverData }
}
