// SPDX-License-Identifier: EUPL-1.2
// What lanes, visitors and moments are called in the language of the page.

import type { Lane, Talk } from "@lykta/core"
import { language, t } from "../texts.ts"

/** A language's own name in the page's language, as it stands in the middle of a line. */
function languageName(tag: string): string {
  return new Intl.DisplayNames(language.value, { type: "language", fallback: "code" }).of(tag) ?? tag
}

export function laneName(lane: Lane): string {
  return t("lane-name", { audience: t(`audience-${lane.audience}`), language: languageName(lane.language) })
}

/** What the visitor wants to be called, or the word for a visitor. */
export function visitorName(talk: Talk): string {
  return talk.hello?.name ?? t("talk-visitor")
}

export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(language.value, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at)
}
