// SPDX-License-Identifier: EUPL-1.2
// All that belongs to one ticket of a visitor: its link, its place in line, its door and its conversation.
// It does what it is told and tells what happened; what follows from that is visitorCourse.ts's.

import type { Admitted } from "./api.ts"
import { DistrustError, type Trust } from "./certificate.ts"
import { Alarm, type Clock } from "./clock.ts"
import type { Conversation, ConversationHooks, ConversationWire } from "./conversation.ts"
import { Door } from "./door.ts"
import { Ending } from "./ending.ts"
import { GroupError } from "./group.ts"
import { Link } from "./link.ts"
import { emptyScene, type Scene } from "./scene.ts"
import type { Hello, Lane } from "./session.ts"
import { visitorTable } from "./shapes.ts"
import type { CourseEvent } from "./visitorCourse.ts"
import { peopleOf, placeOf } from "./visitorState.ts"
import type { Place, VisitorAsks, VisitorTells, Why } from "./wire.gen.ts"

export interface VisitOptions {
  readonly url: string
  readonly admitted: Admitted
  readonly lane: Lane
  readonly clock: Clock
  readonly trust: () => Promise<Trust>
  /** As it is at the moment: somebody may say later that they are not safe. */
  readonly hello: () => Hello
  readonly happened: (event: CourseEvent) => void
  /** What is seen is another, though nothing has happened to the course. */
  readonly changed: () => void
}

/** How long the end is told to a relay that does not answer. */
const LEAVE_MS = 30_000
const AGAIN_MS = 1_000

export class Visit {
  readonly #options: VisitOptions
  readonly #link: Link<VisitorAsks, VisitorTells>
  readonly #door: Door
  readonly #ending: Ending
  readonly #leave: Alarm
  readonly #give: Alarm
  #place: string | undefined
  #wish: boolean | undefined
  #generation = 0
  #leaving: "no" | "lastWords" | "saying" = "no"
  #closed = false

