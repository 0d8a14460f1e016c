// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { emptyScene, played, type Scene, type SceneEvent, undeliveredText } from "../src/scene.ts"
import { texts } from "./meeting.ts"

const joined = (member: number, name: string): SceneEvent => ({ type: "joined", member, name, at: 1 })
const wrote = (key: string): SceneEvent => ({ type: "wrote", key, text: key, at: 2 })
const progressed = (key: string, to: "onItsWay" | "arrived" | "notDelivered"): SceneEvent => {
  return { type: "progressed", key, to }
}
const heard = (n: number, text: string): SceneEvent => ({ type: "heard", member: 1, n, text, at: 3 })

function play(...events: readonly SceneEvent[]): Scene {
  return events.reduce(played, emptyScene)
}

test.each<readonly [string, readonly SceneEvent[], readonly string[]]>([
  ["what I write is sending until somebody says more", [wrote("a")], ["me: a (sending)"]],
  [
    "each message has its own progress",
    [wrote("a"), wrote("b"), progressed("a", "onItsWay")],
    ["me: a (onItsWay)", "me: b (sending)"],
  ],
  ["what others write has their name", [joined(1, "Anna"), heard(1, "hej")], ["Anna joined", "Anna: hej"]],
  [
    "who leaves is told by name",
    [joined(1, "Anna"), { type: "left", member: 1, at: 4 }],
    ["Anna joined", "Anna left"],
  ],
  ["nobody leaves who was not here", [{ type: "left", member: 7, at: 4 }], []],
  ["who was here before me is not told as coming", [{ type: "found", member: 1, name: "Anna" }], []],
  [
    "what was not delivered and is said again stands at the end",
    [wrote("a"), progressed("a", "notDelivered"), wrote("b"), { type: "wroteAgain", key: "a", at: 9 }],
    ["me: b (sending)", "me: a (sending)"],
  ],
  [
    "only what was not delivered can be said again",
    [wrote("a"), wrote("b"), { type: "wroteAgain", key: "a", at: 9 }],
    ["me: a (sending)", "me: b (sending)"],
  ],
  [
    "at the end what was never stored is not delivered",
    [wrote("a"), wrote("b"), { type: "undelivered", keys: ["b"] }],
    ["me: a (sending)", "me: b (notDelivered)"],
  ],
])("%s", (_, events, expected) => {
  expect(texts(play(...events).entries)).toEqual(expected)
})

test("every key is unique, also of somebody who goes away twice", () => {
  const gone: readonly SceneEvent[] = [
    { type: "away", member: 1, at: 5 },
    { type: "back", member: 1, at: 6 },
  ]
  const keys = play(
    joined(1, "Anna"),
    ...gone,
    ...gone,
    heard(1, "a"),
    heard(2, "b"),
    wrote("c"),
  ).entries.map((e) => e.key)

  expect(new Set(keys).size).toBe(keys.length)
})

test("a message ends the writing, and so does going away", () => {
  const writing: SceneEvent = { type: "writing", member: 1, on: true }

  expect(play(joined(1, "Anna"), writing).figures[0]?.writing).toBe(true)
  expect(play(joined(1, "Anna"), writing, heard(1, "hej")).figures[0]?.writing).toBe(false)
  expect(play(joined(1, "Anna"), writing, { type: "here", member: 1, here: false }).figures[0]?.writing).toBe(
    false,
  )
})

test("only what is mine and was not delivered can be said again", () => {
  const scene = play(
    joined(1, "Anna"),
    heard(1, "hej"),
    wrote("a"),
    wrote("b"),
    progressed("b", "notDelivered"),
  )

  expect(["1.1", "a", "b", "c"].map((key) => undeliveredText(scene, key))).toEqual([
    undefined,
    undefined,
    "b",
    undefined,
  ])
})
