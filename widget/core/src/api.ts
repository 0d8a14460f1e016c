// SPDX-License-Identifier: EUPL-1.2
// The few things that come over plain HTTP: a ticket for a visitor, and whom to trust.

import { fromBase64, fromBase64Url } from "./bytes.ts"
import { DistrustError, type Roots, type Trust } from "./certificate.ts"
import type { Clock } from "./clock.ts"
import { type DenyList, isListed, NOTHING_YET, readDenied } from "./denied.ts"
import type { Answer } from "./link.ts"
import type { Distrust } from "./session.ts"
import { MalformedError } from "./shapes.ts"

/** `fetch`, or something like it. */
export type Http = (url: string, init?: RequestInit) => Promise<Response>

export interface Admitted {
  readonly ticket: string
  /** The conversation that it is for: 24 bytes. The relay alone can check it; we only need the name. */
  readonly name: Uint8Array
}

/** A ticket for a fresh conversation. Never throws. */
export function askTicket(url: string, http: Http, signal: AbortSignal): Promise<Answer<Admitted>> {
  const asking = { url, http, path: "/api/ticket", signal }
  return asked(asking, {}, (said) => admitted(stringIn(said, "ticket")))
}

/**
 * Asks whom to trust, at each call anew: the roots and the deny-list among the static files. What came before is
 * remembered for as long as the page lives: no older list is taken after a newer one.
 * It throws DistrustError if the list is missing (`denyListMissing`) or not of now (`denyListOld`), and something else
 * if there is no answer.
 */
export function trustFrom(
  url: string,
  { demoAllowed, clock, http }: { readonly demoAllowed: boolean; readonly clock: Clock; readonly http: Http },
): () => Promise<Trust> {
  let list = NOTHING_YET
  const get = async (path: string) => {
    const answer = await http(new URL(path, url).href, { credentials: "omit", cache: "no-store" })
    // A host that breaks down is asked again; what is not there is said by whoever reads the answer.
    if (answer.status >= 500) throw new MalformedError(path)
    return answer
  }
  return async () => {
    const [first, second] = await Promise.all([get("/roots.json"), get("/denied.bin")])
    const roots = await readRoots(first, { demoAllowed, now: () => clock.now() })
    const found = await readList(second, roots, list)
    if (found.number >= list.number) list = found
    return { ...roots, isDenied: (name) => isListed(list, name) }
  }
}

/** What a refused list is told as. Any other is none of this helpline's: as good as none. */
function toldAs(why: Distrust): Distrust {
  if (why === "demonstration") return why
  return why === "expired" || why === "notYet" || why === "denyListOld" ? "denyListOld" : "denyListMissing"
}

async function readList(answer: Response, roots: Roots, before: DenyList): Promise<DenyList> {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return readDenied(bytes, roots, before).catch((error: unknown) => {
    if (!(error instanceof DistrustError)) throw error
    throw new DistrustError(toldAs(error.why))
  })
}

async function readRoots(answer: Response, known: Pick<Roots, "demoAllowed" | "now">): Promise<Roots> {
  const said: unknown = await answer.json()
  const roots = (said as { roots?: unknown } | null)?.roots
  if (!Array.isArray(roots)) throw new MalformedError("no roots")
  return {
    helpline: stringIn(said, "helpline"),
    roots: roots.map((root) => fromBase64(String(root))),
    ...known,
  }
}

function admitted(ticket: string): Admitted {
  const payload = new TextDecoder().decode(fromBase64Url(ticket.split(".")[1] ?? ""))
  return { ticket, name: fromBase64Url(stringIn(JSON.parse(payload), "conversation")) }
}

export interface Asking {
  readonly url: string
  readonly http: Http
  readonly path: string
  readonly signal?: AbortSignal
}

/** Asks something without saying who asks. Never throws. */
export async function asked<T>(
  { url, http, path, signal }: Asking,
  body: object,
  read: (said: unknown) => T,
): Promise<Answer<T>> {
  try {
    const answer = await http(new URL(path, url).href, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      ...(signal === undefined ? {} : { signal }),
    })
    return await understood(answer, read)
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

/** Throws MalformedError if there is none. */
export function stringIn(said: unknown, name: string): string {
  const value = (said as Record<string, unknown> | null | undefined)?.[name]
  if (typeof value !== "string") throw new MalformedError(`no ${name}`)
  return value
}
