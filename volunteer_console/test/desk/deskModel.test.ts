// SPDX-License-Identifier: EUPL-1.2
// What the page remembers of what its reader did.

import type { DeskState, Talk } from "@lykta/core"
import { signal } from "@preact/signals"
import { expect, test } from "vitest"
import { type DeskActs, DeskModel, type Me } from "../../src/desk/deskModel.ts"

const lane = { audience: "young", language: "sv" } as const
const offer = { offer: "o", lane, urgent: false, waitedSeconds: 0, expiresAt: 30_000 }
const calm: DeskState = { connected: true, seat: "taken", duty: "free", lanes: [], talks: [], kept: true }
const me: Me = { name: "Anna", role: "counsellor", helpline: "Lykta", demo: false, notAfter: 0 }

const talk = (texts: number): Talk => ({
  conversation: "a",
  phase: "talking",
  urgent: false,
  entries: Array.from({ length: texts }, (_, key) => ({
    kind: "theirs",
    key: `${key}`,
    text: "hej",
    at: 0,
    member: 0,
    name: "",
  })),
  visitorHere: true,
  visitorWriting: false,
  unsure: false,
  since: 0,
})

function desk(first: DeskState) {
  const asked: string[] = []
  const note = (what: string) => () => {
    asked.push(what)
    return undefined
  }
  const acts: DeskActs = {
    duty: note("duty"),
    accept: note("accept"),
    decline: note("decline"),
    write: note("write"),
    retry: note("retry"),
    typing: note("typing"),
    acknowledge: note("acknowledge"),
    end: note("end"),
    dismiss: note("dismiss"),
    words: () => undefined,
  }
  const state = signal(first)
  const model = new DeskModel({ state, now: signal(0), acts, me })
  model.follow()
  return { state, model, asked }
}

test("messages in sight are seen; those behind another window or another part are new", () => {
  const { state, model } = desk({ ...calm, talks: [talk(1)] })
  const unread = () => (model.view.value.page === "desk" ? model.view.value.unread : Number.NaN)
  expect(unread()).toBe(0)
  model.look({ inFront: false })
  state.value = { ...calm, talks: [talk(2)] }
  expect(unread()).toBe(1)
  model.look({ inFront: true })
  expect(unread()).toBe(0)
  model.look({ wide: false, part: "lanes" })
  state.value = { ...calm, talks: [talk(3)] }
  expect(unread()).toBe(1)
  model.show("talk")
  expect(unread()).toBe(0)
})

test("a notice that was put away for one offer comes again for the next", () => {
  const { state, model } = desk({ ...calm, missed: "lease" })
  model.look({ missedRead: true })
  state.value = { ...calm, offer }
  state.value = { ...calm, missed: "left" }
  expect(model.view.value).toMatchObject({ missed: "left" })
})

test("taking an offer turns to its conversation; without an offer nothing is asked for", () => {
  const { state, model, asked } = desk(calm)
  model.accept()
  expect(asked).toEqual([])
  state.value = { ...calm, offer }
  model.accept()
  expect(asked).toEqual(["accept"])
  expect(model.view.value).toMatchObject({ part: "talk" })
})

test("a conversation that was over before the page knew it comes in front; one that ends later stays where it is", () => {
  const lost: Talk = { ...talk(0), phase: "ended", why: "keysLost" }
  const { state, model } = desk(calm)
  state.value = { ...calm, talks: [lost] }
  expect(model.view.value).toMatchObject({ part: "talk", main: { show: "ended" } })
  model.show("lanes")
  state.value = { ...calm, duty: "pause", talks: [lost] }
  expect(model.view.value).toMatchObject({ part: "lanes" })
})

test("a conversation that goes on after a reload comes in front, once", () => {
  const { state, model } = desk(calm)
  state.value = { ...calm, talks: [talk(0)] }
  expect(model.view.value).toMatchObject({ part: "talk", main: { show: "talking" } })
  model.show("lanes")
  state.value = { ...calm, talks: [talk(1)] }
  expect(model.view.value).toMatchObject({ part: "lanes" })
})

test("a draft is kept by conversation and forgotten with it", () => {
  const { model } = desk({ ...calm, talks: [talk(0)] })
  model.draft("a").value = "Hej"
  expect(model.draft("a").value).toBe("Hej")
  expect(model.draft("b").value).toBe("")
  model.dismiss("a")
  expect(model.draft("a").value).toBe("")
})

test("ending is asked for once, and its second step is over", () => {
  const { model, asked } = desk({ ...calm, talks: [talk(0)] })
  model.ending.value = "a"
  model.end("a")
  expect(asked).toEqual(["end"])
  expect(model.ending.value).toBeUndefined()
})

test("that nothing is kept is noted while somebody could be lost, and only then", () => {
  const { state, model } = desk({ ...calm, kept: false })
  const noted = () => model.unkeptSince.value !== undefined
  expect(noted()).toBe(false)
  state.value = { ...calm, kept: false, talks: [talk(0)] }
  expect(noted()).toBe(true)
  state.value = { ...calm, kept: false, connected: false, talks: [talk(0)] }
  expect(noted()).toBe(false)
  state.value = { ...calm, kept: true, talks: [talk(0)] }
  expect(noted()).toBe(false)
})
