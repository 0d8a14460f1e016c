// SPDX-License-Identifier: EUPL-1.2
// What is tried out, written down and restored (encryption.md, invariants 5 and 6).

import { beforeAll, describe, expect, test } from "vitest"
import { GroupError, type GroupRefusal, StaffGroup, VisitorGroup } from "../src/group.ts"
import { readSnapshot } from "../src/groupSnapshot.ts"
import { Disk, kept } from "./disk.ts"
import { Conversation, Helpline } from "./people.ts"

const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("5: a commit is tried out and shown before it is followed", () => {
  test("nothing has changed until it is adopted, and nothing is sealed meanwhile", async () => {
    const { talk, anna } = await kept(helpline)
    const event = talk.next(0)
    const change = await talk.visitor.add((await talk.candidate(2, { name: "Bo" })).keyPackage, {
      member: 2,
      n: event.n,
    })

    const incoming = await anna.dryRun(change.commit, event)

    expect(incoming).toMatchObject({ by: { member: 0 }, epoch: 2, commitHash: change.commitHash })
    expect(incoming.roster).toMatchObject({ joined: { member: 2, staff: { name: "Bo" } }, removed: false })
    expect(incoming.roster.after.map(({ member }) => member)).toEqual([0, 1, 2])
    expect([anna.epoch, anna.roster.length]).toEqual([1, 2])
    await expect(anna.seal({ text: "a" }, 1)).rejects.toThrow(refusal("unsettled"))
    await expect(anna.emptyCommit(1)).rejects.toThrow(refusal("unsettled"))
    await expect(anna.dryRun(change.commit, event)).rejects.toThrow(refusal("unsettled"))
    await incoming.adopt()
    expect([anna.epoch, anna.roster.length]).toEqual([2, 3])
    expect((await anna.seal({ text: "a" }, 1)).epoch).toBe(2)
  })

  test("a commit that is not followed leaves everything as it was", async () => {
    const { talk, anna } = await kept(helpline)
    const event = talk.next(0)
    const change = await talk.visitor.remove(1, event.n)
    const incoming = await anna.dryRun(change.commit, event)

    incoming.drop()

    expect([anna.epoch, anna.roster.length]).toEqual([1, 2])
    expect((await anna.seal({ text: "a" }, 1)).epoch).toBe(1)
    await expect(incoming.adopt()).rejects.toThrow(refusal("lost"))
  })

  test("a change of mine is shown too, and is not in force before the relay has taken it", async () => {
    const { talk } = await kept(helpline)
    const change = await talk.visitor.remove(1, talk.next(0).n)

    expect(change.roster).toMatchObject({ left: { member: 1 }, after: [{ member: 0 }], removed: false })
    expect([talk.visitor.epoch, talk.visitor.roster.length, talk.visitor.change?.commitHash]).toEqual([
      1,
      2,
      change.commitHash,
    ])
    await expect(talk.visitor.emptyCommit(3)).rejects.toThrow(refusal("unsettled"))
  })
})

