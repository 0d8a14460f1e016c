// SPDX-License-Identifier: EUPL-1.2
// The fuzz seen red: with the flaw of ts-mls 1.0-1.6.2 planted, with and without the adapter's own guard against it.

import { afterEach, beforeAll, expect, test, vi } from "vitest"
import type * as Rules from "../../src/groupRules.ts"
import { Helpline } from "../people.ts"
import { play } from "./world.ts"

const planted = vi.hoisted(() => ({ flaw: false, blind: false }))

vi.mock("ts-mls/createCommit.js", async (original) => {
  const real = await original<typeof import("ts-mls/createCommit.js")>()
  const { flawedCreating } = await import("./flawedLibrary.ts")
  return { ...real, createCommit: flawedCreating(real.createCommit, () => planted.flaw) }
})

vi.mock("ts-mls/processMessages.js", async (original) => {
  const real = await original<typeof import("ts-mls/processMessages.js")>()
  const { flawedProcessing } = await import("./flawedLibrary.ts")
  const { processPrivateMessage } = real
  return { ...real, processPrivateMessage: flawedProcessing(processPrivateMessage, () => planted.flaw) }
})

/** Without invariant 4: a path is not missed, nor a new key. */
vi.mock("../../src/groupRules.ts", async (original) => {
  const real = await original<typeof Rules>()
  const checkRenewed: typeof real.checkRenewed = (renewal) => {
    if (!planted.blind) real.checkRenewed(renewal)
  }
  const stepOf: typeof real.stepOf = (commit, ...rest) => {
    const path = commit.path ?? ({} as NonNullable<typeof commit.path>)
    return real.stepOf(planted.blind ? { ...commit, path } : commit, ...rest)
  }
  return { ...real, checkRenewed, stepOf }
})

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})
afterEach(() => {
  planted.flaw = false
  planted.blind = false
})

/** Of a run in which somebody is removed while others are there. */
const SEED = 1
const STEPS = 10

test("without the flaw the run is green", () => play(SEED, STEPS, helpline))

test("with the flaw the run is red, by invariant 4", async () => {
  planted.flaw = true

  await expect(play(SEED, STEPS, helpline)).rejects.toThrow(/^staleKey/)
})

test("with the flaw and without invariant 4 the run is red, by who reads on", async () => {
  planted.flaw = true
  planted.blind = true

  await expect(play(SEED, STEPS, helpline)).rejects.toThrow(/was removed, and reads on/)
})
