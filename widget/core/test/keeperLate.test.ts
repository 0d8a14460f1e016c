// SPDX-License-Identifier: EUPL-1.2
// Pages to which the code that keeps things comes late, or not at all: a slow network is no reason to lose a talk.

import { beforeEach, expect, test, vi } from "vitest"
import { PATIENCE_MS } from "../src/keeperLoad.ts"
import { HELLO, isConnected, texts } from "./meeting.ts"
import { Reloads } from "./reloads.ts"

/** What the visitor's network does with that code. */
const network = vi.hoisted(() => ({ gives: () => Promise.resolve() }))

vi.mock(import("../src/keeper.ts"), async (real) => {
  const { Keeper } = await real()
  return {
    Keeper: {
      begun: async (options: Parameters<typeof Keeper.begun>[0]) => {
        const isVisitor = options.conversation !== undefined
        if (isVisitor) await network.gives()
        return Keeper.begun(options)
      },
    },
  } as never
})

/** From now on it comes when the returned function is called. */
function slow(): () => void {
  let comes = (): void => undefined
  const coming = new Promise<void>((resolve) => {
    comes = resolve
  })
  network.gives = () => coming
  return comes
}

function heard({ desk }: Reloads): readonly string[] {
  return texts(desk.state.talks[0]?.entries ?? [])
}

beforeEach(() => {
  network.gives = () => Promise.resolve()
})

test("a page speaks without the code, and keeps what there is when that comes", async () => {
  const comes = slow()
  const both = await Reloads.open()
  both.visitor.start(HELLO)
  await both.meeting.passes(() => isConnected(both.visitor.state))
  both.meeting.clock.advance(PATIENCE_MS)
  await both.meeting.passes(() => both.visitor.state.at === "waiting")
  await both.onDuty()
  await both.meeting.accepts(both.desk)
  await both.meeting.passes(() => both.visitor.state.at === "talking")
  both.visitor.write("before")
  await both.meeting.passes(() => heard(both).includes("Kim: before"))
  expect(both.visitor.state).toMatchObject({ kept: false })

  comes()
  await both.meeting.passes(() => "kept" in both.visitor.state && both.visitor.state.kept)
  await both.reloads()
  await both.meeting.passes(() => both.desk.state.talks[0]?.unsure === true)
  both.visitor.write("after")
  await both.meeting.passes(() => heard(both).includes("Kim: after"))

  expect(heard(both)).toEqual(["Kim: before", "Kim restored", "Kim: after"])
})

test("a page that was begun from a slot waits for the code as long as it takes, and the slot stays", async () => {
  const both = await Reloads.talk()
  await both.visitorSays("before")
  const kept = [...both.tab.texts]
  const { relay } = both.meeting
  const resumed = relay.times("conversation:resume")
  const comes = slow()

  await both.reloads()
  await both.meeting.passes(() => isConnected(both.visitor.state))
  both.meeting.clock.advance(PATIENCE_MS)
  const turns = relay.times("message:send")
  both.desk.write(both.name, "are you there?")
  await relay.until(() => relay.times("message:send") > turns)

  expect([...both.tab.texts]).toEqual(kept)
  expect(relay.times("conversation:resume")).toBe(resumed)
  comes()
  both.visitor.write("after")
  await both.meeting.passes(() => heard(both).includes("Kim: after"))
})

test("a page that goes while it waits for the code leaves everything to the next", async () => {
  const both = await Reloads.talk()
  await both.visitorSays("before")
  const kept = [...both.tab.texts]
  const comes = slow()
  await both.reloads()

  both.visitor.leaving()
  comes()
  await network.gives()
  await new Promise(setImmediate)

  expect([...both.tab.texts]).toEqual(kept)
  await both.reloads()
  await both.visitorSays("after")
})

test("without the code all goes on from memory, and nothing is left", async () => {
  const both = await Reloads.talk()
  network.gives = () => Promise.reject(new Error("cannot be had"))

  await both.reloads()
  await both.visitorSays("on")

  expect(both.visitor.state).toMatchObject({ kept: false, restored: true })
  expect([...both.tab.texts]).toEqual([])
})
