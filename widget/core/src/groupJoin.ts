// SPDX-License-Identifier: EUPL-1.2
// Coming in: a fresh leaf key that a device endorses, and the Welcome that answers it.
// Rule 1: only the visitor's own leaf may have signed the Welcome, and it must be for this conversation.

import { type ClientState, joinGroup } from "ts-mls/clientState.js"
import type { GroupInfo } from "ts-mls/groupInfo.js"
import {
  generateKeyPackageWithKey,
  type KeyPackage,
  makeKeyPackageRef,
  type PrivateKeyPackage,
} from "ts-mls/keyPackage.js"
import { emptyPskIndex } from "ts-mls/pskIndex.js"
import { decryptGroupInfo, decryptGroupSecrets, type Welcome } from "ts-mls/welcome.js"
import { equal } from "./bytes.ts"
import { endorse, endorsedTimes, VISITOR_IDENTITY } from "./certificate.ts"
import { NUMBERS_EXTENSION, type Numbers, readNumbers } from "./groupFraming.ts"
import { CAPABILITIES, rosterAtJoin, type Setting, VISITOR_LEAF, VISITOR_MEMBER } from "./groupRoster.ts"
import { CONFIG, commitPlace, type Held } from "./groupState.ts"
import { type CandidateOf, GroupError } from "./groupTypes.ts"
import { suite } from "./provider.ts"

export interface KeyPair {
  readonly publicPackage: KeyPackage
  readonly privatePackage: PrivateKeyPackage
}

interface Times {
  readonly notBefore: number
  readonly notAfter: number
}

/** Half a day each way around the visitor's clock, which nobody has set, and half a day to talk. */
const VISITOR_BEFORE_SECONDS = 12 * 3600
const VISITOR_AFTER_SECONDS = 24 * 3600

/** The visitor's own leaf, with a key of this conversation alone. */
export async function visitorPackage(now: number): Promise<KeyPair> {
  const seconds = Math.floor(now / 1000)
  const times = { notBefore: seconds - VISITOR_BEFORE_SECONDS, notAfter: seconds + VISITOR_AFTER_SECONDS }
  return packageWith(async () => VISITOR_IDENTITY, times)
}

/** A leaf for one conversation, endorsed by the device. */
export function staffPackage({ device, conversation, trust }: CandidateOf): Promise<KeyPair> {
  return packageWith((key) => endorse(device, { conversation, key }, trust), endorsedTimes(trust.now()))
}

async function packageWith(
  identityFor: (key: Uint8Array) => Promise<Uint8Array>,
  times: Times,
): Promise<KeyPair> {
  const keys = await suite.signature.keygen()
  const credential = { credentialType: "basic" as const, identity: await identityFor(keys.publicKey) }
  const lifetime = { notBefore: BigInt(times.notBefore), notAfter: BigInt(times.notAfter) }
  return generateKeyPackageWithKey(credential, CAPABILITIES, lifetime, [], keys, suite)
}

/** The group that `welcome` opens to the owner of `keys`, whole and checked. Throws GroupError, DistrustError. */
export async function joined(
  welcome: Welcome,
  keys: KeyPair,
  member: number,
  setting: Setting,
): Promise<Held> {
  const numbers = await numbersIn(welcome, keys, setting)
  const mls = await entered(welcome, keys)
  const roster = await rosterAtJoin(mls.ratchetTree, numbers.members, setting)
  const own = roster.get(mls.privatePath.leafIndex)
  if (own?.member !== member) throw new GroupError("sender")
  const used = new Set([...roster.values()].map((seat) => seat.member))
  // The event that brought the Welcome is the visitor's first for us; its message may follow.
  const heard = new Map([[VISITOR_MEMBER, commitPlace(numbers.n)]])
  return { mls, roster, before: new Map(), heard, used, commitHash: undefined }
}

/** What the visitor's device wrote into the Welcome, once it is known to be the visitor's. */
async function numbersIn(welcome: Welcome, keys: KeyPair, setting: Setting): Promise<Numbers> {
  const info = await infoIn(welcome, keys)
  const { groupContext, extensions, signer } = info
  if (!equal(groupContext.groupId, setting.conversation)) throw new GroupError("otherGroup")
  const known = extensions.map(({ extensionType }) => extensionType)
  const plain =
    groupContext.extensions.length === 0 && String(known) === String([NUMBERS_EXTENSION, "ratchet_tree"])
  if (signer !== VISITOR_LEAF || !plain) throw new GroupError("notAllowed")
  try {
    return readNumbers(extensions[0]?.extensionData ?? new Uint8Array())
  } catch {
    throw new GroupError("malformed")
  }
}

async function infoIn(welcome: Welcome, { publicPackage, privatePackage }: KeyPair): Promise<GroupInfo> {
  try {
    const own = await suite.hpke.importPrivateKey(privatePackage.initPrivateKey)
    const ref = await makeKeyPackageRef(publicPackage, suite.hash)
    const secrets = await decryptGroupSecrets(own, ref, welcome, suite.hpke)
    if (secrets === undefined) throw new GroupError("malformed")
    // Without pre-shared keys: a Welcome that wants one does not open.
    const info = await decryptGroupInfo(welcome, secrets.joinerSecret, new Uint8Array(suite.kdf.size), suite)
    secrets.joinerSecret.fill(0)
    if (info === undefined) throw new GroupError("malformed")
    return info
  } catch (error) {
    throw error instanceof GroupError ? error : new GroupError("unreadable")
  }
}

async function entered(welcome: Welcome, { publicPackage, privatePackage }: KeyPair): Promise<ClientState> {
  try {
    return await joinGroup(
      welcome,
      publicPackage,
      privatePackage,
      emptyPskIndex,
      suite,
      undefined,
      undefined,
      CONFIG,
    )
  } catch {
    throw new GroupError("unreadable")
  }
}
