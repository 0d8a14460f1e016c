// SPDX-License-Identifier: EUPL-1.2
// Generated from chatserver/wire by `lykta generate`; a test compares it. Do not edit.

/** Bounds of everything that crosses the wire. */
export const limits = {
  PROTOCOL_VERSION: 1,
  MAX_FRAME_BYTES: 65536,
  MAX_DEPTH: 8,
  MAX_EVENT_BYTES: 40000,
  MAX_KEY_PACKAGE_BYTES: 4096,
  MAX_BAD_PACKETS: 5,
  MAX_TEXT_CODE_POINTS: 4000,
  PADDED_BYTES: [256, 512, 1024, 2048, 4096, 8192, 16384],
  MAX_MEMBERS: 4,
  WINDOW_MESSAGES: 32,
  WINDOW_BYTES: 256000,
  UNDER_WAY: 4,
  MAILBOX_EVENTS: 500,
  MAILBOX_BYTES: 2000000,
  LEASE_SECONDS: 30,
  KEY_SECONDS: 20,
  WELCOME_SECONDS: 20,
  PLACE_EVERY_SECONDS: 5,
  LINGER_SECONDS: 30,
  TICKET_HOURS: 12,
  PING_SECONDS: 10,
  PONG_SECONDS: 5,
  ANSWER_SECONDS: 5,
  RECONNECT_SECONDS: 2,
  CAPSULE_RENEW_SECONDS: 30,
  CAPSULE_VANISHED_SECONDS: 300,
  CAPSULE_LEAVING_SECONDS: 30,
  CAPSULE_GENERATIONS: 1000,
} as const

/** Why the relay refused. */
export type Code =
  | "malformed"
  | "unknown_event"
  | "too_large"
  | "mls_refused"
  | "too_fast"
  | "not_allowed_now"
  | "not_yours"
  | "not_signed_in"
  | "link_refused"
  | "passkey_refused"
  | "not_allowed"
  | "unknown_path"
  | "old_generation"
  | "ticket_bad"
  | "ticket_expired"
  | "era"
  | "settling"
  | "gap"
  | "full"
  | "stale"
  | "old_epoch"
  | "gone"
  | "lane_closed"
  | "lane_unknown"
  | "busy"
  | "internal"

export interface Refusal {
  readonly ok: false
  readonly code: Code
  readonly retry: boolean
}

/** Sent with CONNECT to ``/visitor``. */
export interface VisitorAuth {
  readonly v: 1
  readonly ticket: string
  readonly generation: number
}

/** For whom a lane is. */
export type Audience = "young" | "adult" | "professional"

/** Wait in a lane, or change my urgency there. */
export interface QueueJoin {
  readonly audience: Audience
  readonly language: string
  readonly urgent: boolean
  readonly place?: string
}

/** Why a place became later. There are no other reasons. */
export type Rise = "urgent" | "returned" | "back"

/** Where I stand. */
export interface Place {
  readonly place: number
  readonly waiting: number
  readonly open: boolean
  readonly urgent: boolean
  readonly soonest_minutes?: number
  readonly latest_minutes?: number
  readonly unlikely?: boolean
  readonly why?: Rise
  readonly ticket?: string
}

/** An event, or an answer, without fields. */
export type Nothing = Record<string, never>

/** One sealed event of a conversation's mailbox. */
export interface Body {
  readonly app?: string
  readonly commit?: string
  readonly welcome?: string
  readonly adds?: number
  readonly removes?: number
}

/** Store this as my message *n*. May be repeated: the answer is the same. */
export interface Send {
  readonly era: string
  readonly n: number
  readonly body: Body
}

/** Stored; *seq* is its place in the mailbox. */
export interface Sent {
  readonly seq: number
}

/** Everything up to *seq* has been opened, kept and shown. */
export interface Got {
  readonly era: string
  readonly seq: number
}

/** Whether I am writing. A hint: never stored. */
export interface Typing {
  readonly on: boolean
}

/** Go on after a new connection. */
export interface Resume {
  readonly era: string
  readonly position: number
  readonly from: number
  readonly epoch: number
  readonly commit?: string
}

/** Whether *member* has a connection now. */
export interface Here {
  readonly member: number
  readonly here: boolean
}

