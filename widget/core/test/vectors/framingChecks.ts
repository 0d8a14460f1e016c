// SPDX-License-Identifier: EUPL-1.2
// Messages: as bytes, under their seals, and the Welcome.

import type { AuthenticatedContent } from "ts-mls/authenticatedContent.js"
import type { Decoder } from "ts-mls/codec/tlsDecoder.js"
import { type BufferEncoder, encode } from "ts-mls/codec/tlsEncoder.js"
import { commitEncoder, decodeCommit } from "ts-mls/commit.js"
import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import { createContentCommitSignature } from "ts-mls/framedContent.js"
import type { GroupContext } from "ts-mls/groupContext.js"
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from "ts-mls/groupInfo.js"
import { decodeGroupSecrets, groupSecretsEncoder } from "ts-mls/groupSecrets.js"
import { makeKeyPackageRef } from "ts-mls/keyPackage.js"
import { decodeMlsMessage, type MLSMessage, mlsMessageEncoder } from "ts-mls/message.js"
import {
  protect,
  protectApplicationData,
  protectProposal,
  unprotectPrivateMessage,
} from "ts-mls/messageProtection.js"
import {
  protectProposalPublic,
  protectPublicMessage,
  unprotectPublicMessage,
} from "ts-mls/messageProtectionPublic.js"
import type { PrivateMessage } from "ts-mls/privateMessage.js"
import * as proposals from "ts-mls/proposal.js"
import type { PublicMessage } from "ts-mls/publicMessage.js"
import { decodeRatchetTree, type RatchetTree, ratchetTreeEncoder } from "ts-mls/ratchetTree.js"
import { createSecretTree, type SecretTree } from "ts-mls/secretTree.js"
import { decryptGroupInfo, decryptGroupSecrets } from "ts-mls/welcome.js"
import { readKeyPackage, readWelcome } from "../../src/groupFraming.ts"
import { CONFIG } from "../../src/groupState.ts"
import { completePrivate } from "../../src/p256.ts"
import { type Check, decoded, fromHex, holds, same } from "./official.ts"
import type * as shapes from "./shapes.ts"

type Again = (hex: string) => Uint8Array

function again<T>(decode: Decoder<T>, encoder: BufferEncoder<T>): Again {
  return (hex) => encode(encoder)(decoded(decode, hex))
}

const message = again(decodeMlsMessage, mlsMessageEncoder)

const FORMS: Readonly<Record<string, Again>> = {
  mls_welcome: message,
  mls_group_info: message,
  mls_key_package: message,
  public_message_application: message,
  public_message_proposal: message,
  public_message_commit: message,
  private_message: message,
  ratchet_tree: again(decodeRatchetTree, ratchetTreeEncoder),
  group_secrets: again(decodeGroupSecrets, groupSecretsEncoder),
  add_proposal: again(proposals.decodeAdd, proposals.addEncoder),
  update_proposal: again(proposals.decodeUpdate, proposals.updateEncoder),
  remove_proposal: again(proposals.decodeRemove, proposals.removeEncoder),
  pre_shared_key_proposal: again(proposals.decodePSK, proposals.pskEncoder),
  re_init_proposal: again(proposals.decodeReinit, proposals.reinitEncoder),
  external_init_proposal: again(proposals.decodeExternalInit, proposals.externalInitEncoder),
  group_context_extensions_proposal: again(
    proposals.decodeGroupContextExtensions,
    proposals.groupContextExtensionsEncoder,
  ),
  commit: again(decodeCommit, commitEncoder),
}

export const messages: Check<Readonly<Record<string, string>>> = (vector) => {
  holds(String(Object.keys(vector).sort()) === String(Object.keys(FORMS).sort()), "the names of the forms")
  for (const [name, hex] of Object.entries(vector)) same(FORMS[name]?.(hex), hex, name)
}

export const welcome: Check<shapes.Welcome> = async (vector, suite) => {
  const [keyPackage, sent] = [
    readKeyPackage(fromHex(vector.key_package)),
    readWelcome(fromHex(vector.welcome)),
  ]
  const key = await suite.hpke.importPrivateKey(fromHex(vector.init_priv))
  const ref = await makeKeyPackageRef(keyPackage, suite.hash)
  const secrets = await decryptGroupSecrets(key, ref, sent, suite.hpke)
  if (secrets === undefined) throw new Error("no secrets")
  const none = new Uint8Array(suite.kdf.size)
  const info = await decryptGroupInfo(sent, secrets.joinerSecret, none, suite)
  if (info === undefined) throw new Error("no group info")
  const signed = await verifyGroupInfoSignature(info, fromHex(vector.signer_pub), suite.signature)
  holds(signed, "the signature verifies")
  holds(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, none, suite), "the tag confirms")
}

/** Leaf 1 of a group of two speaks. */
const SENDER = 1

interface Scene {
  readonly suite: CiphersuiteImpl
  readonly context: GroupContext
  readonly secrets: SecretTree
  /** Nobody looks at its leaves: the signature key is given. */
  readonly tree: RatchetTree
  readonly key: Uint8Array
  readonly point: Uint8Array
  readonly membership: Uint8Array
  readonly senderData: Uint8Array
}

export const messageProtection: Check<shapes.MessageProtection> = async (vector, suite) => {
  const scene = await sceneOf(vector, suite)
  await opensTheirs(vector, scene)
  await opensOwn(vector, scene)
}

