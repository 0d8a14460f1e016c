// SPDX-License-Identifier: EUPL-1.2
// Which bytes of ts-mls's state are secret, and how they are forgotten.
// Rule 1: states share arrays, so a secret is wiped when no living state holds it any more. The library returns what
// it consumed, but not all (secrets of former epochs: removeOldHistoricalReceiverData drops its own list).

import type { ClientState } from "ts-mls/clientState.js"
import type { EpochReceiverData } from "ts-mls/epochReceiverData.js"
import { allSecretTreeValues } from "ts-mls/secretTree.js"

export function wipe(secrets: Iterable<Uint8Array | undefined>): void {
  for (const secret of secrets) secret?.fill(0)
}

export function secretsOf(state: ClientState): readonly Uint8Array[] {
  return [
    ...Object.values(state.keySchedule),
    ...allSecretTreeValues(state.secretTree),
    ...Object.values(state.privatePath.privateKeys),
    state.signaturePrivateKey,
    ...[...state.historicalReceiverData.values()].flatMap(formerSecrets),
  ].filter((secret) => secret !== undefined)
}

/** Wipes what only `dead` states hold. */
export function wipeDead(dead: readonly ClientState[], living: readonly ClientState[]): void {
  const kept = new Set(living.flatMap(secretsOf))
  wipe(dead.flatMap(secretsOf).filter((secret) => !kept.has(secret)))
}

function formerSecrets(former: EpochReceiverData): readonly Uint8Array[] {
  return [former.resumptionPsk, former.senderDataSecret, ...allSecretTreeValues(former.secretTree)]
}
