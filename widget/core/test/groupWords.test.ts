// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { Conversation } from "./people.ts"

test("everybody in the group has the same five words, which are others after each change", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const [mine, hers] = [await talk.visitor.words(), await anna.words()]
  const bo = await talk.admits(2, { name: "Bo" }, [anna])
  const after = await Promise.all([talk.visitor, anna, bo].map((each) => each.words()))

  expect(hers).toEqual(mine)
  expect(mine).toHaveLength(5)
  expect(new Set(after.map(String)).size).toBe(1)
  expect(after[0]).not.toEqual(mine)
})

test("two conversations have no words in common, and a group that is wiped has none", async () => {
  const [one, other] = [await Conversation.begun(), await Conversation.begun()]
  expect(await one.visitor.words()).not.toEqual(await other.visitor.words())

  one.visitor.wipe()
  await expect(one.visitor.words()).rejects.toThrow("wiped")
})
