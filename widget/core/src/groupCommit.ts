// SPDX-License-Identifier: EUPL-1.2
// Making a commit of one's own. It is tried out like anybody else's before it is shown, sent or adopted.

import type { ClientState } from "ts-mls/clientState.js"
import { createCommit } from "ts-mls/createCommit.js"
import { createConfirmationTag } from "ts-mls/framedContent.js"
import { initializeEpoch } from "ts-mls/keySchedule.js"
import { encodeMlsMessage } from "ts-mls/message.js"
import type { Proposal } from "ts-mls/proposal.js"
import { consumeRatchet, createSecretTree } from "ts-mls/secretTree.js"
import { leafToNodeIndex, leafWidth, toLeafIndex } from "ts-mls/treemath.js"
import {
  NUMBERS_EXTENSION,
  type Numbers,
  numbersBytes,
  type Stamp,
  stampBytes,
  welcomeBytes,
} from "./groupFraming.ts"
import {
  encryptionKeyOf,
  leavesOf,
  type Roster,
  rosterAfter,
  type Setting,
  type Step,
} from "./groupRoster.ts"
import { checkRenewed } from "./groupRules.ts"
import { wipe, wipeDead } from "./groupSecrets.ts"
import { changeOf, commitPlace, type Draft, type Held, hashOf } from "./groupState.ts"
import { GroupError } from "./groupTypes.ts"
import { suite } from "./provider.ts"

export interface Wanted {
  readonly stamp: Stamp
  readonly proposals: Proposal[]
  readonly step: Step
}

export interface Made {
  readonly draft: Draft
  readonly commit: Uint8Array
  readonly welcome?: Uint8Array
  /** The epoch in which it was made, without the key that sealed it: a dropped commit's key is not used again. */
  readonly held: Held
}

/** Throws GroupError. */
export async function makeCommit(
  held: Held,
  { stamp, proposals, step }: Wanted,
  setting: Setting,
): Promise<Made> {
  const made = await created(held, { stamp, proposals, step })
  const draft = await tried(held, made, { stamp, proposals, step }, setting)
  const commit = encodeMlsMessage(made.commit)
  const welcome = made.welcome === undefined ? {} : { welcome: welcomeBytes(made.welcome) }
  return {
    draft: { ...draft, commitHash: await hashOf(commit) },
    commit,
    ...welcome,
    held: await advanced(held),
  }
}

async function created(held: Held, { stamp, proposals, step }: Wanted): ReturnType<typeof createCommit> {
  const extensionData = numbersBytes(numbersFor(held, stamp, step))
  const options = {
    extraProposals: proposals,
    authenticatedData: stampBytes(stamp),
    ratchetTreeExtension: true,
    groupInfoExtensions: [{ extensionType: NUMBERS_EXTENSION, extensionData }],
  }
  try {
    const made = await createCommit({ state: held.mls, cipherSuite: suite }, options)
    const isAlone = leavesOf(made.newState.ratchetTree).size === 1
    return isAlone ? { ...made, newState: await aloneWith(held.mls, made.newState) } : made
  } catch {
    // It was checked before, so this is rare: ts-mls asks the lifetime of a newcomer's leaf of Date.now(), without slack.
    throw new GroupError("notAllowed")
  }
}

/**
 * `after`, with an epoch secret that nobody had a part in before. With one leaf left there is nobody to send a path to,
 * and ts-mls (1.6.4) then takes zeros for the commit secret (RFC 9420, 12.4.1, has a fresh one): who has just been removed
 * could go on to this epoch, and from it, since an Add has no path, to the next and read with the next counsellor.
 * Nobody else follows this commit, so the tag in it, which is of the other secret, is never looked at.
 */
async function aloneWith(before: ClientState, after: ClientState): Promise<ClientState> {
  const { groupContext, ratchetTree } = after
  const { initSecret } = before.keySchedule
  const [fresh, zeros] = [suite.rng.randomBytes(suite.kdf.size), new Uint8Array(suite.kdf.size)]
  const epoch = await initializeEpoch(initSecret, fresh, groupContext, zeros, suite.kdf)
  const { keySchedule, encryptionSecret } = epoch
  const secretTree = await createSecretTree(leafWidth(ratchetTree.length), encryptionSecret, suite.kdf)
  const hashed = groupContext.confirmedTranscriptHash
  const confirmationTag = await createConfirmationTag(keySchedule.confirmationKey, hashed, suite.hash)
  const made = { ...after, keySchedule, secretTree, confirmationTag }
  wipe([fresh, encryptionSecret, epoch.joinerSecret, epoch.welcomeSecret])
  wipeDead([after], [before, made])
  return made
}

async function tried(
  held: Held,
  made: Awaited<ReturnType<typeof createCommit>>,
  { stamp, step }: Wanted,
  setting: Setting,
): Promise<Draft> {
  const mls = made.newState
  const roster = await rosterAfter(mls.ratchetTree, held.roster, step, setting)
  const by = mls.privatePath.leafIndex
  const after = encryptionKeyOf(mls.ratchetTree, by)
  checkRenewed({ by, step, before: held.mls.ratchetTree, after })
  const change = changeOf(held.roster, roster, by)
  return {
    mls,
    roster,
    change,
    commitHash: "",
    speaker: { member: stamp.member },
    place: commitPlace(stamp.n),
  }
}

/** Every leaf's number afterwards. The newcomer's leaf is the first that is free, as MLS has it. */
function numbersFor(held: Held, { n }: Stamp, step: Step): Numbers {
  const members = new Map([...held.roster].map(([leaf, seat]) => [leaf, seat.member]))
  if (step.joins !== undefined) members.set(firstFree(held.roster), step.joins)
  return { n, members }
}

function firstFree(roster: Roster): number {
  let leaf = 0
  while (roster.has(leaf)) leaf += 1
  return leaf
}

async function advanced(held: Held): Promise<Held> {
  const own = leafToNodeIndex(toLeafIndex(held.mls.privatePath.leafIndex))
  const { newTree } = await consumeRatchet(held.mls.secretTree, own, "commit", suite)
  return { ...held, mls: { ...held.mls, secretTree: newTree } }
}
