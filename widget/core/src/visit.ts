// SPDX-License-Identifier: EUPL-1.2
// All that belongs to one ticket of a visitor: its link, its place in line, its door and its conversation.
// It does what it is told and tells what happened; what follows from that is visitorCourse.ts's.

import type { Admitted } from "./api.ts"
import { toBase64Url } from "./bytes.ts"
import { DistrustError, type Trust } from "./certificate.ts"
import { Alarm, type Clock } from "./clock.ts"
import type { Conversation } from "./conversation.ts"
import type { ConversationHooks, ConversationWire } from "./conversationHooks.ts"
import { Door, type RestoredInside } from "./door.ts"
import { Ending } from "./ending.ts"
import { GroupError } from "./group.ts"
import type { Keeper, KeeperOptions } from "./keeper.ts"
import { loadKeeper } from "./keeperLoad.ts"
import type { EndInGroup, KeptVisit } from "./kept.ts"
import { Link } from "./link.ts"
import { emptyScene, type Scene } from "./scene.ts"
import type { Hello, Lane } from "./session.ts"
import { visitorTable } from "./shapes.ts"
import { clear, type Shelf } from "./shelf.ts"
import type { Course, CourseEvent } from "./visitorCourse.ts"
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
  readonly course: () => Course
  /** Where to keep it over a reload; absent, it is in memory only. */
  readonly shelf?: Shelf | undefined
  readonly restored?: RestoredVisit | undefined
  /** What is seen is another, though nothing has happened to the course. */
  readonly changed: () => void
}

/** What was kept of a ticket, before this page. */
export interface RestoredVisit {
  /** The last that may have been used. */
  readonly generation: number
  readonly place?: string | undefined
  readonly wish?: boolean | undefined
  readonly inside?: RestoredInside | undefined
  /** Where it was kept. */
  readonly from?: KeeperOptions["from"]
}

