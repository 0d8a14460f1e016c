// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, test } from "vitest"
import {
  type Draft,
  emptyOutbox,
  type Held,
  isUncertain,
  lowest,
  type Outbox,
  type OutboxDeed,
  type OutboxEvent,
  post,
  undelivered,
} from "../src/outbox.ts"
import type { Body } from "../src/wire.gen.ts"

type Step = readonly [OutboxEvent, readonly OutboxDeed[]]

const connected = (last = 0, arrived = 0): OutboxEvent => ({ type: "connected", last, arrived })
const wanted = (key: string, kind: "text" | "commit" = "text"): OutboxEvent => ({ type: "wanted", key, kind })
const refused = (key: string, code: string, retry = false): OutboxEvent => ({
  type: "refused",
  key,
  code,
  retry,
})
const stored = (key: string): OutboxEvent => ({ type: "stored", key })
const sealed = (key: string, as: number, to: readonly number[] = [1]): OutboxEvent => {
  return { type: "sealed", key, as, to, body: bodyOf(key, as) }
}
function bodyOf(key: string, as: number): Body {
  return key.startsWith("c") ? { commit: `${key}${as}` } : { app: `${key}${as}` }
}

const seal = (key: string, as: number): OutboxDeed => ({ do: "seal", key, as })
const reseal = (key: string, as: number, to: readonly number[] = [1]): OutboxDeed => ({
  do: "reseal",
  key,
  as,
  to,
})
const send = (key: string, n: number): OutboxDeed => ({ do: "send", key, n, body: bodyOf(key, n) })
/** It is answered, and then they have it. */
const arrives = (key: string, n: number): Step[] => [
  [stored(key), [told(key, "onItsWay")]],
  [{ type: "arrived", n }, [told(key, "arrived")]],
]
const told = (key: string, to: "onItsWay" | "arrived" | "notDelivered"): OutboxDeed => ({
  do: "progress",
  key,
  to,
})

/** Plays a script of what happens and what must be done about it; answers where it ends. */
function play(...steps: readonly Step[]): Outbox {
  let outbox = emptyOutbox
  steps.forEach(([event, expected], i) => {
    const decision = post(outbox, event)
    expect({ step: i, event, deeds: decision.deeds }).toEqual({ step: i, event, deeds: expected })
    outbox = decision.outbox
  })
  return outbox
}

/** Written and sealed one after the other, sent, and without an answer. */
function underWay(...keys: readonly string[]): readonly Step[] {
  return [
    [connected(), []],
    ...keys.flatMap((key, i): Step[] => [
      [wanted(key), [seal(key, i + 1)]],
      [sealed(key, i + 1), [send(key, i + 1)]],
    ]),
  ]
}

describe("numbers", () => {
  test("a member's messages are counted from 1, and kept until they have arrived", () => {
    const outbox = play(
      ...underWay("a"),
      [stored("a"), [told("a", "onItsWay")]],
      [wanted("b"), [seal("b", 2)]],
      [sealed("b", 2), [send("b", 2)]],
    )

    expect([lowest(outbox), outbox.held.map((h) => h.key)]).toEqual([1, ["a", "b"]])
    expect(lowest(play(...underWay("a"), ...arrives("a", 1)))).toBe(2)
  })

  test("nothing is sealed before there is a connection", () => {
    play([wanted("a"), []], [connected(), [seal("a", 1)]])
  })

  test("an explicit refusal consumes no number: the next message gets it", () => {
    play(
      ...underWay("a"),
      [refused("a", "mls_refused"), [told("a", "notDelivered")]],
      [wanted("b"), [seal("b", 1)]],
    )
  })

  test("what was sealed under a number that is lost by a refusal before it is sealed anew, after its own answer", () => {
    play(
      ...underWay("a", "b"),
      [refused("a", "not_allowed_now"), [told("a", "notDelivered")]],
      [refused("b", "gap"), [reseal("b", 1)]],
      [sealed("b", 1), [send("b", 1)]],
    )
  })

  test("silence allows no other body: the same bytes go out under the same number", () => {
    play(
      ...underWay("a"),
      [refused("a", "silence", true), []],
      [{ type: "disconnected" }, []],
      [connected(0), [send("a", 1)]],
    )
  })

  test("a number that the relay holds is not free, though it refuses now", () => {
    play(
      ...underWay("a"),
      [{ type: "disconnected" }, []],
      [connected(1), [send("a", 1)]],
      [refused("a", "not_allowed_now"), [told("a", "onItsWay")]],
      [wanted("b"), [seal("b", 2)]],
    )
  })
})

