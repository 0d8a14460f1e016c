// SPDX-License-Identifier: EUPL-1.2
// What a member has said, until everybody it was meant for has it (delivery.md, "The delivery protocol", 1 and 4).
// Rule 1: pure. Rule 2: one emission of a message at a time. So an explicit refusal is the last word on it,
// and its number is free again; silence says nothing, so the same bytes go out under the same number.
// Rule 3: a commit goes alone: everything before it is stored, nothing is sealed until its fate is known.
// Rule 4: after a restore what is sealed already goes first; then nothing is sealed before a renewal has been stored.

import type { Body } from "./wire.gen.ts"
import { limits } from "./wire.gen.ts"

/** `resealing`: refused as sealed too long ago, new bytes are being made under the same number. */
export type HeldState = "waiting" | "underWay" | "resealing" | "stored"

/** A sealed message that is kept because somebody may still lack it. */
export interface Held {
  readonly key: string
  readonly n: number
  /** The number that stands inside the seal. When it is not `n` any more, the bytes are of no use. */
  readonly sealedAs: number
  readonly body: Body
  readonly state: HeldState
  /** Members other than me at the time of sealing. */
  readonly to: readonly number[]
  /** The relay has said that it holds this number of mine, though its answer was never seen. */
  readonly had?: true
  /** Came too early: it goes again when the fate of those before it is known. */
  readonly early?: true
}

/** Something to be sealed: it has no number, and nobody else has seen a byte of it. */
export interface Draft {
  readonly key: string
  readonly kind: "text" | "commit" | "renewal"
  /** Those it was sealed to once, if it was: to others it may not be sealed unasked. */
  readonly to?: readonly number[] | undefined
}

export interface Outbox {
  readonly open: boolean
  /** The number of the next message to be sealed. */
  readonly next: number
  readonly held: readonly Held[]
  readonly drafts: readonly Draft[]
  /** The highest number that all who should have it have. */
  readonly reached: number
  readonly sealing?: Draft
  /** Refusals in a row that asked to try again. */
  readonly tries: number
  /** Nothing goes out before the wait is over. */
  readonly resting: boolean
  /** Restored, and not renewed yet. */
  readonly stale?: boolean
}

export type OutboxEvent =
  | ({ readonly type: "wanted" } & Draft)
  | {
      readonly type: "sealed"
      readonly key: string
      readonly as: number
      readonly body: Body
      readonly to: readonly number[]
    }
  /** It will not be sent after all. Only what is not under way can be withdrawn. */
  | { readonly type: "withdrawn"; readonly key: string }
  | { readonly type: "stored"; readonly key: string; readonly seq?: number }
  | { readonly type: "refused"; readonly key: string; readonly code: string; readonly retry: boolean }
  | { readonly type: "connected"; readonly last: number; readonly arrived: number }
  | { readonly type: "disconnected" }
  | { readonly type: "arrived"; readonly n: number }
  | { readonly type: "rested" }
  | { readonly type: "rosterChanged"; readonly gone: readonly number[] }
  | { readonly type: "renewed" }

export type OutboxDeed =
  /** Seal it under number `as` and tell me `sealed`; or, if it may not be, `withdrawn`. */
  | {
      readonly do: "seal"
      readonly key: string
      readonly as: number
      readonly to?: readonly number[] | undefined
    }
  /** The same for what had been sealed before, to those in `to`. */
  | { readonly do: "reseal"; readonly key: string; readonly as: number; readonly to: readonly number[] }
  | { readonly do: "send"; readonly key: string; readonly n: number; readonly body: Body }
  /** `seq`: its place in the mailbox, when it was told just now. */
  | {
      readonly do: "progress"
      readonly key: string
      readonly to: "onItsWay" | "arrived" | "notDelivered"
      readonly seq?: number
    }
  /** Tell me `rested` after so long. */
  | { readonly do: "rest"; readonly ms: number }
  /** The relay lost its thread: resume on a new connection. */
  | { readonly do: "reconnect" }
  /** The relay no longer has this conversation, or not this memory of it. */
  | { readonly do: "lost" }

export interface OutboxDecision {
  readonly outbox: Outbox
  readonly deeds: readonly OutboxDeed[]
}

