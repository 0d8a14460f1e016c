// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { type Ask, asMessage, heardFrom, parseAsk } from "../src/bridge.ts"

const ASKS: readonly Ask[] = ["exit", "shown", "closed"]
const CHAT = "https://chat.example.org"
const [here, elsewhere] = [new MessageChannel().port1, new MessageChannel().port1]
const far = { origin: CHAT, source: () => here }

test.each(ASKS)("what says %s is understood as that", (ask) => {
  expect(parseAsk(structuredClone(asMessage(ask)))).toBe(ask)
})

test.each([
  ["nothing", undefined],
  ["null", null],
  ["a word", "exit"],
  ["a list", ["exit"]],
  ["no field", {}],
  ["another name", { other: "exit" }],
  ["another word", { lykta: "navigate" }],
  ["a field too many", { lykta: "exit", to: "https://example.org" }],
  ["exit with an answer", { lykta: "exit", on: true }],
  ["show without an answer", { lykta: "show" }],
  ["show with a word for an answer", { lykta: "show", on: "yes" }],
])("%s is not understood", (_, data) => {
  expect(parseAsk(data)).toBeUndefined()
})

test("a message of the other side is heard", () => {
  expect(heardFrom(far, { data: asMessage("exit"), origin: CHAT, source: here })).toBe("exit")
})

test("the right origin in another window is not heard", () => {
  expect(heardFrom(far, { data: asMessage("exit"), origin: CHAT, source: elsewhere })).toBeUndefined()
})

test("the right window that was navigated elsewhere is not heard", () => {
  const origin = "https://other.example.org"
  expect(heardFrom(far, { data: asMessage("exit"), origin, source: here })).toBeUndefined()
})

test("a message of nobody is not heard when the frame is gone", () => {
  const gone = { origin: CHAT, source: () => null }
  expect(heardFrom(gone, { data: asMessage("exit"), origin: CHAT, source: null })).toBeUndefined()
})
