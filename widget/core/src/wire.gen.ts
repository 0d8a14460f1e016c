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
  | "outdated"
  | "taken"
  | "no_reader"
  | "signature_refused"
  | "code_refused"
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

/** Something has happened to a case: fetch ``GET /api/cases``. */
export interface CaseChanged {
  readonly case: string
}

/** Sent with CONNECT to ``/agency``; who it is stands in the session cookie. */
export interface AgencyAuth {
  readonly v: 1
  readonly generation: number
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

/** How soon a human must have read it. Whoever cannot be identified (P3) is no case: keep talking. */
export type Urgency = "p0" | "p1" | "p2"

/** Where would a report go? *now_in*: where the young person is; *home*: where they live, both as told. */
export interface CaseRoute {
  readonly urgency: Urgency
  readonly now_in?: string
  readonly home?: string
}

/** A municipality, for choosing. */
export interface MunicipalityNamed {
  readonly code: string
  readonly name: string
}

/** An agency. */
export interface AgencyNamed {
  readonly id: string
  readonly name: string
}

/** What an agency is to a child. */
export type AgencyKind = "social_services" | "out_of_hours" | "police" | "other"

/** An agency that a report can go to. */
export interface AgencyChoice {
  readonly id: string
  readonly name: string
  readonly kind: AgencyKind
  readonly open: boolean
  readonly phones: readonly string[]
  readonly stale: boolean
}

/** What a person of the staff may do. A certificate carries it. */
export type Role = "counsellor" | "supervisor" | "officer" | "safeguarding"

/** Somebody whose key a report is to be sealed to, once its *certificate* (issuing || report) is believed. */
export interface Recipient {
  readonly certificate: string
  readonly key: string
  readonly name: string
  readonly role: Role
  readonly rung?: number
  readonly recovery?: boolean
}

/** Whom to seal to for an agency. *unopenable*: rungs nobody on which has a certified key. */
export interface Recipients {
  readonly agency: string
  readonly recipients: readonly Recipient[]
  readonly rungs: readonly string[]
  readonly unopenable: readonly number[]
}

/** Where a report goes. No *agency*: no municipality was told, or nobody is recorded for it: choose. */
export interface CaseRouted {
  readonly municipalities: readonly MunicipalityNamed[]
  readonly agencies: readonly AgencyNamed[]
  readonly agency?: AgencyChoice
  readonly municipality?: string
  readonly to?: Recipients
}

/** Whether a whole case is meant. */
export type CaseStatus = "actual" | "exercise" | "test"

/** The content key, sealed to the key with this fingerprint (SHA-256 of the X-Wing key). */
export interface CaseWrap {
  readonly key: string
  readonly sealed: string
}

/** Store this sealed report and begin its review. Repeating the same is safe; another one is refused. */
export interface CaseSubmit {
  readonly case: string
  readonly version: number
  readonly urgency: Urgency
  readonly status: CaseStatus
  readonly agency: string
  readonly ciphertext: string
  readonly wraps: readonly CaseWrap[]
  readonly author_key: string
  readonly municipality?: string
}

/** Where a case stands. A draft is none of them: it lives in the counsellor's browser alone. */
export type CaseState = "in_review" | "returned" | "sent" | "acknowledged" | "accepted" | "rerouted" | "declined" | "outcome" | "closed" | "cancelled" | "expired"

/** What can be due. */
export type Step = "review" | "climb" | "alarm" | "phone" | "reopen"

/** What is due next in a case, and when. */
export interface CaseDue {
  readonly step: Step
  readonly at: number
}

/** Why. Which may go with which deed stands in ``CODES_OF``. */
export type DeedCode = "more_facts" | "wrong_agency" | "wrong_urgency" | "not_shown" | "prank" | "mistake" | "duplicate" | "withdrawn" | "not_ours" | "no_capacity" | "not_enough" | "safe_now" | "investigation" | "no_investigation" | "police" | "not_found" | "no_outcome" | "new_facts" | "done" | "other"

/** Who at the agency has read it: verify before you show it. */
export interface ReadBy {
  readonly officer: string
  readonly name: string
  readonly office: string
  readonly at: number
  readonly time: number
  readonly version: number
  readonly device: string
  readonly certificate: string
  readonly signature: string
}

/** An officer asks to join the conversation. *answered*: a note to the agency has come since. */
export interface JoinAsked {
  readonly name: string
  readonly office: string
  readonly at: number
  readonly answered: boolean
}

/** A case as I may see it. */
export interface Case {
  readonly case: string
  readonly number: string
  readonly version: number
  readonly urgency: Urgency
  readonly status: CaseStatus
  readonly state: CaseState
  readonly agency: AgencyNamed
  readonly begun: number
  readonly since: number
  readonly loop: number
  readonly rung: number
  readonly rungs: number
  readonly raised: readonly Step[]
  readonly break_glass: boolean
  readonly calls: number
  readonly notes: number
  readonly mine: boolean
  readonly unread: boolean
  readonly municipality?: string
  readonly released?: number
  readonly due?: CaseDue
  readonly break_glass_from?: number
  readonly code?: DeedCode
  readonly read_by?: ReadBy
  readonly asked?: JoinAsked
  readonly unopenable?: readonly number[]
  readonly by_system?: boolean
}

/** A version of a case. */
export interface CaseNamed {
  readonly case: string
  readonly version: number
}

/** What the server knows of a report. Shown to nobody but the agency and the staff on duty. */
export interface Envelope {
  readonly case: string
  readonly version: number
  readonly sent: number
  readonly expires: number
  readonly sender: string
  readonly agency: string
  readonly urgency: Urgency
  readonly status: CaseStatus
  readonly message: "alert" | "cancel" | "update"
  readonly references?: readonly number[]
  readonly keys?: readonly string[]
  readonly size?: 0 | 4096 | 16384 | 65536
}

/** The content key, sealed to one of the agency's keys: HPKE's encapsulated key (1120), ciphertext (48). */
export interface Wrap {
  readonly key: string
  readonly sealed: string
}

/** A sealed report as it is stored, under its envelope. */
export interface Report {
  readonly v: 1
  readonly envelope: Envelope
  readonly ciphertext?: string
  readonly wraps?: readonly Wrap[]
}

/** I have opened and read it: see `ReadBy` for what *signature* is over. *time*: ms, when I signed. */
export interface CaseAcknowledge {
  readonly case: string
  readonly version: number
  readonly device: string
  readonly time: number
  readonly signature: string
}

/** What people do to a case by one word. */
export type CaseDeed = "approve" | "return" | "break_glass" | "cancel" | "close" | "accept" | "decline" | "outcome" | "reopen" | "joined_asked"

/** Do *deed* to this version of a case. *code*: why, for deeds that need it. */
export interface CaseDo {
  readonly case: string
  readonly version: number
  readonly deed: CaseDeed
  readonly code?: DeedCode
}

/** Whom somebody phoned. */
export type CallKind = "112" | "agency" | "other"

/** I have phoned. *call*: 22 random characters, so that repeating is safe. *named*: who answered. */
export interface CaseCall {
  readonly call: string
  readonly case: string
  readonly kind: CallKind
  readonly to?: string
  readonly named?: string
}

/** Seal again for colleagues: the content key of this version, sealed to more keys of the same agency. */
export interface CaseWraps {
  readonly case: string
  readonly version: number
  readonly wraps: readonly CaseWrap[]
}

/** It belongs to another agency: *wraps* are the content key, sealed to that agency's keys. */
export interface CaseReroute {
  readonly case: string
  readonly version: number
  readonly agency: string
  readonly wraps: readonly CaseWrap[]
}

/** An agency. */
export interface AgencyOnly {
  readonly agency: string
}

/** Whom a note is for. */
export type NoteTo = "author" | "agency"

/** A sealed note of at most 2,000 code points. *note*: 22 random characters; repeating is safe. */
export interface NoteWrite {
  readonly note: string
  readonly case: string
  readonly version: number
  readonly to: NoteTo
  readonly ciphertext: string
  readonly wraps: readonly CaseWrap[]
}

/** A case, whichever version. */
export interface CaseOnly {
  readonly case: string
}

/** A note, with only the wraps that are mine. */
export interface Note {
  readonly note: string
  readonly to: NoteTo
  readonly by: string
  readonly role: Role
  readonly at: number
  readonly ciphertext: string
  readonly wraps: readonly CaseWrap[]
}

/** All notes of a case, the first first, and the key of the author's page that notes to it are sealed to. */
export interface Notes {
  readonly author_key: string
  readonly notes: readonly Note[]
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
  "case:changed": CaseChanged
  "seat:displaced": Displaced
}

/** An agency asks nothing. */
export type AgencyAsks = Record<string, never>

/** What the relay tells an agency. */
export interface AgencyTells {
  "case:changed": CaseChanged
  "seat:displaced": Displaced
}
