// SPDX-License-Identifier: EUPL-1.2
// Bytes: joined, compared, written and read. Big endian throughout.
// Rule 1: no format lives here, only the pieces that formats are made of.

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Whether both are the same; takes the same time wherever they differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let differs = 0
  for (let i = 0; i < a.length; i += 1) differs |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return differs === 0
}

/** WebCrypto's types refuse shared memory; nothing of ours is ever shared. */
export function asSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", asSource(bytes)))
}

/** Unsigned, big endian, `size` bytes. `value` is a whole number below 2^53. */
export function unsigned(value: number, size: number): Uint8Array {
  const written = new Uint8Array(size)
  let rest = value
  for (let at = size - 1; at >= 0; at -= 1) {
    written[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return written
}

/** What `Reader` throws: the bytes are not what was expected. Whoever reads turns it into an error of their own. */
export class LayoutError extends Error {}

/** Takes bytes from the front. */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get at(): number {
    return this.#at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** A copy of the next `size` bytes. */
  take(size: number): Uint8Array {
    if (size > this.left) throw new LayoutError("too short")
    const taken = this.#bytes.slice(this.#at, this.#at + size)
    this.#at += size
    return taken
  }

  /** A copy of what was read since `from` (an earlier `at`). */
  since(from: number): Uint8Array {
    return this.#bytes.slice(from, this.#at)
  }

  /** The next number of `size` bytes; above 2^53 it is not one of ours. */
  number(size: number): number {
    const value = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0)
    if (!Number.isSafeInteger(value)) throw new LayoutError("too large a number")
    return value
  }

  expect(byte: number): void {
    if (this.number(1) !== byte) throw new LayoutError("another layout")
  }

  end(): void {
    if (this.left !== 0) throw new LayoutError("too long")
  }
}

/** As many arguments as any engine takes. */
const CHUNK = 8192

/** Standard base64 with padding, as the wire writes bytes. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ""
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  }
  return btoa(binary)
}

/** The bytes of standard base64. Throws LayoutError. */
export function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    throw new LayoutError("not base64")
  }
}

/** Base64url without padding, as names are written. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

/** The bytes of base64url. Throws LayoutError. */
export function fromBase64Url(text: string): Uint8Array {
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"))
}
