// SPDX-License-Identifier: EUPL-1.2
// The few things that come over plain HTTP: a ticket for a visitor, and whom to trust.

import { fromBase64, fromBase64Url } from "./bytes.ts"
import type { Trust } from "./certificate.ts"
import type { Clock } from "./clock.ts"
import type { Answer } from "./link.ts"
import { MalformedError } from "./shapes.ts"

/** `fetch`, or something like it. */
export type Http = (url: string, init?: RequestInit) => Promise<Response>

export interface Admitted {
  readonly ticket: string
  /** The conversation that it is for: 24 bytes. The relay alone can check it; we only need the name. */
  readonly name: Uint8Array
}

/** A ticket for a fresh conversation. Never throws. */
export async function askTicket(url: string, http: Http, signal: AbortSignal): Promise<Answer<Admitted>> {
  return asked(async () => {
    const answer = await http(new URL("/api/ticket", url).href, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
      credentials: "omit",
      signal,
    })
    return await understood(answer, (said) => admitted(stringIn(said, "ticket")))
  })
}

/** The roots that the helpline publishes. Throws if they cannot be had. */
export async function fetchTrust(
  url: string,
  { demoAllowed, clock, http }: { readonly demoAllowed: boolean; readonly clock: Clock; readonly http: Http },
): Promise<Trust> {
  const answer = await http(new URL("/roots.json", url).href, { credentials: "omit" })
  if (!answer.ok) throw new MalformedError("no roots")
  const said: unknown = await answer.json()
  const roots = (said as { roots?: unknown } | null)?.roots
  if (!Array.isArray(roots)) throw new MalformedError("no roots")
  return {
    helpline: stringIn(said, "helpline"),
    roots: roots.map((root) => fromBase64(String(root))),
    demoAllowed,
    now: () => clock.now(),
  }
}

function admitted(ticket: string): Admitted {
  const payload = new TextDecoder().decode(fromBase64Url(ticket.split(".")[1] ?? ""))
  return { ticket, name: fromBase64Url(stringIn(JSON.parse(payload), "conversation")) }
}

async function asked<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await ask()
  } catch {
    return { ok: false, code: "silence", retry: true }
  }
}

async function understood<T>(answer: Response, read: (said: unknown) => T): Promise<Answer<T>> {
  const said: unknown = await answer.json()
  if (answer.ok) return { ok: true, value: read(said) }
  const { code, retry } = said as { code?: unknown; retry?: unknown }
  return { ok: false, code: String(code), retry: retry === true }
}

function stringIn(said: unknown, name: string): string {
  const value = (said as Record<string, unknown> | null | undefined)?.[name]
  if (typeof value !== "string") throw new MalformedError(`no ${name}`)
  return value
}