/** Somebody who may be let in: check the certificate inside *key_package*, then add or not. */
export interface Candidate {
  readonly era: string
  readonly member: number
  readonly key_package: string
}

/** Where the relay stands. */
export interface Resumed {
  readonly era: string
  readonly last: number
  readonly arrived: number
  readonly epoch: number
  readonly members: readonly Here[]
  readonly candidate?: Candidate
  readonly ticket?: string
}

/** Whether I want another counsellor, since mine is not there. */
export interface Another {
  readonly wanted: boolean
}

/** Keep this key in trust, in place of any other of mine. */
export interface CapsuleKeep {
  readonly seal: string
  readonly key: string
}

/** The candidate *member* is not coming after all. */
export interface Withdrawn {
  readonly member: number
}

/** Why a conversation is over. */
export type Why = "visitor" | "counsellor" | "exit" | "lost"

/** One event of the mailbox, in order of *seq*. */
export interface Mail {
  readonly era: string
  readonly seq: number
  readonly member: number
  readonly n: number
  readonly at: number
  readonly body?: Body
  readonly end?: Why
}

/** Everybody it was meant for has my messages up to *n*. */
export interface Arrived {
  readonly era: string
  readonly n: number
}

/** *member* is writing, or stopped. */
export interface Writing {
  readonly member: number
  readonly on: boolean
}

/** The conversation is over and its mailbox is, or will soon be, empty. */
export interface Ended {
  readonly why: Why
}

/** A newer connection has taken this one's place. */
export type Displaced = Record<string, never>

/** Sent with CONNECT to ``/counsellor``; who it is stands in the session cookie. */
export interface CounsellorAuth {
  readonly v: 1
  readonly generation: number
}

/** What a counsellor takes now. */
export type Duty = "free" | "pause" | "away"

/** One queue: an audience and a language. */
export interface Lane {
  readonly audience: Audience
  readonly language: string
}

/** Take my seat and announce what I know. */
export interface DeskOpen {
  readonly duty?: Duty
  readonly lanes?: readonly Lane[]
  readonly free_since?: number
}

/** One lane as the desk sees it. */
export interface Waiting {
  readonly lane: Lane
  readonly waiting: number
  readonly urgent: number
  readonly longest_wait_seconds: number
  readonly counsellors: number
}

/** One conversation of mine. */
export interface Mine {
  readonly conversation: string
  readonly member: number
}

/** A waiting visitor, for me alone, until the lease is over. */
export interface Offer {
  readonly offer: string
  readonly lane: Lane
  readonly urgent: boolean
  readonly waited_seconds: number
  readonly lease_seconds: number
}

/** All that the desk shows, pushed whole: at once when my own duty changes without my saying so, and within a second when anything else in it does. */
export interface Desk {
  readonly duty: Duty
  readonly pause_until?: number
  readonly free_since?: number
  readonly lanes: readonly Waiting[]
  readonly conversations: readonly Mine[]
  readonly offer?: Offer
}

/** Change what I take. */
export interface DeskDuty {
  readonly duty: Duty
}

/** Accept, or decline, this offer. */
export interface OfferNamed {
  readonly offer: string
}

/** The visitor is mine if a key package follows within 20 s. */
export interface Accepted {
  readonly conversation: string
  readonly member: number
  readonly era: string
  readonly lane: Lane
  readonly urgent: boolean
  readonly waited_seconds: number
}

/** My device's key package for this conversation. */
export interface MemberKey {
  readonly conversation: string
  readonly member: number
  readonly key_package: string
}

export interface StaffSend {
  readonly era: string
  readonly n: number
  readonly body: Body
  readonly conversation: string
}

export interface StaffGot {
  readonly era: string
  readonly seq: number
  readonly conversation: string
}

export interface StaffTyping {
  readonly on: boolean
  readonly conversation: string
}

export interface StaffResume {
  readonly era: string
  readonly position: number
  readonly from: number
  readonly epoch: number
  readonly commit?: string
  readonly conversation: string
}

export interface StaffResumed {
  readonly era: string
  readonly last: number
  readonly arrived: number
  readonly epoch: number
  readonly members: readonly Here[]
  readonly candidate?: Candidate
  readonly ticket?: string
  readonly conversation: string
}

