// SPDX-License-Identifier: EUPL-1.2
// A desk that tells, over a conversation that keeps what was said in it.

import type { Entry, Talk } from "@lykta/core"
import { type PassingAnswer, readPassing, refOf, writtenPassing } from "@lykta/core/passing"
import type { Case } from "@lykta/core/wire.gen"
import { type Signal, signal } from "@preact/signals"
import { expect, onTestFinished, test } from "vitest"
import { type CasesActs, CasesModel, nothingYet } from "../../src/escalation/casesModel.ts"
import { passable, withField } from "../../src/escalation/draft.ts"
import { isUnsafe } from "../../src/escalation/owed.ts"

const name = "AbCdEfGhIjKlMnOpQrStUv"
const agency = { id: "ostersund", name: "Östersund" }
const sent = {
  case: name,
  state: "sent",
  status: "actual",
  mine: true,
  agency,
  released: 1,
  since: 1,
  raised: [],
}
const read_by = { name: "Olle", office: "Östersund", at: 2 }

/** Kept by the tab, as the conversations are. */
class Tab {
  readonly slots = new Map<string, string>()
  readonly shelf = {
    read: (slot: string) => this.slots.get(slot),
    write: (slot: string, text: string) => void this.slots.set(slot, text),
    erase: (slot: string) => void this.slots.delete(slot),
  }
  readonly talks: Signal<readonly Talk[]> = signal([
    { conversation: "c", phase: "talking", entries: [] as readonly Entry[] } as unknown as Talk,
  ])
  /** Whether the conversation takes anything. */
  open = true

  get entries(): readonly Entry[] {
    return this.talks.peek()[0]?.entries ?? []
  }

  add(entry: Entry): void {
    const [talk] = this.talks.peek()
    if (talk !== undefined) this.talks.value = [{ ...talk, entries: [...talk.entries, entry] }]
  }

  get told(): readonly string[] {
    return this.entries.flatMap((entry) => {
      const said = "passing" in entry && entry.passing ? readPassing(entry.text) : undefined
      return said === undefined ? [] : [said.say === "step" ? said.step : said.say]
    })
  }

  answers(answer: PassingAnswer, round = 1): void {
    const text = writtenPassing({ say: "answer", ref: refOf(name), round, answer })
    const key = `0.${this.entries.length}`
    this.add({ kind: "theirs", key, text, passing: true, at: 1, member: 0, name: "" })
  }

  /** A page of this tab. */
  page(): Page {
    return new Page(this)
  }
}

class Page {
  readonly state = signal(nothingYet)
  readonly model: CasesModel

  constructor(tab: Tab) {
    const pass = (_: string, text: string): boolean => {
      if (!tab.open) return false
      tab.add({
        kind: "mine",
        key: `mine.${tab.entries.length}`,
        text,
        passing: true,
        at: 1,
        progress: "arrived",
      })
      return true
    }
    const me = { name: "Anna", role: "counsellor", helpline: "Lykta", demo: false, notAfter: 0 } as const
    this.model = new CasesModel({
      state: this.state,
      now: signal(0),
      talks: tab.talks,
      acts: {} as CasesActs,
      me,
      draw: () => name,
      pass,
      shelf: tab.shelf,
    })
    onTestFinished(this.model.telling.follow(this.model))
  }

  /** The report of the conversation, and where it goes. */
  begins() {
    this.model.begin("c")
    const writing = this.model.writing.peek()
    if (writing === undefined) throw new Error("nothing was begun")
    const routed = { agency, agencies: [agency], municipalities: [] }
    const found = { routed, readers: [], refused: 0, unopenable: [] }
    writing.route.value = { at: "found", found: found as never }
    return writing
  }

  says(what: string, value: string): void {
    const writing = this.model.writing.peek()
    if (writing !== undefined) writing.draft.value = withField(writing.draft.peek(), "view", what, value)
  }

  cases(of: object = {}, receipt?: boolean): void {
    const receipts = new Map(receipt === undefined ? [] : [[name, receipt]])
    this.state.value = { ...nothingYet, cases: [{ ...sent, ...of } as unknown as Case], receipts }
  }

