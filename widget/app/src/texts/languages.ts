// SPDX-License-Identifier: EUPL-1.2
// The languages there are, each behind its own download, and which one to begin with.

import { speak, type Texts } from "./words.ts"

interface Language {
  /** Its own name for itself. */
  readonly name: string
  readonly direction: "ltr" | "rtl"
  readonly load: () => Promise<{ readonly texts: Texts }>
}

export const LANGUAGES: Readonly<Record<string, Language>> = {
  sv: { name: "Svenska", direction: "ltr", load: () => import("./sv.ts") },
  en: { name: "English", direction: "ltr", load: () => import("./en.ts") },
}

const FIRST = "sv"

/** The first of `wishes` (language tags) that is spoken here. */
export function choose(wishes: readonly string[], languages: readonly string[]): string {
  const spoken = wishes.map((tag) => tag.toLowerCase().split("-")[0] ?? "")
  return spoken.find((language) => languages.includes(language)) ?? FIRST
}

/** Load `name` and speak it on this page. */
export async function use(name: string, languages = LANGUAGES): Promise<void> {
  const language = languages[name] as Language
  speak(name, (await language.load()).texts)
  document.documentElement.lang = name
  document.documentElement.dir = language.direction
}