/** This conversation of mine. */
export interface Named {
  readonly conversation: string
}

/** Keep this key for me, while I am signed in as now, in place of any other of mine here. */
export interface StaffCapsuleKeep {
  readonly conversation: string
  readonly key: string
}

/** The key that I left in trust. */
export interface CapsuleKey {
  readonly key: string
}

/** Why an offer, or an accepted visitor, is mine no longer. */
export type Missed = "lease" | "key" | "mute" | "left"

/** The offer, or the acceptance, is over. */
export interface OfferGone {
  readonly offer: string
  readonly why: Missed
}

export interface StaffMail {
  readonly era: string
  readonly seq: number
  readonly member: number
  readonly n: number
  readonly at: number
  readonly body?: Body
  readonly end?: Why
  readonly conversation: string
}

export interface StaffArrived {
  readonly era: string
  readonly n: number
  readonly conversation: string
}

export interface StaffHere {
  readonly member: number
  readonly here: boolean
  readonly conversation: string
}

export interface StaffWriting {
  readonly member: number
  readonly on: boolean
  readonly conversation: string
}

export interface StaffEnded {
  readonly why: Why
  readonly conversation: string
}

/** Answer of ``POST /api/ticket``. */
export interface Admission {
  readonly ticket: string
}

/** Body of ``POST /api/capsule``: the key for whoever shows the secret. */
export interface CapsuleAsk {
  readonly resume: string
}

/** Answer of ``POST /api/capsule``. Connect with a generation above *generation*. */
export interface CapsuleTaken {
  readonly key: string
  readonly generation: number
}

/** What a visitor asks of the relay, with the answers. */
export interface VisitorAsks {
  "queue:join": { takes: QueueJoin; answers: Place }
  "queue:leave": { takes: Nothing; answers: Nothing }
  "message:send": { takes: Send; answers: Sent }
  "message:got": { takes: Got; answers: Nothing }
  "typing:set": { takes: Typing; answers: Nothing }
  "conversation:resume": { takes: Resume; answers: Resumed }
  "conversation:another": { takes: Another; answers: Nothing }
  "conversation:leave": { takes: Nothing; answers: Nothing }
  "conversation:exit": { takes: Nothing; answers: Nothing }
  "capsule:keep": { takes: CapsuleKeep; answers: Nothing }
  "capsule:leaving": { takes: Nothing; answers: Nothing }
}

/** What the relay tells a visitor. */
export interface VisitorTells {
  "queue:place": Place
  "member:candidate": Candidate
  "member:withdrawn": Withdrawn
  "member:here": Here
  "message:new": Mail
  "message:arrived": Arrived
  "typing:now": Writing
  "conversation:ended": Ended
  "seat:displaced": Displaced
}

/** What a counsellor asks of the relay, with the answers. */
export interface CounsellorAsks {
  "desk:open": { takes: DeskOpen; answers: Desk }
  "desk:duty": { takes: DeskDuty; answers: Desk }
  "offer:accept": { takes: OfferNamed; answers: Accepted }
  "offer:decline": { takes: OfferNamed; answers: Nothing }
  "member:key": { takes: MemberKey; answers: Nothing }
  "message:send": { takes: StaffSend; answers: Sent }
  "message:got": { takes: StaffGot; answers: Nothing }
  "typing:set": { takes: StaffTyping; answers: Nothing }
  "conversation:resume": { takes: StaffResume; answers: StaffResumed }
  "conversation:end": { takes: Named; answers: Nothing }
  "capsule:keep": { takes: StaffCapsuleKeep; answers: Nothing }
  "capsule:take": { takes: Named; answers: CapsuleKey }
  "capsule:leaving": { takes: Nothing; answers: Nothing }
}

/** What the relay tells a counsellor. */
export interface CounsellorTells {
  "desk:now": Desk
  "offer:made": Offer
  "offer:gone": OfferGone
  "message:new": StaffMail
  "message:arrived": StaffArrived
  "member:here": StaffHere
  "typing:now": StaffWriting
  "conversation:ended": StaffEnded
  "seat:displaced": Displaced
}
