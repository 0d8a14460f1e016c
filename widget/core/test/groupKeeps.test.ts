// SPDX-License-Identifier: EUPL-1.2
// What is tried out, written down, restored, padded and forgotten (encryption.md, invariants 5, 6, 8 and 9).

import { inspect } from "node:util"
import { beforeAll, describe, expect, test } from "vitest"
import { utf8 } from "../src/bytes.ts"
import {
  GroupError,
  type GroupRefusal,
  type Opened,
  type Persist,
  type Snapshot,
  StaffGroup,
  VisitorGroup,
} from "../src/group.ts"
import { type Parts, partsOf } from "../src/groupKept.ts"
import { secretsOf } from "../src/groupSecrets.ts"
import { readSnapshot, snapshotBytes } from "../src/groupSnapshot.ts"
import { PADDED_BYTES } from "../src/padding.ts"
import { Evil } from "./evil.ts"
import { Conversation, Helpline } from "./people.ts"

const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

/** A hook that remembers, and can be made to wait or to fail. */
class Disk {
  readonly written: Uint8Array[] = []
  readonly opened: (Opened | undefined)[] = []
  last: Parts | undefined
  full = false
  #reached = (): void => {}
  #hold: Promise<void> | undefined

  readonly persist: Persist = async (snapshot: Snapshot, opened?: Opened) => {
    if (this.full) throw new Error("disk full")
    this.#reached()
    await this.#hold
    this.last = partsOf(snapshot)
    this.written.push(snapshotBytes(snapshot))
    this.opened.push(opened)
  }

  /** Starts something, and answers when it waits for the writing: what has settled by then did not wait. */
  async slowly<T>(
    started: () => Promise<T>,
  ): Promise<{ readonly waited: boolean; readonly done: Promise<T> }> {
    let release = (): void => {}
    this.#hold = new Promise((resolve) => {
      release = resolve
    })
    const reached = new Promise<void>((resolve) => {
      this.#reached = resolve
    })
    let settled = false
    const done = started().finally(() => {
      settled = true
    })
    await reached
    await new Promise(setImmediate)
    const waited = !settled
    this.#hold = undefined
    release()
    return { waited, done }
  }

  get newest(): Uint8Array {
    return this.written.at(-1) ?? new Uint8Array()
  }
}

/** Visitor with a disk, and a counsellor in the conversation with another. */
async function kept() {
  const [disk, hers] = [new Disk(), new Disk()]
  const talk = await Conversation.begun(helpline, disk.persist)
  const anna = await talk.lets(await talk.candidate(1, {}, hers.persist), 1)
  return { disk, hers, talk, anna }
}

