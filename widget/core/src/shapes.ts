// SPDX-License-Identifier: EUPL-1.2
// Reads what comes off the wire into the types of wire.gen.ts, once, at the edge.
// An absent field and `null` are the same. Fields we do not know are dropped: a newer relay may add some.

import type {
  Accepted,
  AgencyAsks,
  AgencyTells,
  Arrived,
  Body,
  Candidate,
  CapsuleKey,
  CaseChanged,
  CounsellorAsks,
  CounsellorTells,
  Desk,
  Displaced,
  Ended,
  Here,
  Lane,
  Mail,
  Mine,
  Nothing,
  Offer,
  OfferGone,
  Place,
  Resumed,
  Sent,
  StaffArrived,
  StaffEnded,
  StaffHere,
  StaffMail,
  StaffResumed,
  StaffWriting,
  VisitorAsks,
  VisitorTells,
  Waiting,
  Withdrawn,
  Writing,
} from "./wire.gen.ts"
import { limits } from "./wire.gen.ts"

/** Answers the value as what it should be; throws MalformedError if it is not. */
export type Reader<T> = (value: unknown) => T

/** The other end broke the protocol. */
export class MalformedError extends Error {
  override readonly name = "MalformedError"
}

interface Maybe<T> {
  readonly maybe: Reader<T>
}

/** A reader for each field, and a `maybe` exactly where the type says that the field may be absent. */
type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Maybe<Exclude<T[K], undefined>>
    : Reader<T[K]>
}

/** What one namespace answers and tells. */
export interface Table<Asks extends AnyAsks<Asks>, Tells> {
  readonly answers: { readonly [E in keyof Asks]: Reader<Asks[E]["answers"]> }
  readonly tells: { readonly [E in keyof Tells]: Reader<Tells[E]> }
}

export type AnyAsks<Asks> = { [E in keyof Asks]: { takes: unknown; answers: unknown } }

const maybe = <T>(reader: Reader<T>): Maybe<T> => ({ maybe: reader })

const flag: Reader<boolean> = (value) => {
  if (typeof value !== "boolean") throw new MalformedError("not a boolean")
  return value
}

const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value) => {
    if (!Number.isSafeInteger(value)) throw new MalformedError("not a whole number")
    const number = value as number
    if (number < least || number > most) throw new MalformedError("number out of bounds")
    return number
  }

const text =
  (pattern: RegExp, most: number): Reader<string> =>
  (value) => {
    if (typeof value !== "string" || value.length > most || !pattern.test(value)) {
      throw new MalformedError("not such a text")
    }
    return value
  }

const oneOf =
  <T extends string>(...words: readonly T[]): Reader<T> =>
  (value) => {
    const word = words.find((w) => w === value)
    if (word === undefined) throw new MalformedError("not one of the words")
    return word
  }

const list =
  <T>(reader: Reader<T>): Reader<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new MalformedError("not a list")
    return value.map(reader)
  }

function record<T>(fields: Fields<T>): Reader<T> {
  const rows = Object.entries<Reader<unknown> | Maybe<unknown>>(fields)
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new MalformedError("not a record")
    }
    const found = value as Readonly<Record<string, unknown>>
    const made: Record<string, unknown> = {}
    for (const [name, row] of rows) {
      const field = Object.hasOwn(found, name) ? found[name] : undefined
      if (typeof row === "function") made[name] = row(field)
      else if (field !== undefined && field !== null) made[name] = row.maybe(field)
    }
    return made as T
  }
}

const counter = whole(0)
const positive = whole(1)
const member = whole(0, 1_000_000)
const token = text(/^[A-Za-z0-9_-]{16,}$/, 64)
const ticket = text(/^[A-Za-z0-9_.-]{16,}$/, 1024)
const base64 = text(/^[A-Za-z0-9+/]{2,}={0,2}$/, Math.ceil(limits.MAX_EVENT_BYTES / 3) * 4)
const language = text(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 16)
const why = oneOf("visitor", "counsellor", "exit", "lost")
const duty = oneOf("free", "pause", "away")

const nothing = record<Nothing & Displaced>({})
const lane = record<Lane>({ audience: oneOf("young", "adult", "professional"), language })
const here = record<Here>({ member, here: flag })
const candidate = record<Candidate>({ era: token, member, key_package: base64 })
const sent = record<Sent>({ seq: positive })

const body = record<Body>({
  app: maybe(base64),
  commit: maybe(base64),
  welcome: maybe(base64),
  adds: maybe(member),
  removes: maybe(member),
})

const mailFields: Fields<Mail> = {
  era: token,
  seq: positive,
  member,
  n: counter,
  at: counter,
  body: maybe(body),
  end: maybe(why),
}

