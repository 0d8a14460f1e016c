// SPDX-License-Identifier: EUPL-1.2
// What a member of staff has chosen for this browser, in localStorage.
// Rule: three choices with closed sets of values; nothing that anybody wrote.

import { signal } from "@preact/signals"
import { type Language, languages, preferred } from "./texts.ts"

const key = "lykta-console"

interface Kept {
  readonly language?: Language
  readonly sound: boolean
  readonly notify: boolean
}

/** What `text` keeps, as far as it can be understood. */
export function readKept(text: string | null): Kept {
  const found = parsed(text)
  const language = languages.find((known) => known === found.language)
  return { ...(language && { language }), sound: found.sound !== false, notify: found.notify === true }
}

function parsed(text: string | null): Partial<Record<keyof Kept, unknown>> {
  try {
    const found: unknown = JSON.parse(text ?? "{}")
    return typeof found === "object" && found !== null ? { ...found } : {}
  } catch {
    return {}
  }
}

/** Storage that may be full, denied or absent: then the choice holds for this page only. */
function attempt<T>(doing: () => T): T | undefined {
  try {
    return doing()
  } catch {
    return undefined
  }
}

export class Preferences {
  readonly sound = signal(true)
  readonly notify = signal(false)
  readonly language: Language
  #chosen: Language | undefined

  constructor(browserLanguages: readonly string[]) {
    const kept = readKept(attempt(() => localStorage.getItem(key)) ?? null)
    this.#chosen = kept.language
    this.language = kept.language ?? preferred(browserLanguages)
    this.sound.value = kept.sound
    this.notify.value = kept.notify
  }

  choose(choice: Partial<Kept>): void {
    this.#chosen = choice.language ?? this.#chosen
    this.sound.value = choice.sound ?? this.sound.value
    this.notify.value = choice.notify ?? this.notify.value
    const kept: Kept = {
      ...(this.#chosen && { language: this.#chosen }),
      sound: this.sound.value,
      notify: this.notify.value,
    }
    attempt(() => localStorage.setItem(key, JSON.stringify(kept)))
  }
}
