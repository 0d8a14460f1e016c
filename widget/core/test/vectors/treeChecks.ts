// SPDX-License-Identifier: EUPL-1.2
// Ratchet trees: their form, their hashes and the secrets along a path.
// The vectors of tree-operations are of suite 0x0001 only. What they exercise of a suite is its hash, SHA-256 in both.

import { encode } from "ts-mls/codec/tlsEncoder.js"
import { applyUpdatePathSecret } from "ts-mls/createCommit.js"
import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import type { GroupContext } from "ts-mls/groupContext.js"
import { verifyLeafNodeSignature } from "ts-mls/leafNode.js"
import { verifyParentHashes } from "ts-mls/parentHash.js"
import { getCommitSecret, pathToRoot } from "ts-mls/pathSecrets.js"
import { mergePrivateKeyPaths, type PrivateKeyPath, toPrivateKeyPath } from "ts-mls/privateKeyPath.js"
import { decodeProposal, type Proposal } from "ts-mls/proposal.js"
import {
  addLeafNode,
  decodeRatchetTree,
  getHpkePublicKey,
  type RatchetTree,
  ratchetTreeEncoder,
  removeLeafNode,
  resolution,
  updateLeafNode,
} from "ts-mls/ratchetTree.js"
import { treeHash, treeHashRoot } from "ts-mls/treeHash.js"
import { isAncestor, leafToNodeIndex, toLeafIndex, toNodeIndex } from "ts-mls/treemath.js"
import { applyUpdatePath, createUpdatePath, decodeUpdatePath, type UpdatePath } from "ts-mls/updatePath.js"
import { completePrivate } from "../../src/p256.ts"
import { type Check, decoded, fromHex, holds, same } from "./official.ts"
import type * as shapes from "./shapes.ts"

export const treeOperations: Check<shapes.TreeOperations> = async (vector, { hash }) => {
  const before = decoded(decodeRatchetTree, vector.tree_before)
  same(await treeHashRoot(before, hash), vector.tree_hash_before, "hash before")
  const after = changed(before, decoded(decodeProposal, vector.proposal), vector.proposal_sender)
  same(encode(ratchetTreeEncoder)(after), vector.tree_after, "tree after")
  same(await treeHashRoot(after, hash), vector.tree_hash_after, "hash after")
}

function changed(tree: RatchetTree, proposal: Proposal, sender: number): RatchetTree {
  if ("add" in proposal) return addLeafNode(tree, proposal.add.keyPackage.leafNode)[0]
  if ("remove" in proposal) return removeLeafNode(tree, toLeafIndex(proposal.remove.removed))
  if ("update" in proposal) return updateLeafNode(tree, proposal.update.leafNode, toLeafIndex(sender))
  throw new Error("another proposal")
}

export const treeValidation: Check<shapes.TreeValidation> = async (vector, { hash, signature }) => {
  const tree = decoded(decodeRatchetTree, vector.tree)
  holds(tree.length === vector.tree_hashes.length, "the number of nodes")
  for (const [at, expected] of vector.tree_hashes.entries()) {
    const node = toNodeIndex(at)
    same(await treeHash(tree, node, hash), expected, `hash of node ${at}`)
    holds(String(resolution(tree, node)) === String(vector.resolutions[at]), `the resolution of node ${at}`)
  }
  holds(await verifyParentHashes(tree, hash), "the parents' hashes")
  for (const [at, node] of tree.entries()) {
    if (node?.nodeType !== "leaf") continue
    const signed = await verifyLeafNodeSignature(node.leaf, fromHex(vector.group_id), at / 2, signature)
    holds(signed, `the signature of leaf ${at / 2}`)
  }
}

export const treeKem: Check<shapes.TreeKem> = async (vector, suite) => {
  const tree = decoded(decodeRatchetTree, vector.ratchet_tree)
  const own = await Promise.all(vector.leaves_private.map((leaf) => keysOf(leaf, tree, suite)))
  for (const sent of vector.update_paths) {
    await follows(vector, tree, own, sent, suite)
    await makes(vector, tree, own, sent.sender, suite)
  }
}

