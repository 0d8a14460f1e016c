// SPDX-License-Identifier: EUPL-1.2
// A member that only listens, through our provider, our reading of messages and our configuration of the library.

import { type ClientState, joinGroup, makePskIndex } from "ts-mls/clientState.js"
import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import { acceptAll } from "ts-mls/incomingMessageAction.js"
import { decodeMlsMessage } from "ts-mls/message.js"
import { processPrivateMessage, processPublicMessage } from "ts-mls/processMessages.js"
import type { PskIndex } from "ts-mls/pskIndex.js"
import { decodeRatchetTree } from "ts-mls/ratchetTree.js"
import { bytesToBase64 } from "ts-mls/util/byteArray.js"
import { readKeyPackage, readWelcome } from "../../src/groupFraming.ts"
import type { KeyPair } from "../../src/groupJoin.ts"
import { CONFIG } from "../../src/groupState.ts"
import { completePrivate } from "../../src/p256.ts"
import { suite } from "../../src/provider.ts"
import { type Check, decoded, fromHex, same } from "./official.ts"
import type * as shapes from "./shapes.ts"

export const passive: Check<shapes.Passive> = async (vector, by) => {
  let state = await welcomed(vector, by)
  same(state.keySchedule.epochAuthenticator, vector.initial_epoch_authenticator, "authenticator at first")
  for (const [at, epoch] of vector.epochs.entries()) {
    for (const each of [...epoch.proposals, epoch.commit]) state = await after(state, each, vector, by)
    same(state.keySchedule.epochAuthenticator, epoch.epoch_authenticator, `authenticator after ${at + 1}`)
  }
}

/** The keys of the vector's member, as our candidate holds its own. */
export async function keysIn(vector: shapes.Passive, by = suite): Promise<KeyPair> {
  // Private keys of ours carry their point.
  const whole = async (hex: string) => (by.name === suite.name ? completePrivate(fromHex(hex)) : fromHex(hex))
  return {
    publicPackage: readKeyPackage(fromHex(vector.key_package)),
    privatePackage: {
      initPrivateKey: await whole(vector.init_priv),
      hpkePrivateKey: await whole(vector.encryption_priv),
      signaturePrivateKey: await whole(vector.signature_priv),
    },
  }
}

async function welcomed(vector: shapes.Passive, by: CiphersuiteImpl): Promise<ClientState> {
  const { publicPackage, privatePackage } = await keysIn(vector, by)
  const tree = vector.ratchet_tree === null ? undefined : decoded(decodeRatchetTree, vector.ratchet_tree)
  const sent = readWelcome(fromHex(vector.welcome))
  return joinGroup(sent, publicPackage, privatePackage, psksOf(vector), by, tree, undefined, CONFIG)
}

async function after(
  state: ClientState,
  hex: string,
  vector: shapes.Passive,
  by: CiphersuiteImpl,
): Promise<ClientState> {
  const message = decoded(decodeMlsMessage, hex)
  const psks = psksOf(vector, state)
  if (message.wireformat === "mls_public_message")
    return (await processPublicMessage(state, message.publicMessage, psks, by, acceptAll)).newState
  if (message.wireformat !== "mls_private_message") throw new Error("another message")
  return (await processPrivateMessage(state, message.privateMessage, psks, by, acceptAll)).newState
}

function psksOf(vector: shapes.Passive, state?: ClientState): PskIndex {
  const known = vector.external_psks.map(({ psk_id, psk }) => [bytesToBase64(fromHex(psk_id)), fromHex(psk)])
  return makePskIndex(state, Object.fromEntries(known) as Record<string, Uint8Array>)
}
