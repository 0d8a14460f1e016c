// SPDX-License-Identifier: EUPL-1.2
// What a case is, in a word and a shape: its urgency, and whether it is meant.

import type { CaseStatus, Urgency } from "@lykta/core/wire.gen"
import { Triangle } from "../desk/marks.tsx"
import { t } from "../texts.ts"

export function UrgencyWord({ urgency }: { urgency: Urgency }) {
  return (
    <span class={urgency === "p0" ? "urgent" : "urgency"}>
      {urgency === "p0" && <Triangle />}
      {t(`case-urgency-${urgency}`)}
    </span>
  )
}

/** Nothing for a case that is meant. */
export function StatusWord({ status }: { status: CaseStatus }) {
  if (status === "actual") return null
  return <span class="status-word">{t(`case-status-${status}`)}</span>
}

interface BannerProps {
  readonly status: CaseStatus
  /** Whether only the server says so yet. */
  readonly sealed?: boolean
}

/** Across the whole case: it cannot be scrolled away, on the screen or on paper. */
export function StatusBanner({ status, sealed = false }: BannerProps) {
  if (status === "actual") return null
  return (
    <p class="status-banner">
      <strong>{t(`case-status-${status}`)}</strong>{" "}
      {sealed ? t("case-status-sealed") : t(`case-status-${status}-means`)}
    </p>
  )
}
