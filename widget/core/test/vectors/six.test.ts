// SPDX-License-Identifier: EUPL-1.2
// What ts-mls 1.6.4 cannot do, and no official vector shows: let somebody in where two parents have different leaves
// that are not merged yet. It wants all parents above such a leaf to list the same ones (validateRatchetTree), RFC 9420
// (7.9.2) only wants those below to list that leaf. It takes six members: of our four, no such tree can be made.

import { type ClientState, createGroup, joinGroup } from "ts-mls/clientState.js"
import { createCommit } from "ts-mls/createCommit.js"
import type { Proposal } from "ts-mls/proposal.js"
import { emptyPskIndex } from "ts-mls/pskIndex.js"
import { expect, test } from "vitest"
import { type KeyPair, visitorPackage } from "../../src/groupJoin.ts"
import { MAX_MEMBERS } from "../../src/groupRoster.ts"
import { CONFIG } from "../../src/groupState.ts"
import { suite } from "../../src/provider.ts"

/** A bare group whose first member does everything. */
class Bare {
  #state: ClientState

  private constructor(state: ClientState) {
    this.#state = state
  }

  static async of(members: number): Promise<Bare> {
    const { publicPackage, privatePackage } = await visitorPackage(Date.now())
    const id = crypto.getRandomValues(new Uint8Array(24))
    const group = new Bare(await createGroup(id, publicPackage, privatePackage, [], suite, CONFIG))
    for (let leaf = 1; leaf < members; leaf += 1) await group.admits()
    return group
  }

  /** Why the newcomer cannot join, or nothing. */
  async admits(): Promise<string | undefined> {
    const keys = await visitorPackage(Date.now())
    const add = { keyPackage: keys.publicPackage }
    const { welcome } = await this.#commits([{ proposalType: "add", add }])
    return welcome && whyNot(welcome, keys)
  }

  async removes(leaf: number): Promise<void> {
    await this.#commits([{ proposalType: "remove", remove: { removed: leaf } }])
  }

  /** Renews the parents above the first leaf. */
  async renews(): Promise<void> {
    await this.#commits([])
  }

  async #commits(extraProposals: Proposal[]) {
    const context = { state: this.#state, cipherSuite: suite }
    const made = await createCommit(context, { extraProposals, ratchetTreeExtension: true })
    this.#state = made.newState
    return made
  }
}

async function whyNot(
  welcome: Parameters<typeof joinGroup>[0],
  { publicPackage, privatePackage }: KeyPair,
): Promise<string | undefined> {
  const tree = undefined
  return joinGroup(
    welcome,
    publicPackage,
    privatePackage,
    emptyPskIndex,
    suite,
    tree,
    undefined,
    CONFIG,
  ).then(
    () => undefined,
    (error: Error) => error.message,
  )
}

test("ts-mls 1.6.4 keeps the sixth member out, if two who came late sit under different parents", async () => {
  const group = await Bare.of(5)
  await group.removes(2)

  expect(await group.admits()).toBeUndefined()
  expect(await group.admits()).toMatch(/must list leaf node in its unmerged_leaves/)
  await group.renews()
  expect(await group.admits()).toBeUndefined()
})

test("of at most four members everybody can join, whoever left and whatever was renewed before", async () => {
  for (const leaf of [1, 2, 3]) {
    for (const renews of [false, true]) {
      const group = await Bare.of(MAX_MEMBERS)
      await group.removes(leaf)
      await group.removes(leaf === 3 ? 1 : 3)
      if (renews) await group.renews()
      expect([await group.admits(), await group.admits()]).toEqual([undefined, undefined])
    }
  }
})