describe("sending", () => {
  test("at most four are under way, in order", () => {
    play(
      ...underWay("a", "b", "x", "d"),
      [wanted("e"), []],
      [stored("a"), [told("a", "onItsWay"), seal("e", 5)]],
      [sealed("e", 5), [send("e", 5)]],
    )
  })

  test.each([
    ["busy", [1000, 2000, 4000, 4000]],
    ["full", [1000, 2000, 4000, 4000]],
    ["too_fast", [1000, 2000, 4000, 4000]],
    ["settling", [1000, 2000, 4000, 4000]],
    ["internal", [1000, 2000, 4000, 4000]],
  ])("%s: the same again after 1, 2, 4, 4 seconds", (code, waits) => {
    const again = waits.flatMap((ms): Step[] => [
      [refused("a", code, true), [{ do: "rest", ms }]],
      [{ type: "rested" }, [send("a", 1)]],
    ])
    play(...underWay("a"), ...again)
  })

  test("while one waits for another try, those after it wait too, and then go in order", () => {
    play(
      ...underWay("a", "b"),
      [refused("a", "busy", true), [{ do: "rest", ms: 1000 }]],
      [refused("b", "gap"), []],
      [wanted("x"), []],
      [{ type: "rested" }, [send("a", 1), send("b", 2), seal("x", 3)]],
    )
  })

  test("a success ends the row of refusals", () => {
    play(
      ...underWay("a"),
      [refused("a", "busy", true), [{ do: "rest", ms: 1000 }]],
      [{ type: "rested" }, [send("a", 1)]],
      [stored("a"), [told("a", "onItsWay")]],
      [wanted("b"), [seal("b", 2)]],
      [sealed("b", 2), [send("b", 2)]],
      [refused("b", "busy", true), [{ do: "rest", ms: 1000 }]],
    )
  })

  test("gap: what came too early goes again when the fate of those before it is known, and no sooner", () => {
    play(
      ...underWay("a", "b", "x"),
      [refused("b", "gap"), []],
      [refused("x", "gap"), []],
      [wanted("d"), []],
      [stored("a"), [told("a", "onItsWay"), send("b", 2), send("x", 3), seal("d", 4)]],
    )
  })

  test("gap with nothing missing here: only a resume can say what the relay lacks", () => {
    play(
      ...underWay("a"),
      [refused("a", "gap"), [{ do: "reconnect" }]],
      [{ type: "disconnected" }, []],
      [connected(0), [send("a", 1)]],
    )
  })

  test("after a reconnect everything without an answer goes out again, and what the relay lacks", () => {
    play(
      ...underWay("a", "b", "x"),
      [stored("a"), [told("a", "onItsWay")]],
      [stored("b"), [told("b", "onItsWay")]],
      [{ type: "disconnected" }, []],
      [connected(1), [send("b", 2), send("x", 3)]],
    )
  })

  test("also of what goes out again at most four are under way", () => {
    const six = ["a", "b", "x", "d", "e", "f"]
    const all = six.flatMap((key, i): Step[] => [
      [wanted(key), [seal(key, i + 1)]],
      [sealed(key, i + 1), [send(key, i + 1)]],
      [stored(key), [told(key, "onItsWay")]],
    ])
    play(
      [connected(), []],
      ...all,
      [{ type: "disconnected" }, []],
      [connected(0), [send("a", 1), send("b", 2), send("x", 3), send("d", 4)]],
      [stored("a"), [told("a", "onItsWay"), send("e", 5)]],
    )
  })

  test("what had arrived while the connection was down is told, once its place is", () => {
    play(
      ...underWay("a"),
      [{ type: "disconnected" }, []],
      [connected(1, 1), [send("a", 1)]],
      [stored("a"), [told("a", "onItsWay"), told("a", "arrived")]],
    )
  })

  test("what arrives before it is answered is told as arrived when it is", () => {
    play(
      ...underWay("a"),
      [{ type: "arrived", n: 1 }, []],
      [stored("a"), [told("a", "onItsWay"), told("a", "arrived")]],
    )
  })

  test.each(["era", "gone"])("%s: the conversation is lost, and nothing more is sent", (code) => {
    play(
      ...underWay("a", "b"),
      [refused("a", code), [{ do: "lost" }]],
      [wanted("x"), []],
      [stored("b"), [told("b", "onItsWay")]],
    )
  })

  test("the relay lacks what is not kept any more: lost", () => {
    play(
      ...underWay("a"),
      ...arrives("a", 1),
      [{ type: "disconnected" }, []],
      [connected(0), [{ do: "lost" }]],
    )
  })

  test("old_epoch: sealed again under the same number", () => {
    play(...underWay("a"), [refused("a", "old_epoch"), [reseal("a", 1)]], [sealed("a", 1), [send("a", 1)]])
  })

  test("sealed too long ago and to others: not delivered, and its number is free", () => {
    play(
      ...underWay("a", "b"),
      [refused("a", "old_epoch"), [reseal("a", 1)]],
      [{ type: "withdrawn", key: "a" }, [told("a", "notDelivered")]],
      [refused("b", "gap"), [reseal("b", 1)]],
    )
  })
})

