// SPDX-License-Identifier: EUPL-1.2
// A made-up language from right to left: English in Arabic letters, for looking only. What stays Latin on the
// page was never a text, and what does not turn round was laid out by hand.

import type { Pattern } from "@fluent/bundle/esm/ast.js"
import type { Texts } from "../texts/words.ts"

const LATIN = "abcdefghijklmnopqrstuvwxyz"
const ARABIC = "ابثدهفغحيجكلمنوپقرستوڤشخیز"

const letter = (character: string): string => {
  const place = LATIN.indexOf(character.toLowerCase())
  return place < 0 ? character : (ARABIC[place] ?? character)
}
const word = (text: string): string => [...text].map(letter).join("")

function turnedPattern(pattern: Pattern): Pattern {
  if (typeof pattern === "string") return word(pattern)
  return pattern.map((part) => {
    if (typeof part === "string") return word(part)
    if (part.type !== "select") return part
    return { ...part, variants: part.variants.map((one) => ({ ...one, value: turnedPattern(one.value) })) }
  })
}

/** `messages` in the made-up language. */
export function turned(messages: Texts["messages"]): Texts["messages"] {
  const all = Object.entries(messages).map(([key, pattern]) => [key, turnedPattern(pattern)] as const)
  return Object.fromEntries(all)
}

/** `texts` in the made-up language. */
export function pseudo({ messages, help }: Texts): Texts {
  const lines = help.lines.map((line) => ({ ...line, name: word(line.name), note: word(line.note) }))
  return { messages: turned(messages), help: { ...help, lines } }
}
