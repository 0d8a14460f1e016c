// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { fromBase64, toBase64, toBase64Url } from "../src/bytes.ts"
import { VisitorGroup } from "../src/group.ts"
import { StaffTalk } from "../src/staffTalk.ts"
import type { Body } from "../src/wire.gen.ts"
import { ManualClock } from "./manualClock.ts"
import { ERA } from "./oneEnd.ts"
import { Helpline } from "./people.ts"

/** A counsellor's conversation whose relay and visitor are the test. */
async function accepted() {
  const helpline = await Helpline.open()
  const clock = new ManualClock(Date.now())
  const name = crypto.getRandomValues(new Uint8Array(24))
  const visitor = await VisitorGroup.create(name, helpline.trust)
  const ended: string[] = []
  let given = (_: string): void => undefined
  const key = new Promise<string>((resolve) => {
    given = resolve
  })
  const yes = { ok: true, value: {} } as const
  const resumed = { era: ERA, last: 0, arrived: 0, epoch: 0, members: [] }
  let changed = (): void => undefined
  const talk = new StaffTalk({
    offer: "o".repeat(16),
    accepted: {
      conversation: toBase64Url(name),
      member: 1,
      era: ERA,
      lane: { audience: "young", language: "sv" },
      urgent: true,
      waited_seconds: 3,
    },
    device: await helpline.device(),
    trust: () => Promise.resolve(helpline.trust),
    clock,
    wire: {
      send: () => Promise.resolve({ ok: true, value: { seq: 9 } }),
      got: () => Promise.resolve(yes),
      resume: () => Promise.resolve({ ok: true, value: resumed }),
      typing: () => undefined,
      reconnect: () => undefined,
    },
    entrust: () => Promise.resolve({ ok: true, value: {} }),
    giveKey: (ask) => {
      given(ask.key_package)
      return Promise.resolve(yes)
    },
    end: () => {
      ended.push("end")
      return Promise.resolve({ ok: false, code: "gone", retry: false })
    },
    changed: () => changed(),
  })
  void talk.connected()
  const until = (is: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      changed = () => {
        if (is()) resolve()
      }
      changed()
    })
  const comes = (seq: number, body: Body, member = 0): void => {
    talk.conversation.mail({ era: ERA, seq, member, n: seq, at: 0, body })
  }
  /** The visitor lets the counsellor in. */
  const letIn = async (): Promise<Body> => {
    const change = await visitor.add(fromBase64(await key), { member: 1, n: 1 })
    return { commit: toBase64(change.commit), welcome: toBase64(change.welcome ?? new Uint8Array()), adds: 1 }
  }
  return { talk, visitor, clock, ended, until, comes, letIn }
}

test("talking begins when what the visitor said first can be seen, and not before", async () => {
  const { talk, visitor, until, comes, letIn } = await accepted()
  comes(1, await letIn())
  await until(() => talk.conversation.scene.figures.length === 1)
  expect(talk.state.phase).toBe("opening")
  await visitor.change?.adopt()
  comes(2, { app: toBase64((await visitor.seal({ text: "hej" }, 2)).message) })
  await until(() => talk.state.phase === "talking")

  expect(talk.state).toMatchObject({ urgent: true, visitorHere: true, entries: [{ text: "hej" }] })
})

test("the first words are the first ones; what is said as first words later changes nothing", async () => {
  const { talk, visitor, until, comes, letIn } = await accepted()
  const added = await letIn()
  const hello = await visitor.seal({ hello: { name: "Kim", urgent: false } }, 1)
  comes(1, { ...added, app: toBase64(hello.message) })
  await until(() => talk.state.phase === "talking")
  await visitor.change?.adopt()
  comes(2, { app: toBase64((await visitor.seal({ hello: { name: "Bo", urgent: true } }, 2)).message) })
  comes(3, { app: toBase64((await visitor.seal({ text: "hej" }, 3)).message) })
  await until(() => talk.state.entries.length === 1)

  expect(talk.state.hello).toEqual({ name: "Kim", urgent: false })
})

test("a Welcome that cannot be joined by is the end, and the visitor does not wait for an answer", async () => {
  const { talk, until, comes, letIn, ended } = await accepted()
  const { welcome = "", ...rest } = await letIn()
  const bytes = fromBase64(welcome)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  comes(1, { ...rest, welcome: toBase64(bytes) })
  await until(() => talk.state.phase === "ended")

  expect(talk.state.why).toBe("lost")
  expect(ended).toEqual(["end"])
})
