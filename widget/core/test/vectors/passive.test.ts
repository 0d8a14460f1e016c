// SPDX-License-Identifier: EUPL-1.2

import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import { expect } from "vitest"
import { readWelcome } from "../../src/groupFraming.ts"
import { joined } from "../../src/groupJoin.ts"
import type { GroupError } from "../../src/groupTypes.ts"
import { casesOf, fromHex, needing, official } from "./official.ts"
import { keysIn, passive } from "./passiveChecks.ts"
import type { Passive } from "./shapes.ts"
import { suiteOne } from "./suiteOne.ts"

official("passive-client-handling-commit", "who only listens follows every commit", passive)
official("passive-client-random", "who only listens follows a long story", longStory, suiteOne)
official("passive-client-welcome", "who is welcomed is in the same group", passive)

/** All of its two hundred epochs with `make test-all`, else the first of them. */
async function longStory(vector: Passive, by: CiphersuiteImpl): Promise<void> {
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants it so
  const epochs = process.env["LYKTA_MLS_WHOLE"] === "yes" ? vector.epochs : vector.epochs.slice(0, 40)
  await passive({ ...vector, epochs }, by)
}

/** No certificate is looked at before the group itself is known to be ours. */
const TRUST = { helpline: "Lykta", roots: [], demoAllowed: false, isDenied: () => false, now: () => 0 }
/** The group of those vectors. */
const THEIRS = new TextEncoder().encode("group")

needing(
  ["passive-client-welcome"],
  "our own way in opens each and takes none: no visitor made it",
  async () => {
    const refusals = []
    for (const vector of casesOf<Passive>("passive-client-welcome")) {
      for (const conversation of [new Uint8Array(24), THEIRS]) {
        const keys = await keysIn(vector)
        const entering = joined(readWelcome(fromHex(vector.welcome)), keys, 1, { conversation, trust: TRUST })
        refusals.push(await entering.then(String, (error: GroupError) => error.code))
      }
    }

    const [plain, withPsk] = [
      ["otherGroup", "notAllowed"],
      ["unreadable", "unreadable"],
    ]
    expect(refusals).toEqual([plain, plain, withPsk, withPsk, plain, plain, withPsk, withPsk].flat())
  },
)
