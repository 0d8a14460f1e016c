// SPDX-License-Identifier: EUPL-1.2
// What is padded, wiped and never printed (encryption.md, invariants 8 and 9).

import { inspect } from "node:util"
import { beforeAll, describe, expect, test } from "vitest"
import { utf8 } from "../src/bytes.ts"
import { GroupError, type GroupRefusal, StaffGroup, VisitorGroup } from "../src/group.ts"
import type { Parts } from "../src/groupKept.ts"
import { secretsOf } from "../src/groupSecrets.ts"
import { PADDED_BYTES } from "../src/padding.ts"
import { kept } from "./disk.ts"
import { Evil } from "./evil.ts"
import { Conversation, Helpline } from "./people.ts"

const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("8: the relay sees one of seven lengths", () => {
  test("texts of the same step cannot be told apart by their length", async () => {
    const { talk } = await kept(helpline)
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
    const { disk, talk } = await kept(helpline)
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
    const { disk, hers, talk, anna } = await kept(helpline)
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
    const { disk, talk } = await kept(helpline)
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
    const { disk, talk, anna } = await kept(helpline)
    const change = await talk.visitor.emptyCommit(talk.next(0).n)
    const [, dropped] = statesIn(disk.last)
    change.drop()

    expect(isForgotten(Object.values(dropped?.keySchedule ?? {}))).toBe(true)
    await talk.says(anna, [talk.visitor], "still here")
    await talk.says(talk.visitor, [anna], "me too")
  })

  test("the secrets of a commit that is not followed are gone, and no others", async () => {
    const { talk, anna } = await kept(helpline)
    const event = talk.next(0)
    const change = await talk.visitor.emptyCommit(event.n)
    const incoming = await anna.dryRun(change.commit, event)
    incoming.drop()
    change.drop()

    await talk.says(anna, [talk.visitor], "still here")
    await talk.says(talk.visitor, [anna], "me too")
  })

  test("wiping forgets everything at once, also in the middle of something, and nothing works afterwards", async () => {
    const { disk, talk } = await kept(helpline)
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
    const { disk, talk } = await kept(helpline)
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
    const { disk, talk } = await kept(helpline)
    const generation = () => disk.last?.held.mls.secretTree[0]?.handshake.generation
    const before = generation() ?? 0
    ;(await talk.visitor.emptyCommit(2)).drop()
    ;(await talk.visitor.emptyCommit(2)).drop()

    expect(generation()).toBe(before + 2)
  })

  test("no group, snapshot or candidate prints what it holds", async () => {
    const { talk, anna } = await kept(helpline)
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