describe("5: a commit is tried out and shown before it is followed", () => {
  test("nothing has changed until it is adopted, and nothing is sealed meanwhile", async () => {
    const { talk, anna } = await kept()
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
    const { talk, anna } = await kept()
    const event = talk.next(0)
    const change = await talk.visitor.remove(1, event.n)
    const incoming = await anna.dryRun(change.commit, event)

    incoming.drop()

    expect([anna.epoch, anna.roster.length]).toEqual([1, 2])
    expect((await anna.seal({ text: "a" }, 1)).epoch).toBe(1)
    await expect(incoming.adopt()).rejects.toThrow(refusal("lost"))
  })

  test("a change of mine is shown too, and is not in force before the relay has taken it", async () => {
    const { talk } = await kept()
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
    const { disk, hers, talk, anna } = await kept()
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
    const { hers, talk, anna } = await kept()
    await talk.says(talk.visitor, [anna], "once")

    expect(hers.opened.at(-1)).toMatchObject({ content: { text: "once" }, by: { member: 0 } })
    const again = StaffGroup.restore(readSnapshot(hers.newest, helpline.trust), helpline.trust)
    expect(again.epoch).toBe(anna.epoch)
  })

  test("when it cannot be written, nothing has happened and it can be done later", async () => {
    const { disk, hers, talk, anna } = await kept()
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
    const { disk, talk, anna } = await kept()
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
    const { hers } = await kept()
    const anna = StaffGroup.restore(readSnapshot(hers.newest, helpline.trust), helpline.trust)
    const change = await anna.emptyCommit(1)
    change.drop()

    await expect(anna.seal({ text: "a" }, 1)).rejects.toThrow(refusal("restored"))
  })

  test("a state that is older than what was sent heals by its empty commit", async () => {
    const { hers, talk, anna } = await kept()
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

  test("an empty commit that was restored does not count: what was sealed for it since may be sealed again", async () => {
    const { hers } = await kept()
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
    const { disk, talk, anna } = await kept()
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
    const { disk } = await kept()
    const { trust } = helpline

    for (const bytes of [new Uint8Array(), disk.newest.slice(0, -1), new Uint8Array([...disk.newest, 0])]) {
      expect(() => readSnapshot(bytes, trust)).toThrow()
    }
  })
})

describe("8: the relay sees one of seven lengths", () => {
  test("texts of the same step cannot be told apart by their length", async () => {
    const { talk } = await kept()
    const lengths = []
    for (const text of ["a", "a".repeat(200), "å".repeat(110)])
      lengths.push((await talk.visitor.seal({ text }, 2)).message.length)
    const { message } = await talk.visitor.seal({ text: "a".repeat(300) }, 2)

    // Signatures differ by a few bytes, whatever is signed.
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(8)
    expect(message.length - Math.max(...lengths)).toBeGreaterThan(240)
  })

  test("the bytes that are sealed have one of our lengths", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    for (const length of [1, 300, 4000]) {
      const { message } = await talk.visitor.seal({ text: "a".repeat(length) }, 2)
      expect(PADDED_BYTES).toContain((await evil.opens(message)).length)
    }
  })

  test("a text of more than 4000 code points, or none at all, is not sealed", async () => {
    const { disk, talk } = await kept()
    const before = disk.written.length

    for (const text of ["😀".repeat(4001), "", "\u0000"]) {
      await expect(talk.visitor.seal({ text }, 2)).rejects.toThrow(refusal("tooLong"))
    }
    expect(disk.written.length).toBe(before)
    expect((await talk.visitor.seal({ text: "😀".repeat(4000) }, 2)).message.length).toBeLessThan(17_000)
  })

  test("what is not padded as we do is shown as nothing", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    const message = await evil.says(
      utf8(JSON.stringify({ v: 1, text: "a" })),
      { member: 1, n: 1 },
      { padded: false },
    )

    expect((await talk.visitor.open(message, { member: 1, n: 1 })).content).toEqual({ unknown: true })
  })
})

