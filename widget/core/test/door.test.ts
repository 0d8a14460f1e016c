// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { toBase64 } from "../src/bytes.ts"
import type { Conversation } from "../src/conversation.ts"
import { Door } from "../src/door.ts"
import { type Candidate, type Device, DistrustError, StaffGroup } from "../src/group.ts"
import type { Answer } from "../src/link.ts"
import type { Resumed, Send, Sent } from "../src/wire.gen.ts"
import { ManualClock } from "./manualClock.ts"
import { ERA, turn } from "./oneEnd.ts"
import { Helpline } from "./people.ts"

/** A visitor's door whose relay is the test. */
class Doorway {
  readonly clock = new ManualClock(Date.now())
  readonly name = crypto.getRandomValues(new Uint8Array(24))
  readonly sends: { send: Send; answer: (answer: Answer<Sent>) => void }[] = []
  readonly resumes: ((answer: Answer<Resumed>) => void)[] = []
  readonly door: Door
  readonly helpline: Helpline
  /** How often was asked whom to trust. */
  asked = 0
  readonly #waiting: (() => void)[] = []

  private constructor(helpline: Helpline) {
    this.helpline = helpline
    const ignore = (): void => undefined
    this.door = new Door({
      name: this.name,
      clock: this.clock,
      trust: () => {
        this.asked++
        return Promise.resolve(helpline.trust)
      },
      hello: () => ({ urgent: false }),
      wire: {
        send: (send) =>
          new Promise((answer) => {
            this.sends.push({ send, answer })
            for (const go of this.#waiting.splice(0)) go()
          }),
        got: () => Promise.resolve({ ok: true, value: {} }),
        resume: () => new Promise((answer) => this.resumes.push(answer)),
        typing: ignore,
        reconnect: ignore,
      },
      hooks: {
        changed: ignore,
        hello: ignore,
        resumed: ignore,
        over: ignore,
        longAway: ignore,
        back: ignore,
      },
    })
  }

  static async open(): Promise<Doorway> {
    return new Doorway(await Helpline.open())
  }

  async candidate(member: number, device?: Device): Promise<Candidate> {
    return StaffGroup.candidate({
      conversation: this.name,
      member,
      device: device ?? (await this.helpline.device()),
      trust: this.helpline.trust,
    })
  }

  /** Somebody stands at the door. */
  async comes(member: number, era = ERA): Promise<boolean> {
    const { keyPackage } = await this.candidate(member)
    return this.door.told({ era, member, key_package: toBase64(keyPackage) })
  }

  resumed(): void {
    this.resumes.at(-1)?.({ ok: true, value: { era: ERA, last: 0, arrived: 0, epoch: 0, members: [] } })
  }

  /** The n-th message of the visitor. */
  async sent(n: number): Promise<{ send: Send; answer: (answer: Answer<Sent>) => void }> {
    while (this.sends.length < n) await new Promise<void>((go) => this.#waiting.push(go))
    const sent = this.sends[n - 1]
    if (sent === undefined) throw new Error("not sent")
    return sent
  }

  /** Somebody is let in. */
  async lets(member: number): Promise<void> {
    await this.comes(member)
    await this.door.check(member)
    if (this.sends.length === 0) this.resumed()
    const added = this.door.add(member)
    const { answer } = await this.sent(this.sends.length + 1)
    answer({ ok: true, value: { seq: this.sends.length } })
    expect(await added).toBe(true)
  }

  get conversation(): Conversation {
    const { conversation } = this.door
    if (conversation === undefined) throw new Error("nobody has come yet")
    return conversation
  }
}

test("what is not even base64 is malformed, and not to be trusted", async () => {
  const doorway = await Doorway.open()
  doorway.door.told({ era: ERA, member: 1, key_package: "AAAAA" })

  await expect(doorway.door.check(1)).rejects.toEqual(new DistrustError("malformed"))
  doorway.resumed()
  await expect(doorway.door.add(1)).rejects.toEqual(new DistrustError("malformed"))
})

test("who is given up before their turn is not let in", async () => {
  const doorway = await Doorway.open()
  await doorway.comes(1)
  await doorway.door.check(1)
  const added = doorway.door.add(1)
  doorway.door.giveUp(1)
  doorway.resumed()

  expect(await added).toBe(false)
  expect(doorway.sends).toEqual([])
})

test("Add, Welcome and the first words go out as one event", async () => {
  const doorway = await Doorway.open()
  await doorway.lets(1)

  const [first] = doorway.sends
  expect(first?.send).toMatchObject({ era: ERA, n: 1, body: { adds: 1 } })
  expect(Object.keys(first?.send.body ?? {}).sort()).toEqual(["adds", "app", "commit", "welcome"])
})

test("while somebody is inside the era is what it is; with nobody inside a new one begins anew", async () => {
  const doorway = await Doorway.open()
  await doorway.comes(1)
  await doorway.door.check(1)
  const first = doorway.conversation
  expect(await doorway.comes(2, "f".repeat(22))).toBe(true)
  await doorway.door.check(2)
  expect(doorway.conversation).not.toBe(first)

  const inside = await Doorway.open()
  await inside.lets(1)
  expect(await inside.comes(2, "f".repeat(22))).toBe(false)
})

test("a Remove that another commit came before is made anew", async () => {
  const doorway = await Doorway.open()
  await doorway.lets(1)
  await doorway.lets(2)
  void doorway.door.removeOthers(2)
  const first = await doorway.sent(3)
  expect(first.send.body).toMatchObject({ removes: 1 })
  first.answer({ ok: false, code: "stale", retry: false })
  while (!doorway.clock.isDueWithin(1_000)) await turn()
  doorway.clock.advance(1_000)
  const second = await doorway.sent(4)

  expect(second.send).toMatchObject({ n: 3, body: { removes: 1 } })
})

test("what is forgotten leaves no word behind", async () => {
  const doorway = await Doorway.open()
  await doorway.lets(1)
  doorway.conversation.write("hej")
  const { conversation } = doorway
  doorway.door.forget()

  expect(conversation.scene).toEqual({ figures: [], entries: [] })
})

test("whom nobody may believe any more is asked anew for each who comes", async () => {
  const at = await Doorway.open()
  await at.lets(1)
  const first = at.asked
  await at.comes(2)
  await at.door.check(2)

  expect([first, at.asked]).toEqual([1, 2])
})
