// SPDX-License-Identifier: EUPL-1.2
// Moments in words, in the language of the page.

import { language } from "../texts.ts"

/** With the day, since a report may be from Saturday night. */
export function dayAndTime(at: number): string {
  const how = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const
  return new Intl.DateTimeFormat(language.value, { ...how, hourCycle: "h23" }).format(at)
}