describe("9: what is over is forgotten, and nothing prints", () => {
  const isForgotten = (secrets: readonly Uint8Array[]) =>
    secrets.every((secret) => secret.every((byte) => byte === 0))
  const statesIn = (parts: Parts | undefined) =>
    parts === undefined ? [] : [parts.held.mls, ...(parts.own ? [parts.own.draft.mls] : [])]

  test("the secret behind a message is gone once it is sealed, and once it is opened", async () => {
    const { disk, hers, talk, anna } = await kept()
    await talk.says(talk.visitor, [anna], "1")
    const [mine, theirs] = [disk.last, hers.last].map(
      (parts) => parts?.held.mls.secretTree[0]?.application.secret ?? new Uint8Array(),
    )
    expect([mine, theirs].map((secret) => isForgotten([secret ?? new Uint8Array([1])]))).toEqual([
      false,
      false,
    ])
    await talk.says(talk.visitor, [anna], "2")

    expect([mine, theirs].map((secret) => isForgotten([secret ?? new Uint8Array([1])]))).toEqual([true, true])
  })

  test("an epoch's secrets are gone when the second one after it begins, and at once those that nobody needs", async () => {
    const { disk, talk } = await kept()
    const { keySchedule, secretTree } = disk.last?.held.mls ?? {}
    const atOnce = [keySchedule?.initSecret, keySchedule?.exporterSecret, keySchedule?.confirmationKey]
    const later = [keySchedule?.senderDataSecret, secretTree?.[2]?.application.secret]
    const gone = (secrets: readonly (Uint8Array | undefined)[]) =>
      secrets.map((secret) => isForgotten([secret ?? new Uint8Array([1])]))
    const renews = async () => (await talk.visitor.emptyCommit(talk.next(0).n)).adopt()

    expect(gone([...atOnce, ...later])).toEqual([false, false, false, false, false])
    await renews()
    expect(gone([...atOnce, ...later])).toEqual([true, true, true, false, false])
    await renews()
    expect(gone(later)).toEqual([true, true])
  })

  test("the secrets of a change are gone when it is dropped, and no others", async () => {
    const { disk, talk, anna } = await kept()
    const change = await talk.visitor.emptyCommit(talk.next(0).n)
    const [, dropped] = statesIn(disk.last)
    change.drop()

    expect(isForgotten(Object.values(dropped?.keySchedule ?? {}))).toBe(true)
    await talk.says(anna, [talk.visitor], "still here")
    await talk.says(talk.visitor, [anna], "me too")
  })

  test("the secrets of a commit that is not followed are gone, and no others", async () => {
    const { talk, anna } = await kept()
    const event = talk.next(0)
    const change = await talk.visitor.emptyCommit(event.n)
    const incoming = await anna.dryRun(change.commit, event)
    incoming.drop()
    change.drop()

    await talk.says(anna, [talk.visitor], "still here")
    await talk.says(talk.visitor, [anna], "me too")
  })

  test("wiping forgets everything at once, also in the middle of something, and nothing works afterwards", async () => {
    const { disk, talk } = await kept()
    await talk.visitor.emptyCommit(talk.next(0).n)
    const secrets = statesIn(disk.last).flatMap(secretsOf)
    const written = disk.written.length
    const sealing = talk.visitor.seal({ text: "a" }, 3)
    const failed = expect(sealing).rejects.toThrow(refusal("wiped"))
    await new Promise(setImmediate)

    talk.visitor.wipe()

    expect(isForgotten(secrets)).toBe(true)
    await failed
    expect(disk.written.length).toBe(written)
    talk.visitor.wipe()
    await expect(talk.visitor.emptyCommit(4)).rejects.toThrow(refusal("wiped"))
    await expect(talk.visitor.open(new Uint8Array(), { member: 1, n: 1 })).rejects.toThrow(refusal("wiped"))
  })

  test("wiping in the middle of a dry run leaves nothing to adopt", async () => {
    const talk = await Conversation.begun(helpline)
    let anna: StaffGroup | undefined
    // The clock is asked about the newcomer when the library has done its part: the latest moment there is.
    const now = () => {
      anna?.wipe()
      return helpline.trust.now()
    }
    const of = {
      conversation: talk.id,
      member: 1,
      device: await helpline.device(),
      trust: { ...helpline.trust, now },
    }
    const joined = await talk.lets(await StaffGroup.candidate(of), 1)
    const event = talk.next(0)
    const change = await talk.visitor.add((await talk.candidate(2)).keyPackage, { member: 2, n: event.n })
    anna = joined

    await expect(anna.dryRun(change.commit, event)).rejects.toThrow(refusal("wiped"))
  })

  test("a change that is dropped while something is being sealed for it does not come back", async () => {
    const { disk, talk } = await kept()
    const change = await talk.visitor.emptyCommit(talk.next(0).n)
    const sealing = talk.visitor.seal({ text: "a" }, 3)
    const failed = expect(sealing).rejects.toThrow(refusal("lost"))
    await new Promise(setImmediate)
    const written = disk.written.length
    change.drop()
    await failed

    expect([talk.visitor.change, talk.visitor.epoch, disk.written.length]).toEqual([undefined, 1, written])
    expect((await talk.visitor.seal({ text: "a" }, 3)).epoch).toBe(1)
  })

  test("a candidate who is not taken forgets its keys", async () => {
    const talk = await Conversation.begun(helpline)
    const candidate = await talk.candidate(1)
    const { welcome } = await talk.visitor.add(candidate.keyPackage, { member: 1, n: 1 })
    candidate.wipe()

    await expect(candidate.join(welcome ?? new Uint8Array())).rejects.toThrow(refusal("wiped"))
  })

  test("a key is not used a second time when the commit that it sealed was dropped", async () => {
    const { disk, talk } = await kept()
    const generation = () => disk.last?.held.mls.secretTree[0]?.handshake.generation
    const before = generation() ?? 0
    ;(await talk.visitor.emptyCommit(2)).drop()
    ;(await talk.visitor.emptyCommit(2)).drop()

    expect(generation()).toBe(before + 2)
  })

  test("no group, snapshot or candidate prints what it holds", async () => {
    const { talk, anna } = await kept()
    const printed: unknown[] = []
    const visitor = await VisitorGroup.create(talk.id, helpline.trust, async (snapshot) => {
      printed.push(snapshot)
    })
    await visitor.emptyCommit(1)
    for (const each of [visitor, anna, talk.visitor, ...printed, await talk.candidate(2)]) {
      const all = [
        JSON.stringify(each),
        JSON.stringify({ each }),
        inspect(each, { depth: 9, showHidden: true }),
      ].join()
      expect(all).toMatch(/sealed|Candidate|Snapshot/)
      expect(all).not.toMatch(/secret|Secret|mls|privatePath|[Tt]ree/)
    }
    expect(`${visitor} ${anna}`).toBe("[sealed] [sealed]")
  })

  test("an error says its code and nothing else", () => {
    const error = refusal("unreadable")

    expect([error.name, error.message, error.code, error.cause]).toEqual([
      "GroupError",
      "unreadable",
      "unreadable",
      undefined,
    ])
  })
})
