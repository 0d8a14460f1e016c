// SPDX-License-Identifier: EUPL-1.2
// The officer's desk as one page holds it: what the server tells, what has been opened here, what is being asked.
// Rule 1: no DOM. Rule 2: an opened report stays in this object and is gone with the page.

import type { AgencyNamed, Case } from "@lykta/core/wire.gen"
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals"
import type { Me } from "../desk/deskModel.ts"
import type { DeclineCode, OfficerDeed, OutcomeCode } from "./deeds.ts"
import { calling, inOrder } from "./inbox.ts"
import type { CannotOpen, OpenReport } from "./reading.ts"

/** How far the opening of one version has come. */
export type Reading =
  | { readonly at: "opening" }
  | { readonly at: "cannot"; readonly why: CannotOpen }
  | { readonly at: "open"; readonly report: OpenReport }

/** What an officer can ask for that may fail. */
export type Asked = OfficerDeed | "sealAgain" | "choices" | "notes"

/** `changed`: the case is not what it was. `noReader`: there is no key that may be sealed to. */
export type Failure = "unreachable" | "changed" | "refused" | "noReader"

export interface Doing {
  readonly asked: Asked
  readonly failed?: Failure
}

/** A question or an answer, opened here; without `text` it was sealed to another key than this device's. */
export interface ReadNote {
  readonly note: string
  readonly mine: boolean
  readonly by: string
  readonly at: number
  readonly text?: string
}

/** A colleague's key that the report is not sealed to yet. */
export interface Colleague {
  readonly key: string
  readonly name: string
}

/** What has been looked up for the second step of something. */
export interface Choices {
  readonly agencies?: readonly AgencyNamed[]
  readonly colleagues?: readonly Colleague[]
}

/** What takes a second step. */
export type Second = "decline" | "outcome" | "reroute" | "colleague" | "join"

export interface OfficerState {
  /** Absent until the server has told of them once. */
  readonly cases: readonly Case[] | undefined
  readonly connected: boolean
  /** When they were told of last. */
  readonly heardAt: number | undefined
  /** By case and version. */
  readonly readings: ReadonlyMap<string, Reading>
  /** By case. */
  readonly doing: ReadonlyMap<string, Doing>
  readonly notes: ReadonlyMap<string, readonly ReadNote[]>
  readonly choices: ReadonlyMap<string, Choices>
  /** The signatures of those who have read something, that this page has checked. */
  readonly receipts: ReadonlySet<string>
}

export const nothingYet: OfficerState = {
  cases: undefined,
  connected: true,
  heardAt: undefined,
  readings: new Map(),
  doing: new Map(),
  notes: new Map(),
  choices: new Map(),
  receipts: new Set(),
}

/** What an officer can do; `OfficerWork` does it. Each may be called again; none throws; the answer is whether it was done. */
export interface OfficerActs {
  /** Fetches and opens the report. Call it from a click: the passkey may be asked for. */
  open(it: Case): unknown
  acknowledge(it: Case): Promise<boolean>
  accept(it: Case): Promise<boolean>
  decline(it: Case, code: DeclineCode): Promise<boolean>
  outcome(it: Case, code: OutcomeCode): Promise<boolean>
  /** Looks up what the second step of `step` offers. */
  choices(it: Case, step: "reroute" | "colleague"): unknown
  reroute(it: Case, agency: string): Promise<boolean>
  sealAgain(it: Case): Promise<boolean>
  ask(it: Case, text: string): Promise<boolean>
  askToJoin(it: Case): Promise<boolean>
  notes(it: Case): unknown
}

/** What the reader of the page has done to it. */
export interface OfficerLooking {
  readonly chosen: string | undefined
  readonly inFront: boolean
}

export class OfficerModel {
  readonly state: ReadonlySignal<OfficerState>
  readonly now: ReadonlySignal<number>
  readonly acts: OfficerActs
  readonly me: Me
  readonly looking = signal<OfficerLooking>({ chosen: undefined, inFront: true })
  readonly dialog = signal<"settings" | "shortcuts" | undefined>(undefined)
  /** The second step that is open in the chosen case. */
  readonly step = signal<Second | undefined>(undefined)
  readonly cases = computed(() => inOrder(this.state.value.cases ?? []))
  readonly calling = computed(() => calling(this.cases.value))
  readonly chosen = computed(() => this.cases.value.find((it) => it.case === this.looking.value.chosen))
  readonly #questions = new Map<string, Signal<string>>()

  constructor(of: {
    state: ReadonlySignal<OfficerState>
    now: ReadonlySignal<number>
    acts: OfficerActs
    me: Me
  }) {
    this.state = of.state
    this.now = of.now
    this.acts = of.acts
    this.me = of.me
  }

  look(change: Partial<OfficerLooking>): void {
    this.looking.value = { ...this.looking.peek(), ...change }
  }

  choose(chosen: string | undefined): void {
    this.step.value = undefined
    this.look({ chosen })
  }

  reading(it: Case): Reading | undefined {
    return this.state.value.readings.get(versionOf(it))
  }

  doing(it: Case): Doing | undefined {
    return this.state.value.doing.get(it.case)
  }

  /** What is being written to the counsellor about `it`. */
  question(it: Case): Signal<string> {
    const question = this.#questions.get(it.case) ?? signal("")
    this.#questions.set(it.case, question)
    return question
  }

  /** Opens the second step, and looks up what it offers. */
  begin(it: Case, step: Second): void {
    this.step.value = step
    if (step === "reroute" || step === "colleague") this.acts.choices(it, step)
  }
}

/** What names a version of a case. */
export function versionOf(it: { readonly case: string; readonly version: number }): string {
  return `${it.case}/${it.version}`
}
