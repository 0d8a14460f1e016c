// SPDX-License-Identifier: EUPL-1.2
// Who spoke, and what a relay of ill will can make of it (encryption.md, invariant 7).

import { beforeAll, describe, expect, test } from "vitest"
import { concat, utf8 } from "../src/bytes.ts"
import { GroupError, type GroupRefusal } from "../src/group.ts"
import { addOf, Evil, evilKeys, lured, removeOf } from "./evil.ts"
import { Conversation, Helpline } from "./people.ts"

const text = utf8(JSON.stringify({ v: 1, text: "a" }))
const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("7: nobody speaks as another, and the relay cannot renumber, replay or splice", () => {
  test("a counsellor who signs with the visitor's number, or a colleague's, is refused", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    for (const member of [0, 2]) {
      const message = await evil.says(text, { member, n: 1 })
      await expect(talk.visitor.open(message, { member, n: 1 })).rejects.toThrow(refusal("sender"))
      await expect(talk.visitor.open(message, { member: 1, n: 1 })).rejects.toThrow(refusal("sender"))
    }
  })

  test("a message that the relay gives to another member, or another number, is refused and can still be opened rightly", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const event = talk.next(1)
    const { message } = await anna.seal({ text: "a" }, event.n)

    for (const lie of [
      { member: 2, n: 1 },
      { member: 0, n: 1 },
      { member: 1, n: 2 },
    ]) {
      await expect(talk.visitor.open(message, lie)).rejects.toThrow(refusal("sender"))
    }
    expect((await talk.visitor.open(message, event)).content).toEqual({ text: "a" })
  })

  test("a commit that the relay gives to another member, or another number, is refused", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const { commit } = await anna.emptyCommit(1)

    for (const lie of [
      { member: 2, n: 1 },
      { member: 1, n: 2 },
    ]) {
      await expect(talk.visitor.dryRun(commit, lie)).rejects.toThrow(refusal("sender"))
    }
  })

  test("a message of ours carries exactly one stamp", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    for (const stamp of [new Uint8Array(), new Uint8Array(11), { member: 1, n: 1, subject: 1 }]) {
      const message = await evil.says(text, stamp)
      await expect(talk.visitor.open(message, { member: 1, n: 1 })).rejects.toThrow(refusal("sender"))
    }
  })

  test("a message is opened once, whatever number the relay gives it the second time", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const event = talk.next(1)
    const { message } = await anna.seal({ text: "a" }, event.n)
    await talk.visitor.open(message, event)

    await expect(talk.visitor.open(message, event)).rejects.toThrow(refusal("replayed"))
    await expect(talk.visitor.open(message, { member: 1, n: 2 })).rejects.toThrow(refusal("unreadable"))
  })

  test("messages come in the order in which they were sent, or are refused", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const [first, second] = [await anna.seal({ text: "1" }, 1), await anna.seal({ text: "2" }, 2)]
    await talk.visitor.open(second.message, { member: 1, n: 2 })

    await expect(talk.visitor.open(first.message, { member: 1, n: 1 })).rejects.toThrow(refusal("replayed"))
  })

  test("a commit comes once, and not after what its sender said later", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const { commit } = await anna.emptyCommit(1)
    const { message } = await anna.seal({ text: "2" }, 2)
    await talk.visitor.dryRun(commit, { member: 1, n: 1 }).then((incoming) => incoming.drop())
    await expect(talk.visitor.open(message, { member: 1, n: 2 })).rejects.toThrow(refusal("behind"))
    await (await talk.visitor.dryRun(commit, { member: 1, n: 1 })).adopt()

    await expect(talk.visitor.dryRun(commit, { member: 1, n: 1 })).rejects.toThrow(refusal("replayed"))
    await talk.visitor.open(message, { member: 1, n: 2 })
  })

  test("a message of another conversation is refused, whatever its header says", async () => {
    const [talk, other] = [await Conversation.begun(helpline), await Conversation.begun(helpline)]
    const [anna] = [await talk.admits(1), await other.admits(1)]
    const { message } = await anna.seal({ text: "a" }, 1)
    const spliced = message.slice()
    spliced.set(other.id, 5)

    await expect(other.visitor.open(message, { member: 1, n: 1 })).rejects.toThrow(refusal("otherGroup"))
    await expect(other.visitor.open(spliced, { member: 1, n: 1 })).rejects.toThrow(refusal("unreadable"))
  })

  test("every changed byte of a message is noticed", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const { message } = await anna.seal({ text: "a" }, 1)
    for (let at = 0; at < message.length; at += 7) {
      const changed = message.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      await expect(talk.visitor.open(changed, { member: 1, n: 1 })).rejects.toBeInstanceOf(GroupError)
    }
    expect((await talk.visitor.open(message, { member: 1, n: 1 })).content).toEqual({ text: "a" })
  })

  test("a message has one form: nothing follows it and no length is written longer", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const { message } = await anna.seal({ text: "a" }, 1)
    const longer = concat(message.slice(0, 4), new Uint8Array([0x40, 24]), message.slice(5))

    for (const bytes of [
      concat(message, new Uint8Array(1)),
      longer,
      message.slice(0, -1),
      new Uint8Array(),
      utf8("hello"),
    ]) {
      await expect(talk.visitor.open(bytes, { member: 1, n: 1 })).rejects.toThrow(refusal("malformed"))
    }
  })

  test("a number that somebody has, or has had, is not given again", async () => {
    const talk = await Conversation.begun(helpline)
    const anna = await talk.admits(1)
    const bo = await talk.admits(2, {}, [anna])
    await talk.removes(2, [anna, bo])
    const { keyPackage } = await talk.candidate(2)

    for (const member of [0, 1, 2]) {
      await expect(talk.visitor.add(keyPackage, { member, n: 4 })).rejects.toThrow(refusal("sender"))
    }
  })

  test("an Add that gives a number again, a Remove that names another, and an Add that names nobody are refused by staff", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const proposal = addOf(await evilKeys(talk, 2))
    const again = await visitor.commits([proposal], { member: 0, n: 2, subject: 1 })
    const nobody = await visitor.commits([proposal], { member: 0, n: 2 })
    const renewing = await visitor.commits([], { member: 0, n: 2, subject: 1 })
    for (const { commit } of [again, nobody, renewing]) {
      await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(refusal("sender"))
    }
    const added = await visitor.commits([proposal], { member: 0, n: 2, subject: 2 })
    visitor.state = added.next
    await (await anna.dryRun(added.commit, { member: 0, n: 2 })).adopt()
    const other = await visitor.commits([removeOf(2)], { member: 0, n: 3, subject: 1 })
    await expect(anna.dryRun(other.commit, { member: 0, n: 3 })).rejects.toThrow(refusal("sender"))
  })
})