export const PREFIX = "lykta"
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
  readonly #loading: Promise<void> | undefined
  #keeper: Keeper | undefined
  #place: string | undefined
  #wish: boolean | undefined
  #generation: number
  #leaving: "no" | "lastWords" | "saying" = "no"
  #closed = false
  /** The page is going: what was kept is for the next one. */
  #isGoing = false

  constructor(options: VisitOptions) {
    this.#options = options
    const { url, admitted, clock, happened, restored } = options
    this.#place = restored?.place
    this.#wish = restored?.wish
    this.#generation = restored?.generation ?? 0
    this.#loading = options.shelf && this.#keeperOn(options.shelf)
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
        connected: () => void this.#connected(),
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
      restored: restored?.inside,
    })
    if (restored !== undefined) this.#goOn()
  }

  /** A reload would be survived. */
  get keeps(): boolean {
    return this.#keeper?.keeps === true
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
    void this.keep()
  }

  /** Something that a reload must not lose is another. */
  async keep(): Promise<void> {
    if (this.#loading === undefined) return
    await (this.conversation?.inTurn(() => this.#write()) ?? this.#write())
  }

  async join(): Promise<void> {
    const { lane, hello, happened } = this.#options
    const place = this.#place === undefined ? {} : { place: this.#place }
    const answer = await this.#link.ask("queue:join", { ...lane, urgent: hello().urgent, ...place })
    if (this.#closed) return
    if (answer.ok) this.#placed(answer.value)
    else happened({ type: "joinRefused", code: answer.code, retry: answer.retry })
  }

  /** Before there is a conversation, shows that somebody still waits; one that there is has gone on by itself. */
  resume(): void {
    if (this.conversation === undefined) void this.join()
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
    void this.keep()
    const answer = await this.#link.ask("conversation:another", { wanted })
    if (this.#closed || (!answer.ok && answer.code === "silence")) return
    this.#wish = undefined
    if (!answer.ok) this.#options.happened({ type: "anotherRefused" })
  }

  leaveQueue(): void {
    this.#link.say("queue:leave", {})
    this.close()
  }

  /** The page is going, perhaps to come back: nothing is said or written any more, and what was kept stays. */
  leaving(): void {
    this.#isGoing = true
    this.#keeper?.stop()
    this.#link.say("capsule:leaving", {})
    this.close()
  }

  /** Stops at once, and answers all there is, for a page that goes on with it. */
  handOver(written: (now: KeptVisit<EndInGroup>) => string): Promise<string> {
    const take = async (): Promise<string> => {
      const handed = written(this.#now)
      this.close()
      return handed
    }
    return this.conversation?.inTurn(take) ?? take()
  }

  /** The relay gets the last words and the end, as long as there is hope; then the link goes too. */
  async leave(): Promise<void> {
    this.#leaving = "lastWords"
    this.#forgetKept()
    this.#give.set(LEAVE_MS, () => this.close())
    await this.conversation?.lastWords()
    this.conversation?.close()
    if (!this.#closed) await this.#sayLeave()
  }

  /** Nothing is heard or sent any more. */
  close(): void {
    this.#closed = true
    this.#forgetKept()
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

  async #connected(): Promise<void> {
    if (this.#leaving === "saying") return this.#sayLeave()
    const entrusted = this.#entrust()
    // A page that was begun from a slot is behind it, if this page's own is not in trust when it speaks.
    if (this.#options.restored !== undefined && !(await entrusted)) return
    if (this.#closed || this.#leaving !== "no") return
    void this.conversation?.resume()
    this.#options.happened({ type: "connected" })
    if (this.#wish === false) void this.another(false)
  }

  /** Answers whether to go on: see `Keeper.connected`. */
  async #entrust(): Promise<boolean> {
    await this.keep()
    return this.#keeper === undefined || this.#keeper.connected()
  }

  async #keeperOn(shelf: Shelf): Promise<void> {
    const { clock, admitted, restored, changed } = this.#options
    const options: KeeperOptions = {
      shelf,
      prefix: PREFIX,
      conversation: toBase64Url(admitted.name),
      clock,
      now: () => this.#now,
      trust: ({ key, seal = "" }) => this.#link.ask("capsule:keep", { key, seal }),
      changed,
      from: restored?.from,
    }
    await loadKeeper(options, {
      have: (keeper, late) => this.#have(keeper, late),
      none: () => this.#forgetKept(),
    })
  }

  #have(keeper: Keeper, late: boolean): void {
    this.#keeper = keeper
    if (this.#closed) this.#forgetKept()
    // The connection that there is has gone on without it.
    else if (late) void this.#entrust()
  }

  #forgetKept(): void {
    if (this.#isGoing) this.#keeper?.stop()
    else {
      clear(this.#options.shelf, PREFIX)
      this.#keeper?.forget()
    }
  }

  async #write(): Promise<void> {
    await this.#loading
    await this.#keeper?.write()
  }

  get #now(): KeptVisit<EndInGroup> {
    const { admitted, lane, hello, course } = this.#options
    return {
      name: toBase64Url(admitted.name),
      ticket: admitted.ticket,
      generation: this.#generation,
      lane,
      hello: hello(),
      course: course(),
      place: this.#place,
      wish: this.#wish,
      staying: this.#door.staying,
      inside: this.conversation?.now,
    }
  }

  /** What the course was waiting for when the page before ended. */
  #goOn(): void {
    const course = this.#options.course()
    const coming = course.at === "meeting" || course.at === "talking" ? course.coming : undefined
    if (coming === undefined) return
    const { member } = coming
    const { roster, change } = this.#options.restored?.inside?.group ?? {}
    const isIn = roster?.some((m) => m.member === member)
    // Another commit than theirs may have been under way.
    const fate = change?.roster.joined?.member === member ? this.conversation?.pending : isIn
    void this.#atDoor(member, async () => ({ type: (await fate) ? "added" : "notAdded", member }))
  }

  #lost(): void {
    this.conversation?.disconnected()
    this.#options.changed()
  }

  #placed(place: Place): void {
    this.#place = place.ticket ?? this.#place
    void this.keep()
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
      ...(this.#loading === undefined ? {} : { keep: () => this.#write() }),
      resumed: ({ candidate }) => {
        if (candidate !== undefined) this.#told["member:candidate"](candidate)
      },
      over: (why) => {
        // A page that is behind what was said cannot go on; the other end should not wait for it.
        const isBehind = why === "gone" && this.#options.restored !== undefined
        if (why === "lost" || isBehind) this.#link.say("conversation:leave", {})
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
