// SPDX-License-Identifier: EUPL-1.2
// What the page's address and document ask for. Pure.

import type { Audience } from "../model.ts"

export interface Address {
  /** Language tags, the most wished for first. */
  readonly languages: readonly string[]
  readonly audience: Audience
  /** The origin of the page around our frame, if it said so. */
  readonly host: string | undefined
}

const AUDIENCES: readonly string[] = ["young", "adult", "professional"] satisfies readonly Audience[]

/** Read `url`: `#lang=sv&for=adult&host=https://example.org`, in the fragment or the query. */
export function readAddress(url: URL, browserLanguages: readonly string[]): Address {
  const wishes = new URLSearchParams(`${url.search.slice(1)}&${url.hash.slice(1)}`)
  const language = wishes.get("lang")
  const audience = wishes.get("for") ?? ""
  return {
    languages: language === null ? browserLanguages : [language, ...browserLanguages],
    audience: AUDIENCES.includes(audience) ? (audience as Audience) : "young",
    host: origin(wishes.get("host")),
  }
}

/** `text`, if it is an origin and nothing more. */
function origin(text: string | null): string | undefined {
  if (text === null || !URL.canParse(text)) return undefined
  return new URL(text).origin === text && text.startsWith("http") ? text : undefined
}

/** Whether `hostname` is this machine: only here may somebody answer who is certified for demonstrations. */
export function isLoopback(hostname: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
}
