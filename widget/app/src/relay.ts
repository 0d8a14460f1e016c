// SPDX-License-Identifier: EUPL-1.2
// What the page asks over plain HTTP: who the helpline is, and whom to trust.

import { fetchTrust } from "@lykta/core/api"
import type { Trust } from "@lykta/core/certificate"
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

/** Whom to trust: the roots among the static files; the embedding page passes none. Throws if they cannot be had. */
export function whomToTrust(): Promise<Trust> {
  const demoAllowed = isLoopback(location.hostname)
  return fetchTrust(location.origin, { demoAllowed, clock: systemClock, http: fetch.bind(globalThis) })
}
