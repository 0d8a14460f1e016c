// SPDX-License-Identifier: EUPL-1.2
// Cases at a desk, as one page holds them: what the server tells, what was opened here, what is being written.
// Rule 1: no DOM, no server. Rule 2: a draft is in this page's memory alone, and which conversation a case came from
// stands there and in what was told in that conversation; the server is never told.

import type { Talk } from "@lykta/core"
import type {
  AgencyNamed,
  CallKind,
  Case,
  CaseRouted,
  CaseStatus,
  DeedCode,
  Role,
  Urgency,
} from "@lykta/core/wire.gen"
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals"
import type { Me } from "../desk/deskModel.ts"
import type { CannotOpen, OpenReport } from "../officer/reading.ts"
import type { Acquaintance } from "../report/knownKeys.ts"
import { lacks, type Meta, type Report } from "../report/report.ts"
import { sizeOf } from "../report/signedReport.ts"
import type { Deed } from "./deeds.ts"
import { type Draft, draftOf, emptyDraft, isWritten, reportOf, unfit } from "./draft.ts"
import { type Danger, dangerOf, moved, type Step, urgencyOf } from "./steps.ts"
import { type Asked, Telling, type TellingMeans } from "./telling.ts"
import { byNeed, isOpen, toPhone } from "./timeline.ts"

/** Somebody whom it would be sealed to, as their certificate says. */
export interface Reader {
  readonly name: string
  readonly role: Role
  /** The rung's label; absent for supervisors and recovery keys. */
  readonly rung?: string
  readonly recovery: boolean
  readonly acquaintance: Acquaintance
  /** SHA-256 of the X-Wing key, in hex. */
  readonly key: string
}

/** Where it goes, and who could open it there. */
export interface Found {
  readonly routed: CaseRouted
  /** Of the agency in `routed.to`. */
  readonly readers: readonly Reader[]
  /** How many offered keys are not believed: they are sealed to by nobody. */
  readonly refused: number
  /** Rungs that nobody could open it on. */
  readonly unopenable: readonly string[]
}

export type Failure = "unreachable" | "refused" | "noReader" | "noKey" | "tooLong" | "changed"

export type Route =
  | { readonly at: "none" | "asking" }
  | { readonly at: "failed" }
  | { readonly at: "found"; readonly found: Found }

/** A call that was made before there was a case to log it in. */
export interface Call {
  readonly kind: CallKind
  readonly to: string
  readonly named: string
  readonly at: number
}

export type Reading =
  | { readonly at: "opening" }
  | { readonly at: "cannot"; readonly why: CannotOpen }
  | { readonly at: "open"; readonly report: OpenReport }

/** A question or an answer; without `text` it could not be opened here. */
export interface OpenNote {
  readonly note: string
  readonly mine: boolean
  readonly by: string
  readonly at: number
  readonly text?: string
}

/** What was asked for, and how it went. */
export interface Doing {
  readonly asked: Deed | "break_glass" | "call" | "answer" | "notes" | "again"
  readonly failed?: Failure
}

export interface CasesState {
  /** Absent until the server has told of them once. */
  readonly cases: readonly Case[] | undefined
  readonly connected: boolean
  /** By case and version. */
  readonly readings: ReadonlyMap<string, Reading>
  /** Cases whose reader's signature this page has checked, and how that went. */
  readonly receipts: ReadonlyMap<string, boolean>
  /** By case. */
  readonly doing: ReadonlyMap<string, Doing>
  readonly notes: ReadonlyMap<string, readonly OpenNote[]>
}

export const nothingYet: CasesState = {
  cases: undefined,
  connected: true,
  readings: new Map(),
  receipts: new Map(),
  doing: new Map(),
  notes: new Map(),
}

/** What can be done; `CaseWork` does it. None throws. */
export interface CasesActs {
  /** Finds out where `writing` would go. */
  route(writing: Writing): unknown
  /** Signs, seals and stores it. */
  send(writing: Writing): unknown
  /** Fetches and opens the report. Call it from a click: the passkey may be asked for. */
  open(it: Case): unknown
  /** Opens what was sent back, and lets its author mend it. */
  again(it: Case): unknown
  do(it: Case, deed: Deed, code?: DeedCode): unknown
  breakGlass(it: Case): unknown
  call(it: Case, call: Omit<Call, "at">): unknown
  notes(it: Case): unknown
  answer(it: Case, text: string): Promise<boolean>
}