const resumedFields: Fields<Resumed> = {
  era: token,
  last: counter,
  arrived: counter,
  epoch: counter,
  members: list(here),
  candidate: maybe(candidate),
  ticket: maybe(ticket),
}

const place = record<Place>({
  place: counter,
  waiting: counter,
  open: flag,
  urgent: flag,
  soonest_minutes: maybe(counter),
  latest_minutes: maybe(counter),
  unlikely: maybe(flag),
  why: maybe(oneOf("urgent", "returned", "back")),
  ticket: maybe(ticket),
})

const offer = record<Offer>({
  offer: token,
  lane,
  urgent: flag,
  waited_seconds: counter,
  lease_seconds: counter,
})

const waiting = record<Waiting>({
  lane,
  waiting: counter,
  urgent: counter,
  longest_wait_seconds: counter,
  counsellors: counter,
})

const desk = record<Desk>({
  duty,
  pause_until: maybe(counter),
  free_since: maybe(counter),
  lanes: list(waiting),
  conversations: list(record<Mine>({ conversation: token, member })),
  offer: maybe(offer),
})

/** Namespace /visitor. */
export const visitorTable: Table<VisitorAsks, VisitorTells> = {
  answers: {
    "queue:join": place,
    "queue:leave": nothing,
    "message:send": sent,
    "message:got": nothing,
    "typing:set": nothing,
    "conversation:resume": record<Resumed>(resumedFields),
    "conversation:another": nothing,
    "conversation:leave": nothing,
    "conversation:exit": nothing,
    "capsule:keep": nothing,
    "capsule:leaving": nothing,
  },
  tells: {
    "queue:place": place,
    "member:candidate": candidate,
    "member:withdrawn": record<Withdrawn>({ member }),
    "member:here": here,
    "message:new": record<Mail>(mailFields),
    "message:arrived": record<Arrived>({ era: token, n: positive }),
    "typing:now": record<Writing>({ member, on: flag }),
    "conversation:ended": record<Ended>({ why }),
    "seat:displaced": nothing,
  },
}

/** Namespace /counsellor. */
export const counsellorTable: Table<CounsellorAsks, CounsellorTells> = {
  answers: {
    "desk:open": desk,
    "desk:duty": desk,
    "offer:accept": record<Accepted>({
      conversation: token,
      member,
      era: token,
      lane,
      urgent: flag,
      waited_seconds: counter,
    }),
    "offer:decline": nothing,
    "member:key": nothing,
    "message:send": sent,
    "message:got": nothing,
    "typing:set": nothing,
    "conversation:resume": record<StaffResumed>({ ...resumedFields, conversation: token }),
    "conversation:end": nothing,
    "capsule:keep": nothing,
    "capsule:take": record<CapsuleKey>({ key: base64 }),
    "capsule:leaving": nothing,
  },
  tells: {
    "desk:now": desk,
    "offer:made": offer,
    "offer:gone": record<OfferGone>({ offer: token, why: oneOf("lease", "key", "mute", "left") }),
    "message:new": record<StaffMail>({ ...mailFields, conversation: token }),
    "message:arrived": record<StaffArrived>({ era: token, n: positive, conversation: token }),
    "member:here": record<StaffHere>({ member, here: flag, conversation: token }),
    "typing:now": record<StaffWriting>({ member, on: flag, conversation: token }),
    "conversation:ended": record<StaffEnded>({ why, conversation: token }),
    "case:changed": record<CaseChanged>({ case: token }),
    "seat:displaced": nothing,
  },
}

/** Namespace /agency: an officer hears, and asks nothing. */
export const agencyTable: Table<AgencyAsks, AgencyTells> = {
  answers: {},
  tells: {
    "case:changed": record<CaseChanged>({ case: token }),
    "seat:displaced": nothing,
  },
}

/** A refusal, or `undefined` if this is none. Unknown codes are kept: their `retry` says what to do. */
export function refusalOf(value: unknown): { code: string; retry: boolean } | undefined {
  const found = value as { ok?: unknown; code?: unknown; retry?: unknown } | null | undefined
  if (typeof found !== "object" || found?.ok !== false) return undefined
  if (typeof found.code !== "string") throw new MalformedError("a refusal without a code")
  return { code: found.code, retry: found.retry === true }
}

/** Answers the reader's value for an `ok` answer. */
export function answered<T>(value: unknown, reader: Reader<T>): T {
  if ((value as { ok?: unknown } | null | undefined)?.ok !== true)
    throw new MalformedError("neither yes nor no")
  return reader(value)
}
