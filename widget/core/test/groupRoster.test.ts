// SPDX-License-Identifier: EUPL-1.2
// The roster is judged by what it is, not by what the library says it did (encryption.md, invariant 2).

import type { RatchetTree } from "ts-mls/ratchetTree.js"
import { beforeAll, expect, test } from "vitest"
import { GroupError } from "../src/group.ts"
import { partsOf } from "../src/groupKept.ts"
import { type Roster, rosterAfter, type Setting } from "../src/groupRoster.ts"
import type { Held } from "../src/groupState.ts"
import { Conversation } from "./people.ts"

let two: Held
let three: Held
let setting: Setting

beforeAll(async () => {
  const kept: Held[] = []
  const talk = await Conversation.begun(undefined, async (snapshot) => {
    kept.push(partsOf(snapshot).held)
  })
  const anna = await talk.admits(1)
  two = kept.at(-1) as Held
  await talk.admits(2, {}, [anna])
  three = kept.at(-1) as Held
  setting = { conversation: talk.id, trust: talk.helpline.trust }
})

const refused = (tree: RatchetTree, before: Roster, step: Parameters<typeof rosterAfter>[2]) =>
  expect(rosterAfter(tree, before, step, setting)).rejects.toThrow(new GroupError("roster"))

test("who comes by the one Add has a seat afterwards, with its number", async () => {
  const after = await rosterAfter(three.mls.ratchetTree, two.roster, { joins: 2 }, setting)

  expect([...after].map(([leaf, seat]) => [leaf, seat.member])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ])
})

test("a ghost, whom no commit added, is refused though its certificate is genuine", async () => {
  await refused(three.mls.ratchetTree, two.roster, {})
})

test("a ghost on the leaf of who was removed is refused", async () => {
  await refused(three.mls.ratchetTree, three.roster, { leaves: 2 })
})

test("when one is removed it is that one who is gone, and no other", async () => {
  const tree = three.mls.ratchetTree.slice()
  tree[2] = undefined

  await refused(tree, three.roster, { leaves: 2 })
  expect((await rosterAfter(tree, three.roster, { leaves: 1 }, setting)).size).toBe(2)
})

test("nobody disappears without a Remove", async () => {
  await refused(two.mls.ratchetTree, three.roster, {})
})

test("who was to come has come", async () => {
  await refused(two.mls.ratchetTree, two.roster, { joins: 2 })
})

test("nobody comes with the visitor's number", async () => {
  await refused(three.mls.ratchetTree, two.roster, { joins: 0 })
})

test("nobody takes another's leaf", async () => {
  const tree = three.mls.ratchetTree.slice()
  tree[2] = tree[4]
  tree[4] = three.mls.ratchetTree[2]

  await refused(tree, three.roster, {})
})

test("a leaf that changes what it can do is refused", async () => {
  const tree = three.mls.ratchetTree.slice()
  const leaf = tree[2]
  if (leaf?.nodeType !== "leaf") throw new Error("no leaf")
  tree[2] = {
    nodeType: "leaf",
    leaf: { ...leaf.leaf, extensions: [{ extensionType: 9, extensionData: new Uint8Array() }] },
  }

  await refused(tree, three.roster, {})
})