  constructor(options: VisitOptions) {
    this.#options = options
    const { url, admitted, clock, happened } = options
    this.#ending = new Ending(clock, (why) => this.#over(why))
    this.#leave = new Alarm(clock)
    this.#give = new Alarm(clock)
    this.#link = new Link<VisitorAsks, VisitorTells>(
      {
        url,
        namespace: "/visitor",
        table: visitorTable,
        clock,
        auth: () => ({ v: 1, ticket: admitted.ticket, generation: ++this.#generation }),
      },
      {
        connected: () => this.#connected(),
        lost: () => this.#lost(),
        refused: (code) => happened({ type: "turnedAway", code }),
        told: (event, value) => this.#told[event](value as never),
      },
    )
    this.#door = new Door({
      name: admitted.name,
      clock,
      trust: () => this.#trust(),
      hello: options.hello,
      wire: this.#wire(),
      hooks: this.#hooks(),
    })
  }

  get connected(): boolean {
    return this.#link.connected
  }

  get scene(): Scene {
    return this.conversation?.scene ?? emptyScene
  }

  get conversation(): Conversation | undefined {
    return this.#door.conversation
  }

  /** Whether some counsellor inside has a connection. */
  get isAccompanied(): boolean {
    return peopleOf(this.scene).some((p) => p.here)
  }

  open(): void {
    this.#link.open()
  }

  async join(): Promise<void> {
    const { lane, hello, happened } = this.#options
    const place = this.#place === undefined ? {} : { place: this.#place }
    const answer = await this.#link.ask("queue:join", { ...lane, urgent: hello().urgent, ...place })
    if (this.#closed) return
    if (answer.ok) this.#placed(answer.value)
    else happened({ type: "joinRefused", code: answer.code, retry: answer.retry })
  }

  /** Goes on where the conversation was; before there is one, shows that somebody still waits. */
  resume(): void {
    if (this.conversation === undefined) void this.join()
    else void this.conversation.resume()
  }

  check(member: number): void {
    void this.#atDoor(member, async () => {
      await this.#door.check(member)
      return { type: "trusted", member }
    })
  }

  add(member: number): void {
    void this.#atDoor(member, async () => {
      const added = await this.#door.add(member)
      return { type: added ? "added" : "notAdded", member }
    })
  }

  giveUp(member: number): void {
    this.#door.giveUp(member)
  }

  removeOthers(member: number): void {
    void this.#door.removeOthers(member)
  }

  /** Said again after each silence: a wish that was taken back must not bring somebody to the door. */
  async another(wanted: boolean): Promise<void> {
    this.#wish = wanted
    const answer = await this.#link.ask("conversation:another", { wanted })
    if (this.#closed || (!answer.ok && answer.code === "silence")) return
    this.#wish = undefined
    if (!answer.ok) this.#options.happened({ type: "anotherRefused" })
  }

  leaveQueue(): void {
    this.#link.say("queue:leave", {})
    this.close()
  }

  /** The relay gets the last words and the end, as long as there is hope; then the link goes too. */
  async leave(): Promise<void> {
    this.#leaving = "lastWords"
    this.#give.set(LEAVE_MS, () => this.close())
    await this.conversation?.lastWords()
    this.conversation?.close()
    if (!this.#closed) await this.#sayLeave()
  }

  /** Nothing is heard or sent any more. */
  close(): void {
    this.#closed = true
    this.#ending.clear()
    this.#leave.clear()
    this.#give.clear()
    this.#link.close()
    this.#door.close()
    this.#place = undefined
    this.#options.changed()
  }

  exit(): void {
    this.#link.say("conversation:exit", {})
    this.close()
    this.#door.forget()
  }

  #connected(): void {
    if (this.#leaving === "no") this.#options.happened({ type: "connected" })
    if (this.#leaving === "no" && this.#wish === false) void this.another(false)
    if (this.#leaving === "saying") void this.#sayLeave()
  }

  #lost(): void {
    this.conversation?.disconnected()
    this.#options.changed()
  }

  #placed(place: Place): void {
    this.#place = place.ticket ?? this.#place
    this.#options.happened({ type: "placed", place: placeOf(place) })
  }

  #over(why: Why): void {
    this.#options.happened({ type: "over", why })
  }

  async #sayLeave(): Promise<void> {
    this.#leaving = "saying"
    this.#leave.clear()
    const answer = await this.#link.ask("conversation:leave", {})
    if (this.#closed || (!answer.ok && answer.code === "silence")) return
    if (!answer.ok && answer.retry) this.#leave.set(AGAIN_MS, () => void this.#sayLeave())
    else this.close()
  }

  async #atDoor(member: number, f: () => Promise<CourseEvent>): Promise<void> {
    const event = await f().catch((error: unknown): CourseEvent => {
      if (error instanceof DistrustError) return { type: "distrusted", member, why: error.why }
      if (error instanceof GroupError) return { type: "notAdded", member }
      throw error
    })
    if (!this.#closed) this.#options.happened(event)
  }

  async #trust(): Promise<Trust> {
    while (!this.#closed) {
      try {
        return await this.#options.trust()
      } catch (error) {
        if (error instanceof DistrustError) throw error
        await new Promise<void>((resolve) => this.#options.clock.after(AGAIN_MS, resolve))
      }
    }
    throw new DistrustError("unknownRoot")
  }

  readonly #told: { readonly [E in keyof VisitorTells]: (value: VisitorTells[E]) => void } = {
    "queue:place": (place) => this.#placed(place),
    "member:candidate": (candidate) => {
      if (this.#door.told(candidate)) this.#options.happened({ type: "candidate", member: candidate.member })
    },
    "member:withdrawn": ({ member }) => this.#options.happened({ type: "withdrawn", member }),
    "member:here": (here) => this.conversation?.here(here),
    "message:new": (mail) => this.conversation?.mail(mail),
    "message:arrived": (arrived) => this.conversation?.arrived(arrived),
    "typing:now": ({ member, on }) => this.conversation?.writing(member, on),
    "conversation:ended": ({ why }) => this.#ending.told(why),
    "seat:displaced": () => this.#options.happened({ type: "turnedAway", code: "old_generation" }),
  }

  #wire(): ConversationWire {
    return {
      send: (send) => this.#link.ask("message:send", send),
      got: (got) => this.#link.ask("message:got", got),
      resume: (resume) => this.#link.ask("conversation:resume", resume),
      typing: (on) => void this.#link.ask("typing:set", { on }),
      reconnect: () => this.#link.again(),
    }
  }

  #hooks(): ConversationHooks {
    return {
      changed: this.#options.changed,
      hello: () => undefined,
      resumed: ({ candidate }) => {
        if (candidate !== undefined) this.#told["member:candidate"](candidate)
      },
      over: (why) => {
        if (why === "lost") this.#link.say("conversation:leave", {})
        if (why === "gone") this.#ending.gone()
        else this.#over(why === "replaced" ? "lost" : why)
      },
      longAway: () => {
        if (!this.isAccompanied) this.#options.happened({ type: "alone" })
      },
      back: () => this.#options.happened({ type: "company" }),
    }
  }
}
