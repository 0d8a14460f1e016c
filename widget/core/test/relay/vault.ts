// SPDX-License-Identifier: EUPL-1.2
// The keys that pages leave in trust, as the relay keeps them: by conversation and member, one at a time.

import { fromBase64Url, sha256, toBase64Url } from "../../src/bytes.ts"
import type { Ask } from "./asks.ts"

interface Left {
  readonly seal: string
  readonly key: string
  generation: number
}

export class Vault {
  readonly #left = new Map<string, Left>()

  keep(name: string, member: number, { seal, key }: Ask, generation: number): object {
    const at = `${name}:${member}`
    const before = this.#left.get(at)?.generation ?? 0
    this.#left.set(at, {
      seal: String(seal),
      key: String(key),
      generation: Math.max(before, generation),
    })
    return {}
  }

  has(name: string, member = 0): boolean {
    return this.#left.has(`${name}:${member}`)
  }

  /** The visitor's key is another one. */
  swap(name: string, key: string): void {
    const at = `${name}:0`
    const left = this.#left.get(at)
    if (left !== undefined) this.#left.set(at, { ...left, key })
  }

  /** Minutes have passed, or the conversation is over. */
  forget(name: string): void {
    for (const at of [...this.#left.keys()]) if (at.startsWith(`${name}:`)) this.#left.delete(at)
  }

  async take(resume: string): Promise<{ readonly key: string; readonly generation: number } | undefined> {
    const [name = "", secret = ""] = resume.split(".")
    const left = this.#left.get(`${name}:0`)
    if (left === undefined || toBase64Url(await sha256(fromBase64Url(secret))) !== left.seal) return undefined
    left.generation += 1000
    return { key: left.key, generation: left.generation }
  }

  takeOf(name: string, member: number): object | undefined {
    const left = this.#left.get(`${name}:${member}`)
    return left && { key: left.key }
  }
}
