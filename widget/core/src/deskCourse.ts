// SPDX-License-Identifier: EUPL-1.2
// A counsellor's desk: what each thing that the relay says makes of what the desk shows. Pure.

import type { DeskState, Duty, LaneWaiting, Offer, Talk } from "./session.ts"
import type { DeskOpen, Desk as WireDesk, Offer as WireOffer } from "./wire.gen.ts"

export interface Desk {
  readonly connected: boolean
  readonly seat: DeskState["seat"]
  readonly duty: Duty
  /** Since the relay or the person said what the duty is. Before, nothing is announced. */
  readonly known: boolean
  /** How many choices of a duty have no answer yet: until then what the relay says may be older than they are. */
  readonly unanswered: number
  readonly pauseUntil?: number
  readonly freeSince?: number
  readonly lanes: readonly LaneWaiting[]
  readonly offer?: Offer
  /** The offer that was accepted, while the answer is awaited. */
  readonly accepting?: string
  readonly missed?: DeskState["missed"]
  /** Conversations that the relay says are mine. */
  readonly mine: readonly { readonly conversation: string; readonly since: number }[]
}

export type DeskEvent =
  | { readonly type: "connected" }
  | { readonly type: "disconnected" }
  /** The relay's whole view. `whole`: as the answer to opening, so that what it does not say is not so. */
  | { readonly type: "told"; readonly desk: WireDesk; readonly whole: boolean; readonly now: number }
  | { readonly type: "duty"; readonly duty: Duty }
  /** One choice has its answer, or will have none. */
  | { readonly type: "answered" }
  | { readonly type: "offered"; readonly offer: WireOffer; readonly now: number }
  | {
      readonly type: "offerGone"
      readonly offer: string
      readonly why: NonNullable<DeskState["missed"]>
      readonly accepted: boolean
    }
  | { readonly type: "accepting" }
  | { readonly type: "accepted" }
  | { readonly type: "notAccepted"; readonly code: string }
  | { readonly type: "declined" }
  | { readonly type: "displaced" }
  | { readonly type: "signedOut" }
  | { readonly type: "opening" }

export const emptyDesk: Desk = {
  connected: false,
  seat: "opening",
  duty: "away",
  known: false,
  unanswered: 0,
  lanes: [],
  mine: [],
}

/** What `event` makes of `desk`. */
export function seated(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case "opening":
      return { ...desk, seat: "opening" }
    case "connected":
      return { ...desk, connected: true }
    case "disconnected":
      return { ...desk, connected: false }
    case "displaced":
      return { ...without(desk, "offer", "accepting"), connected: false, seat: "displaced" }
    case "signedOut":
      return { ...without(desk, "offer", "accepting"), connected: false, seat: "signedOut" }
    case "told":
      return told(desk, event)
    case "duty":
      return {
        ...without(desk, "pauseUntil"),
        duty: event.duty,
        known: true,
        unanswered: desk.unanswered + 1,
      }
    case "answered":
      return { ...desk, unanswered: desk.unanswered - 1 }
    case "offered":
      return offered(without(desk, "missed"), event.offer, event.now)
    case "offerGone":
      return offerGone(desk, event)
    case "accepting":
      return desk.offer === undefined ? desk : { ...desk, accepting: desk.offer.offer }
    case "accepted":
    case "declined":
      return without(desk, "offer", "accepting")
    case "notAccepted": {
      const rest = without(desk, "offer", "accepting")
      return event.code === "gone" ? { ...rest, missed: "lease" } : rest
    }
  }
}

/** What to announce at a new connection. A pause that ends by itself is the relay's to remember. */
export function announcement({ known, duty, pauseUntil, freeSince }: Desk): DeskOpen {
  return {
    ...(known && pauseUntil === undefined ? { duty } : {}),
    ...(freeSince === undefined ? {} : { free_since: freeSince }),
  }
}

/** What the interface shows: the desk, and my conversations, those without keys among them. */
export function deskState(
  desk: Desk,
  talks: readonly Talk[],
  dismissed: ReadonlySet<string>,
  kept: boolean,
): DeskState {
  const { connected, seat, duty, pauseUntil, lanes, offer, missed } = desk
  return {
    connected,
    seat,
    duty,
    lanes,
    ...(pauseUntil === undefined ? {} : { pauseUntil }),
    ...(offer === undefined ? {} : { offer }),
    ...(missed === undefined ? {} : { missed }),
    kept,
    talks: [...talks, ...keyless(desk, talks, dismissed)],
  }
}

/** Mine, says the relay, but this page has no keys for them. Not while an acceptance awaits its answer. */
function keyless(
  { mine, accepting }: Desk,
  talks: readonly Talk[],
  dismissed: ReadonlySet<string>,
): readonly Talk[] {
  if (accepting !== undefined) return []
  const held = new Set([...dismissed, ...talks.map((t) => t.conversation)])
  const unknown = mine.filter((m) => !held.has(m.conversation))
  return unknown.map(({ conversation, since }) => ({
    conversation,
    phase: "ended",
    why: "keysLost",
    urgent: false,
    entries: [],
    visitorHere: false,
    visitorWriting: false,
    since,
    unsure: false,
  }))
}

function told(desk: Desk, { desk: said, whole, now }: DeskEvent & { type: "told" }): Desk {
  const seen: Desk = {
    ...(desk.unanswered > 0 ? desk : onDuty(desk, said)),
    seat: "taken",
    known: true,
    lanes: said.lanes.map(({ longest_wait_seconds, ...lane }) => ({
      ...lane,
      longestWaitSeconds: longest_wait_seconds,
    })),
    mine: said.conversations.map(({ conversation }) => ({
      conversation,
      since: desk.mine.find((m) => m.conversation === conversation)?.since ?? now,
    })),
  }
  if (said.offer !== undefined) return offered(seen, said.offer, now)
  // A view may have been made before the offer; only `offer:gone`, or a fresh start, takes it away.
  return whole && desk.accepting === undefined ? without(seen, "offer") : seen
}

function onDuty(desk: Desk, { duty, pause_until, free_since }: WireDesk): Desk {
  return {
    ...without(desk, "pauseUntil", "freeSince"),
    duty,
    ...(pause_until === undefined ? {} : { pauseUntil: pause_until }),
    ...(free_since === undefined ? {} : { freeSince: free_since }),
  }
}

/** The same offer told twice keeps its time; its visitor may say only now that they are not safe. */
function offered(desk: Desk, offer: WireOffer, now: number): Desk {
  if (desk.offer?.offer === offer.offer) return { ...desk, offer: { ...desk.offer, urgent: offer.urgent } }
  const { waited_seconds: waitedSeconds, lease_seconds, ...rest } = offer
  return { ...desk, offer: { ...rest, waitedSeconds, expiresAt: now + lease_seconds * 1000 } }
}

function offerGone(desk: Desk, { offer, why, accepted }: DeskEvent & { type: "offerGone" }): Desk {
  if (desk.offer?.offer === offer) return { ...without(desk, "offer", "accepting"), missed: why }
  return accepted ? { ...desk, missed: why } : desk
}

type Passing = "offer" | "accepting" | "missed" | "pauseUntil" | "freeSince"

function without(desk: Desk, ...names: readonly Passing[]): Desk {
  const rest = { ...desk }
  for (const name of names) delete rest[name]
  return rest
}
