// SPDX-License-Identifier: EUPL-1.2
// The report key of a person who opens reports: made here, its seed kept wrapped, opened only to open a report.
// Rule 1: the seed is in memory while it is made or used, and never in a store, an answer or a log.
// Rule 2: the wrapping key cannot be taken out; where the passkey has a secret (PRF) the seed is wrapped by it too.
// Loaded only by those who have such a key; the cryptography (seal.ts) only when one is made or used.

import { asSource, equal, sha256, utf8 } from "@lykta/core/bytes"
import { sealName } from "@lykta/core/reportKeys"
import { hexOf, type SealedKey } from "../report/sealing.ts"
import type { ReportContext } from "../seal.ts"
import { NoSuchKeyError } from "./noSuchKey.ts"
import type { PasskeySecret } from "./passkeySecret.ts"
import { changeKeys, type KeptKey, keptKeys } from "./reportStore.ts"

/** What making and opening ask of those around. */
export interface ReportKeyMeans {
  /** The secret of the passkey that somebody has just signed in with, if it has one. */
  readonly secret: PasskeySecret | undefined
  /** Asks for the passkey `id` and its secret. Call it from a click. */
  askPasskey(id: string): Promise<PasskeySecret>
  /** Whether the deny-list has this name. */
  isDenied(name: Uint8Array): boolean
}

const seedBytes = 32
const ivBytes = 12

/** The report key of `staff` in this browser, made the first time, and anew once it is denied. */
export async function ownReportKey(staff: string, means: ReportKeyMeans): Promise<ReportKey> {
  const [latest] = await keptKeys(staff)
  if (latest === undefined || means.isDenied(sealName(await sha256(latest.sealKey))))
    return new ReportKey(staff, await made(staff, latest, means), means)
  return new ReportKey(staff, await strengthened(staff, latest, means), means)
}

export class ReportKey {
  /** X-Wing, 1216 bytes. */
  readonly sealKey: Uint8Array
  /** Whether the passkey is needed to open something. */
  readonly asksPasskey: boolean
  readonly #staff: string
  readonly #means: ReportKeyMeans

  constructor(staff: string, kept: KeptKey, means: ReportKeyMeans) {
    this.sealKey = kept.sealKey
    this.asksPasskey = kept.passkey !== undefined
    this.#staff = staff
    this.#means = means
  }

  /** What was sealed to `sealKey`, this one or one before. Throws NoSuchKeyError, SealError, or as a passkey does. */
  async open(sealed: Uint8Array, context: ReportContext, sealKey = this.sealKey): Promise<Uint8Array> {
    const { openReport } = await import("../seal.ts")
    return this.#withSeed(sealKey, (seed) => openReport(sealed, seed, context))
  }

  /** The content key among `wraps`, which are whose fingerprints name them. Throws as `open` does. */
  async openWrap(wraps: readonly SealedKey[], context: Omit<ReportContext, "key">): Promise<Uint8Array> {
    const { openContentKey } = await import("../seal.ts")
    for (const { sealKey } of await keptKeys(this.#staff)) {
      const key = hexOf(await sha256(sealKey))
      const wrap = wraps.find((each) => each.key === key)
      if (wrap !== undefined)
        return this.#withSeed(sealKey, (seed) => openContentKey(wrap.sealed, seed, { ...context, key }))
    }
    throw new NoSuchKeyError()
  }

  async #withSeed<T>(sealKey: Uint8Array, act: (seed: Uint8Array) => Promise<T>): Promise<T> {
    const kept = (await keptKeys(this.#staff)).find((each) => equal(each.sealKey, sealKey))
    if (kept === undefined) throw new NoSuchKeyError()
    const seed = await unwrapped(kept, this.#means)
    try {
      return await act(seed)
    } finally {
      seed.fill(0)
    }
  }
}

/** A fresh key before all others; if another tab was faster, that one's. */
async function made(staff: string, before: KeptKey | undefined, means: ReportKeyMeans): Promise<KeptKey> {
  const { publicKeyOf } = await import("../seal.ts")
  const seed = crypto.getRandomValues(new Uint8Array(seedBytes))
  try {
    const fresh = await wrapped(seed, await publicKeyOf(seed), means.secret)
    const same = (latest: KeptKey | undefined) =>
      latest === undefined || (before !== undefined && equal(latest.sealKey, before.sealKey))
    return first(await changeKeys(staff, (kept) => (same(kept[0]) ? [fresh, ...kept] : kept)))
  } finally {
    seed.fill(0)
  }
}

/** `kept`, wrapped by the passkey's secret too if it is not yet and there is one now. */
async function strengthened(staff: string, kept: KeptKey, means: ReportKeyMeans): Promise<KeptKey> {
  if (means.secret === undefined || kept.passkey !== undefined) return kept
  const seed = await unwrapped(kept, means)
  try {
    const stronger = await wrapped(seed, kept.sealKey, means.secret)
    const keys = await changeKeys(staff, (all) =>
      all.map((each) => (equal(each.sealKey, kept.sealKey) ? stronger : each)),
    )
    return first(keys)
  } finally {
    seed.fill(0)
  }
}

async function wrapped(
  seed: Uint8Array,
  sealKey: Uint8Array,
  secret: PasskeySecret | undefined,
): Promise<KeptKey> {
  const wrapping = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ])
  const [iv, outer] = [freshIv(), freshIv()]
  const inner = await crypto.subtle.encrypt(gcm(iv, sealKey), wrapping, asSource(seed))
  const kept = { sealKey, wrapping, iv, wrapped: new Uint8Array(inner) }
  if (secret === undefined) return kept
  const twice = await crypto.subtle.encrypt(gcm(outer, sealKey), secret.key, inner)
  return { ...kept, wrapped: new Uint8Array(twice), passkey: { id: secret.id, iv: outer } }
}

async function unwrapped(kept: KeptKey, means: ReportKeyMeans): Promise<Uint8Array> {
  let inner = asSource(kept.wrapped)
  if (kept.passkey !== undefined) {
    const { id, iv } = kept.passkey
    const { key } = means.secret?.id === id ? means.secret : await means.askPasskey(id)
    inner = new Uint8Array(await crypto.subtle.decrypt(gcm(iv, kept.sealKey), key, inner))
  }
  return new Uint8Array(await crypto.subtle.decrypt(gcm(kept.iv, kept.sealKey), kept.wrapping, inner))
}

function freshIv(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(ivBytes))
}

/** Bound to what it is for, and to which key. */
function gcm(iv: Uint8Array, sealKey: Uint8Array): AesGcmParams {
  const label = utf8("lykta report seed v1\0")
  const additionalData = new Uint8Array(label.length + sealKey.length)
  additionalData.set(label)
  additionalData.set(sealKey, label.length)
  return { name: "AES-GCM", iv: asSource(iv), additionalData }
}

function first(keys: readonly KeptKey[]): KeptKey {
  const [latest] = keys
  if (latest === undefined) throw new NoSuchKeyError()
  return latest
}
