// SPDX-License-Identifier: EUPL-1.2
// What few visitors ever see, with its texts: fetched when it is needed, and shown when it has come.

import { signal } from "@preact/signals-core"
import type * as Code from "./reload/rare.tsx"
import { useRareTexts } from "./texts/languages.ts"

type Rare = typeof Code

/** Views watch it. */
export const rare = signal<Rare | undefined>(undefined)

/** Fetches it, unless it is here. */
export async function rarely(): Promise<Rare> {
  const [code] = await Promise.all([import("./reload/rare.tsx"), useRareTexts()])
  rare.value = code
  return code
}
