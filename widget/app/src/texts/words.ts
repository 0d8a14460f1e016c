// SPDX-License-Identifier: EUPL-1.2
// The texts in the language that is chosen now. A view that calls `t` is drawn again when that changes.
// Rule 1: a text is text; nothing here, or after it, reads it as markup.

import type { Pattern } from "@fluent/bundle/esm/ast.js"

import { signal } from "@preact/signals-core"
import type { Help } from "../help.ts"
import type { Key } from "./keys.gen.ts"
import { filled, type Values } from "./pattern.ts"

/** What one language brings: the chunk that is loaded when it is chosen. */
export interface Texts {
  readonly messages: Readonly<Record<string, Pattern>>
  readonly help: Help
}

interface Words extends Texts {
  readonly language: string
}

/** Read by `t`; a view that stays must watch it. */
export const words = signal<Words | undefined>(undefined)

/** Speak `language` from now on. */
export function speak(language: string, texts: Texts): void {
  words.value = { ...texts, language }
}

/** The text `key`. */
export function t(key: Key, values: Values = {}): string {
  const { messages, language } = spoken()
  return filled(messages[key] ?? key, language, values)
}

export function language(): string {
  return spoken().language
}

export function help(): Help {
  return spoken().help
}

/** `date` as the month it lies in. */
export function month(date: Date): string {
  return new Intl.DateTimeFormat(language(), { month: "long", year: "numeric" }).format(date)
}

/** `at`, milliseconds, as the time of day. */
export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    at,
  )
}

function spoken(): Words {
  if (words.value === undefined) throw new Error("no language has been loaded")
  return words.value
}