describe("who is here", () => {
  const changed = (...gone: readonly number[]): OutboxEvent => ({ type: "rosterChanged", gone })

  test("a text that is not sealed when the roster changes is not sealed to the new roster unasked", () => {
    play([wanted("a"), []], [changed(), [told("a", "notDelivered")]], [connected(), []])
    play(
      [connected(), []],
      [wanted("a"), [seal("a", 1)]],
      [changed(), [told("a", "notDelivered")]],
      [sealed("a", 1), []],
    )
  })

  test("sealed bytes whose fate is unknown go on", () => {
    play(...underWay("a"), [{ type: "disconnected" }, []], [changed(1), []], [connected(0), [send("a", 1)]])
  })

  test("what was only for people who left without it is not delivered", () => {
    play(
      [connected(), []],
      [wanted("a"), [seal("a", 1)]],
      [sealed("a", 1, [1]), [send("a", 1)]],
      [stored("a"), [told("a", "onItsWay")]],
      [wanted("b"), [seal("b", 2)]],
      [sealed("b", 2, [1, 2]), [send("b", 2)]],
      [stored("b"), [told("b", "onItsWay")]],
      [changed(1), [told("a", "notDelivered")]],
    )
  })

  test("a commit waits until all before it is stored, goes before any text, and alone", () => {
    play(
      ...underWay("a"),
      [wanted("b"), [seal("b", 2)]],
      [wanted("c1", "commit"), []],
      [sealed("b", 2), [send("b", 2)]],
      [wanted("x"), []],
      [stored("a"), [told("a", "onItsWay")]],
      [stored("b"), [told("b", "onItsWay"), seal("c1", 3)]],
      [sealed("c1", 3), [send("c1", 3)]],
      [changed(), [told("x", "notDelivered")]],
      [wanted("y"), []],
      [stored("c1"), [told("c1", "onItsWay"), seal("y", 4)]],
    )
  })

  test("a commit goes before texts that were written earlier and are not sealed", () => {
    play(
      [wanted("a"), []],
      [wanted("c1", "commit"), []],
      [wanted("c2", "commit"), []],
      [connected(), [seal("c1", 1)]],
      [sealed("c1", 1), [send("c1", 1)]],
      [stored("c1"), [told("c1", "onItsWay"), seal("c2", 2)]],
    )
  })

  test("a commit that is not wanted any more is withdrawn unless it is under way", () => {
    play(
      ...underWay("a"),
      [wanted("c1", "commit"), []],
      [{ type: "withdrawn", key: "c1" }, [told("c1", "notDelivered")]],
      [stored("a"), [told("a", "onItsWay")]],
    )
    play(
      [connected(), []],
      [wanted("c1", "commit"), [seal("c1", 1)]],
      [sealed("c1", 1), [send("c1", 1)]],
      [{ type: "withdrawn", key: "c1" }, []],
    )
  })
})