interface Begun {
  readonly case: string
  readonly conversation: string | undefined
  readonly me: Me
}

/** One report that is being written. */
export class Writing {
  readonly case: string
  readonly conversation: string | undefined
  readonly version: Signal<number> = signal(1)
  readonly step: Signal<Step> = signal("danger")
  readonly danger = signal<Danger | undefined>(undefined)
  readonly status = signal<CaseStatus>("actual")
  readonly draft: Signal<Draft>
  readonly nowIn = signal("")
  readonly home = signal("")
  /** Chosen by hand, where nothing was found or something else is right. */
  readonly byHand = signal("")
  readonly route = signal<Route>({ at: "none" })
  readonly calls = signal<readonly Call[]>([])
  readonly sending = signal<{ readonly busy: boolean; readonly failed?: Failure }>({ busy: false })
  /** What is to be shown in the chat; absent, while it is the report's own words. */
  readonly shown = signal<string | undefined>(undefined)
  /** What the report said about them when it was shown. */
  shownOf: string | undefined
  /** The last answer from the chat that this report has taken up. */
  taken: Asked["answer"]
  /** Whether the changed keys have been looked at. */
  readonly keysRead = signal(false)

  constructor({ case: name, conversation, me }: Begun) {
    this.case = name
    this.conversation = conversation
    this.draft = signal(emptyDraft({ name: me.name, organisation: me.helpline }))
  }

  get urgency(): Urgency | undefined {
    return this.danger.value === undefined ? undefined : urgencyOf[this.danger.value]
  }

  get found(): Found | undefined {
    return this.route.value.at === "found" ? this.route.value.found : undefined
  }

  get agency(): AgencyNamed | undefined {
    const { routed } = this.found ?? {}
    const id = this.byHand.value || routed?.agency?.id
    return id === routed?.agency?.id ? routed?.agency : routed?.agencies.find((each) => each.id === id)
  }

  /** Whether it may be sealed: somebody at the agency can open it, and changed keys were looked at. */
  get sealable(): boolean {
    const { found } = this
    const changed = found?.readers.some(({ acquaintance }) => acquaintance === "changed") ?? false
    return (found?.readers.some(forAgency) ?? false) && (!changed || this.keysRead.value)
  }

  move(by: 1 | -1): void {
    this.step.value = moved(this.step.peek(), this.danger.peek(), by)
  }

  answer(danger: Danger): void {
    // Where it goes depends on how urgent it is.
    if (danger !== this.danger.peek()) this.route.value = { at: "none" }
    this.danger.value = danger
    this.step.value = moved("danger", danger, 1)
  }

  /** Takes up a version that was sent back. */
  mend(report: Report, version: number): void {
    this.version.value = version
    this.danger.value = dangerOf(report.meta.urgency)
    this.status.value = report.meta.status
    this.draft.value = draftOf(report)
    this.byHand.value = report.meta.agency
    this.nowIn.value = report.meta.municipality ?? ""
    this.step.value = "report"
  }

  /** What it says now; `answersTo` is filled in when it is sent. */
  report(talk: Talk | undefined, of: { created: number; answersTo: string }): Report {
    const { agency, found } = this
    const municipality = found?.routed.municipality
    const meta: Meta = {
      case: this.case,
      version: this.version.value,
      agency: agency?.id ?? "",
      agencyName: agency?.name ?? "",
      urgency: this.urgency ?? "p2",
      status: this.status.value,
      ...of,
      ...(municipality !== undefined && { municipality }),
    }
    return reportOf(this.draft.value, meta, talk)
  }
}

export function forAgency({ role }: Pick<Reader, "role">): boolean {
  return role === "officer"
}

/** Why it cannot be sent yet, with the step that mends it. */
export interface Obstacle {
  readonly what: "concern" | "reporter" | "agency" | "unfit" | "size" | "readers"
  readonly step: Step
}

const mendedBy: Readonly<Record<Obstacle["what"], Step>> = {
  concern: "report",
  reporter: "report",
  agency: "where",
  unfit: "report",
  size: "excerpts",
  readers: "where",
}

const mostBytes = 65_532

export function obstacles(writing: Writing, report: Report): readonly Obstacle[] {
  const found: Obstacle["what"][] = [...lacks(report)]
  if (unfit(writing.draft.value).length > 0) found.push("unfit")
  if (sizeOf(report) > mostBytes) found.push("size")
  if (!found.includes("agency") && !writing.sealable) found.push("readers")
  return found.map((what) => ({ what, step: mendedBy[what] }))
}

