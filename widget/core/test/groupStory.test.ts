// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { type Change, GroupError, type StaffGroup } from "../src/group.ts"
import { Conversation, Helpline } from "./people.ts"

test("visitor and counsellor read each other, and each knows who spoke", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1, { name: "Anna" })

  await talk.says(talk.visitor, [anna], "hej")
  await talk.says(anna, [talk.visitor], "hej, jag lyssnar")
  const event = talk.next(1)
  const opened = await talk.visitor.open((await anna.seal({ text: "a" }, event.n)).message, event)

  expect(opened.by.staff).toMatchObject({
    name: "Anna",
    role: "counsellor",
    demo: false,
    helpline: talk.helpline.name,
  })
  expect(anna.roster.map(({ member, staff }) => [member, staff?.name])).toEqual([
    [0, undefined],
    [1, "Anna"],
  ])
  expect([talk.visitor.epoch, anna.epoch]).toEqual([1, 1])
})

test("what the visitor says with the Welcome is sealed for the newcomer, in the epoch that the commit begins", async () => {
  const talk = await Conversation.begun()
  const candidate = await talk.candidate(1)
  const change = await talk.visitor.add(candidate.keyPackage, { member: 1, n: 1 })
  const hello = { name: "Li", about: "school", urgent: true }
  const sealed = await talk.visitor.seal({ hello }, 1)

  const anna = await candidate.join(change.welcome ?? new Uint8Array(), change.commit)
  const opened = await anna.open(sealed.message, { member: 0, n: 1 })

  expect([talk.visitor.epoch, change.epoch, sealed.epoch]).toEqual([0, 1, 1])
  expect(opened.content).toEqual({ hello })
  await change.adopt()
  expect([talk.visitor.epoch, talk.visitor.commitHash]).toEqual([1, anna.commitHash])
})

test("a handover is an Add and later a Remove; the one who left is told, and reads nothing more", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1, { name: "Anna" })
  const bo = await talk.admits(2, { name: "Bo", role: "supervisor" }, [anna])
  await talk.says(bo, [talk.visitor, anna], "jag heter Bo")

  const { n } = talk.next(0)
  const change = await talk.visitor.remove(1, n)
  const [forAnna, forBo] = [
    await anna.dryRun(change.commit, { member: 0, n }),
    await bo.dryRun(change.commit, { member: 0, n }),
  ]
  await Promise.all([change.adopt(), forAnna.adopt(), forBo.adopt()])

  expect(forBo.roster).toMatchObject({ left: { member: 1, staff: { name: "Anna" } }, removed: false })
  expect(forAnna.roster.removed).toBe(true)
  await talk.says(talk.visitor, [bo], "hej då Anna")
  const event = talk.next(0)
  const { message } = await talk.visitor.seal({ text: "secret" }, event.n)
  await expect(anna.open(message, event)).rejects.toThrow(new GroupError("wiped"))
})

test("who takes a free leaf has its own number, and is not mistaken for who sat there", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1, { name: "Anna" })
  const bo = await talk.admits(2, { name: "Bo" }, [anna])
  await talk.removes(1, [anna, bo])
  const cia = await talk.admits(3, { name: "Cia" }, [bo])

  await talk.says(cia, [talk.visitor, bo], "Cia")
  await talk.says(talk.visitor, [bo, cia], "välkommen")

  expect(bo.roster.map(({ member, staff }) => [member, staff?.name])).toEqual([
    [0, undefined],
    [2, "Bo"],
    [3, "Cia"],
  ])
})

test("a message sealed before a change is opened after it, and one from two changes ago is not", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const [early, late] = [talk.next(1), talk.next(1)]
  const [first, second] = [await anna.seal({ text: "1" }, early.n), await anna.seal({ text: "2" }, late.n)]
  const bo = await talk.admits(2, {}, [anna])

  expect((await talk.visitor.open(first.message, early)).content).toEqual({ text: "1" })
  await talk.removes(2, [anna, bo])
  await expect(talk.visitor.open(second.message, late)).rejects.toThrow(new GroupError("epoch"))
})

test("a message opened while a change of mine is under way does not spoil the next one after it", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const events = [talk.next(1), talk.next(1), talk.next(1)]
  const sealed = []
  for (const { n } of events) sealed.push(await anna.seal({ text: String(n) }, n))
  const { n } = talk.next(0)
  const change = await talk.visitor.emptyCommit(n)

  await talk.visitor.open(sealed[0]?.message ?? new Uint8Array(), events[0] ?? { member: 1, n: 0 })
  await change.adopt()
  for (const i of [1, 2])
    await talk.visitor.open(sealed[i]?.message ?? new Uint8Array(), events[i] ?? { member: 1, n: 0 })
  await (await anna.dryRun(change.commit, { member: 0, n })).adopt()

  await talk.says(anna, [talk.visitor], "after")
})

test("a change that lost is dropped by following the one that won, and what was sealed for it is void", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const [mine, hers] = [talk.next(0), talk.next(1)]
  const lost = await talk.visitor.emptyCommit(mine.n)
  const won = await anna.emptyCommit(hers.n)
  await won.adopt()

  await (await talk.visitor.dryRun(won.commit, hers)).adopt()

  expect(talk.visitor.change).toBeUndefined()
  expect([talk.visitor.epoch, talk.visitor.commitHash]).toEqual([2, won.commitHash])
  await expect(lost.adopt()).rejects.toThrow(new GroupError("lost"))
  await talk.says(talk.visitor, [anna], "we go on")
  await talk.says(anna, [talk.visitor], "we do")
})

