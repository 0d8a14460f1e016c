// SPDX-License-Identifier: EUPL-1.2

import type { VisitorState } from "@lykta/core/session"
import { describe, expect, test } from "vitest"
import { SIGHTS } from "../src/gallery/states.ts"
import {
  audiencesIn,
  choicesAfter,
  type Helpline,
  helloFrom,
  isOpen,
  isRunning,
  isUnkept,
  laidOver,
  NOTHING_CHOSEN,
} from "../src/model.ts"
import { isLoopback, readAddress } from "../src/page/address.ts"
import { choose } from "../src/texts/languages.ts"

const HELPLINE: Helpline = {
  name: "Lykta",
  demo: false,
  lanes: [
    { audience: "young", language: "sv", open: true },
    { audience: "adult", language: "sv", open: false },
    { audience: "young", language: "en", open: false },
  ],
}

describe("what is said before the chat", () => {
  test("is nothing unless something was said", () => {
    expect(helloFrom({ ...NOTHING_CHOSEN, name: "  ", about: "\n" }, { urgent: false, back: false })).toEqual(
      { urgent: false },
    )
  })

  test("is what was said", () => {
    const chosen = { ...NOTHING_CHOSEN, name: " Kim ", about: "en sak", age: "15–17" }
    expect(helloFrom(chosen, { urgent: true, back: false })).toEqual({
      name: "Kim",
      about: "en sak",
      age: "15–17",
      urgent: true,
    })
  })
})

test("that somebody is back is said for them only after a loss", () => {
  expect(helloFrom(NOTHING_CHOSEN, { urgent: false, back: true })).toEqual({ urgent: false, back: true })
})

describe("the form for the next start", () => {
  const said = { audience: "adult", name: "Kim", about: "en sak", age: "15–17" } as const

  test("is empty after an end, but for whom one speaks as", () => {
    const ended: VisitorState = { at: "ended", why: "visitor", entries: [] }
    expect(choicesAfter(ended, said)).toEqual({ ...NOTHING_CHOSEN, audience: "adult" })
  })

  test.each<VisitorState>([{ at: "closed" }, { at: "full" }, { at: "arrived" }])(
    "keeps what nobody has been told: %j",
    (state) => {
      expect(choicesAfter(state, said)).toEqual(said)
    },
  )
})

describe("lanes", () => {
  test("are open, closed, or not known yet", () => {
    expect(isOpen(HELPLINE, "young", "sv")).toBe(true)
    expect(isOpen(HELPLINE, "adult", "sv")).toBe(false)
    expect(isOpen(HELPLINE, "professional", "sv")).toBe(false)
    expect(isOpen(undefined, "young", "sv")).toBeUndefined()
  })

  test("decide whom one can say to be", () => {
    expect(audiencesIn(HELPLINE, "en")).toEqual(["young"])
    expect(audiencesIn(undefined, "en")).toEqual(["young", "adult", "professional"])
  })
})

describe("leaving the page", () => {
  const told = (kept: boolean) => {
    const states = Object.values(SIGHTS).map(({ state }) => ("kept" in state ? { ...state, kept } : state))
    return [...new Set(states.filter(isRunning).map(({ at }) => at))]
  }

  test("breaks something off while somebody is here and nothing is kept", () => {
    expect(told(false)).toEqual(["meeting", "talking"])
  })

  test("breaks nothing off that is kept", () => {
    expect(told(true)).toEqual([])
  })
})

test("that nothing is kept is known only with a connection", () => {
  const meeting = { at: "meeting", restored: false } as const
  expect(isUnkept({ ...meeting, connected: true, kept: false })).toBe(true)
  expect(isUnkept({ ...meeting, connected: false, kept: false })).toBe(false)
  expect(isUnkept({ ...meeting, connected: true, kept: true })).toBe(false)
  expect(isUnkept({ at: "arrived" })).toBe(false)
})

test("the gallery shows every state there is", () => {
  const all: Record<VisitorState["at"], true> = {
    arrived: true,
    joining: true,
    closed: true,
    full: true,
    waiting: true,
    meeting: true,
    talking: true,
    refused: true,
    ended: true,
    moved: true,
  }
  const shown = new Set(Object.values(SIGHTS).map(({ state }) => state.at))
  expect([...shown].sort()).toEqual(Object.keys(all).sort())
})

test("what is over is not asked about, but the numbers to call stay", () => {
  const ended: VisitorState = { at: "ended", why: "counsellor", entries: [] }
  expect(laidOver("end", ended)).toBe("nothing")
  expect(laidOver("leaveQueue", ended)).toBe("nothing")
  expect(laidOver("unsafe", ended)).toBe("unsafe")
})

describe("the address", () => {
  const read = (rest: string) => readAddress(new URL(`https://chat.example.org/chat/${rest}`), ["en-GB"])

  test("may wish a language, in the fragment or the query", () => {
    expect(read("#lang=sv").languages).toEqual(["sv", "en-GB"])
    expect(read("?lang=sv").languages).toEqual(["sv", "en-GB"])
    expect(read("").languages).toEqual(["en-GB"])
  })

  test("may say for whom, if there is such a lane", () => {
    expect(read("#for=adult").audience).toBe("adult")
    expect(read("#for=boss").audience).toBe("young")
  })

  test.each([
    ["https://site.example.org", "https://site.example.org"],
    ["https://site.example.org/page", undefined],
    ["*", undefined],
    ["null", undefined],
    ["javascript:alert(1)", undefined],
  ])("names a page around the frame by its origin alone: %s", (said, host) => {
    expect(read(`#host=${encodeURIComponent(said)}`).host).toBe(host)
  })
})

test.each([
  ["the first wish that is spoken", ["de", "en-GB", "sv"], "en"],
  ["Swedish where none is", ["de"], "sv"],
  ["Swedish without a wish", [], "sv"],
])("the language is %s", (_, wishes, language) => {
  expect(choose(wishes, ["sv", "en"])).toBe(language)
})

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["[::1]", true],
  ["localhost.example.org", false],
  ["chat.example.org", false],
])("%s is this machine: %s", (hostname, loopback) => {
  expect(isLoopback(hostname)).toBe(loopback)
})
