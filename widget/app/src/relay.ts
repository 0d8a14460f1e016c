// SPDX-License-Identifier: EUPL-1.2
// What the page asks over plain HTTP: who the helpline is, and whom to trust.

import { trustFrom } from "@lykta/core/api"
import { systemClock } from "@lykta/core/clock"
import type { Helpline } from "./model.ts"
import { isLoopback } from "./page/address.ts"

/** What the helpline says about itself; undefined if it cannot be reached, which other words will tell. */
export async function fetchHelpline(): Promise<Helpline | undefined> {
  try {
    const answer = await fetch("/api/helpline", { credentials: "omit" })
    return answer.ok ? ((await answer.json()) as Helpline) : undefined
  } catch {
    return undefined
  }
}

/** Whom to trust: what stands among the static files; the embedding page passes none. */
export const whomToTrust = trustFrom(location.origin, {
  demoAllowed: isLoopback(location.hostname),
  clock: systemClock,
  http: fetch.bind(globalThis),
})