  submits(): void {
    const writing = this.model.writing.peek()
    if (writing === undefined) return
    this.model.telling.mark(name, isUnsafe(writing.draft.peek()))
    this.model.sent(writing)
  }
}

test("it is shown and asked, the answer is taken over once, and each step is told once", () => {
  const tab = new Tab()
  const page = tab.page()
  const writing = page.begins()
  expect(page.model.telling.show(writing, "Namn: Kim")).toBe(true)
  tab.answers("no")
  expect(writing.draft.peek().sections.view).toEqual({ told: "yes", agrees: "none" })
  page.says("agrees", "part")
  tab.add({ kind: "theirs", key: "x", text: "hej", at: 1, member: 0, name: "" })
  expect(writing.draft.peek().sections.view).toEqual({ told: "yes", agrees: "part" })

  page.submits()
  page.cases({ state: "in_review", released: undefined })
  expect(tab.told).toEqual(["ask", "answer"])
  page.cases()
  page.cases({ read_by, state: "acknowledged" }, true)
  page.cases({ read_by, state: "accepted" }, true)
  page.cases({ read_by, state: "accepted" }, true)
  expect(tab.told).toEqual(["ask", "answer", "sent", "read", "accepted"])
})

test("an answer that was taken over and taken out again does not come back by itself", () => {
  const tab = new Tab()
  const page = tab.page()
  const writing = page.begins()
  page.model.telling.show(writing, "Namn: Kim")
  tab.answers("yes")
  page.says("agrees", "")
  tab.add({ kind: "theirs", key: "x", text: "hej", at: 1, member: 0, name: "" })
  expect(writing.draft.peek().sections.view).toEqual({ told: "yes", agrees: "" })
})

test("what is marked unsafe is neither shown nor told, by this page or the next", () => {
  const tab = new Tab()
  const page = tab.page()
  const writing = page.begins()
  expect(page.model.telling.show(writing, "Namn: Kim")).toBe(true)
  page.says("told", "notSafe")
  expect(page.model.telling.show(writing, "Namn: Kim")).toBe(false)
  page.submits()
  page.cases()
  expect(tab.told).toEqual(["ask"])
  const next = tab.page()
  next.cases()
  expect(tab.told).toEqual(["ask"])
  next.model.telling.mark(name, false)
  expect(tab.told).toEqual(["ask", "sent"])
})

test("a page that begins again knows the conversation by what was told there, and tells nothing twice", () => {
  const tab = new Tab()
  const page = tab.page()
  page.begins()
  page.submits()
  page.cases()
  const next = tab.page()
  next.cases({ read_by, state: "acknowledged" }, true)
  expect(tab.told).toEqual(["sent", "read"])
  expect(next.model.caseOf("c")?.case).toBe(name)
})

test("a reader whose signature was not checked here has not read it", () => {
  const tab = new Tab()
  const page = tab.page()
  page.begins()
  page.submits()
  page.cases({ read_by, state: "acknowledged" })
  page.cases({ read_by, state: "acknowledged" }, false)
  expect(tab.told).toEqual(["sent"])
})

test("while nobody may be told there it waits, and is told when somebody may", () => {
  const tab = new Tab()
  const page = tab.page()
  page.begins()
  page.submits()
  tab.open = false
  page.cases()
  expect(tab.told).toEqual([])
  tab.open = true
  tab.add({ kind: "theirs", key: "x", text: "hej", at: 1, member: 0, name: "" })
  expect(tab.told).toEqual(["sent"])
})

test("an exercise, and a case of somebody else's, are told to nobody", () => {
  const tab = new Tab()
  const page = tab.page()
  page.begins()
  page.submits()
  page.cases({ status: "exercise" })
  page.cases({ mine: false })
  expect(tab.told).toEqual([])
})

test("what is told of a case is no message that can be passed on", () => {
  const tab = new Tab()
  const page = tab.page()
  page.model.telling.show(page.begins(), "Namn: Kim")
  tab.answers("yes")
  expect(passable(tab.talks.peek()[0])).toEqual([])
})
