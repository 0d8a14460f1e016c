// SPDX-License-Identifier: EUPL-1.2
// Tells the young person of their case, in their conversation, sealed like all that is said there: this page knows which
// conversation it is, and the server is never told.
// Rule 1: what was told is read from the conversation itself, so a page that begins again tells nothing twice.
// Rule 2: of a case that is marked unsafe nothing is sent, whatever was sent before.

import type { Shelf, Talk } from "@lykta/core"
import { asksOf, type Passing, refOf, type Told, toldIn, writtenPassing } from "@lykta/core/passing"
import type { Case } from "@lykta/core/wire.gen"
import { effect, type ReadonlySignal, signal } from "@preact/signals"
import type { CasesModel, Writing } from "./casesModel.ts"
import { isAskedByReader, isUnsafe, owed, withAnswer, withAnswerInstead, withShown } from "./owed.ts"

export interface TellingMeans {
  readonly talks: ReadonlySignal<readonly Talk[]>
  /** Seals and sends it into a conversation. False: nobody is to be told there now. */
  pass(conversation: string, text: string): boolean
  /** Where the marks outlive a reload, if anywhere. */
  readonly shelf?: Shelf | undefined
}

/** What was asked in the chat, and what came back. */
export type Asked = Extract<Told, { what: "ask" }>

const marksSlot = "lykta.unsafe"

export class Telling {
  readonly #means: TellingMeans
  /** By ref: cases of which nothing may be sent. */
  readonly #unsafe
  /** Sent, though the conversation may not show it yet. */
  readonly #sent = new Set<string>()

  constructor(means: TellingMeans) {
    this.#means = means
    const marks = means.shelf?.read(marksSlot)?.split(" ") ?? []
    this.#unsafe = signal<ReadonlySet<string>>(new Set(marks))
  }

  /** What a conversation says of the case `named`, both ways. */
  told(named: string, conversation: string | undefined): readonly Told[] {
    const talk = this.#means.talks.value.find((each) => each.conversation === conversation)
    return toldIn(talk?.entries ?? [], { isVisitor: false }).filter((each) => refIn(each) === refOf(named))
  }

  /** The last question about what would be passed on of the case `named`. */
  asked(named: string, conversation: string | undefined): Asked | undefined {
    return this.#asks(named, conversation).findLast(({ ask }) => ask.name === undefined)
  }

  /** What was asked for the officer who asks to talk with them. */
  introduced({ case: named, asked }: Case, conversation: string | undefined): Asked | undefined {
    return this.#asks(named, conversation).findLast(
      ({ ask }) => asked !== undefined && ask.name === asked.name && ask.agency === asked.office,
    )
  }

  /**
   * Asks them whether they want to talk with the officer who asks for it. False: they are to be told nothing now, or
   * only the server says who it is. `isVerified`: the signature of who has read it holds.
   */
  introduce(it: Case, conversation: string, isVerified: boolean): boolean {
    const { asked } = it
    if (asked === undefined || !this.mayTell(it) || !isAskedByReader(it, isVerified)) return false
    const { name, office: agency } = asked
    const [ask] = asksOf({
      ref: refOf(it.case),
      round: this.#nextRound(it.case, conversation),
      agency,
      name,
      text: "",
    })
    return ask !== undefined && this.#pass(conversation, ask)
  }

  /** An exercise is told to nobody: it is not theirs. */
  mayTell(it: Case): boolean {
    return it.mine && it.status === "actual" && !this.isUnsafe(it.case)
  }

  #asks(named: string, conversation: string | undefined): readonly Asked[] {
    return this.told(named, conversation).filter((each): each is Asked => each.what === "ask")
  }

  #nextRound(named: string, conversation: string): number {
    return Math.max(0, ...this.#asks(named, conversation).map(({ ask }) => ask.round)) + 1
  }

  /** The conversation in which this page, or one before it, has told of the case `named`. */
  conversationOf(named: string): string | undefined {
    return this.#means.talks.value.find((talk) => this.told(named, talk.conversation).some(isMine(talk)))
      ?.conversation
  }

  isUnsafe(named: string): boolean {
    return this.#unsafe.value.has(refOf(named))
  }

  mark(named: string, unsafe: boolean): void {
    const marks = new Set(this.#unsafe.peek())
    if (unsafe) marks.add(refOf(named))
    else marks.delete(refOf(named))
    this.#unsafe.value = marks
    try {
      this.#means.shelf?.write(marksSlot, [...marks].join(" "))
    } catch {
      // Then the conversation is not kept over a reload either, and nothing goes on after one.
    }
  }

  /** Shows `text` in the chat, and asks. False: it could not be shown. */
  show(writing: Writing, text: string): boolean {
    const { conversation, agency } = writing
    if (conversation === undefined || agency === undefined || isUnsafe(writing.draft.peek())) return false
    const round = this.#nextRound(writing.case, conversation)
    const asks = asksOf({ ref: refOf(writing.case), round, agency: agency.name, text: text.trim() })
    if (!asks.every((ask) => this.#pass(conversation, ask))) return false
    writing.draft.value = withShown(writing.draft.peek())
    return true
  }

  /** Puts what was answered into the report, instead of what stands there. */
  takeOver(writing: Writing): void {
    const answer = this.asked(writing.case, writing.conversation)?.answer?.answer
    if (answer !== undefined) writing.draft.value = withAnswerInstead(writing.draft.peek(), answer)
  }

  /** Tells each step and takes over each answer, until the returned function is called. */
  follow(model: CasesModel): () => void {
    const stops = [effect(() => this.#tellAll(model)), effect(() => this.#takeAnswer(model.writing.value))]
    return () => {
      for (const stop of stops) stop()
    }
  }

  #tellAll(model: CasesModel): void {
    const { receipts } = model.state.value
    for (const it of model.cases.value)
      this.#tell(it, model.conversationOf(it), receipts.get(it.case) === true)
  }

  #tell(it: Case, conversation: string | undefined, isVerified: boolean): void {
    if (conversation === undefined || !this.mayTell(it)) return
    for (const step of owed(it, this.told(it.case, conversation), isVerified)) {
      const { at: _, ...same } = step
      const once = `${conversation} ${JSON.stringify(same)}`
      if (!this.#sent.has(once) && this.#pass(conversation, step)) this.#sent.add(once)
    }
  }

  #takeAnswer(writing: Writing | undefined): void {
    if (writing === undefined) return
    const { answer } = this.asked(writing.case, writing.conversation) ?? {}
    if (answer === undefined || answer.key === writing.taken?.key) return
    writing.draft.value = withAnswer(writing.draft.peek(), answer.answer, writing.taken?.answer)
    writing.taken = answer
  }

  #pass(conversation: string, passing: Passing): boolean {
    return this.#means.pass(conversation, writtenPassing(passing))
  }
}

function refIn(told: Told): string {
  if (told.what === "ask") return told.ask.ref
  return told.what === "step" ? told.step.ref : told.answer.ref
}

/** Whether I said it. */
function isMine(talk: Talk) {
  const mine = new Set(talk.entries.filter(({ kind }) => kind === "mine").map(({ key }) => key))
  return ({ key }: Told): boolean => mine.has(key)
}