describe("the end", () => {
  test("all that is not stored is undelivered", () => {
    const outbox = play(
      ...underWay("a", "b"),
      [stored("a"), [told("a", "onItsWay")]],
      [{ type: "disconnected" }, []],
      [wanted("x"), []],
    )

    expect(undelivered(outbox)).toEqual(["b", "x"])
  })

  test("as long as something has no answer, a number of the mailbox may be mine", () => {
    expect(isUncertain(play(...underWay("a")))).toBe(true)
    expect(isUncertain(play(...underWay("a"), [stored("a"), [told("a", "onItsWay")]]))).toBe(false)
  })
})

describe("after a restore", () => {
  const restored = (held: readonly Held[], drafts: readonly Draft[]): Outbox => ({
    ...emptyOutbox,
    next: held.length + 1,
    held,
    drafts,
    stale: true,
  })
  const text = (key: string): Draft => ({ key, kind: "text" })
  const held = (key: string, n: number, sealedAs = n): Held => ({
    key,
    n,
    sealedAs,
    body: bodyOf(key, n),
    state: "waiting",
    to: [1],
  })
  const renewal: OutboxEvent = { type: "wanted", key: "r", kind: "renewal" }

  function deeds(outbox: Outbox, ...events: readonly OutboxEvent[]): readonly OutboxDeed[] {
    let now = outbox
    return events.flatMap((event) => {
      const made = post(now, event)
      now = made.outbox
      return made.deeds
    })
  }

  test("what was sealed goes again under its number, then the renewal, then what waited", () => {
    const outbox = restored([held("a", 1)], [text("b")])

    expect(deeds(outbox, renewal, connected(0))).toEqual([send("a", 1)])
    expect(deeds(outbox, renewal, connected(0), stored("a")).slice(1)).toEqual([
      told("a", "onItsWay"),
      seal("r", 2),
    ])
    const renewed = [sealed("r", 2), stored("r")] as const
    expect(deeds(outbox, renewal, connected(0), stored("a"), ...renewed).slice(4)).toEqual([
      told("r", "onItsWay"),
    ])
    expect(
      deeds(outbox, renewal, connected(0), stored("a"), ...renewed, { type: "renewed" }).slice(5),
    ).toEqual([seal("b", 3)])
  })

  test("bytes that are of no use any more are not sealed before the renewal, and only to the same readers", () => {
    const old: OutboxEvent = { type: "refused", key: "a", code: "old_epoch", retry: false }

    expect(deeds(restored([held("a", 1)], []), renewal, connected(0), old).slice(1)).toEqual([seal("r", 1)])
    const renewed = [sealed("r", 1), stored("r"), { type: "renewed" }] as const
    expect(deeds(restored([held("a", 1)], []), renewal, connected(0), old, ...renewed).at(-1)).toEqual({
      ...seal("a", 2),
      to: [1],
    })
  })

  test("a relay that has more of mine than I remember has it from another page: lost", () => {
    expect(deeds(restored([held("a", 1)], []), connected(2))).toEqual([{ do: "lost" }])
  })
})
