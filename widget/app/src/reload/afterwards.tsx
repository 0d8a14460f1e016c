// SPDX-License-Identifier: EUPL-1.2
// After the end: how to come back, and what was said, for whoever wants to see it.

import { Entries } from "../parts/entries.tsx"
import { t } from "../texts/words.ts"
import type { EndedProps } from "../views/ended.tsx"

/** The text is still in this page, folded away until it is asked for; also what was not sent yet. */
export function ReadAgain({ model, state }: EndedProps) {
  const text = model.draft.value
  const unsent = { kind: "mine", key: "", text, at: Date.now(), progress: "notDelivered" } as const
  const entries = text === "" ? state.entries : [...state.entries, unsent]
  // Whoever has not asked to see it after a reload may be somebody else.
  if (entries.length === 0 || model.veiled.value) return null
  return (
    <details class="fold">
      <summary>{t("ended-read")}</summary>
      <Entries entries={entries} covered={model.covered.value} />
    </details>
  )
}

export function Return() {
  return (
    <section>
      <h2>{t("ended-return-heading")}</h2>
      <p>{t("ended-return")}</p>
    </section>
  )
}