test("a dropped change leaves the epoch as it was, and another can be made", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const dropped = await talk.visitor.add((await talk.candidate(2)).keyPackage, { member: 2, n: 2 })
  const sealed = await talk.visitor.seal({ text: "to both" }, 2)
  dropped.drop()
  dropped.drop()

  expect(talk.visitor.roster.length).toBe(2)
  await expect(anna.open(sealed.message, { member: 0, n: 2 })).rejects.toThrow(new GroupError("behind"))
  talk.next(0)
  await talk.removes(1, [anna])
  expect(talk.visitor.roster.length).toBe(1)
})

test("who follows my change before the relay has answered me proves that it was taken", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const { n } = talk.next(0)
  const change = await talk.visitor.emptyCommit(n)
  await (await anna.dryRun(change.commit, { member: 0, n })).adopt()

  await talk.says(anna, [talk.visitor], "already there")

  expect([talk.visitor.epoch, talk.visitor.change]).toEqual([2, undefined])
  await change.adopt()
  await change.adopt()
  expect(talk.visitor.epoch).toBe(2)
})

test("a commit on top of mine, before the relay has answered me, is followed too", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const [mine, hers] = [talk.next(0), talk.next(1)]
  const change = await talk.visitor.emptyCommit(mine.n)
  await (await anna.dryRun(change.commit, mine)).adopt()
  const next = await anna.emptyCommit(hers.n)
  await next.adopt()

  await (await talk.visitor.dryRun(next.commit, hers)).adopt()

  expect(talk.visitor.epoch).toBe(3)
  await change.adopt()
  await talk.says(talk.visitor, [anna], "a")
  await talk.says(anna, [talk.visitor], "b")
})

test("calls that overlap are done one after the other", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const events = Array.from({ length: 12 }, () => talk.next(0))
  const sealed = await Promise.all(events.map(({ n }) => talk.visitor.seal({ text: String(n) }, n)))

  const opened = await Promise.all(
    sealed.map(({ message }, i) => anna.open(message, events[i] ?? { member: 0, n: 0 })),
  )

  expect(opened.map(({ content }) => content)).toEqual(events.map(({ n }) => ({ text: String(n) })))
})

test("an event that never came is seen when the next one comes", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  await talk.says(talk.visitor, [anna], "1")
  for (let withheld = 0; withheld < 2; withheld += 1) {
    const event = talk.next(0)
    await talk.visitor.seal({ text: "withheld" }, event.n)
  }
  const event = talk.next(0)

  const opened = await anna.open((await talk.visitor.seal({ text: "2" }, event.n)).message, event)

  expect(opened.skipped).toBe(2)
})

test("also the very first message of whoever has come is missed", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  await anna.seal({ text: "withheld" }, talk.next(1).n)
  const event = talk.next(1)

  const opened = await talk.visitor.open((await anna.seal({ text: "2" }, event.n)).message, event)

  expect(opened.skipped).toBe(1)
})

test("what is sealed ahead of us shows that a commit was kept back: the group cannot go on", async () => {
  const talk = await Conversation.begun()
  const anna = await talk.admits(1)
  const bo = await talk.admits(2, {}, [anna])
  await talk.removes(1, [])
  const event = talk.next(0)
  const { message } = await talk.visitor.seal({ text: "without Anna" }, event.n)
  const { commit } = await talk.visitor.emptyCommit(talk.next(0).n)

  await expect(bo.open(message, event)).rejects.toThrow(new GroupError("behind"))
  await expect(bo.dryRun(commit, { member: 0, n: event.n + 1 })).rejects.toThrow(new GroupError("behind"))
})

test("up to four talk, through comings, goings and fresh keys in any order", async () => {
  const talk = await Conversation.begun(await Helpline.open())
  let staff: StaffGroup[] = []
  let next = 1
  // Not random, so that it fails the same way twice; every order of three acts within a few steps.
  for (const act of "aaarearraeaeraarreaaeraeareraaerr") {
    if (act === "a" && staff.length < 3) staff = [...staff, await talk.admits(next++, {}, staff)]
    const gone = staff[next % Math.max(1, staff.length)]
    if (act === "r" && gone !== undefined) {
      await talk.removes(gone.member, staff)
      staff = staff.filter((each) => each !== gone)
    }
    const renewer = staff[(next + 1) % Math.max(1, staff.length)]
    if (act === "e" && renewer !== undefined) await renews(talk, renewer, staff)
    for (const each of [talk.visitor, ...staff]) {
      await talk.says(
        each,
        [talk.visitor, ...staff].filter((other) => other !== each),
        `${act} ${next}`,
      )
    }
  }

  expect(talk.visitor.epoch).toBeGreaterThan(25)
})

async function renews(
  talk: Conversation,
  renewer: StaffGroup,
  staff: readonly StaffGroup[],
): Promise<Change> {
  const event = talk.next(renewer.member)
  const change = await renewer.emptyCommit(event.n)
  await change.adopt()
  for (const other of [talk.visitor, ...staff]) {
    if (other !== renewer) await (await other.dryRun(change.commit, event)).adopt()
  }
  return change
}
