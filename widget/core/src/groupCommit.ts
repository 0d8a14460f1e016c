// SPDX-License-Identifier: EUPL-1.2
// Making a commit of one's own. It is tried out like anybody else's before it is shown, sent or adopted.

import { createCommit } from "ts-mls/createCommit.js"
import { encodeMlsMessage } from "ts-mls/message.js"
import type { Proposal } from "ts-mls/proposal.js"
import { consumeRatchet } from "ts-mls/secretTree.js"
import { leafToNodeIndex, toLeafIndex } from "ts-mls/treemath.js"
import {
  NUMBERS_EXTENSION,
  type Numbers,
  numbersBytes,
  type Stamp,
  stampBytes,
  welcomeBytes,
} from "./groupFraming.ts"
import { encryptionKeyOf, type Roster, rosterAfter, type Setting, type Step } from "./groupRoster.ts"
import { checkRenewed } from "./groupRules.ts"
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
    return await createCommit({ state: held.mls, cipherSuite: suite }, options)
  } catch {
    // It was checked before, so this is rare: ts-mls asks the lifetime of a newcomer's leaf of Date.now(), without slack.
    throw new GroupError("notAllowed")
  }
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
