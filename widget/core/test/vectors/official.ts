// SPDX-License-Identifier: EUPL-1.2
// The official test vectors of RFC 9420. They are not part of this project: they are read from a folder beside it, or
// from the one that LYKTA_MLS_VECTORS names.
// Rule 1: a file that is not there is never a pass: skipped with a word on how to get it, and in CI a failure.
// Rule 2: an empty loop is never a pass: how many cases each file has for us is written down (COUNTS).

import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Decoder } from "ts-mls/codec/tlsDecoder.js"
import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import { afterAll, expect, test } from "vitest"
import { suite } from "../../src/provider.ts"

/** MLS_128_DHKEMP256_AES128GCM_SHA256_P256. */
const OURS = 2

/** Cases of suite 0x0002 and cases without a suite, by file. */
export const COUNTS = {
  "crypto-basics": 1,
  deserialization: 14,
  "key-schedule": 1,
  "message-protection": 1,
  messages: 300,
  "passive-client-handling-commit": 13,
  // Its one case is of suite 0x0001: see suiteOne.ts.
  "passive-client-random": 1,
  "passive-client-welcome": 8,
  psk_secret: 11,
  "secret-tree": 3,
  "transcript-hashes": 1,
  "tree-math": 10,
  // All are of suite 0x0001, of which they use nothing but SHA-256, which is ours too: see treeChecks.ts.
  "tree-operations": 5,
  "tree-validation": 14,
  treekem: 11,
  welcome: 1,
} as const

export type File = keyof typeof COUNTS

const ANY_SUITE: ReadonlySet<File> = new Set(["passive-client-random", "tree-operations"])

/** Throws unless `vector` comes out as it says. */
export type Check<Vector> = (vector: Vector, suite: CiphersuiteImpl) => void | Promise<void>

const BESIDE = new URL("../../../../../shared/data/mls/", import.meta.url).pathname
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants it so
const FOLDER = process.env["LYKTA_MLS_VECTORS"] ?? BESIDE
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants it so
const IN_CI = process.env["CI"] === "true"
/** They take seconds; a machine that does other things besides may take many. */
const PATIENCE_MS = 120_000
const HOW =
  "the official RFC 9420 vectors are not here: clone github.com/mlswg/mls-implementations and let " +
  "LYKTA_MLS_VECTORS name its folder test-vectors"

/** What a file that is absent means. */
export function whenAbsent(inCi: boolean): "skip" | "fail" {
  return inCi ? "fail" : "skip"
}

export function isThere(file: File, folder = FOLDER): boolean {
  return existsSync(join(folder, `${file}.json`))
}

/** The cases of a file that are for us. */
export function casesOf<Vector>(file: File): readonly Vector[] {
  const all = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), "utf8")) as Vector[]
  return all.filter((each) => ANY_SUITE.has(file) || suiteOf(each) === undefined || suiteOf(each) === OURS)
}

function suiteOf(vector: unknown): unknown {
  return (vector as { readonly cipher_suite?: number }).cipher_suite
}

/** A test of each case of a file; `name` says what a case shows. */
export function official<Vector>(file: File, name: string, check: Check<Vector>, by = suite): void {
  needing([file], `${file}: ${name}`, async () => {
    const run = await runAll(file, check, by)
    expect(run.failed).toEqual([])
    expect(run.count).toBe(COUNTS[file])
    ran.push(`${file} ${run.count}`)
  })
}

/** A test that reads these files. */
export function needing(files: readonly File[], name: string, run: () => Promise<void>): void {
  test(name, { timeout: PATIENCE_MS }, async (context) => {
    const here = files.every((file) => isThere(file))
    if (!here && whenAbsent(IN_CI) === "skip") return context.skip(HOW)
    expect(here, HOW).toBe(true)
    await run()
  })
}

const ran: string[] = []

afterAll(() => {
  if (ran.length > 0) console.info(`official vectors of RFC 9420: ${ran.join(", ")}`)
})

interface Run {
  readonly count: number
  readonly failed: readonly { readonly at: number; readonly why: string }[]
}

/** Every case, also after one that fails. */
async function runAll<Vector>(file: File, check: Check<Vector>, by: CiphersuiteImpl): Promise<Run> {
  const failed: { at: number; why: string }[] = []
  const cases = casesOf<Vector>(file)
  for (const [at, vector] of cases.entries()) {
    try {
      await check(vector, by)
    } catch (error) {
      failed.push({ at, why: error instanceof Error ? error.message : String(error) })
    }
  }
  return { count: cases.length, failed }
}

/** Whether some case fails, by another provider than ours. */
export async function isRed<Vector>(file: File, check: Check<Vector>, by: CiphersuiteImpl): Promise<boolean> {
  for (const vector of casesOf<Vector>(file)) {
    try {
      await check(vector, by)
    } catch {
      return true
    }
  }
  return false
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"))
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex")
}

/** The whole of `hex`, read by `decode`. Throws if something is left. */
export function decoded<T>(decode: Decoder<T>, hex: string): T {
  const bytes = fromHex(hex)
  const read = decode(bytes, 0)
  if (read === undefined || read[1] !== bytes.length) throw new Error("does not decode")
  return read[0]
}

/** Throws unless `bytes` are `hex`. */
export function same(bytes: Uint8Array | undefined, hex: string, what: string): void {
  if (bytes === undefined || toHex(bytes) !== hex) throw new Error(`another ${what}`)
}

export function holds(is: boolean, what: string): void {
  if (!is) throw new Error(`not so: ${what}`)
}
