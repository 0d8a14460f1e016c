// SPDX-License-Identifier: EUPL-1.2
// A visitor's session: does what visitorCourse.ts decides, one visit after the other.
// Everything is in memory, and sealed on the shelf if there is one. `exit` has forgotten it all when it returns.

import { type Admitted, askTicket, type Http } from "./api.ts"
import { utf8 } from "./bytes.ts"
import type { Trust } from "./certificate.ts"
import { Alarm, type Clock, systemClock } from "./clock.ts"
import { checkText } from "./content.ts"
import { fittingHello } from "./hello.ts"
import { emptyScene } from "./scene.ts"
import type { Hello, Lane, NotTaken, VisitorState } from "./session.ts"
import { clear, type Shelf, textsIn } from "./shelf.ts"
import { Subscribers } from "./subscribers.ts"
import { PREFIX, type RestoredVisit, Visit } from "./visit.ts"
import { type Course, type CourseDeed, type CourseEvent, decide } from "./visitorCourse.ts"
import { visitorState } from "./visitorState.ts"

export interface VisitorOptions {
  /** The relay's origin. */
  readonly url: string
  /** Whom to trust; asked for when it is needed, and again if it throws. */
  readonly trust: () => Promise<Trust>
  readonly clock?: Clock
  readonly http?: Http
  /** Where a conversation is kept over a reload. Absent: in memory only. */
  readonly shelf?: Shelf
}

/** What another page left for this one. */
export interface RestoredVisitor {
  readonly admitted: Admitted
  readonly lane: Lane
  readonly hello: Hello
  readonly course: Course
  readonly visit: RestoredVisit
}

export class Visitor {
  readonly #url: string
  readonly #trust: () => Promise<Trust>
  readonly #http: Http
  readonly #shelf: Shelf | undefined
  readonly #isRestored: boolean
  readonly #clock: Clock
  readonly #later: Alarm
  readonly #subscribers = new Subscribers<VisitorState>(() => this.state)
  #course: Course = { at: "arrived" }
  #lane: Lane = { audience: "young", language: "sv" }
  #hello: Hello = { urgent: false }
  #asking: AbortController | undefined
  #visit: Visit | undefined
  #tries = 0
  #wasLost = false

  /** The conversation that a page before this one has kept, if there is one: to be locked before it is restored. */
  static restorable(shelf: Shelf): string | undefined {
    return textsIn(shelf, PREFIX).join("").split(".")[2]
  }

  /** Goes on where the page before ended. Nothing: it cannot be opened any more, and is gone. Needs a shelf. */
  static async restore(options: VisitorOptions): Promise<Visitor | undefined> {
    const { restored } = await import("./visitorRestore.ts")
    const found = await restored(options)
    return found && new Visitor(options, found)
  }

  /** Goes on with what another tab has handed over. */
  static async takeOver(options: VisitorOptions, handed: Uint8Array): Promise<Visitor> {
    const { takenOver } = await import("./visitorRestore.ts")
    return new Visitor(options, await takenOver(options, handed))
  }

  constructor(options: VisitorOptions, restored?: RestoredVisitor) {
    const { url, trust, clock = systemClock, http = fetch.bind(globalThis), shelf } = options
    this.#url = url
    this.#shelf = shelf
    this.#isRestored = restored !== undefined
    this.#trust = trust
    this.#http = http
    this.#clock = clock
    this.#later = new Alarm(clock)
    if (restored !== undefined) this.#restore(restored)
  }

