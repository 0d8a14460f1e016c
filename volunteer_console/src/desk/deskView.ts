// SPDX-License-Identifier: EUPL-1.2
// What the page shows, decided from the desk's state and from what its reader has looked at.
// Rule 1: pure; no clock, no DOM, no words. Rule 2: an ended conversation stays until it is closed by hand.

import type { DeskState, Duty, Entry, LaneWaiting, Offer, Talk } from "@lykta/core"

export type Part = "lanes" | "talks" | "talk" | "case"

/** What the reader of the page has done to it. Kept by the page alone, in memory. */
export interface Looking {
  readonly part: Part
  /** Whether all parts stand beside one another. */
  readonly wide: boolean
  readonly chosen: string | undefined
  /** How many of their messages the reader has had in front of them, by conversation. */
  readonly seen: ReadonlyMap<string, number>
  /** Whether the page is in front. */
  readonly inFront: boolean
  /** Whether the notice about the last missed offer has been put away. */
  readonly missedRead: boolean
}

export interface TalkRow {
  readonly talk: Talk
  readonly shown: boolean
  readonly unread: number
}

/** What stands in the conversation's place. */
export type Main =
  | { readonly show: "opening" | "talking" | "ended"; readonly talk: Talk }
  | { readonly show: "empty"; readonly duty: Duty }

export type DeskView =
  | { readonly page: "opening" | "displaced" | "signedOut" }
  | {
      readonly page: "desk"
      readonly title: "app-name" | "title-waiting" | "title-new"
      readonly connected: boolean
      readonly duty: DutyView
      readonly lanes: readonly LaneWaiting[]
      readonly waiting: number
      readonly offer: Offer | undefined
      readonly missed: NonNullable<DeskState["missed"]> | undefined
      readonly talks: readonly TalkRow[]
      readonly unread: number
      readonly part: Part
      readonly main: Main
    }

export interface DutyView {
  readonly duty: Duty
  /** Of the automatic pause; absent in one without an end. */
  readonly pauseUntil: number | undefined
  readonly talking: boolean
}

export function theirs(talk: Talk): number {
  return talk.entries.filter((entry: Entry) => entry.kind === "theirs").length
}

/** Whether the visitor has said, in the queue or in what came first, that they are not safe. */
export function notSafe(talk: Talk): boolean {
  return talk.urgent || talk.hello?.urgent === true
}

/** Whether a conversation is going on: where it is not kept, leaving the page now would lose its keys. */
export function talking(desk: DeskState): boolean {
  return desk.talks.some((talk) => talk.phase !== "ended")
}

/** A page takes a moment until a new conversation is kept. */
const sureMs = 5_000

/** Whether to say that a reload would end the conversations. */
export function unkeptShown(since: number | undefined, now: number): boolean {
  return since !== undefined && now - since >= sureMs
}

/** The conversation in front: the chosen one, else one going on, else the newest. */
export function shownTalk(talks: readonly Talk[], chosen: string | undefined): Talk | undefined {
  const named = talks.find((talk) => talk.conversation === chosen)
  return named ?? talks.findLast((talk) => talk.phase !== "ended") ?? talks.at(-1)
}

/** Those who are not safe first, then those who have waited longest. */
export function byNeed(lanes: readonly LaneWaiting[]): readonly LaneWaiting[] {
  return lanes.toSorted((a, b) => b.urgent - a.urgent || b.longestWaitSeconds - a.longestWaitSeconds)
}

function rows(desk: DeskState, looking: Looking, shown: Talk | undefined): readonly TalkRow[] {
  return desk.talks.map((talk) => ({
    talk,
    shown: talk === shown,
    unread: Math.max(0, theirs(talk) - (looking.seen.get(talk.conversation) ?? 0)),
  }))
}

function title(
  offered: boolean,
  unread: number,
  inFront: boolean,
): "app-name" | "title-waiting" | "title-new" {
  if (offered) return "title-waiting"
  return unread > 0 && !inFront ? "title-new" : "app-name"
}

/** What to show of `desk` to somebody who is `looking` so. */
export function deskView(desk: DeskState, looking: Looking): DeskView {
  if (desk.seat !== "taken") return { page: desk.seat }
  const shown = shownTalk(desk.talks, looking.chosen)
  const talks = rows(desk, looking, shown)
  const unread = talks.reduce((sum, row) => sum + row.unread, 0)
  return {
    page: "desk",
    title: title(desk.offer !== undefined, unread, looking.inFront),
    connected: desk.connected,
    duty: { duty: desk.duty, pauseUntil: desk.pauseUntil, talking: talking(desk) },
    lanes: byNeed(desk.lanes),
    waiting: desk.lanes.reduce((sum, lane) => sum + lane.waiting, 0),
    offer: desk.offer,
    missed: desk.offer === undefined && !looking.missedRead ? desk.missed : undefined,
    talks,
    unread,
    part: looking.part,
    main: shown === undefined ? { show: "empty", duty: desk.duty } : { show: shown.phase, talk: shown },
  }
}