export const emptyOutbox: Outbox = {
  open: false,
  next: 1,
  held: [],
  drafts: [],
  reached: 0,
  tries: 0,
  resting: false,
}

/** The lowest n still kept, else the next one. */
export function lowest(outbox: Outbox): number {
  return outbox.held[0]?.n ?? outbox.next
}

/** Whether the fate of some message is unknown: one of the mailbox's numbers may be mine without my knowing. */
export function isUncertain(outbox: Outbox): boolean {
  return outbox.held.some((h) => h.state !== "stored")
}

/** What `event` makes of `outbox`. */
export function post(outbox: Outbox, event: OutboxEvent): OutboxDecision {
  const made = react(outbox, event)
  const pumped = pump(made.outbox)
  return { outbox: pumped.outbox, deeds: [...made.deeds, ...pumped.deeds] }
}

function react(outbox: Outbox, event: OutboxEvent): OutboxDecision {
  switch (event.type) {
    case "wanted":
      return becomes({ ...outbox, drafts: inOrder([...outbox.drafts, { key: event.key, kind: event.kind }]) })
    case "sealed":
      return sealed(outbox, event)
    case "withdrawn":
      return withdrawn(outbox, event.key)
    case "stored":
      return stored(outbox, event.key, event.seq)
    case "refused":
      return refused(outbox, event)
    case "connected":
      return connected(outbox, event)
    case "disconnected":
      return becomes({ ...waitingAgain(outbox), open: false })
    case "arrived":
      return arrived(outbox, event.n)
    case "rested":
      return becomes({ ...outbox, resting: false })
    case "rosterChanged":
      return rosterChanged(outbox, event.gone)
    case "renewed": {
      return becomes({ ...outbox, stale: false })
    }
  }
}

/** Sends what may go, in order; has the next draft sealed while fewer than four are under way. */
function pump(before: Outbox): OutboxDecision {
  if (!before.open || before.resting) return becomes(before)
  const outbox = before.stale ? unsealed(before) : before
  const deeds: OutboxDeed[] = []
  const held = [...outbox.held]
  let room = limits.UNDER_WAY - held.filter((h) => h.state === "underWay").length
  for (const [i, h] of held.entries()) {
    if (h.state === "resealing" || room === 0) break
    if (h.state !== "waiting") continue
    if (h.early && outbox.held.some((e) => e.n < h.n && e.state === "underWay")) break
    const deed = next(h)
    const { early: _, ...rest } = h
    held[i] = { ...rest, state: deed.do === "send" ? "underWay" : "resealing" }
    deeds.push(deed)
    if (deed.do === "reseal") break
    room--
  }
  const sealing = maySeal({ ...outbox, held }) ? outbox.drafts[0] : undefined
  if (sealing === undefined) return becomes({ ...outbox, held }, ...deeds)
  const { key, to } = sealing
  const now = { ...outbox, held, drafts: outbox.drafts.slice(1), sealing }
  return becomes(now, ...deeds, {
    do: "seal",
    key,
    as: outbox.next,
    to,
  })
}

/** Texts whose bytes have become useless before a renewal could be: they are drafts again. */
function unsealed(outbox: Outbox): Outbox {
  const open = outbox.held.filter((h) => h.state !== "stored")
  const from = open.findIndex((h) => h.sealedAs !== h.n && h.body.commit === undefined)
  const useless = from < 0 ? [] : open.slice(from)
  // Those behind it can only be refused; until they are, their bytes are out.
  if (useless.length === 0 || useless.some((h) => h.state === "underWay")) return outbox
  const held = outbox.held.filter((h) => !useless.includes(h))
  const again = useless.map(({ key, to }): Draft => ({ key, kind: "text", to }))
  return {
    ...outbox,
    held,
    next: outbox.next - useless.length,
    drafts: inOrder([...again, ...outbox.drafts]),
  }
}

function next({ key, n, sealedAs, body, to }: Held): OutboxDeed & { do: "send" | "reseal" } {
  return sealedAs === n ? { do: "send", key, n, body } : { do: "reseal", key, as: n, to }
}

function maySeal({ held, sealing, drafts, stale }: Outbox): boolean {
  if (sealing !== undefined) return false
  const open = held.filter((h) => h.state !== "stored")
  const [first] = drafts
  if (stale && first?.kind !== "renewal") return false
  if (first?.kind !== "text") return open.length === 0
  return (
    open.length < limits.UNDER_WAY && open.every((h) => h.state === "underWay" && h.body.commit === undefined)
  )
}

