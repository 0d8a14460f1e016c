// SPDX-License-Identifier: EUPL-1.2
// What is computed without a group: labels, ratchets, schedules, hashes.

import { decodeAuthenticatedContent } from "ts-mls/authenticatedContent.js"
import { encode } from "ts-mls/codec/tlsEncoder.js"
import { determineLength, lengthEncoder } from "ts-mls/codec/variableLength.js"
import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import { refhash } from "ts-mls/crypto/hash.js"
import { decryptWithLabel, encryptWithLabel } from "ts-mls/crypto/hpke.js"
import { deriveSecret, deriveTreeSecret, expandWithLabel } from "ts-mls/crypto/kdf.js"
import { signWithLabel, verifyWithLabel } from "ts-mls/crypto/signature.js"
import { verifyConfirmationTag } from "ts-mls/framedContent.js"
import { type GroupContext, groupContextEncoder } from "ts-mls/groupContext.js"
import { initializeEpoch, mlsExporter } from "ts-mls/keySchedule.js"
import { computePskSecret } from "ts-mls/presharedkey.js"
import { createSecretTree, ratchetToGeneration, type SecretTree } from "ts-mls/secretTree.js"
import { expandSenderDataKey, expandSenderDataNonce, type ReuseGuard } from "ts-mls/sender.js"
import { createConfirmedHash, createInterimHash } from "ts-mls/transcriptHash.js"
import {
  left,
  type NodeIndex,
  nodeWidth,
  parent,
  right,
  root,
  sibling,
  toNodeIndex,
} from "ts-mls/treemath.js"
import { completePrivate } from "../../src/p256.ts"
import { type Check, decoded, fromHex, holds, same } from "./official.ts"
import type * as shapes from "./shapes.ts"

export const cryptoBasics: Check<shapes.CryptoBasics> = async (vector, suite) => {
  const { kdf, hash } = suite
  const { ref_hash, expand_with_label: expand, derive_secret: derive, derive_tree_secret: tree } = vector
  same(await refhash(ref_hash.label, fromHex(ref_hash.value), hash), ref_hash.out, "reference")
  const expanded = await expandWithLabel(
    fromHex(expand.secret),
    expand.label,
    fromHex(expand.context),
    expand.length,
    kdf,
  )
  same(expanded, expand.out, "expanded secret")
  same(await deriveSecret(fromHex(derive.secret), derive.label, kdf), derive.out, "derived secret")
  const ofTree = await deriveTreeSecret(fromHex(tree.secret), tree.label, tree.generation, tree.length, kdf)
  same(ofTree, tree.out, "secret of the tree")
  await signs(vector.sign_with_label, suite)
  await encrypts(vector.encrypt_with_label, suite)
}

async function signs(sign: shapes.CryptoBasics["sign_with_label"], { signature }: CiphersuiteImpl) {
  const [point, content] = [fromHex(sign.pub), fromHex(sign.content)]
  const is = (signed: Uint8Array) => verifyWithLabel(point, sign.label, content, signed, signature)
  holds(await is(fromHex(sign.signature)), "their signature verifies")
  const key = await completePrivate(fromHex(sign.priv))
  holds(await is(await signWithLabel(key, sign.label, content, signature)), "our signature verifies")
}

async function encrypts(sealed: shapes.CryptoBasics["encrypt_with_label"], { hpke }: CiphersuiteImpl) {
  const key = await hpke.importPrivateKey(fromHex(sealed.priv))
  const open = (enc: Uint8Array, ct: Uint8Array) =>
    decryptWithLabel(key, sealed.label, fromHex(sealed.context), enc, ct, hpke)
  same(await open(fromHex(sealed.kem_output), fromHex(sealed.ciphertext)), sealed.plaintext, "plaintext")
  const to = await hpke.importPublicKey(fromHex(sealed.pub))
  const [context, plaintext] = [fromHex(sealed.context), fromHex(sealed.plaintext)]
  const { enc, ct } = await encryptWithLabel(to, sealed.label, context, plaintext, hpke)
  same(await open(enc, ct), sealed.plaintext, "plaintext of ours")
}

export const deserialization: Check<shapes.Deserialization> = ({ vlbytes_header, length }) => {
  holds(determineLength(fromHex(vlbytes_header)).length === length, "the length")
  same(encode((l: number) => lengthEncoder(l))(length), vlbytes_header, "header")
}

export const keySchedule: Check<shapes.KeySchedule> = async (vector, suite) => {
  let init = fromHex(vector.initial_init_secret)
  for (const [at, epoch] of vector.epochs.entries()) {
    const context: GroupContext = {
      version: "mls10",
      cipherSuite: suite.name,
      groupId: fromHex(vector.group_id),
      epoch: BigInt(at),
      treeHash: fromHex(epoch.tree_hash),
      confirmedTranscriptHash: fromHex(epoch.confirmed_transcript_hash),
      extensions: [],
    }
    same(encode(groupContextEncoder)(context), epoch.group_context, "group context")
    init = await oneEpoch(init, epoch, context, suite)
  }
}

