// SPDX-License-Identifier: EUPL-1.2
// What the interfaces show: the states of a visitor and of a counsellor's desk, as values.
// Rule 1: no socket, no DOM, no clock here. Rule 2: a state that is not listed cannot be shown.

/** For whom a lane is, and in which language. */
export interface Lane {
  readonly audience: "young" | "adult" | "professional"
  readonly language: string
}

/** What a visitor chose to say before the chat. It stays in the page and becomes the group's first message. */
export interface Hello {
  readonly name?: string
  readonly about?: string
  readonly age?: string
  readonly urgent: boolean
  /** They say that they were here before, and lost it. Nobody has checked that. */
  readonly back?: true
}

export interface Place {
  readonly place: number
  readonly waiting: number
  readonly open: boolean
  readonly urgent: boolean
  readonly soonestMinutes?: number
  readonly latestMinutes?: number
  readonly unlikely: boolean
  readonly why?: "urgent" | "returned" | "back"
}

/** Somebody in the conversation, as their certificate says. */
export interface Person {
  readonly member: number
  readonly name: string
  readonly role: "counsellor" | "supervisor" | "officer" | "safeguarding"
  readonly helpline: string
  readonly demo: boolean
  readonly here: boolean
  readonly writing: boolean
}

export type Progress = "sending" | "onItsWay" | "arrived" | "notDelivered"

/** What stands in the conversation, in order. `key` is stable and unique. */
export type Entry =
  | {
      readonly kind: "mine"
      readonly key: string
      readonly text: string
      /** A step of a case, which passing.ts reads. Never to be shown or passed on as words. */
      readonly passing?: true | undefined
      readonly at: number
      readonly progress: Progress
    }
  | {
      readonly kind: "theirs"
      readonly key: string
      readonly text: string
      readonly passing?: true | undefined
      readonly at: number
      readonly member: number
      readonly name: string
    }
  | {
      /** `restored`: the visitor's page began again from what it kept. Make sure who it is. */
      readonly kind: "joined" | "left" | "away" | "back" | "restored"
      readonly key: string
      readonly at: number
      readonly member: number
      readonly name: string
    }
  /** So many messages of theirs, said before this point, could not be opened or never came. */
  | {
      readonly kind: "missing"
      readonly key: string
      readonly at: number
      readonly member: number
      readonly name: string
      readonly count: number
    }

/** Why a check of who answers failed. The words for it are the interface's. */
export type Distrust =
  | "unknownRoot"
  | "expired"
  | "notYet"
  | "demonstration"
  | "wrongHelpline"
  | "wrongUse"
  | "forged"
  | "malformed"
  | "notAllowed"
  | "denied"
  | "denyListMissing"
  | "denyListOld"

/** Why a conversation is over. `replaced`: the visitor let a colleague in and me out; `keysLost`: this page never had the keys. */
export type Why = "visitor" | "counsellor" | "exit" | "lost" | "replaced" | "keysLost"

/** What a conversation says of this page. */
export interface Keeping {
  /** A reload would be survived. */
  readonly kept: boolean
  /** This page began from what another had kept: hide it all until somebody asks for it. */
  readonly restored: boolean
}

export type VisitorState =
  | { readonly at: "arrived" }
  | { readonly at: "joining"; readonly connected: boolean }
  | { readonly at: "closed" }
  | { readonly at: "full" }
  | ({ readonly at: "waiting"; readonly connected: boolean; readonly place: Place } & Keeping)
  | ({ readonly at: "meeting"; readonly connected: boolean } & Keeping)
  | ({
      readonly at: "talking"
      readonly connected: boolean
      readonly people: readonly Person[]
      readonly entries: readonly Entry[]
      /** `offered`: the counsellor has been away for long, another may be asked for; `wanted`: asked, waiting. */
      readonly another: "no" | "offered" | "wanted"
    } & Keeping)
  | { readonly at: "refused"; readonly why: Distrust }
  | { readonly at: "ended"; readonly why: Why; readonly entries: readonly Entry[] }
  /** Another tab has taken the conversation over. */
  | { readonly at: "moved" }

/** Why a text was not taken. Nothing has changed. `unsure`: who came back has not been acknowledged. */
export type NotTaken = "empty" | "tooLong" | "controlCharacters" | "notTalking" | "unsure"

export type Duty = "free" | "pause" | "away"

export interface LaneWaiting {
  readonly lane: Lane
  readonly waiting: number
  readonly urgent: number
  readonly longestWaitSeconds: number
  readonly counsellors: number
}

export interface Offer {
  readonly offer: string
  readonly lane: Lane
  readonly urgent: boolean
  readonly waitedSeconds: number
  /** This machine's clock, milliseconds. */
  readonly expiresAt: number
}

export interface Talk {
  readonly conversation: string
  /** `opening`: accepted, the visitor's page has not let us in yet. */
  readonly phase: "opening" | "talking" | "ended"
  readonly lane?: Lane
  readonly urgent: boolean
  readonly hello?: Hello
  readonly entries: readonly Entry[]
  readonly visitorHere: boolean
  readonly visitorWriting: boolean
  /** When it began, this machine's clock, milliseconds. */
  readonly since: number
  readonly why?: Why
  /** The visitor's page began again, and nobody has made sure yet that it is still them. */
  readonly unsure: boolean
}

export interface DeskState {
  readonly connected: boolean
  /** `displaced`: another tab took the seat. `signedOut`: the session is over. */
  readonly seat: "opening" | "taken" | "displaced" | "signedOut"
  readonly duty: Duty
  readonly pauseUntil?: number
  readonly lanes: readonly LaneWaiting[]
  readonly offer?: Offer
  /** Why the last offer went away, until the next one. */
  readonly missed?: "lease" | "key" | "mute" | "left"
  readonly talks: readonly Talk[]
  /** A reload would be survived, as far as there is something to lose. */
  readonly kept: boolean
}
