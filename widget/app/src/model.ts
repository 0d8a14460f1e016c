// SPDX-License-Identifier: EUPL-1.2
// What the views are given: values to show, and what a press does. Views know nothing else,
// so the gallery can show each of them with plain values.

import type { Hello, Lane, NotTaken, VisitorState } from "@lykta/core/session"
import type { ReadonlySignal, Signal } from "@preact/signals-core"

export type Audience = Lane["audience"]

/** What the visitor has chosen before the chat. Empty means not said. */
export interface Choices {
  readonly audience: Audience
  readonly name: string
  readonly about: string
  readonly age: string
}

/** A page laid over the one that the state asks for. */
export type Over = "nothing" | "unsafe" | "end" | "leaveQueue"

/**
 * A page that finds what another left: `opening` it; it is open `elsewhere`, in another tab; `asking` that for it;
 * that is `silent`.
 */
export type Returning = "no" | "opening" | "elsewhere" | "asking" | "silent"

/** What the relay says about itself before anybody starts; absent until it has answered. */
export interface Helpline {
  readonly name: string
  readonly demo: boolean
  readonly lanes: readonly (Lane & { readonly open: boolean })[]
}

export interface Acts {
  /** Begin with what was chosen. */
  start(urgent: boolean): void
  /** Ask to be moved ahead in the line. */
  unsafe(): void
  /** `passing`: an answer to what is passed on. */
  write(text: string, passing?: true): NotTaken | undefined
  typing(on: boolean): void
  retry(key: string): void
  another(wanted: boolean): void
  leaveQueue(): void
  end(): void
  /** Forget everything and begin anew. */
  again(): void
  /** Nobody could answer: ask once more, with what was chosen. */
  retryStart(): void
  /** Leave at once. */
  exit(): void
  /** Take the chat away from the page below; only in a frame. */
  close(): void
  speak(language: string): void
  /** Take the conversation over from the tab that has it. */
  goOnHere(): void
  /** Five words to compare by voice. */
  words(): Promise<readonly string[]> | undefined
}

export interface Model {
  readonly state: ReadonlySignal<VisitorState>
  readonly helpline: ReadonlySignal<Helpline | undefined>
  readonly over: Signal<Over>
  readonly choices: Signal<Choices>
  /** What stands in the field, not sent. */
  readonly draft: Signal<string>
  /** The text on the screen is hidden. */
  readonly covered: Signal<boolean>
  /** Being moved ahead has been asked for; whether it is done, the place says. */
  readonly ahead: ReadonlySignal<boolean>
  readonly returning: ReadonlySignal<Returning>
  /** After a reload nothing of the conversation is shown, neither texts nor names, until somebody asks for it. */
  readonly veiled: Signal<boolean>
  /** A reload would end the conversation. */
  readonly unkept: ReadonlySignal<boolean>
  /** The page was loaded anew, whether or not anything was there before. */
  readonly anew: ReadonlySignal<boolean>
  readonly exitPage: string
  readonly framed: boolean
  readonly languages: readonly { readonly tag: string; readonly name: string }[]
  readonly act: Acts
}

export const NOTHING_CHOSEN: Choices = { audience: "young", name: "", about: "", age: "" }

/** What becomes the group's first message: only what was said. `back`: a talk was lost on this page a moment ago. */
export function helloFrom(choices: Choices, { urgent, back }: { urgent: boolean; back: boolean }): Hello {
  const { name, about, age } = choices
  return {
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(about.trim() !== "" && { about: about.trim() }),
    ...(age !== "" && { age }),
    ...(back && { back }),
    urgent,
  }
}

/** What of `choices` stands in the form for the next start: what was said in a conversation is said, and forgotten. */
export function choicesAfter({ at }: VisitorState, choices: Choices): Choices {
  return at === "ended" ? { ...NOTHING_CHOSEN, audience: choices.audience } : choices
}

/** Whether the lane of `audience` in `language` is open; undefined while nobody has said. */
export function isOpen(
  helpline: Helpline | undefined,
  audience: Audience,
  language: string,
): boolean | undefined {
  if (helpline === undefined) return undefined
  return helpline.lanes.some((lane) => lane.audience === audience && lane.language === language && lane.open)
}

/** The audiences that are served in `language`; all, while nobody has said. */
export function audiencesIn(helpline: Helpline | undefined, language: string): readonly Audience[] {
  const all: readonly Audience[] = ["young", "adult", "professional"]
  if (helpline === undefined) return all
  const served = helpline.lanes.filter((lane) => lane.language === language).map((lane) => lane.audience)
  return all.filter((audience) => served.includes(audience))
}

/** Whether leaving the page now would break something off: somebody is here, and nothing is kept. */
export function isRunning(state: VisitorState): boolean {
  return (state.at === "meeting" || state.at === "talking") && !state.kept
}

/** Whether a conversation is known not to be kept. Before there is a connection nobody can know. */
export function isUnkept(state: VisitorState): boolean {
  return "kept" in state && state.connected && !state.kept
}

/** `over`, if it still makes sense: what has ended in the meantime is not asked about. */
export function laidOver(over: Over, state: VisitorState): Over {
  if (over === "end" && state.at !== "talking") return "nothing"
  if (over === "leaveQueue" && state.at !== "waiting") return "nothing"
  return over
}
