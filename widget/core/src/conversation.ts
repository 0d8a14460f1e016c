// SPDX-License-Identifier: EUPL-1.2
// One member's end of one conversation: what it sends, opens, shows, and knows of the others.
// It is the same for visitors and staff. Who is let in and who goes is decided by its owner.

import { fromBase64, LayoutError, toBase64 } from "./bytes.ts"
import { DistrustError } from "./certificate.ts"
import { Alarm, type Clock } from "./clock.ts"
import { type Commitment, Commits, membersBut } from "./commits.ts"
import type { Received } from "./content.ts"
import type {
  ConversationHooks,
  ConversationOptions,
  ConversationWire,
  RestoredEnd,
} from "./conversationHooks.ts"
import { type Group, GroupError, type Member, type RosterChange } from "./group.ts"
import { emptyInbox } from "./inbox.ts"
import type { EndInGroup } from "./kept.ts"
import { Absences, TheirWriting, Writing } from "./presence.ts"
import { Receiver } from "./receiver.ts"
import { emptyScene, played, type Scene, type SceneEvent, saidUnder, undeliveredText } from "./scene.ts"
import { type ForSending, Sender, type SenderHooks } from "./sender.ts"
import { Turns } from "./turns.ts"
import type { Body, Here, Mail, Why } from "./wire.gen.ts"

/** With these the group cannot go on; with any other a message is simply not for us. */
const FATAL: ReadonlySet<string> = new Set(["notAllowed", "staleKey", "roster", "full", "lost", "behind"])
const RESUME_AGAIN_MS = 1_000
/** How long what is under way is waited for before an end. */
const LAST_WORDS_MS = 2_000

export class Conversation {
  readonly #clock: Clock
  readonly #wire: ConversationWire
  readonly #hooks: ConversationHooks
  readonly #era: string
  readonly #turns = new Turns()
  readonly #sender: Sender
  readonly #receiver: Receiver
  readonly #absences: Absences
  readonly #writing: Writing
  readonly #theirWriting: TheirWriting
  readonly #resumeAgain: Alarm
  readonly #commits: Commits
  #group: Group | undefined
  #scene: Scene
  #left: readonly number[]
  #keys: number
  #position: number
  #opened: Readonly<Record<number, number>>
  /** Heard while a commit of mine was open. */
  #arrived = 0
  #over = false
  /** Of the connection. */
  #round = 0
  #allSaid: (() => void) | undefined
  /** A commit that was under way before a reload: whether the relay took it. */
  readonly pending: Promise<boolean> | undefined

