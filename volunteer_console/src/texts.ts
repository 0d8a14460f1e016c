// SPDX-License-Identifier: EUPL-1.2
// Every word that the console shows, in the language chosen now.
// Rule 1: a key that is not in the locales does not compile (keys.gen.ts). Rule 2: text only, never markup.

import { FluentBundle, FluentResource } from "@fluent/bundle"
import { computed, signal } from "@preact/signals"
import en from "../locales/en.ftl"
import sv from "../locales/sv.ftl"
import type { Variables } from "./keys.gen.ts"

export type Language = "sv" | "en"
export type Direction = "ltr" | "rtl"
export type Key = keyof Variables

/** What a text wants to be told: nothing, or a value for each of its variables. */
type Arguments<K extends Key> = [Variables[K]] extends [never]
  ? []
  : [values: Readonly<Record<Variables[K], string | number>>]

const sources: Readonly<Record<Language, string>> = { sv, en }

export const languages: readonly Language[] = ["sv", "en"]
export const language = signal<Language>("sv")

/** What is done to each piece of text, and which way it runs; only the gallery sets it, to try right-to-left. */
export const pseudo = signal<{ direction: Direction; transform: (text: string) => string } | undefined>(
  undefined,
)

const bundle = computed(() => {
  const transform = pseudo.value?.transform
  const made = new FluentBundle(language.value, transform === undefined ? {} : { transform })
  made.addResource(new FluentResource(sources[language.value]))
  return made
})

const rightToLeft = new Set(["ar", "ckb", "fa", "he", "prs", "ps", "ur", "yi"])

export const direction = computed<Direction>(
  () => pseudo.value?.direction ?? (rightToLeft.has(language.value) ? "rtl" : "ltr"),
)

/** The text of `key`. A component that calls it is drawn again when the language changes. */
export function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
  const pattern = bundle.value.getMessage(key)?.value
  if (pattern === undefined || pattern === null) throw new Error(`no text: ${key}`)
  return bundle.value.formatPattern(pattern, values ?? null)
}

/** The first of the browser's languages that the console speaks, or Swedish. */
export function preferred(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => tag.split("-")[0]).find((tag) => languages.includes(tag as Language))
  return (known as Language | undefined) ?? "sv"
}