async function sceneOf(vector: shapes.MessageProtection, suite: CiphersuiteImpl): Promise<Scene> {
  const context: GroupContext = {
    version: "mls10",
    cipherSuite: suite.name,
    groupId: fromHex(vector.group_id),
    epoch: BigInt(vector.epoch),
    treeHash: fromHex(vector.tree_hash),
    confirmedTranscriptHash: fromHex(vector.confirmed_transcript_hash),
    extensions: [],
  }
  return {
    suite,
    context,
    secrets: await createSecretTree(2, fromHex(vector.encryption_secret), suite.kdf),
    tree: [],
    key: await completePrivate(fromHex(vector.signature_priv)),
    point: fromHex(vector.signature_pub),
    membership: fromHex(vector.membership_key),
    senderData: fromHex(vector.sender_data_secret),
  }
}

async function opensTheirs(vector: shapes.MessageProtection, scene: Scene): Promise<void> {
  for (const sealed of [vector.proposal_priv, vector.proposal_pub])
    same(proposalIn(await opened(decoded(decodeMlsMessage, sealed), scene)), vector.proposal, "proposal")
  for (const sealed of [vector.commit_priv, vector.commit_pub])
    same(commitIn(await opened(decoded(decodeMlsMessage, sealed), scene)), vector.commit, "commit")
  const { content } = await opened(decoded(decodeMlsMessage, vector.application_priv), scene)
  if (content.contentType !== "application") throw new Error("no application message")
  same(content.applicationData, vector.application, "application data")
}

async function opensOwn(vector: shapes.MessageProtection, scene: Scene): Promise<void> {
  const { suite, context, secrets, key, membership, senderData } = scene
  const [none, padding] = [new Uint8Array(), CONFIG.paddingConfig]
  const said = fromHex(vector.application)
  const application = await protectApplicationData(
    key,
    senderData,
    said,
    none,
    context,
    secrets,
    SENDER,
    padding,
    suite,
  )
  const read = await opened(asPrivate(application.privateMessage), scene)
  same(
    "applicationData" in read.content ? read.content.applicationData : none,
    vector.application,
    "own data",
  )

  const wish = decoded(proposals.decodeProposal, vector.proposal)
  const proposal = await protectProposal(
    key,
    senderData,
    wish,
    none,
    context,
    secrets,
    SENDER,
    padding,
    suite,
  )
  same(proposalIn(await opened(asPrivate(proposal.privateMessage), scene)), vector.proposal, "own proposal")
  const open = await protectProposalPublic(key, membership, context, none, wish, SENDER, suite)
  same(proposalIn(await opened(asPublic(open.publicMessage), scene)), vector.proposal, "own public proposal")
  await opensOwnCommit(vector, scene)
}

async function opensOwnCommit(vector: shapes.MessageProtection, scene: Scene): Promise<void> {
  const { suite, context, secrets, key, membership, senderData } = scene
  const none = new Uint8Array()
  const commit = decoded(decodeCommit, vector.commit)
  const sender = { senderType: "member", leafIndex: SENDER } as const
  const confirmationTag = new Uint8Array(suite.kdf.size)
  const signedAs = async (wireformat: "mls_private_message" | "mls_public_message") => {
    const by = await createContentCommitSignature(
      context,
      wireformat,
      commit,
      sender,
      none,
      key,
      suite.signature,
    )
    return { ...by, auth: { contentType: "commit", signature: by.signature, confirmationTag } } as const
  }
  const hidden = await signedAs("mls_private_message")
  const content = { contentType: "commit", commit, auth: hidden.auth } as const
  const made = await protect(senderData, none, context, secrets, content, SENDER, CONFIG.paddingConfig, suite)
  same(commitIn(await opened(asPrivate(made.privateMessage), scene)), vector.commit, "own commit")

  const open = await signedAs("mls_public_message")
  const authenticated = {
    wireformat: "mls_public_message",
    content: open.framedContent,
    auth: open.auth,
  } as const
  const sent = await protectPublicMessage(membership, context, authenticated, suite)
  same(commitIn(await opened(asPublic(sent), scene)), vector.commit, "own public commit")
}

async function opened(sealed: MLSMessage, scene: Scene): Promise<AuthenticatedContent> {
  const { suite, context, secrets, tree, point, membership, senderData } = scene
  if (sealed.wireformat === "mls_public_message")
    return unprotectPublicMessage(membership, context, tree, sealed.publicMessage, suite, point)
  if (sealed.wireformat !== "mls_private_message") throw new Error("not sealed")
  const { keyRetentionConfig } = CONFIG
  const { privateMessage } = sealed
  const read = await unprotectPrivateMessage(
    senderData,
    privateMessage,
    secrets,
    tree,
    context,
    keyRetentionConfig,
    suite,
    point,
  )
  return read.content
}

function asPrivate(privateMessage: PrivateMessage): MLSMessage {
  return { version: "mls10", wireformat: "mls_private_message", privateMessage }
}

function asPublic(publicMessage: PublicMessage): MLSMessage {
  return { version: "mls10", wireformat: "mls_public_message", publicMessage }
}

function proposalIn({ content }: AuthenticatedContent): Uint8Array | undefined {
  return content.contentType === "proposal" ? encode(proposals.proposalEncoder)(content.proposal) : undefined
}

function commitIn({ content }: AuthenticatedContent): Uint8Array | undefined {
  return content.contentType === "commit" ? encode(commitEncoder)(content.commit) : undefined
}
