// SPDX-License-Identifier: EUPL-1.2
// The relay's tickets, read by a second reader that is written from their description alone. No client of ours looks
// inside a ticket; that they mean the same everywhere is what another relay, in another language, would need.
//   <kind>.<base64url of JSON>.<base64url of HMAC-SHA-256 of "lykta ticket v1\0" and all before the last dot>

import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import tickets from "../../../../tests/vectors/tickets.json"

const KEY = Buffer.from(tickets.key, "hex")
const SLACK_MS = 120_000
const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  admission: { conversation: "string", issued: "number", expires: "number" },
  place: {
    conversation: "string",
    audience: "string",
    language: "string",
    joined: "number",
    urgent: "boolean",
    expires: "number",
  },
  member: { conversation: "string", member: "number", who: "string", epoch: "number", expires: "number" },
}

interface Says {
  readonly [name: string]: unknown
  readonly issued?: unknown
  readonly expires?: unknown
}

/** What the ticket says, or the layer that refuses it. */
function read(kind: string, ticket: string, now: number): Says | string {
  const dot = ticket.lastIndexOf(".")
  const signed = ticket.slice(0, Math.max(dot, 0))
  const mac = createHmac("sha256", KEY).update("lykta ticket v1\0").update(signed).digest("base64url")
  if (mac !== ticket.slice(dot + 1)) return "mac"
  const [named, payload = ""] = signed.split(".")
  if (named !== kind) return "kind"
  const says = parsed(payload)
  if (says === undefined || !fits(says, SHAPES[kind] ?? {})) return "payload"
  const late = Number(says.expires) + SLACK_MS < now
  return late || Number(says.issued ?? 0) > now + SLACK_MS ? "time" : says
}

function parsed(payload: string): Says | undefined {
  try {
    const says: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))
    return typeof says === "object" && says !== null ? (says as Says) : undefined
  } catch {
    return undefined
  }
}

function fits(says: Says, shape: Readonly<Record<string, string>>): boolean {
  // Nobody: the visitor's member ticket.
  return Object.entries(shape).every(([name, type]) => typeof says[name] === type || says[name] === null)
}

test.each(tickets.valid)("a ticket of kind $kind says what it says", ({ kind, ticket, now, says }) => {
  expect(read(kind, ticket, now)).toEqual(says)
})

test.each(tickets.refused)("refused by $layer: $name", ({ kind, ticket, now, layer }) => {
  expect(read(kind, ticket, now)).toBe(layer)
})
