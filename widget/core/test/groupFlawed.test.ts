// SPDX-License-Identifier: EUPL-1.2
// Our guard against the flaw of ts-mls 1.0-1.6.2, seen with a library that has it (encryption.md, invariant 4): a Remove
// after which the committer's leaf has the key it had before. DANGEROUS test double: it takes a path's effect back.

import type { ClientState } from "ts-mls/clientState.js"
import { afterEach, expect, test, vi } from "vitest"
import { GroupError } from "../src/group.ts"
import { Conversation } from "./people.ts"

const flawed = vi.hoisted(() => ({ now: false }))

/** `after`, with leaf 0 as it was `before`. */
function withOldKey(before: ClientState, after: ClientState): ClientState {
  if (!flawed.now) return after
  const [was, is] = [before.ratchetTree[0], after.ratchetTree[0]]
  if (was?.nodeType !== "leaf" || is?.nodeType !== "leaf") return after
  const leaf = { ...is.leaf, hpkePublicKey: was.leaf.hpkePublicKey }
  return { ...after, ratchetTree: [{ nodeType: "leaf", leaf }, ...after.ratchetTree.slice(1)] }
}

vi.mock("ts-mls/createCommit.js", async (original) => {
  const real = await original<typeof import("ts-mls/createCommit.js")>()
  const createCommit: typeof real.createCommit = async (context, options) => {
    const made = await real.createCommit(context, options)
    return { ...made, newState: withOldKey(context.state, made.newState) }
  }
  return { ...real, createCommit }
})

vi.mock("ts-mls/processMessages.js", async (original) => {
  const real = await original<typeof import("ts-mls/processMessages.js")>()
  const processPrivateMessage: typeof real.processPrivateMessage = async (state, ...rest) => {
    const made = await real.processPrivateMessage(state, ...rest)
    return { ...made, newState: withOldKey(state, made.newState) }
  }
  return { ...real, processPrivateMessage }
})

afterEach(() => {
  flawed.now = false
})

async function three() {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  return { talk, anna, bo: await talk.admits(2, {}, [anna]) }
}

test("the committer refuses a Remove after which its own key is the old one", async () => {
  const { talk } = await three()
  flawed.now = true

  await expect(talk.visitor.remove(1, 3)).rejects.toThrow(new GroupError("staleKey"))
  await expect(talk.visitor.emptyCommit(3)).rejects.toThrow(new GroupError("staleKey"))
  expect([talk.visitor.change, talk.visitor.epoch]).toEqual([undefined, 2])
})

test("a receiver refuses a Remove after which the committer's key is the old one", async () => {
  const { talk, anna, bo } = await three()
  const { commit } = await talk.visitor.remove(1, 3)
  flawed.now = true

  await expect(bo.dryRun(commit, { member: 0, n: 3 })).rejects.toThrow(new GroupError("staleKey"))
  expect([bo.epoch, anna.epoch]).toEqual([2, 2])
})

test("with a library without the flaw the same is followed", async () => {
  const { talk, bo } = await three()
  const { commit } = await talk.visitor.remove(1, 3)

  expect((await bo.dryRun(commit, { member: 0, n: 3 })).roster.left?.member).toBe(1)
})
