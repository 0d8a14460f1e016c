// SPDX-License-Identifier: EUPL-1.2
// What the page asks over plain HTTP: who the helpline is, and whom to trust.

import type { Trust } from "@lykta/core/certificate"
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

/**
 * Whom to trust: the roots among the static files. The embedding page passes none.
 *
 * @throws if they cannot be had
 */
export async function fetchTrust(): Promise<Trust> {
  const answer = await fetch("/roots.json", { credentials: "omit" })
  if (!answer.ok) throw new Error("no roots")
  const { helpline, roots } = (await answer.json()) as { helpline: string; roots: readonly string[] }
  return {
    helpline,
    roots: roots.map((root) => Uint8Array.from(atob(root), (character) => character.charCodeAt(0))),
    demoAllowed: isLoopback(location.hostname),
    now: () => Date.now(),
  }
}