  constructor({ era, clock, wire, hooks, group, kept }: ConversationOptions) {
    this.#clock = clock
    this.#wire = wire
    this.#hooks = hooks
    this.#era = era
    this.#group = group
    this.#scene = kept?.scene ?? emptyScene
    this.#left = kept?.left ?? []
    this.#keys = kept?.keys ?? 0
    this.#position = kept?.position ?? 0
    this.#opened = kept?.opened ?? {}
    const keep = (): Promise<void> | undefined => hooks.keep && this.#keep()
    const sending = {
      kept: keep,
      send: (message) => wire.send({ era, ...message }),
      seal: async (key, as, isWanted, before) => {
        // Until then the roster is not what it will be sealed to.
        if (this.#commits.isAdopting) await this.#commits.settled()
        return this.#turns.take(() => this.#seal(key, as, isWanted, before))
      },
      progress: (key, to, seq) => this.#progress(key, to, seq),
      mine: (seq) => this.#receiver.learnt(seq),
      reconnect: () => wire.reconnect(),
      lost: () => this.#end("gone"),
    } satisfies SenderHooks
    this.#sender = new Sender(clock, sending, kept?.outbox)
    this.#receiver = new Receiver(clock, kept?.inbox ?? emptyInbox(group && 0), {
      kept: keep,
      isUncertain: () => this.#sender.isUncertain,
      open: (mail, again) => this.#turns.take(() => this.#open(mail, again)),
      got: (seq) => wire.got({ era, seq }),
      reconnect: () => wire.reconnect(),
    })
    this.#commits = new Commits({
      inTurn: (seq, f) => this.#adoptAt(seq, f),
      adopted: (roster) => {
        this.#changed(roster, clock.now())
        this.#arrivedAfterAll()
      },
      failed: (error) => this.#unreadable(error),
    })
    this.#absences = new Absences(clock, {
      away: (member) => this.#play({ type: "away", member, at: clock.now() }),
      longAway: (member) => hooks.longAway(member),
      back: (member) => this.#play({ type: "back", member, at: clock.now() }),
    })
    this.#writing = new Writing(clock, (on) => wire.typing(on))
    this.#theirWriting = new TheirWriting(clock, (member) =>
      this.#play({ type: "writing", member, on: false }),
    )
    this.#resumeAgain = new Alarm(clock)
    this.pending = group && kept && this.#goOn(group, kept)
  }

  get era(): string {
    return this.#era
  }

  get scene(): Scene {
    return this.#scene
  }

  /** All there is, of this moment. Nothing, before there is somebody to lose. To be asked in turn (`inTurn`). */
  get now(): EndInGroup | undefined {
    const group = this.#group
    if (group === undefined || (group.epoch === 0 && group.change === undefined)) return undefined
    return {
      era: this.#era,
      scene: this.#scene,
      left: this.#left,
      keys: this.#keys,
      position: this.#position,
      opened: this.#opened,
      adopting: this.#commits.isAdopting,
      outbox: this.#sender.outbox,
      inbox: this.#receiver.inbox,
      group: group.snapshot(),
    }
  }

  /** Does `f` while nothing is being opened, sealed or adopted. */
  inTurn<T>(f: () => Promise<T>): Promise<T> {
    return this.#turns.take(f)
  }

  /** To begin with, and after each new connection. */
  async resume(): Promise<void> {
    const { position } = this.#receiver
    const round = ++this.#round
    if (this.#hooks.keep !== undefined) await this.#keep()
    if (this.#over || round !== this.#round) return
    const commit = this.#group?.commitHash
    const answer = await this.#wire.resume({
      era: this.#era,
      position,
      from: this.#sender.lowest,
      epoch: this.#group?.epoch ?? 0,
      ...(commit === undefined ? {} : { commit }),
    })
    if (this.#over) return
    if (!answer.ok) return this.#notResumed(answer)
    if (answer.value.era !== this.#era) return this.#end("gone")
    this.#receiver.resumed(position)
    for (const { member, here } of answer.value.members) this.here({ member, here })
    const { last, arrived } = answer.value
    this.#sender.happened({ type: "connected", last, arrived: this.#certain(arrived) })
    this.#hooks.resumed(answer.value)
  }

  disconnected(): void {
    this.#round++
    this.#resumeAgain.clear()
    this.#sender.happened({ type: "disconnected" })
    this.#receiver.disconnected()
    this.#absences.blind()
  }

  /** `passing`: see `Content`. */
  write(text: string, passing?: true): void {
    const key = `mine.${++this.#keys}`
    this.#play({ type: "wrote", key, text, passing, at: this.#clock.now() })
    this.#writing.sent()
    this.#sender.happened({ type: "wanted", key, kind: "text" })
    if (this.#hooks.keep !== undefined) void this.#keep()
  }

  /** Says once more, to those who are here now, what was not delivered. */
  retry(key: string): void {
    if (undeliveredText(this.#scene, key) === undefined) return
    this.#play({ type: "wroteAgain", key, at: this.#clock.now() })
    this.#sender.happened({ type: "wanted", key, kind: "text" })
  }

  typing(on: boolean): void {
    this.#writing.set(on)
  }

  /** Five words to compare by voice, as they are now; nothing where there is no group. */
  words(): Promise<readonly string[]> | undefined {
    return this.#group?.words()
  }

  /** Answers whether the relay took it. Throws what `make` throws. */
  commit(commitment: Commitment): Promise<boolean> {
    return this.#want(commitment, "commit")
  }

  #want(commitment: Commitment, kind: "commit" | "renewal"): Promise<boolean> {
    const key = `commit.${++this.#keys}`
    const done = this.#commits.want(key, commitment)
    this.#sender.happened({ type: "wanted", key, kind })
    return done
  }

  mail(mail: Mail): void {
    if (mail.era === this.#era && !this.#over) this.#receiver.came(mail)
  }

  arrived({ era, n }: { era: string; n: number }): void {
    if (era === this.#era) this.#sender.happened({ type: "arrived", n: this.#certain(n) })
  }

  here({ member, here }: Here): void {
    if (this.#over || this.#group?.member === member) return
    this.#absences.heard(member, here)
    this.#play({ type: "here", member, here })
    if (here) this.#hooks.back(member)
    else this.#theirWriting.heard(member, false)
  }

  writing(member: number, on: boolean): void {
    if (this.#over) return
    this.#theirWriting.heard(member, on)
    this.#play({ type: "writing", member, on })
  }

  /** Resolves when the relay has all that was written, or after a while. */
  lastWords(): Promise<void> {
    if (this.#sender.undelivered.length === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = this.#clock.after(LAST_WORDS_MS, resolve)
      this.#allSaid = () => {
        cancel()
        resolve()
      }
    })
  }

  /** No more comes or goes; keys are gone; what was not stored is told as not delivered. Synchronous. */
  close(): void {
    this.#over = true
    this.#play({ type: "undelivered", keys: this.#sender.undelivered })
    this.#quiet()
    this.#sender.close()
    this.#receiver.close()
    this.#wipe()
  }

  /** As `close`, and not a word of it is left. */
  forget(): void {
    this.close()
    this.#scene = emptyScene
  }

  #quiet(): void {
    this.#absences.clear()
    this.#theirWriting.clear()
    this.#writing.sent()
    this.#resumeAgain.clear()
  }

  #wipe(): void {
    this.#group?.wipe()
    this.#group = undefined
    this.#commits.close()
  }

  #notResumed(refusal: { code: string; retry: boolean }): void {
    if (refusal.code === "silence") return
    if (refusal.retry) this.#resumeAgain.set(RESUME_AGAIN_MS, () => void this.resume())
    else this.#end("gone")
  }

  #end(why: Why | "replaced" | "gone"): void {
    if (!this.#over) this.#hooks.over(why)
  }

  #play(event: SceneEvent): void {
    const scene = played(this.#scene, event)
    if (scene === this.#scene) return
    this.#scene = scene
    this.#hooks.changed()
  }

  /** Nobody is left to acknowledge it a moment later. */
  #last(seq: number, why: Why | "replaced"): void {
    void this.#wire.got({ era: this.#era, seq })
    this.#end(why)
  }

  // Over a reload.

  #goOn(group: Group, kept: RestoredEnd): Promise<boolean> | undefined {
    return kept.goOn(kept, {
      clock: this.#clock,
      group,
      commits: this.#commits,
      want: (commitment) => this.#want(commitment, "renewal"),
      renewed: () => this.#sender.happened({ type: "renewed" }),
      isOver: () => this.#over,
    })
  }

  #keep(): Promise<void> {
    return this.#turns.take(async () => {
      if (!this.#over) await this.#hooks.keep?.()
    })
  }

  // Sealing.

  async #seal(
    key: string,
    as: number,
    isWanted: () => boolean,
    before?: readonly number[],
  ): Promise<ForSending | undefined> {
    const group = this.#group
    if (group === undefined || !isWanted()) return undefined
    if (this.#commits.has(key)) return this.#commits.seal(group, key, as)
    const to = membersBut(group.member, group.roster)
    const said = saidUnder(this.#scene, key)
    // Who has come since has not been chosen as a reader of this.
    if (said === undefined || (before !== undefined && !same(before, to))) return undefined
    try {
      const { message } = await group.seal({ text: said.text, passing: said.passing }, as)
      return { body: { app: toBase64(message) }, to }
    } catch (error) {
      this.#unreadable(error)
      return undefined
    }
  }

  #progress(key: string, to: "onItsWay" | "arrived" | "notDelivered", seq?: number): void {
    if (this.#sender.undelivered.length === 0) this.#allSaid?.()
    if (!this.#commits.has(key)) this.#play({ type: "progressed", key, to })
    else if (to === "notDelivered") {
      this.#commits.refused(key)
      this.#arrivedAfterAll()
    } else this.#commits.stored(key, seq)
  }

  /**
   * What of "all that are owed it have it, up to `n`" can be believed now. Whoever I am taking out is owed nothing from
   * the moment the relay has stored that, so it would count as arrived what nobody has read: it is said afterwards.
   */
  #certain(n: number): number {
    if (!this.#commits.isOpen) return n
    this.#arrived = Math.max(this.#arrived, n)
    return 0
  }

  #arrivedAfterAll(): void {
    this.#sender.happened({ type: "arrived", n: this.#arrived })
  }

  /** By now the mail before it is opened; that after it shows by itself that the relay has taken it. */
  #adoptAt(seq: number, f: () => Promise<void>): Promise<void> {
    const waits = this.#receiver.before(seq)
    return waits === undefined ? this.#turns.take(f) : waits.then(() => this.#turns.take(f))
  }

  // Opening.

  async #open(mail: Mail, again: boolean): Promise<void> {
    if (this.#over) return
    if (mail.end !== undefined) return this.#last(mail.seq, mail.end)
    if (mail.body !== undefined && !again) {
      try {
        await this.#read(mail, mail.body)
      } catch (error) {
        this.#unreadable(error)
      }
    }
    this.#position = mail.seq
    this.#opened = { ...this.#opened, [mail.member]: Math.max(mail.n, this.#opened[mail.member] ?? 0) }
  }

  async #read(mail: Mail, body: Body): Promise<void> {
    if (this.#group === undefined) await this.#join(body)
    else if (body.commit !== undefined) await this.#follow(mail, body.commit)
    const group = this.#group
    if (group === undefined || body.app === undefined) return
    const opened = await group.open(fromBase64(body.app), { member: mail.member, n: mail.n })
    const { by, skipped: count } = opened
    if (!this.#over) this.#play({ type: "skipped", member: by.member, n: mail.n, count, at: mail.at })
    this.#say(opened.content, by.member, mail)
  }

  async #join({ welcome, commit }: Body): Promise<void> {
    if (welcome === undefined || commit === undefined || this.#hooks.join === undefined) return
    const group = await this.#hooks.join(fromBase64(welcome), fromBase64(commit)).catch((error: unknown) => {
      // There is no second Welcome, and nothing can be read without one.
      if (error instanceof GroupError) throw new GroupError("lost")
      throw error
    })
    if (this.#over) return group.wipe()
    this.#group = group
    for (const m of group.roster) {
      if (m.member === group.member) continue
      this.#play({ type: "found", member: m.member, ...named(m) })
      if (this.#absences.has(m.member)) this.#play({ type: "here", member: m.member, here: false })
    }
  }

  async #follow({ member, n, at, seq }: Mail, commit: string): Promise<void> {
    const incoming = await this.#group?.dryRun(fromBase64(commit), { member, n })
    await incoming?.adopt()
    if (incoming === undefined || this.#over) return
    if (incoming.roster.removed) return this.#last(seq, "replaced")
    this.#changed(incoming.roster, at)
  }

  #say(content: Received, member: number, { n, at }: Mail): void {
    if (this.#over) return
    if ("text" in content) this.#play({ type: "heard", member, n, at, ...content })
    if ("restored" in content) {
      this.#play({ type: "restored", member, at })
      this.#hooks.restored?.(member)
    }
    if (!("hello" in content)) return
    this.#play({ type: "named", member, name: content.hello.name ?? "" })
    this.#hooks.hello(content.hello, member)
  }

  #changed({ joined, left }: RosterChange, at: number): void {
    if (joined !== undefined) {
      const { member } = joined
      this.#play({ type: "joined", member, ...named(joined), at })
      if (this.#absences.has(member)) this.#play({ type: "here", member, here: false })
    }
    if (left !== undefined) {
      this.#left = [...this.#left, left.member]
      this.#absences.forget(left.member)
      this.#play({ type: "left", member: left.member, at })
    }
    if (joined ?? left) this.#sender.happened({ type: "rosterChanged", gone: this.#left })
  }

  #unreadable(error: unknown): void {
    // After the end the group is wiped under whatever was still at work.
    if (this.#over) return
    const isFatal = error instanceof DistrustError || (error instanceof GroupError && FATAL.has(error.code))
    if (isFatal) this.#end("lost")
    else if (!(error instanceof GroupError || error instanceof LayoutError)) throw error
  }
}

function named({ staff }: Member): { name: string; staff?: NonNullable<Member["staff"]> } {
  return staff === undefined ? { name: "" } : { name: staff.name, staff }
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((m) => b.includes(m))
}
