// SPDX-License-Identifier: EUPL-1.2
// A visitor's session: does what visitorCourse.ts decides, one visit after the other.
// Everything is in memory. `exit` has forgotten it all when it returns.

import { askTicket, type Http } from "./api.ts"
import type { Trust } from "./certificate.ts"
import { Alarm, type Clock, systemClock } from "./clock.ts"
import { checkText } from "./content.ts"
import { fittingHello } from "./hello.ts"
import { emptyScene } from "./scene.ts"
import type { Hello, Lane, NotTaken, VisitorState } from "./session.ts"
import { Subscribers } from "./subscribers.ts"
import { Visit } from "./visit.ts"
import { type Course, type CourseDeed, type CourseEvent, decide } from "./visitorCourse.ts"
import { visitorState } from "./visitorState.ts"

export interface VisitorOptions {
  /** The relay's origin. */
  readonly url: string
  /** Whom to trust; asked for when it is needed, and again if it throws. */
  readonly trust: () => Promise<Trust>
  readonly clock?: Clock
  readonly http?: Http
}

export class Visitor {
  readonly #url: string
  readonly #trust: () => Promise<Trust>
  readonly #http: Http
  readonly #clock: Clock
  readonly #later: Alarm
  readonly #subscribers = new Subscribers<VisitorState>(() => this.state)
  #course: Course = { at: "arrived" }
  #lane: Lane = { audience: "young", language: "sv" }
  #hello: Hello = { urgent: false }
  #asking: AbortController | undefined
  #visit: Visit | undefined
  #tries = 0

  constructor({ url, trust, clock = systemClock, http = fetch.bind(globalThis) }: VisitorOptions) {
    this.#url = url
    this.#trust = trust
    this.#http = http
    this.#clock = clock
    this.#later = new Alarm(clock)
  }

  get state(): VisitorState {
    return visitorState(this.#course, this.#visit?.connected === true, this.#visit?.scene ?? emptyScene)
  }

  /** Calls `f` with each new state, until the returned function is called. */
  subscribe(f: (state: VisitorState) => void): () => void {
    return this.#subscribers.add(f)
  }

  /** Takes a place in line. What is said beside the lane stays here until somebody has been let in. */
  start({ audience, language, ...hello }: Hello & Lane): void {
    this.#lane = { audience, language }
    this.#hello = fittingHello(hello)
    this.#happened({ type: "started" })
  }

  /** "I am not safe now." */
  unsafe(): void {
    this.#hello = { ...this.#hello, urgent: true }
    this.#happened({ type: "unsafe" })
  }

  write(text: string): NotTaken | undefined {
    const conversation = this.#talking
    if (conversation === undefined) return "notTalking"
    const why = checkText(text)
    if (why === undefined) conversation.write(text)
    return why
  }

  /** Says again, to those who are here now, what was not delivered. */
  retry(key: string): void {
    this.#talking?.retry(key)
  }

  typing(on: boolean): void {
    this.#talking?.typing(on)
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

  get #talking(): Visit["conversation"] {
    return this.#course.at === "talking" ? this.#visit?.conversation : undefined
  }

  #happened(event: CourseEvent): void {
    const { course, deeds } = decide(this.#course, event)
    this.#course = course
    for (const deed of deeds) this.#do(deed)
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
    this.#visit = new Visit({
      url: this.#url,
      admitted: answer.value,
      lane: this.#lane,
      clock: this.#clock,
      trust: this.#trust,
      hello: () => this.#hello,
      happened: (event) => this.#happened(event),
      changed: () => this.#subscribers.changed(),
    })
    this.#happened({ type: "ticketed" })
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
    this.#hello = { urgent: false }
  }
}

/** A full line says so already here; anything else passes. */
function ticketless(code: string): CourseEvent {
  return code === "full" ? { type: "joinRefused", code, retry: true } : { type: "turnedAway", code }
}
