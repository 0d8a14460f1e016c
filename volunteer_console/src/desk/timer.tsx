// SPDX-License-Identifier: EUPL-1.2
// How long a conversation has lasted.

import type { ReadonlySignal } from "@preact/signals"
import { t } from "../texts.ts"
import { elapsed } from "./times.ts"

export function Timer({ since, now }: { since: number; now: ReadonlySignal<number> }) {
  const { hours, minutes } = elapsed(since, now.value)
  return (
    <span class="timer">
      {hours > 0 ? t("timer-hours", { hours, minutes }) : t("timer-minutes", { minutes })}
    </span>
  )
}
