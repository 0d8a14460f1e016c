// SPDX-License-Identifier: EUPL-1.2
// A visitor whom the last counsellor has left, until the next one comes (encryption.md, invariant 4).

import type { ClientState } from "ts-mls/clientState.js"
import { initializeEpoch } from "ts-mls/keySchedule.js"
import { beforeAll, expect, test } from "vitest"
import { equal } from "../src/bytes.ts"
import { readSnapshot } from "../src/groupSnapshot.ts"
import { suite } from "../src/provider.ts"
import { type Kept, kept } from "./disk.ts"
import { Helpline } from "./people.ts"

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

/** Whether the epoch of `next` can be had from the one before by who was told no secret, as after an Add. */
async function isGuessed(keys: ClientState["keySchedule"], next: ClientState): Promise<boolean> {
  const zeros = new Uint8Array(suite.kdf.size)
  const made = await initializeEpoch(keys.initSecret, zeros, next.groupContext, zeros, suite.kdf)
  return equal(made.keySchedule.exporterSecret, next.keySchedule.exporterSecret)
}

/** Anna's secrets, as an evil build of hers would have kept them, and the visitor's after she was removed. */
async function leftAlone({ disk, hers, talk }: Kept) {
  const anna = readSnapshot(hers.newest, helpline.trust).held.mls
  await talk.removes(1, [])
  return { anna, visitor: readSnapshot(disk.newest, helpline.trust).held.mls }
}

test("the last counsellor who is removed does not know the epoch in which the visitor is alone", async () => {
  const { anna, visitor } = await leftAlone(await kept(helpline))

  expect(visitor.groupContext.epoch).toBe(2n)
  expect(await isGuessed(anna.keySchedule, visitor)).toBe(false)
})

test("a visitor alone who renews its keys does not go on from the epoch before", async () => {
  const all = await kept(helpline)
  const { visitor } = await leftAlone(all)
  await (await all.talk.visitor.emptyCommit(all.talk.next(0).n)).adopt()

  const renewed = readSnapshot(all.disk.newest, helpline.trust).held.mls
  expect(await isGuessed(visitor.keySchedule, renewed)).toBe(false)
})

test("the next counsellor comes in and talks as ever", async () => {
  const all = await kept(helpline)
  await leftAlone(all)
  const bo = await all.talk.admits(2, { name: "Bo" })

  await all.talk.says(all.talk.visitor, [bo], "hej Bo")
  await all.talk.says(bo, [all.talk.visitor], "hej")
  expect(await bo.words()).toEqual(await all.talk.visitor.words())
})
