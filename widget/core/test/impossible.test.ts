// SPDX-License-Identifier: EUPL-1.2
// Four things that a page of ours must not be able to do, not even by mistake: by type where there is one, and refused.

import { beforeAll, describe, expect, test } from "vitest"
import { DistrustError, GroupError, StaffGroup, VisitorGroup } from "../src/group.ts"
import { Disk, kept } from "./disk.ts"
import { at, HELLO, Meeting, until } from "./meeting.ts"
import { Conversation, Helpline } from "./people.ts"

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("to send before it is known who answers", () => {
  test("is refused to a page, in line and while somebody is looked at; nothing has left it", async () => {
    const meeting = await Meeting.open()
    const desk = await meeting.onDuty("Anna")
    // Nobody says whom to trust.
    const visitor = meeting.visitor(() => new Promise(() => undefined))
    visitor.start(HELLO)
    await until(visitor, at("waiting"))
    expect(visitor.write("hej")).toBe("notTalking")
    await meeting.accepts(desk)
    await until(visitor, at("meeting"))

    expect(visitor.write("hej")).toBe("notTalking")
    expect(visitor.words()).toBeUndefined()
    expect(meeting.relay.times("message:send")).toBe(0)
  })

  test("is refused by the group, though nobody has asked it to check", async () => {
    const [talk, elsewhere] = [await Conversation.begun(helpline), await Helpline.open()]
    const device = await elsewhere.device()
    const { trust } = elsewhere
    const { keyPackage } = await StaffGroup.candidate({ conversation: talk.id, member: 1, device, trust })

    await expect(talk.visitor.add(keyPackage, { member: 1, n: 1 })).rejects.toThrow(DistrustError)
    expect([talk.visitor.change, talk.visitor.epoch, talk.visitor.roster]).toEqual([
      undefined,
      0,
      [{ member: 0 }],
    ])
  })

  test("has no type: there is no way into a group around its checks", () => {
    const attempt = (group: VisitorGroup) => {
      // @ts-expect-error commits are made by add, remove and emptyCommit alone
      void group.commit
      // @ts-expect-error a group is created, or joined, or restored
      void new VisitorGroup({})
    }

    expect(attempt).toBeTypeOf("function")
  })
})

test("to send to five: the fifth is not added, and the four go on", async () => {
  const talk = await Conversation.begun(helpline)
  const anna = await talk.admits(1)
  const bo = await talk.admits(2, {}, [anna])
  const cilla = await talk.admits(3, {}, [anna, bo])
  const fifth = await talk.candidate(4)

  await expect(talk.visitor.add(fifth.keyPackage, { member: 4, n: 4 })).rejects.toThrow(
    new GroupError("full"),
  )
  await talk.says(talk.visitor, [anna, bo, cilla], "four")
  expect(talk.visitor.roster).toHaveLength(4)
})

describe("to change who is here by anybody but leaf 0", () => {
  test("has no type, and no method", async () => {
    const attempt = (group: StaffGroup) => {
      // @ts-expect-error only a VisitorGroup adds
      void group.add
      // @ts-expect-error only a VisitorGroup removes
      void group.remove
      // @ts-expect-error commits are made by emptyCommit alone
      void group.commit
    }
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)

    expect([attempt.length, "add" in anna, "remove" in anna]).toEqual([1, false, false])
    expect((await anna.emptyCommit(1)).roster).toMatchObject({ removed: false, after: { length: 2 } })
  })
})

describe("a state that is not written down", () => {
  test("seals nothing, opens nothing, adds nobody, joins nothing: each is refused, and nothing has changed", async () => {
    const { disk, hers, talk, anna } = await kept(helpline)
    const event = talk.next(1)
    const { message } = await anna.seal({ text: "a" }, event.n)
    const bo = await talk.candidate(2)
    disk.full = true
    hers.full = true

    await expect(talk.visitor.seal({ text: "b" }, 2)).rejects.toThrow("disk full")
    await expect(talk.visitor.open(message, event)).rejects.toThrow("disk full")
    await expect(talk.visitor.add(bo.keyPackage, { member: 2, n: 2 })).rejects.toThrow("disk full")
    await expect(talk.visitor.remove(1, 2)).rejects.toThrow("disk full")
    await expect(anna.emptyCommit(2)).rejects.toThrow("disk full")
    expect([talk.visitor.change, talk.visitor.epoch]).toEqual([undefined, 1])
  })

  test("does not join", async () => {
    const full = new Disk()
    const talk = await Conversation.begun(helpline)
    const candidate = await talk.candidate(1, {}, full.persist)
    full.full = true

    await expect(talk.lets(candidate, 1)).rejects.toThrow("disk full")
  })

  test("has no type: what is sealed is given out by the call that has written it, and in no other way", () => {
    const attempt = (group: VisitorGroup) => {
      // @ts-expect-error nobody but the group writes, and nobody but the group skips it
      void group.persist
      // @ts-expect-error the state is not to be had
      void group.held
    }

    expect(attempt).toBeTypeOf("function")
  })
})
