// SPDX-License-Identifier: EUPL-1.2
// The two kinds of people that this client can be, made ready for one relay.

import { trustFrom } from "../api.ts"
import type { Trust } from "../certificate.ts"
import { systemClock } from "../clock.ts"
import { Desk } from "../desk.ts"
import { Visitor } from "../visitor.ts"
import { signIn } from "./staffDoor.ts"

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"])

export function visitor(url: string): Visitor {
  return new Visitor({ url, trust: trustOf(url) })
}

export async function counsellor(
  url: string,
  who: string,
): Promise<{ readonly desk: Desk; readonly name: string }> {
  const { name, ...seat } = await signIn(url, who)
  return { desk: new Desk({ url, trust: trustOf(url), ...seat }), name }
}

/** Made-up staff are good enough for a machine that talks with itself, and for nobody else. */
function trustOf(url: string): () => Promise<Trust> {
  const demoAllowed = LOOPBACK.has(new URL(url).hostname)
  return trustFrom(url, { demoAllowed, clock: systemClock, http: fetch })
}