  get state(): VisitorState {
    const keeping = { kept: this.#visit?.keeps === true, restored: this.#isRestored }
    const { connected = false, scene = emptyScene } = this.#visit ?? {}
    return visitorState(this.#course, connected, scene, keeping)
  }

  /** Of the lane that was chosen: what the page spoke then. */
  get language(): string {
    return this.#lane.language
  }

  /** Calls `f` with each new state, until the returned function is called. */
  subscribe(f: (state: VisitorState) => void): () => void {
    return this.#subscribers.add(f)
  }

  /** Takes a place in line. What is said beside the lane stays here until somebody has been let in. */
  start({ audience, language, ...hello }: Hello & Lane): void {
    this.#lane = { audience, language }
    this.#hello = fittingHello(this.#wasLost ? { ...hello, back: true } : hello)
    clear(this.#shelf, PREFIX)
    this.#happened({ type: "started" })
  }

  /** "I am not safe now." */
  unsafe(): void {
    this.#hello = { ...this.#hello, urgent: true }
    this.#happened({ type: "unsafe" })
    void this.#visit?.keep()
  }

  /** `passing`: an answer to what is passed on (passing.ts). */
  write(text: string, passing?: true): NotTaken | undefined {
    const conversation = this.#talking
    if (conversation === undefined) return "notTalking"
    const why = checkText(text)
    if (why === undefined) conversation.write(text, passing)
    return why
  }

  /** Says again, to those who are here now, what was not delivered. */
  retry(key: string): void {
    this.#talking?.retry(key)
  }

  typing(on: boolean): void {
    this.#talking?.typing(on)
  }

  /** Five words to compare by voice with whoever answers: the same at both ends if nobody is in between. */
  words(): Promise<readonly string[]> | undefined {
    return this.#talking?.words()
  }

  /** Asks for another counsellor, or takes that back. */
  another(wanted: boolean): void {
    this.#happened({ type: "wanted", wanted })
    if (this.#visit?.isAccompanied === true) this.#happened({ type: "company" })
  }

  leaveQueue(): void {
    this.#happened({ type: "leftQueue" })
  }

  end(): void {
    this.#happened({ type: "end" })
  }

  /** Leaves at once: when this returns the word is out, the keys are gone and nothing is remembered. */
  exit(): void {
    this.#happened({ type: "exit" })
    this.#subscribers.now()
  }

  /** The page is going, perhaps to come back: nothing more is said or written, and what was kept stays. */
  leaving(): void {
    this.#asking?.abort()
    this.#later.clear()
    this.#visit?.leaving()
  }

  /** Stops, and answers everything in clear, for another tab of this browser. Throws if there is nothing. */
  async handOver(): Promise<Uint8Array> {
    const { written } = await import("./visitorRestore.ts")
    const handed = await this.#visit?.handOver(written)
    if (handed === undefined) throw new Error("no conversation")
    this.#happened({ type: "moved" })
    return utf8(handed)
  }

  get #talking(): Visit["conversation"] {
    return this.#course.at === "talking" ? this.#visit?.conversation : undefined
  }

  #happened(event: CourseEvent): void {
    const before = this.#course
    const { course, deeds } = decide(before, event)
    this.#course = course
    this.#wasLost ||= before.at === "talking" && course.at === "ended" && course.why === "lost"
    for (const deed of deeds) this.#do(deed)
    if (course !== before) void this.#visit?.keep()
    if (event.type === "placed") this.#tries = 0
    this.#subscribers.changed()
  }

  #do(deed: CourseDeed): void {
    const does = this.#deeds[deed.do] as (deed: CourseDeed) => unknown
    does(deed)
  }

  readonly #deeds: { readonly [D in CourseDeed["do"]]: (deed: CourseDeed & { do: D }) => unknown } = {
    getTicket: () => this.#getTicket(),
    getTicketLater: () => this.#wait(() => void this.#getTicket()),
    joinLater: () => this.#wait(() => void this.#visit?.join()),
    connect: () => this.#visit?.open(),
    join: () => this.#visit?.join(),
    resume: () => this.#visit?.resume(),
    check: ({ member }) => this.#visit?.check(member),
    add: ({ member }) => this.#visit?.add(member),
    giveUp: ({ member }) => this.#visit?.giveUp(member),
    removeOthers: ({ member }) => this.#visit?.removeOthers(member),
    another: ({ wanted }) => this.#visit?.another(wanted),
    leaveQueue: () => this.#visit?.leaveQueue(),
    leave: () => this.#visit?.leave(),
    close: () => this.#close(),
    exit: () => this.#forget(),
  }

  async #getTicket(): Promise<void> {
    const asking = new AbortController()
    this.#close()
    this.#asking = asking
    const answer = await askTicket(this.#url, this.#http, asking.signal)
    if (asking.signal.aborted) return
    if (!answer.ok) return this.#happened(ticketless(answer.code))
    this.#visit = this.#visitOf(answer.value)
    this.#happened({ type: "ticketed" })
  }

  #visitOf(admitted: Admitted, restored?: RestoredVisit): Visit {
    return new Visit({
      url: this.#url,
      admitted,
      lane: this.#lane,
      clock: this.#clock,
      trust: this.#trust,
      hello: () => this.#hello,
      course: () => this.#course,
      happened: (event) => this.#happened(event),
      changed: () => this.#subscribers.changed(),
      shelf: this.#shelf,
      restored,
    })
  }

  #restore({ admitted, lane, hello, course, visit }: RestoredVisitor): void {
    this.#lane = lane
    this.#hello = hello
    this.#course = course
    this.#visit = this.#visitOf(admitted, visit)
    this.#visit.open()
  }

  /** 1, 2, 4, 4 ... seconds from now. */
  #wait(f: () => void): void {
    this.#later.set(1000 * 2 ** Math.min(this.#tries++, 2), f)
  }

  /** What stood on the screen stays there. */
  #close(): void {
    this.#asking?.abort()
    this.#later.clear()
    this.#visit?.close()
  }

  #forget(): void {
    this.#visit?.exit()
    this.#close()
    this.#visit = undefined
    // Also what another page may have left.
    clear(this.#shelf, PREFIX)
    this.#hello = { urgent: false }
  }
}

/** A full line says so already here; anything else passes. */
function ticketless(code: string): CourseEvent {
  return code === "full" ? { type: "joinRefused", code, retry: true } : { type: "turnedAway", code }
}
