// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { emptyInbox } from "../src/inbox.ts"
import type { Answer } from "../src/link.ts"
import { Receiver } from "../src/receiver.ts"
import type { Mail } from "../src/wire.gen.ts"
import { ManualClock } from "./manualClock.ts"
import { turn } from "./oneEnd.ts"

const mail = (seq: number): Mail => ({ era: "e".repeat(22), seq, member: 1, n: seq, at: 0 })

function receiving() {
  const clock = new ManualClock()
  const opening: (() => void)[] = []
  const got: { seq: number; answer: (answer: Answer<unknown>) => void }[] = []
  const receiver = new Receiver(clock, emptyInbox(0), {
    kept: () => undefined,
    isUncertain: () => false,
    open: () => new Promise((resolve) => opening.push(resolve)),
    got: (seq) => new Promise((answer) => got.push({ seq, answer })),
    reconnect: () => undefined,
  })
  return { clock, opening, got, receiver, told: () => got.map((g) => g.seq) }
}

const YES = { ok: true, value: {} } as const

test("nothing is acknowledged before it has been opened, persisted and shown", async () => {
  const { receiver, opening, told } = receiving()
  receiver.came(mail(1))
  await turn()
  expect(told()).toEqual([])
  expect(receiver.position).toBe(0)
  opening[0]?.()
  await turn()

  expect(told()).toEqual([1])
  expect(receiver.position).toBe(1)
})

test("acknowledgements are cumulative: one is under way, and the next says all that came meanwhile", async () => {
  const { receiver, opening, got, told } = receiving()
  for (const seq of [1, 2, 3]) receiver.came(mail(seq))
  for (const shown of opening) shown()
  await turn()
  expect(told()).toEqual([1])
  got[0]?.answer(YES)
  await turn()

  expect(told()).toEqual([1, 3])
})

test("a busy relay is told again after a second; after silence the next resume says it", async () => {
  const { receiver, opening, got, told, clock } = receiving()
  receiver.came(mail(1))
  opening[0]?.()
  await turn()
  got[0]?.answer({ ok: false, code: "busy", retry: true })
  await turn()
  expect(told()).toEqual([1])
  clock.advance(1_000)
  expect(told()).toEqual([1, 1])
  got[1]?.answer({ ok: false, code: "silence", retry: true })
  await turn()
  clock.advance(60_000)
  expect(told()).toEqual([1, 1])
  receiver.resumed(1)

  expect(told()).toEqual([1, 1])
})

test("after the end nothing is acknowledged any more", async () => {
  const { receiver, opening, told } = receiving()
  receiver.came(mail(1))
  receiver.close()
  opening[0]?.()
  await turn()

  expect(told()).toEqual([])
})
