// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, test } from "vitest"
import {
  came,
  disconnected,
  emptyInbox,
  type Inbox,
  type InboxDecision,
  learnt,
  shown,
} from "../src/inbox.ts"
import type { Mail } from "../src/wire.gen.ts"

const mail = (seq: number, member = 1, n = seq): Mail => ({ era: "e".repeat(22), seq, member, n, at: 0 })

type Step =
  | { readonly mail: Mail; readonly uncertain?: boolean }
  | { readonly mine: number | undefined; readonly uncertain?: boolean }
  | "disconnected"

/** Answers what was taken, step by step: seq, `again` where it was shown before, `gap`. */
function play(from: Inbox, ...steps: readonly Step[]): readonly string[] {
  let inbox = from
  return steps.map((step) => {
    const { inbox: next, take, gap } = react(inbox, step)
    inbox = next
    const taken = take.map(({ mail: m, again }) => `${m.seq}${again ? " again" : ""}`)
    return [...taken, ...(gap ? ["gap"] : [])].join(", ")
  })
}

function react(inbox: Inbox, step: Step): InboxDecision {
  if (step === "disconnected") return { inbox: disconnected(inbox), take: [], gap: false }
  if ("mail" in step) return came(inbox, step.mail, step.uncertain ?? false)
  return learnt(inbox, step.mine, step.uncertain ?? false)
}

describe("order", () => {
  test("mail is taken in the order of seq", () => {
    expect(play(emptyInbox(0), { mail: mail(1) }, { mail: mail(2) })).toEqual(["1", "2"])
  })

  test("who joins later begins with the first that comes", () => {
    expect(play(emptyInbox(), { mail: mail(7) }, { mail: mail(8) })).toEqual(["7", "8"])
  })

  test("a number that is my own leaves no hole", () => {
    expect(
      play(emptyInbox(0), { mine: 1 }, { mail: mail(2) }, { mine: 3 }, { mine: 4 }, { mail: mail(5) }),
    ).toEqual(["", "2", "", "", "5"])
  })

  test("while a message of mine has no answer, mail behind a hole waits for it", () => {
    expect(
      play(
        emptyInbox(0),
        { mail: mail(2), uncertain: true },
        { mail: mail(3), uncertain: true },
        { mine: 1 },
      ),
    ).toEqual(["", "", "2, 3"])
  })
})

test("what came in another order is taken in the order of seq", () => {
  const early = [3, 2].map((seq) => ({ mail: mail(seq), uncertain: true }))

  expect(play(emptyInbox(0), ...early, { mine: 1 })).toEqual(["", "", "2, 3"])
})

describe("once", () => {
  test("the same seq again is not taken again", () => {
    expect(play(emptyInbox(0), { mail: mail(1) }, { mail: mail(1) })).toEqual(["1", ""])
    expect(
      play(
        emptyInbox(0),
        { mail: mail(2), uncertain: true },
        { mail: mail(2), uncertain: true },
        { mine: 1 },
      ),
    ).toEqual(["", "", "2"])
  })

  test("the same (member, n) under another seq is not shown again, only acknowledged", () => {
    expect(
      play(emptyInbox(0), { mail: mail(1, 1, 1) }, { mail: mail(2, 1, 1) }, { mail: mail(3, 2, 1) }),
    ).toEqual(["1", "2 again", "3"])
  })

  test("the end has no n and is never taken for a repetition", () => {
    expect(play(emptyInbox(0), { mail: mail(1, 1, 1) }, { mail: mail(2, 1, 0) })).toEqual(["1", "2"])
  })
})

describe("holes", () => {
  test("a hole that is not mine asks once for a new connection, and nothing behind it is taken", () => {
    expect(play(emptyInbox(0), { mail: mail(1) }, { mail: mail(3) }, { mail: mail(4) })).toEqual([
      "1",
      "gap",
      "",
    ])
  })

  test("a hole is seen when the last doubtful message of mine turns out to be elsewhere", () => {
    expect(play(emptyInbox(0), { mail: mail(2), uncertain: true }, { mine: 3 })).toEqual(["", "gap"])
    expect(play(emptyInbox(0), { mail: mail(2), uncertain: true }, { mine: undefined })).toEqual(["", "gap"])
  })

  test("what was missing comes after the resume, and then the rest", () => {
    expect(
      play(emptyInbox(0), { mail: mail(2) }, "disconnected", { mail: mail(1) }, { mail: mail(2) }),
    ).toEqual(["gap", "", "1", "2"])
  })

  test("a relay that has no more says the same hole again after the resume, and is believed", () => {
    expect(
      play(emptyInbox(0), { mail: mail(3) }, "disconnected", { mail: mail(3) }, { mail: mail(4) }),
    ).toEqual(["gap", "", "3", "4"])
  })
})

test("the position is what was shown, whatever came", () => {
  const { inbox } = came(emptyInbox(0), mail(1), false)

  expect(inbox.shown).toBe(0)
  expect(shown(shown(inbox, 1), 1).shown).toBe(1)
})
