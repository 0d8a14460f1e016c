// SPDX-License-Identifier: EUPL-1.2
// Puts values into a Fluent pattern that the build has parsed: what of Fluent's runtime our texts need, in one page.
// A test holds it against @fluent/bundle itself, for every text in every language.

import type { Expression, Literal, Pattern } from "@fluent/bundle/esm/ast.js"

export type Values = Readonly<Record<string, string | number>>

/** First strong isolate, and its end: a name keeps its own direction inside a sentence. */
const [FSI, PDI] = ["\u2068", "\u2069"]
/** Letters that run from right to left. Where there are none, nothing need be kept apart, and words can be searched for. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** `pattern` in `language`, with `values`. */
export function filled(pattern: Pattern, language: string, values: Values): string {
  if (typeof pattern === "string") return pattern
  const parts = pattern.map((part) => (typeof part === "string" ? part : resolved(part, language, values)))
  const plain = parts.join("")
  if (parts.length === 1 || !RIGHT_TO_LEFT.test(plain)) return plain
  return parts.map((part, at) => (typeof pattern[at] === "string" ? part : FSI + part + PDI)).join("")
}

function resolved(part: Expression, language: string, values: Values): string {
  if (part.type === "var") return shown(values[part.name], language)
  if (part.type === "str") return part.value
  if (part.type !== "select" || part.selector.type !== "var") throw new Error("no text needs this")
  const { variants, star, selector } = part
  const value = values[selector.name]
  const chosen = variants.find(({ key }) => suits(key, value, language)) ?? variants[star]
  return filled(chosen?.value ?? "", language, values)
}

function shown(value: string | number | undefined, language: string): string {
  return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : (value ?? "")
}

function suits(key: Literal, value: string | number | undefined, language: string): boolean {
  if (key.value === value) return true
  return typeof value === "number" && new Intl.PluralRules(language).select(value) === key.value
}
