// SPDX-License-Identifier: EUPL-1.2
// A capsule: what a page keeps for the one after it, sealed under a key that never lies beside it.
// Rule 1: one key and one secret for each page's life, a fresh IV for each sealing.

import { asSource, concat, fromBase64, sha256, toBase64, toBase64Url, utf8 } from "./bytes.ts"
import { snapshotBytes } from "./groupSnapshot.ts"
import { keptCourse, keptEnd } from "./keeping.ts"
import type { EndInGroup, KeptCandidate, KeptEnd } from "./kept.ts"
import type { Slot } from "./slots.ts"
import type { Course } from "./visitorCourse.ts"

const VERSION = 1
const AES = "AES-GCM"
const KEY_BYTES = 32
const IV_BYTES = 12

/** What the relay keeps in trust: the key, and for visitors what their next page has to match. */
export interface Trusted {
  readonly key: string
  readonly seal?: string
}

export class Capsule {
  readonly #raw: Uint8Array
  readonly #key: CryptoKey
  readonly #seal: string | undefined
  /** What the next page shows to get the key. */
  readonly #resume: string

  private constructor(raw: Uint8Array, key: CryptoKey, resume = "", seal?: string) {
    this.#raw = raw
    this.#key = key
    this.#resume = resume
    this.#seal = seal
  }

  /** `conversation`: of a visitor. Staff show nothing but their sign-in. */
  static async fresh(conversation?: string): Promise<Capsule> {
    const raw = random(KEY_BYTES)
    const key = await keyOf(raw)
    if (conversation === undefined) return new Capsule(raw, key)
    const secret = random(KEY_BYTES)
    const seal = toBase64Url(await sha256(secret))
    return new Capsule(raw, key, `${conversation}.${toBase64Url(secret)}`, seal)
  }

  get trusted(): Trusted {
    const key = toBase64(this.#raw)
    return this.#seal === undefined ? { key } : { key, seal: this.#seal }
  }

  wipe(): void {
    this.#raw.fill(0)
  }

  /** The text of a slot that holds `content`, written for the `counter`th time. */
  async sealed(content: string, counter: number): Promise<string> {
    return sealedText(content, { key: this.#key, iv: random(IV_BYTES), resume: this.#resume, counter })
  }
}

export interface Sealing {
  readonly key: CryptoKey
  readonly iv: Uint8Array
  readonly resume: string
  readonly counter: number
}

export async function sealedText(content: string, { key, iv, resume, counter }: Sealing): Promise<string> {
  const head = `${VERSION}.${counter}.${resume}.`
  const plain = utf8(content)
  const box = await crypto.subtle.encrypt(aes(iv, head), key, asSource(plain))
  plain.fill(0)
  return head + toBase64(concat(iv, new Uint8Array(box)))
}

/** What is in `slot`, or nothing if `raw` does not open it. */
export async function opened({ head, sealed }: Slot, raw: Uint8Array): Promise<string | undefined> {
  const box = fromBase64(sealed)
  try {
    const key = await keyOf(raw)
    const plain = await crypto.subtle.decrypt(
      aes(box.slice(0, IV_BYTES), head),
      key,
      asSource(box.slice(IV_BYTES)),
    )
    return new TextDecoder().decode(plain)
  } catch {
    return undefined
  }
}

/** What `written` wrote. Throws if it is not that, or of another version. */
export function read<Kept>(content: string): Kept {
  const said = JSON.parse(content) as Kept & { readonly v?: unknown }
  if (said.v !== VERSION) throw new Error("another version")
  return said
}

/** A visitor's ticket, or a counsellor's conversation, with all that came of it. */
export interface Now {
  readonly course?: Course
  readonly candidate?: KeptCandidate<Uint8Array> | undefined
  readonly inside?: EndInGroup | undefined
}

/** What is kept of `now`, as text. To be asked at once: a moment later the keys of its group may be wiped. */
export function written(now: Now): string {
  const { inside, course, candidate } = now
  return JSON.stringify({
    v: VERSION,
    ...now,
    course: course && keptCourse(course),
    inside: inside && keptInGroup(inside),
    candidate: candidate && textsOf(candidate),
  })
}

function textsOf(candidate: KeptCandidate<Uint8Array>): KeptCandidate {
  const { keyPackage, initPrivateKey, hpkePrivateKey, signaturePrivateKey } = candidate
  return {
    keyPackage: toBase64(keyPackage),
    initPrivateKey: toBase64(initPrivateKey),
    hpkePrivateKey: toBase64(hpkePrivateKey),
    signaturePrivateKey: toBase64(signaturePrivateKey),
  }
}

function keptInGroup(end: EndInGroup): KeptEnd {
  return keptEnd(end, toBase64(snapshotBytes(end.group)))
}

export function keyOf(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", asSource(raw), AES, false, ["encrypt", "decrypt"])
}

function aes(iv: Uint8Array, head: string): AesGcmParams {
  return { name: AES, iv: asSource(iv), additionalData: asSource(utf8(head)) }
}

function random(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size))
}