describe("6: what leaves, or is acknowledged, has been written down before", () => {
  test("nothing is given out while the writing goes on", async () => {
    const { disk, hers, talk, anna } = await kept(helpline)
    const sealing = await disk.slowly(() => talk.visitor.seal({ text: "a" }, 2))
    const { message } = await sealing.done
    const opening = await hers.slowly(() => anna.open(message, { member: 0, n: 2 }))
    await opening.done
    const changing = await disk.slowly(() => talk.visitor.emptyCommit(3))
    const { commit, adopt } = await changing.done
    const adopting = await disk.slowly(adopt)
    const incoming = await anna.dryRun(commit, { member: 0, n: 3 })
    const following = await hers.slowly(() => incoming.adopt())
    await Promise.all([adopting.done, following.done])

    expect([sealing, opening, changing, adopting, following].map(({ waited }) => waited)).toEqual(
      Array(5).fill(true),
    )
  })

  test("a newcomer is written down before it has joined", async () => {
    const talk = await Conversation.begun(helpline)
    const hers = new Disk()
    const candidate = await talk.candidate(1, {}, hers.persist)
    const { welcome } = await talk.visitor.add(candidate.keyPackage, { member: 1, n: 1 })

    await candidate.join(welcome ?? new Uint8Array())

    expect(hers.written.length).toBe(1)
  })

  test("what is opened is written down together with the state that cannot open it again", async () => {
    const { hers, talk, anna } = await kept(helpline)
    await talk.says(talk.visitor, [anna], "once")

    expect(hers.opened.at(-1)).toMatchObject({ content: { text: "once" }, by: { member: 0 } })
    const again = StaffGroup.restore(readSnapshot(hers.newest, helpline.trust), helpline.trust)
    expect(again.epoch).toBe(anna.epoch)
  })

  test("when it cannot be written, nothing has happened and it can be done later", async () => {
    const { disk, hers, talk, anna } = await kept(helpline)
    disk.full = true
    hers.full = true
    await expect(talk.visitor.seal({ text: "a" }, 2)).rejects.toThrow("disk full")
    await expect(talk.visitor.emptyCommit(2)).rejects.toThrow("disk full")
    expect(talk.visitor.change).toBeUndefined()
    disk.full = false
    const { message } = await talk.visitor.seal({ text: "a" }, 2)
    await expect(anna.open(message, { member: 0, n: 2 })).rejects.toThrow("disk full")
    hers.full = false

    expect((await anna.open(message, { member: 0, n: 2 })).content).toEqual({ text: "a" })
    await talk.says(anna, [talk.visitor], "b")
  })

  test("after a restore the first act is an empty commit, and then all goes on", async () => {
    const { disk, talk, anna } = await kept(helpline)
    await talk.says(anna, [talk.visitor], "before")
    const visitor = VisitorGroup.restore(
      readSnapshot(disk.newest, helpline.trust),
      helpline.trust,
      disk.persist,
    )
    const { keyPackage } = await talk.candidate(2)

    await expect(visitor.seal({ text: "a" }, 2)).rejects.toThrow(refusal("restored"))
    await expect(visitor.add(keyPackage, { member: 2, n: 2 })).rejects.toThrow(refusal("restored"))
    await expect(visitor.remove(1, 2)).rejects.toThrow(refusal("restored"))
    const event = talk.next(0)
    const change = await visitor.emptyCommit(event.n)
    const { message } = await visitor.seal({ text: "I am back" }, event.n)
    await change.adopt()
    await (await anna.dryRun(change.commit, event)).adopt()

    expect((await anna.open(message, event)).content).toEqual({ text: "I am back" })
    await talk.says(anna, [visitor], "good")
    await talk.says(visitor, [anna], "yes")
    expect(visitor.roster).toEqual(anna.roster)
  })

  test("an empty commit that was dropped has to be made again", async () => {
    const { hers } = await kept(helpline)
    const anna = StaffGroup.restore(readSnapshot(hers.newest, helpline.trust), helpline.trust)
    const change = await anna.emptyCommit(1)
    change.drop()

    await expect(anna.seal({ text: "a" }, 1)).rejects.toThrow(refusal("restored"))
  })

  test("a state that is older than what was sent heals by its empty commit", async () => {
    const { hers, talk, anna } = await kept(helpline)
    const old = hers.newest
    await talk.says(anna, [talk.visitor], "1")
    await talk.says(anna, [talk.visitor], "2")
    const again = StaffGroup.restore(readSnapshot(old, helpline.trust), helpline.trust)
    const event = talk.next(1)
    const change = await again.emptyCommit(event.n)
    await change.adopt()
    await (await talk.visitor.dryRun(change.commit, event)).adopt()

    await talk.says(again, [talk.visitor], "3")
    await talk.says(talk.visitor, [again], "4")
  })

  test("a state that is older than what it sealed does not take it for mail, whoever sends it back", async () => {
    const { hers, talk, anna } = await kept(helpline)
    const old = hers.newest
    const event = talk.next(1)
    const { message } = await anna.seal({ text: "echo" }, event.n)
    const { commit } = await anna.emptyCommit(talk.next(1).n)
    const again = StaffGroup.restore(readSnapshot(old, helpline.trust), helpline.trust)

    await expect(again.open(message, event)).rejects.toThrow(refusal("sender"))
    await expect(again.dryRun(commit, { member: 1, n: event.n + 1 })).rejects.toThrow(refusal("sender"))
  })

  test("an empty commit that was restored does not count: what was sealed for it since may be sealed again", async () => {
    const { hers } = await kept(helpline)
    const once = StaffGroup.restore(readSnapshot(hers.newest, helpline.trust), helpline.trust, hers.persist)
    await once.emptyCommit(1)
    const twice = StaffGroup.restore(readSnapshot(hers.newest, helpline.trust), helpline.trust)

    await expect(twice.seal({ text: "a" }, 1)).rejects.toThrow(refusal("restored"))
    await twice.change?.adopt()
    await expect(twice.seal({ text: "a" }, 1)).rejects.toThrow(refusal("restored"))
    await twice.emptyCommit(2)
    expect((await twice.seal({ text: "a" }, 2)).epoch).toBe(3)
  })

  test("a change that was under way is restored, with what was sealed for it", async () => {
    const { disk, talk, anna } = await kept(helpline)
    const event = talk.next(0)
    const candidate = await talk.candidate(2)
    const change = await talk.visitor.add(candidate.keyPackage, { member: 2, n: event.n })
    const { message } = await talk.visitor.seal({ text: "hej Bo" }, event.n)
    const visitor = VisitorGroup.restore(readSnapshot(disk.newest, helpline.trust), helpline.trust)

    expect(visitor.change).toMatchObject({
      commitHash: change.commitHash,
      epoch: 2,
      roster: { joined: { member: 2 } },
    })
    expect([visitor.change?.commit, visitor.change?.welcome]).toEqual([change.commit, change.welcome])
    await visitor.change?.adopt()
    await (await anna.dryRun(change.commit, event)).adopt()
    const bo = await candidate.join(change.welcome ?? new Uint8Array())
    await bo.open(message, event)
    expect(visitor.roster.map(({ member }) => member)).toEqual([0, 1, 2])
    await talk.says(anna, [visitor, bo], "three of us")
  })

  test("what is no snapshot is not restored", async () => {
    const { disk } = await kept(helpline)
    const { trust } = helpline

    for (const bytes of [new Uint8Array(), disk.newest.slice(0, -1), new Uint8Array([...disk.newest, 0])]) {
      expect(() => readSnapshot(bytes, trust)).toThrow()
    }
  })
})
