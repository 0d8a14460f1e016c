// SPDX-License-Identifier: EUPL-1.2
// The vectors seen red: with a provider that is wrong in one place, each file that could notice does.

import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import { expect, test } from "vitest"
import { suite } from "../../src/provider.ts"
import * as framing from "./framingChecks.ts"
import { type Check, COUNTS, type File, isRed, isThere, needing, whenAbsent } from "./official.ts"
import { passive } from "./passiveChecks.ts"
import * as primitive from "./primitiveChecks.ts"
import { suiteOne } from "./suiteOne.ts"
import * as tree from "./treeChecks.ts"

const CHECKS: Readonly<Partial<Record<File, Check<never>>>> = {
  "crypto-basics": primitive.cryptoBasics,
  "key-schedule": primitive.keySchedule,
  "message-protection": framing.messageProtection,
  "passive-client-handling-commit": passive,
  "passive-client-welcome": passive,
  psk_secret: primitive.pskSecret,
  "secret-tree": primitive.secretTree,
  "transcript-hashes": primitive.transcriptHashes,
  "tree-operations": tree.treeOperations,
  "tree-validation": tree.treeValidation,
  treekem: tree.treeKem,
  welcome: framing.welcome,
}

/** The files in which nothing is computed by a provider. */
const WITHOUT_PROVIDER: readonly File[] = ["deserialization", "messages", "tree-math"]

const { hash, hpke, kdf, signature } = suite

const FAULTS: Readonly<Record<string, { readonly by: CiphersuiteImpl; readonly red: readonly File[] }>> = {
  "a bit flipped in HKDF-Expand": {
    by: { ...suite, kdf: { ...kdf, expand: async (...all) => flipped(await kdf.expand(...all)) } },
    red: ["crypto-basics", "key-schedule", "psk_secret", "secret-tree", "treekem", "welcome"],
  },
  "a bit flipped in HKDF-Extract": {
    by: { ...suite, kdf: { ...kdf, extract: async (...all) => flipped(await kdf.extract(...all)) } },
    red: [
      "key-schedule",
      "psk_secret",
      "welcome",
      "passive-client-welcome",
      "passive-client-handling-commit",
    ],
  },
  "a bit flipped in the hash": {
    by: { ...suite, hash: { ...hash, digest: async (bytes) => flipped(await hash.digest(bytes)) } },
    red: ["crypto-basics", "transcript-hashes", "tree-operations", "tree-validation", "treekem", "welcome"],
  },
  "a MAC of something else": {
    by: {
      ...suite,
      hash: { ...hash, verifyMac: async (key, mac, said) => hash.verifyMac(key, mac, flipped(said)) },
    },
    red: ["transcript-hashes", "welcome", "passive-client-welcome", "passive-client-handling-commit"],
  },
  "a signature under another label": {
    by: { ...suite, signature: { ...signature, sign: (key, said) => signature.sign(key, relabelled(said)) } },
    red: ["crypto-basics", "message-protection"],
  },
  "a signature checked under another label": {
    by: {
      ...suite,
      signature: { ...signature, verify: (key, said, by) => signature.verify(key, relabelled(said), by) },
    },
    red: ["crypto-basics", "message-protection", "tree-validation", "welcome", "passive-client-welcome"],
  },
  "another context for what is opened": {
    by: { ...suite, hpke: { ...hpke, open: (key, enc, ct, info) => hpke.open(key, enc, ct, flipped(info)) } },
    red: ["crypto-basics", "treekem", "welcome", "passive-client-welcome"],
  },
  "another context for what is sealed": {
    by: { ...suite, hpke: { ...hpke, seal: (key, plain, info) => hpke.seal(key, plain, flipped(info)) } },
    red: ["crypto-basics", "treekem"],
  },
  "additional data left out": {
    by: {
      ...suite,
      hpke: { ...hpke, decryptAead: (key, nonce, _, ct) => hpke.decryptAead(key, nonce, undefined, ct) },
    },
    red: ["message-protection"],
  },
  "points written short": {
    by: {
      ...suite,
      hpke: { ...hpke, exportPublicKey: async (key) => (await hpke.exportPublicKey(key)).slice(0, 33) },
    },
    red: ["key-schedule"],
  },
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1
  return copy
}

/** "MLS 1.0 ..." as "MLS 1.1 ...": the label stands behind its length. */
function relabelled(said: Uint8Array): Uint8Array {
  const copy = said.slice()
  copy[7] = "1".charCodeAt(0)
  return copy
}

for (const [fault, { by, red }] of Object.entries(FAULTS)) {
  needing(red, `${fault} turns ${red.join(", ")} red`, async () => {
    for (const file of red) {
      const check = CHECKS[file]
      if (check === undefined) throw new Error(`nothing checks ${file}`)
      expect([file, await isRed(file, check as Check<unknown>, by)]).toEqual([file, true])
    }
  })
}

needing(["passive-client-random"], "a bit flipped in HKDF-Expand turns the long story red", async () => {
  const by = { ...suiteOne, kdf: FAULTS["a bit flipped in HKDF-Expand"]?.by.kdf ?? kdf }

  expect(await isRed("passive-client-random", passive, by)).toBe(true)
})

test("every file that needs a provider is seen red by some fault", () => {
  const seen = ["passive-client-random", ...Object.values(FAULTS).flatMap(({ red }) => red)]
  const all = Object.keys(COUNTS) as File[]

  expect(all.filter((file) => !seen.includes(file)).sort()).toEqual([...WITHOUT_PROVIDER].sort())
})

test("vectors that are not there are skipped, and in CI are a failure", () => {
  expect([whenAbsent(false), whenAbsent(true)]).toEqual(["skip", "fail"])
  expect(isThere("treekem", "/nowhere")).toBe(false)
})