const ORDER = ["renewal", "commit", "text"] as const

/** Commits first: they decide to whom the texts go. */
function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  return ORDER.flatMap((kind) => drafts.filter((d) => d.kind === kind))
}

function sealed(outbox: Outbox, { key, as, body, to }: OutboxEvent & { type: "sealed" }): OutboxDecision {
  if (outbox.held.some((h) => h.key === key)) {
    return becomes(change(outbox, key, (h) => ({ ...h, sealedAs: as, body, to, state: "waiting" })))
  }
  // Between the wish and the seal the roster may have changed: then nobody wants it any more.
  if (outbox.sealing?.key !== key) return becomes(outbox)
  const held: Held = { key, n: outbox.next, sealedAs: as, body, to, state: "waiting" }
  return becomes(without({ ...outbox, next: outbox.next + 1, held: [...outbox.held, held] }))
}

function stored(outbox: Outbox, key: string, seq?: number): OutboxDecision {
  if (!outbox.held.some((h) => h.key === key)) return becomes(outbox)
  const now = change(outbox, key, (h) => ({ ...h, state: "stored" }))
  const told = { do: "progress", key, to: "onItsWay", ...(seq === undefined ? {} : { seq }) } as const
  const after = arrived({ ...now, tries: 0 }, outbox.reached)
  return becomes(after.outbox, told, ...after.deeds)
}

type Refused = OutboxEvent & { type: "refused" }

/** What each code means for a message; any other is a final no to this message alone. */
const REFUSALS: Readonly<Record<string, (outbox: Outbox, event: Refused) => OutboxDecision>> = {
  // Nobody knows: the connection has ended, and `connected` will send it again.
  silence: (outbox, { key }) => becomes({ ...waiting(outbox, key), open: false }),
  gap,
  // No number is ever 0: it will be sealed anew, under the number it has.
  old_epoch: (outbox, { key }) =>
    becomes(change(outbox, key, (h) => ({ ...h, sealedAs: 0, state: "waiting" }))),
  era: (outbox) => becomes({ ...outbox, open: false }, { do: "lost" }),
  gone: (outbox) => becomes({ ...outbox, open: false }, { do: "lost" }),
  // Another connection has my place, and the relay says so separately.
  old_generation: (outbox, { key }) => becomes({ ...waiting(outbox, key), open: false }),
}

function refused(outbox: Outbox, event: Refused): OutboxDecision {
  const about = outbox.held.find((h) => h.key === event.key)
  if (about === undefined) return becomes(outbox)
  const known = Object.hasOwn(REFUSALS, event.code) ? REFUSALS[event.code] : undefined
  if (known !== undefined) return known(outbox, event)
  if (event.retry) return rest(outbox, event.key)
  // A number that the relay holds is not free, whatever it says now.
  return about.had ? stored(outbox, event.key) : freed(outbox, event.key)
}

function rest(outbox: Outbox, key: string): OutboxDecision {
  const back = waiting(outbox, key)
  if (outbox.resting) return becomes(back)
  const ms = 1000 * 2 ** Math.min(outbox.tries, 2)
  return becomes({ ...back, resting: true, tries: outbox.tries + 1 }, { do: "rest", ms })
}

/** One before it is missing: the nearest that is not stored. If there is none, only a resume can say which. */
function gap(outbox: Outbox, { key }: Refused): OutboxDecision {
  const { n = 0, sealedAs = 0 } = outbox.held.find((h) => h.key === key) ?? {}
  const back = change(outbox, key, (h) => ({ ...h, state: "waiting", early: true }))
  // It went out under a number that it has no more, since one before it was refused.
  if (sealedAs !== n || outbox.held.some((h) => h.n < n && h.state !== "stored")) return becomes(back)
  return becomes({ ...back, open: false }, { do: "reconnect" })
}

/** It was not stored, and never will be. Its number goes to the next. */
function freed(outbox: Outbox, key: string): OutboxDecision {
  const n = outbox.held.find((h) => h.key === key)?.n ?? 0
  const held = outbox.held.filter((h) => h.key !== key).map((h): Held => (h.n > n ? { ...h, n: h.n - 1 } : h))
  return becomes({ ...outbox, held, next: outbox.next - 1 }, notDelivered(key))
}