/** The private keys of a leaf. Throws unless they are of this tree. */
async function keysOf(
  leaf: shapes.LeafPrivate,
  tree: RatchetTree,
  suite: CiphersuiteImpl,
): Promise<PrivateKeyPath> {
  const secrets = leaf.path_secrets.map(({ node, path_secret }) => [node, fromHex(path_secret)] as const)
  const parents = await toPrivateKeyPath(Object.fromEntries(secrets), leaf.index, suite)
  const own = { [leafToNodeIndex(toLeafIndex(leaf.index))]: fromHex(leaf.encryption_priv) }
  const path = mergePrivateKeyPaths(parents, { leafIndex: leaf.index, privateKeys: own })
  for (const [node, bytes] of Object.entries(path.privateKeys)) {
    const at = tree[Number(node)]
    const whole = bytes.length === 32 ? await completePrivate(bytes) : bytes
    same(at && getHpkePublicKey(at), Buffer.from(whole.slice(32)).toString("hex"), `key of node ${node}`)
  }
  return path
}

/** Everybody follows a path of the vectors. */
async function follows(
  vector: shapes.TreeKem,
  tree: RatchetTree,
  own: readonly PrivateKeyPath[],
  sent: shapes.PathOfUpdate,
  suite: CiphersuiteImpl,
): Promise<void> {
  const path = decoded(decodeUpdatePath, sent.update_path)
  const sender = toLeafIndex(sent.sender)
  const after = await applyUpdatePath(tree, sender, path, suite.hash)
  same(await treeHashRoot(after, suite.hash), sent.tree_hash_after, "tree after")
  holds(await verifyParentHashes(after, suite.hash), "the parents' hashes after")
  const context = contextOf(vector, fromHex(sent.tree_hash_after), suite)
  for (const keys of own) {
    if (keys.leafIndex === sent.sender) continue
    const { nodeIndex, pathSecret } = await applyUpdatePathSecret(
      tree,
      keys,
      sender,
      context,
      path,
      [],
      suite,
    )
    same(pathSecret, sent.path_secrets[keys.leafIndex] ?? "", "secret of the path")
    const commit = await getCommitSecret(after, toNodeIndex(nodeIndex), pathSecret, suite.kdf)
    same(commit, sent.commit_secret, "secret of the commit")
  }
}

/** Everybody follows a path that we make. */
async function makes(
  vector: shapes.TreeKem,
  tree: RatchetTree,
  own: readonly PrivateKeyPath[],
  from: number,
  suite: CiphersuiteImpl,
): Promise<void> {
  const leaf = vector.leaves_private.find(({ index }) => index === from)
  const key = await completePrivate(fromHex(leaf?.signature_priv ?? ""))
  const sender = toLeafIndex(from)
  // createUpdatePath puts the next tree hash and epoch into what it is given.
  const before = { ...contextOf(vector, new Uint8Array(), suite), epoch: BigInt(vector.epoch) - 1n }
  const [after, path, secrets] = await createUpdatePath(tree, sender, before, key, suite)
  const hash = await treeHashRoot(after, suite.hash)
  same(
    await treeHashRoot(await applyUpdatePath(tree, sender, path, suite.hash), suite.hash),
    hexOf(hash),
    "tree",
  )
  await sameForAll({ own, secrets, tree, after, path, from, context: contextOf(vector, hash, suite) }, suite)
}

interface Made {
  readonly own: readonly PrivateKeyPath[]
  readonly secrets: readonly { readonly nodeIndex: number; readonly secret: Uint8Array }[]
  readonly tree: RatchetTree
  readonly after: RatchetTree
  readonly path: UpdatePath
  readonly from: number
  readonly context: GroupContext
}

async function sameForAll(made: Made, suite: CiphersuiteImpl): Promise<void> {
  const { own, secrets, tree, after, path, from, context } = made
  for (const keys of own) {
    if (keys.leafIndex === from) continue
    const opened = await applyUpdatePathSecret(tree, keys, toLeafIndex(from), context, path, [], suite)
    const sent = secrets.find(({ nodeIndex }) => nodeIndex === opened.nodeIndex)
    same(opened.pathSecret, hexOf(sent?.secret), "secret of our path")
    const node = toNodeIndex(opened.nodeIndex)
    holds(isAncestor(leafToNodeIndex(toLeafIndex(keys.leafIndex)), node, tree.length), "an ancestor")
    const all = await pathToRoot(after, node, opened.pathSecret, suite.kdf)
    for (const { nodeIndex, secret } of secrets) {
      if (nodeIndex in all) same(all[nodeIndex], hexOf(secret), "secret further up")
    }
  }
}

function contextOf(vector: shapes.TreeKem, treeHash: Uint8Array, suite: CiphersuiteImpl): GroupContext {
  return {
    version: "mls10",
    cipherSuite: suite.name,
    groupId: fromHex(vector.group_id),
    epoch: BigInt(vector.epoch),
    treeHash,
    confirmedTranscriptHash: fromHex(vector.confirmed_transcript_hash),
    extensions: [],
  }
}

function hexOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex")
}