export class CasesModel {
  readonly state: ReadonlySignal<CasesState>
  readonly now: ReadonlySignal<number>
  readonly talks: ReadonlySignal<readonly Talk[]>
  readonly acts: CasesActs
  readonly me: Me
  readonly writing = signal<Writing | undefined>(undefined)
  /** The case that is looked at. */
  readonly chosen = signal<string | undefined>(undefined)
  readonly cases = computed(() => byNeed(this.state.value.cases ?? []))
  readonly phone = computed(() => toPhone(this.cases.value))
  readonly shown = computed(() => this.cases.value.find((it) => it.case === this.chosen.value))
  /** Which conversation a case came from. */
  readonly telling: Telling
  readonly #cameFrom = signal<ReadonlyMap<string, string>>(new Map())
  readonly #drafts = new Map<string, Writing>()
  readonly #answers = new Map<string, Signal<string>>()
  readonly #draw: () => string

  constructor(of: {
    state: ReadonlySignal<CasesState>
    now: ReadonlySignal<number>
    talks: ReadonlySignal<readonly Talk[]>
    acts: CasesActs
    me: Me
    /** Draws a case's name. */
    draw: () => string
    pass: TellingMeans["pass"]
    shelf?: TellingMeans["shelf"]
  }) {
    this.telling = new Telling(of)
    this.state = of.state
    this.now = of.now
    this.talks = of.talks
    this.acts = of.acts
    this.me = of.me
    this.#draw = of.draw
  }

  /** Whether anything stands in the case's place. */
  get open(): boolean {
    return this.writing.value !== undefined || this.shown.value !== undefined
  }

  /** Begins the report of `conversation`, or goes on with it. */
  begin(conversation: string): void {
    const going = this.#drafts.get(conversation)
    this.chosen.value = undefined
    this.writing.value = going ?? this.#started(conversation)
  }

  /** Takes up a case of mine that was sent back. */
  beginAgain(it: Case, report: Report): void {
    const conversation = this.conversationOf(it)
    const writing = new Writing({ case: it.case, conversation, me: this.me })
    writing.mend(report, it.version + 1)
    this.#drafts.set(conversation ?? it.case, writing)
    this.writing.value = writing
    this.acts.route(writing)
  }

  /** It is stored: from now on it is a case. */
  sent(writing: Writing): void {
    if (writing.conversation !== undefined)
      this.#cameFrom.value = new Map(this.#cameFrom.peek()).set(writing.case, writing.conversation)
    this.discard(writing)
    this.choose(writing.case)
  }

  choose(name: string | undefined): void {
    this.writing.value = undefined
    this.chosen.value = name
  }

  discard(writing: Writing): void {
    this.#drafts.delete(writing.conversation ?? writing.case)
    if (this.writing.peek() === writing) this.writing.value = undefined
  }

  /** A report of `conversation` that was begun and put aside. */
  draftFor(conversation: string): Writing | undefined {
    return this.#drafts.get(conversation)
  }

  caseOf(conversation: string): Case | undefined {
    return this.cases.value.find((it) => isOpen(it) && this.conversationOf(it) === conversation)
  }

  /** Known by the page that wrote it, and afterwards by what was told there. */
  conversationOf(it: Case): string | undefined {
    return this.#cameFrom.value.get(it.case) ?? this.telling.conversationOf(it.case)
  }

  talkOf({ conversation }: Writing): Talk | undefined {
    return this.talks.value.find((talk) => talk.conversation === conversation)
  }

  /** Whether leaving the page would lose what somebody wrote. */
  unsent(): boolean {
    return [...this.#drafts.values()].some(({ draft }) => isWritten(draft.peek()))
  }

  reading(it: Case): Reading | undefined {
    return this.state.value.readings.get(versionOf(it))
  }

  doing(it: Case): Doing | undefined {
    return this.state.value.doing.get(it.case)
  }

  answerTo(it: Case): Signal<string> {
    const answer = this.#answers.get(it.case) ?? signal("")
    this.#answers.set(it.case, answer)
    return answer
  }

  #started(conversation: string): Writing {
    const writing = new Writing({ case: this.#draw(), conversation, me: this.me })
    this.#drafts.set(conversation, writing)
    return writing
  }
}

/** What names a version of a case. */
export function versionOf(it: { readonly case: string; readonly version: number }): string {
  return `${it.case}/${it.version}`
}
