// SPDX-License-Identifier: EUPL-1.2
// An evil build that never forgets: it keeps every state a member ever wrote down, is given all that is public of every
// epoch, and tries to read what was never meant for it. DANGEROUS outside of tests.

import type { ClientState } from "ts-mls/clientState.js"
import { encode } from "ts-mls/codec/tlsEncoder.js"
import { decryptWithLabel } from "ts-mls/crypto/hpke.js"
import { deriveSecret } from "ts-mls/crypto/kdf.js"
import { type GroupContext, groupContextEncoder } from "ts-mls/groupContext.js"
import { initializeEpoch } from "ts-mls/keySchedule.js"
import { unprotectPrivateMessage } from "ts-mls/messageProtection.js"
import type { SecretTree } from "ts-mls/secretTree.js"
import type { UpdatePath } from "ts-mls/updatePath.js"
import { equal } from "../../src/bytes.ts"
import type { Trust } from "../../src/group.ts"
import { readPrivate } from "../../src/groupFraming.ts"
import { readSnapshot } from "../../src/groupSnapshot.ts"
import { CONFIG } from "../../src/groupState.ts"
import { suite } from "../../src/provider.ts"
import type { Saved } from "./person.ts"
import type { Letter } from "./truth.ts"

/** What opens one epoch. */
interface Keys {
  readonly secret: Uint8Array
  readonly tree: SecretTree
  readonly of: Pick<ClientState, "ratchetTree" | "groupContext">
}

/** An epoch as somebody sees it who looks over a member's shoulder, and what to compare with. */
export interface Seen {
  readonly groupContext: GroupContext
  readonly exporter: Uint8Array
}

export class Thief {
  readonly #states: readonly ClientState[]
  readonly #conversation: Uint8Array

  constructor(states: readonly ClientState[], conversation: Uint8Array) {
    this.#states = states
    this.#conversation = conversation
  }

  /** All that a member ever wrote down: of every epoch the first state, in which nothing is used up yet. */
  static of(saved: readonly Saved[], trust: Trust, conversation: Uint8Array): Thief {
    const first = new Map<string, ClientState>()
    for (const { bytes, note } of saved) {
      const key = `${note.epoch} ${note.own?.n}`
      if (first.has(key)) continue
      const { held, own } = readSnapshot(bytes, trust)
      first.set(key, held.mls)
      if (own !== undefined) first.set(`${key} own`, own.draft.mls)
    }
    return new Thief([...first.values()], conversation)
  }

  /** Whether any state of the letter's epoch or a neighbouring one opens it. */
  async reads(letter: Letter): Promise<boolean> {
    for (const keys of this.#states.flatMap((state) => keysNear(state, letter.epoch))) {
      if ((await this.#content(keys, letter)) !== undefined) return true
    }
    return false
  }

  /** Whether the epoch that `commit` begins can be had from all that there is of the epoch before. */
  async follows(commit: Letter, next: Seen): Promise<boolean> {
    const states = this.#states.filter(({ groupContext }) => Number(groupContext.epoch) === commit.epoch)
    for (const state of states) {
      const path = await this.#pathIn(state, commit)
      const secrets = [new Uint8Array(suite.kdf.size), ...(await commitSecrets(state, path, next))]
      for (const secret of secrets) {
        if (equal(await exporterAfter(state, secret, next), next.exporter)) return true
      }
    }
    return false
  }

  async #pathIn(state: ClientState, commit: Letter): Promise<UpdatePath | undefined> {
    const content = await this.#content(keysNear(state, commit.epoch)[0], commit)
    return content?.contentType === "commit" ? content.commit.path : undefined
  }

  async #content(keys: Keys | undefined, { bytes, text }: Letter) {
    if (keys === undefined) return undefined
    const type = text === undefined ? "commit" : "application"
    const message = readPrivate(bytes, this.#conversation, type)
    const { secret, tree, of } = keys
    try {
      const retention = { ...CONFIG.keyRetentionConfig, retainKeysForGenerations: 200 }
      const { ratchetTree, groupContext } = of
      return (
        await unprotectPrivateMessage(secret, message, tree, ratchetTree, groupContext, retention, suite)
      ).content.content
    } catch {
      return undefined
    }
  }
}

/** A state that was written down, for whoever goes on with it. */
export function stateOf({ bytes }: Saved, trust: Trust): ClientState {
  return readSnapshot(bytes, trust).held.mls
}

function keysNear(state: ClientState, epoch: number): readonly Keys[] {
  const { keySchedule, secretTree: tree, groupContext, historicalReceiverData } = state
  if (Math.abs(Number(groupContext.epoch) - epoch) > 1) return []
  const former = historicalReceiverData.get(BigInt(epoch))
  const now = { secret: keySchedule.senderDataSecret, tree, of: state }
  return former === undefined
    ? [now]
    : [now, { secret: former.senderDataSecret, tree: former.secretTree, of: former }]
}

/** Every commit secret that any of the state's keys gets out of `path`. */
async function commitSecrets(
  state: ClientState,
  path: UpdatePath | undefined,
  next: Seen,
): Promise<readonly Uint8Array[]> {
  const { confirmedTranscriptHash } = state.groupContext
  const context = encode(groupContextEncoder)({ ...next.groupContext, confirmedTranscriptHash })
  const found: Uint8Array[] = []
  for (const [index, node] of (path?.nodes ?? []).entries()) {
    for (const { kemOutput, ciphertext } of node.encryptedPathSecret) {
      for (const bytes of Object.values(state.privatePath.privateKeys)) {
        const secret = await opened(bytes, context, kemOutput, ciphertext)
        if (secret !== undefined) found.push(await derived(secret, (path?.nodes.length ?? 0) - index))
      }
    }
  }
  return found
}

async function opened(
  key: Uint8Array,
  context: Uint8Array,
  kemOutput: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    const secret = await suite.hpke.importPrivateKey(key)
    return await decryptWithLabel(secret, "UpdatePathNode", context, kemOutput, ciphertext, suite.hpke)
  } catch {
    return undefined
  }
}

async function derived(secret: Uint8Array, times: number): Promise<Uint8Array> {
  let last = secret
  for (let i = 0; i < times; i++) last = await deriveSecret(last, "path", suite.kdf)
  return last
}

async function exporterAfter(
  { keySchedule }: ClientState,
  commitSecret: Uint8Array,
  { groupContext }: Seen,
): Promise<Uint8Array> {
  const zeros = new Uint8Array(suite.kdf.size)
  const made = await initializeEpoch(keySchedule.initSecret, commitSecret, groupContext, zeros, suite.kdf)
  return made.keySchedule.exporterSecret
}
