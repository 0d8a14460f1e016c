// SPDX-License-Identifier: EUPL-1.2
// An officer asks to talk with the young person: whom the young person is asked about, and when they are not.

import type { Entry, Talk } from "@lykta/core"
import { type Ask, asksOf, readPassing, refOf, writtenPassing } from "@lykta/core/passing"
import type { Case } from "@lykta/core/wire.gen"
import { signal } from "@preact/signals"
import { expect, test } from "vitest"
import { Telling } from "../../src/escalation/telling.ts"
import { waiting } from "../officer/cases.ts"

const asked = { name: "Ebba", office: "Östersund", at: 5, answered: false }
const readBy = {
  ...asked,
  officer: "o",
  time: 4,
  version: 1,
  device: "",
  certificate: "",
  signature: "",
}
const it: Case = { ...waiting, mine: true, state: "accepted", asked, read_by: readBy }
const ref = refOf(it.case)

/** A conversation in which what is passed on is seen at once. `before`: what stands there already. */
function chat(...before: readonly Ask[]) {
  const entry = (text: string, at: number): Entry => {
    return { kind: "mine", key: `${at}`, text, passing: true, at, progress: "arrived" }
  }
  const entries = before.map((ask, at) => entry(writtenPassing(ask), at))
  const talks = signal([{ conversation: "c", entries } as unknown as Talk])
  const telling = new Telling({
    talks,
    pass: (conversation, text) => {
      const now = talks.value[0]?.entries ?? []
      talks.value = [{ conversation, entries: [...now, entry(text, now.length)] } as unknown as Talk]
      return true
    },
  })
  const said = () => (talks.value[0]?.entries ?? []).flatMap((each) => ("text" in each ? [each.text] : []))
  return { telling, said }
}

const shown = asksOf({ ref, round: 1, agency: "Östersund", text: "Namn: Kim" })

test("the young person is asked who wants to talk with them, by name and office, in a round of its own", () => {
  const { telling, said } = chat(...shown)
  expect(telling.introduced(it, "c")).toBeUndefined()
  expect(telling.introduce(it, "c", true)).toBe(true)
  expect(readPassing(said().at(-1) ?? "")).toMatchObject({
    say: "ask",
    round: 2,
    name: "Ebba",
    agency: "Östersund",
  })
  expect(telling.introduced(it, "c")?.ask.name).toBe("Ebba")
})

test("it is not taken for what may be passed on, nor for another person's asking", () => {
  const { telling } = chat(...shown)
  telling.introduce(it, "c", true)
  expect(telling.asked(it.case, "c")?.text).toBe("Namn: Kim")
  expect(telling.introduced({ ...it, asked: { ...asked, name: "Folke" } }, "c")).toBeUndefined()
  expect(telling.introduced({ ...it, asked: { ...asked, office: "Krokom" } }, "c")).toBeUndefined()
})

test("nobody is introduced where nothing may be told, or where nobody has asked", () => {
  const { telling, said } = chat()
  const { asked: _, ...unasked } = it
  expect(telling.introduce(unasked, "c", true)).toBe(false)
  expect(telling.introduce({ ...it, status: "exercise" }, "c", true)).toBe(false)
  expect(telling.introduce({ ...it, mine: false }, "c", true)).toBe(false)
  telling.mark(it.case, true)
  expect(telling.introduce(it, "c", true)).toBe(false)
  expect(said()).toEqual([])
})

test("nobody is introduced whom only the server names", () => {
  const { telling, said } = chat()
  expect(telling.introduce(it, "c", false)).toBe(false)
  expect(telling.introduce({ ...it, read_by: { ...readBy, name: "Folke" } }, "c", true)).toBe(false)
  const { read_by: _, ...unread } = it
  expect(telling.introduce(unread, "c", true)).toBe(false)
  expect(said()).toEqual([])
})
