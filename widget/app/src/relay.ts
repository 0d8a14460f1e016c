// SPDX-License-Identifier: EUPL-1.2
// What the page asks over plain HTTP: who the helpline is, and whom to trust; and where the relay is.

import { trustFrom } from "@lykta/core/api"
import { systemClock } from "@lykta/core/clock"
import { relayOf } from "@lykta/core/place"
import type { Helpline } from "./model.ts"
import { isLoopback } from "./page/address.ts"

/** The relay's origin. Not always ours: whoever takes the relay must not be able to change this page. */
export const RELAY = relayOf(document)

/** What the helpline says about itself; undefined if it cannot be reached, which other words will tell. */
export async function fetchHelpline(): Promise<Helpline | undefined> {
  try {
    const answer = await fetch(`${RELAY}/api/helpline`, { credentials: "omit" })
    return answer.ok ? ((await answer.json()) as Helpline) : undefined
  } catch {
    return undefined
  }
}

/** Whom to trust: what stands among the static files, never the relay's; the embedding page passes none. */
export const whomToTrust = trustFrom(location.origin, {
  demoAllowed: isLoopback(location.hostname),
  clock: systemClock,
  http: fetch.bind(globalThis),
})