function withdrawn(outbox: Outbox, key: string): OutboxDecision {
  const held = outbox.held.find((h) => h.key === key)
  if (held !== undefined) return held.state === "resealing" ? freed(outbox, key) : becomes(outbox)
  if (outbox.sealing?.key === key) return becomes(without(outbox), notDelivered(key))
  const drafts = outbox.drafts.filter((d) => d.key !== key)
  return becomes({ ...outbox, drafts }, ...(drafts.length < outbox.drafts.length ? [notDelivered(key)] : []))
}

function notDelivered(key: string): OutboxDeed {
  return { do: "progress", key, to: "notDelivered" }
}

function connected(
  outbox: Outbox,
  { last, arrived: got }: OutboxEvent & { type: "connected" },
): OutboxDecision {
  const now = arrived({ ...waitingAgain(outbox), open: true, tries: 0, resting: false }, got)
  const first = lowest(now.outbox)
  // Below `first` we keep nothing: what the relay lacks there is lost. And what it has beyond `next` is not from here.
  if (first > last + 1 || last >= now.outbox.next)
    return becomes({ ...now.outbox, open: false }, ...now.deeds, { do: "lost" })
  // What it has goes out again too, unless its answer was seen: the answer says its place in the mailbox.
  const held = now.outbox.held.map(
    (h): Held => (h.n > last ? { ...h, state: "waiting" } : { ...h, had: true }),
  )
  return becomes({ ...now.outbox, held }, ...now.deeds)
}

/** One whose answer was never seen stays until it is: its place in the mailbox has to be known. */
function arrived(outbox: Outbox, n: number): OutboxDecision {
  const reached = Math.max(outbox.reached, n)
  const gone = outbox.held.filter((h) => h.n <= reached && h.state === "stored")
  const held = outbox.held.filter((h) => !gone.includes(h))
  return becomes(
    { ...outbox, held, reached },
    ...gone.map(({ key }) => ({ do: "progress", key, to: "arrived" }) as const),
  )
}

/**
 * Texts that were not sealed to those who are here now are told as not delivered, and so is what was meant only for
 * people who left without it. Sealed bytes whose fate is unknown go on: the relay may have them.
 */
function rosterChanged(outbox: Outbox, gone: readonly number[]): OutboxDecision {
  const missed = (h: Held): boolean =>
    h.state === "stored" && h.to.length > 0 && h.to.every((member) => gone.includes(member))
  const held = outbox.held.filter((h) => !missed(h))
  const keys = [...outbox.held.filter(missed).map((h) => h.key), ...unsealedTexts(outbox)]
  const drafts = outbox.drafts.filter((d) => d.kind !== "text")
  const now = { ...outbox, held, drafts }
  return becomes(outbox.sealing?.kind === "text" ? without(now) : now, ...keys.map(notDelivered))
}

/** Everything of mine that is not stored, as told at the end. */
export function undelivered(outbox: Outbox): readonly string[] {
  return [...outbox.held.filter((h) => h.state !== "stored").map((h) => h.key), ...unsealedTexts(outbox)]
}

function unsealedTexts({ sealing, drafts }: Outbox): readonly string[] {
  const all = sealing === undefined ? drafts : [sealing, ...drafts]
  return all.filter((d) => d.kind === "text").map((d) => d.key)
}

function waitingAgain(outbox: Outbox): Outbox {
  const held = outbox.held.map((h): Held => (h.state === "underWay" ? { ...h, state: "waiting" } : h))
  return { ...outbox, held, resting: false }
}

function waiting(outbox: Outbox, key: string): Outbox {
  return change(outbox, key, (h) => ({ ...h, state: "waiting" }))
}

function change(outbox: Outbox, key: string, f: (held: Held) => Held): Outbox {
  return { ...outbox, held: outbox.held.map((h) => (h.key === key ? f(h) : h)) }
}

function without(outbox: Outbox): Outbox {
  const { sealing: _, ...rest } = outbox
  return rest
}

function becomes(outbox: Outbox, ...deeds: readonly OutboxDeed[]): OutboxDecision {
  return { outbox, deeds }
}
