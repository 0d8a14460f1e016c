// SPDX-License-Identifier: EUPL-1.2
// The languages there are, each behind its own download, and which one to begin with.

import { language, speak, type Texts } from "./words.ts"

interface Language {
  /** Its own name for itself. */
  readonly name: string
  readonly direction: "ltr" | "rtl"
  readonly load: () => Promise<{ readonly texts: Texts }>
  readonly loadRare: () => Promise<{ readonly default: Texts["messages"] }>
}

export const LANGUAGES: Readonly<Record<string, Language>> = {
  sv: {
    name: "Svenska",
    direction: "ltr",
    load: () => import("./sv.ts"),
    loadRare: () => import("../../locales/sv.rare.ftl"),
  },
  en: {
    name: "English",
    direction: "ltr",
    load: () => import("./en.ts"),
    loadRare: () => import("../../locales/en.rare.ftl"),
  },
}

const FIRST = "sv"

/** The first of `wishes` (language tags) that is spoken here. */
export function choose(wishes: readonly string[], languages: readonly string[]): string {
  const spoken = wishes.map((tag) => tag.toLowerCase().split("-")[0] ?? "")
  return spoken.find((language) => languages.includes(language)) ?? FIRST
}

let isRareWanted = false

/** Load `name` and speak it on this page. */
export async function use(name: string, languages = LANGUAGES): Promise<void> {
  const chosen = languages[name] as Language
  const [{ texts }, more] = await Promise.all([chosen.load(), isRareWanted && chosen.loadRare()])
  speak(name, more ? { ...texts, messages: { ...texts.messages, ...more.default } } : texts)
  document.documentElement.lang = name
  document.documentElement.dir = chosen.direction
}

/** From now on also the texts that are seldom needed. */
export function useRareTexts(spoken = language(), languages = LANGUAGES): Promise<void> {
  isRareWanted = true
  return use(spoken, languages)
}