async function oneEpoch(
  init: Uint8Array,
  epoch: shapes.Epoch,
  context: GroupContext,
  suite: CiphersuiteImpl,
): Promise<Uint8Array> {
  const [commit, psk] = [fromHex(epoch.commit_secret), fromHex(epoch.psk_secret)]
  const made = await initializeEpoch(init, commit, context, psk, suite.kdf)
  const secrets = made.keySchedule
  const expected: readonly (readonly [Uint8Array, string, string])[] = [
    [made.joinerSecret, epoch.joiner_secret, "joiner secret"],
    [made.welcomeSecret, epoch.welcome_secret, "welcome secret"],
    [made.encryptionSecret, epoch.encryption_secret, "encryption secret"],
    [secrets.initSecret, epoch.init_secret, "init secret"],
    [secrets.senderDataSecret, epoch.sender_data_secret, "sender data secret"],
    [secrets.exporterSecret, epoch.exporter_secret, "exporter secret"],
    [secrets.epochAuthenticator, epoch.epoch_authenticator, "epoch authenticator"],
    [secrets.externalSecret, epoch.external_secret, "external secret"],
    [secrets.confirmationKey, epoch.confirmation_key, "confirmation key"],
    [secrets.membershipKey, epoch.membership_key, "membership key"],
    [secrets.resumptionPsk, epoch.resumption_psk, "resumption secret"],
  ]
  for (const [bytes, hex, what] of expected) same(bytes, hex, what)
  const { publicKey } = await suite.hpke.deriveKeyPair(secrets.externalSecret)
  same(await suite.hpke.exportPublicKey(publicKey), epoch.external_pub, "external key")
  const { label, context: about, length, secret } = epoch.exporter
  const exported = await mlsExporter(secrets.exporterSecret, label, fromHex(about), length, suite)
  same(exported, secret, "exported secret")
  return secrets.initSecret
}

export const pskSecret: Check<shapes.PskSecret> = async (vector, suite) => {
  const psks = vector.psks.map(
    ({ psk_id, psk_nonce, psk }): Parameters<typeof computePskSecret>[0][number] => [
      { psktype: "external", pskId: fromHex(psk_id), pskNonce: fromHex(psk_nonce) },
      fromHex(psk),
    ],
  )
  same(await computePskSecret(psks, suite), vector.psk_secret, "secret")
}

const KEEP_ALL = { retainKeysForGenerations: 1000, retainKeysForEpochs: 1, maximumForwardRatchetSteps: 1000 }
const NO_GUARD = new Uint8Array(4) as ReuseGuard

export const secretTree: Check<shapes.SecretTree> = async (vector, suite) => {
  const { sender_data: data } = vector
  const [secret, ciphertext] = [fromHex(data.sender_data_secret), fromHex(data.ciphertext)]
  same(await expandSenderDataKey(suite, secret, ciphertext), data.key, "sender's key")
  same(await expandSenderDataNonce(suite, secret, ciphertext), data.nonce, "sender's nonce")
  const tree = await createSecretTree(vector.leaves.length, fromHex(vector.encryption_secret), suite.kdf)
  for (const [leafIndex, generations] of vector.leaves.entries()) {
    // From the last to the first too: what was skipped is still there.
    await ratchets(tree, leafIndex, generations, suite)
    await ratchets(tree, leafIndex, [...generations].reverse(), suite)
  }
}

async function ratchets(
  from: SecretTree,
  leafIndex: number,
  generations: readonly shapes.Generation[],
  suite: CiphersuiteImpl,
): Promise<void> {
  let tree = from
  for (const each of generations) {
    const data = { leafIndex, generation: each.generation, reuseGuard: NO_GUARD }
    const application = await ratchetToGeneration(tree, data, "application", KEEP_ALL, suite)
    same(application.key, each.application_key, "application key")
    same(application.nonce, each.application_nonce, "application nonce")
    const handshake = await ratchetToGeneration(application.newTree, data, "commit", KEEP_ALL, suite)
    same(handshake.key, each.handshake_key, "handshake key")
    same(handshake.nonce, each.handshake_nonce, "handshake nonce")
    tree = handshake.newTree
  }
}

export const transcriptHashes: Check<shapes.TranscriptHashes> = async (vector, { hash }) => {
  const { wireformat, content, auth } = decoded(decodeAuthenticatedContent, vector.authenticated_content)
  if (content.contentType !== "commit" || auth.contentType !== "commit") throw new Error("no commit")
  const { signature, confirmationTag } = auth
  const before = fromHex(vector.interim_transcript_hash_before)
  const confirmed = await createConfirmedHash(before, { wireformat, content, signature }, hash)
  same(confirmed, vector.confirmed_transcript_hash_after, "confirmed hash")
  same(
    await createInterimHash(confirmed, confirmationTag, hash),
    vector.interim_transcript_hash_after,
    "interim hash",
  )
  const key = fromHex(vector.confirmation_key)
  holds(await verifyConfirmationTag(key, confirmationTag, confirmed, hash), "the tag confirms")
}

export const treeMath: Check<shapes.TreeMath> = (vector) => {
  const leaves = vector.n_leaves
  holds(nodeWidth(leaves) === vector.n_nodes, "the number of nodes")
  holds(root(leaves) === vector.root, "the root")
  for (let at = 0; at < vector.n_nodes; at += 1) {
    const node = toNodeIndex(at)
    holds(orNobody(left, node) === vector.left[at], `left of ${at}`)
    holds(orNobody(right, node) === vector.right[at], `right of ${at}`)
    holds(orNobody((n) => parent(n, leaves), node) === vector.parent[at], `parent of ${at}`)
    holds(orNobody((n) => sibling(n, leaves), node) === vector.sibling[at], `sibling of ${at}`)
  }
}

/** ts-mls throws where the vectors have null. */
function orNobody(of: (node: NodeIndex) => number, node: NodeIndex): number | null {
  try {
    return of(node)
  } catch {
    return null
  }
}
