// SPDX-License-Identifier: EUPL-1.2
// What the loader and the chat in its frame say to each other: two shapes, and nothing else is heard.
// Rule 1: both origin and source are checked. Rule 2: no message carries anything about the visitor.

/**
 * `exit`: leave quickly; asked by either side, answered by the frame.
 * `shown`: the chat stands, its own way out with it. `closed`: the chat is over, take the frame away.
 */
export type Ask = "exit" | "shown" | "closed"

/** Without an answer for so long, whoever asked to leave leaves alone. */
export const ANSWER_MS = 50

/** The message that says `ask`. */
export function asMessage(ask: Ask): object {
  return ask === "exit" ? { lykta: "exit" } : { lykta: "show", on: ask === "shown" }
}

/** What `data` asks, if it is exactly one of the two shapes. */
export function parseAsk(data: unknown): Ask | undefined {
  if (typeof data !== "object" || data === null) return undefined
  const { lykta, on, ...rest } = data as { lykta?: unknown; on?: unknown }
  if (Object.keys(rest).length > 0) return undefined
  if (lykta === "exit") return on === undefined ? "exit" : undefined
  if (lykta !== "show" || typeof on !== "boolean") return undefined
  return on ? "shown" : "closed"
}

/** The other side of a bridge. */
export interface Far {
  readonly origin: string
  readonly source: () => MessageEventSource | null
}

/** What `event` asks, if it comes from `far`. */
export function heardFrom(
  far: Far,
  event: Pick<MessageEvent, "data" | "origin" | "source">,
): Ask | undefined {
  // Both checks: another page may share the origin, and a frame can be navigated somewhere else.
  if (event.origin !== far.origin || event.source === null || event.source !== far.source()) return undefined
  return parseAsk(event.data)
}
