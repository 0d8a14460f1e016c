// SPDX-License-Identifier: EUPL-1.2
// Coming in: key packages and Welcomes that are not what they should be.

import { signKeyPackage } from "ts-mls/keyPackage.js"
import { beforeAll, describe, expect, test } from "vitest"
import { concat, utf8 } from "../src/bytes.ts"
import { DistrustError, GroupError, type GroupRefusal } from "../src/group.ts"
import { keyPackageBytes, readWelcome, welcomeBytes } from "../src/groupFraming.ts"
import { visitorPackage } from "../src/groupJoin.ts"
import { suite } from "../src/provider.ts"
import { addOfBytes, Evil, evilKeys, lured, numbers } from "./evil.ts"
import { Conversation, Helpline } from "./people.ts"

const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("a key package", () => {
  test("is believed only for its own conversation", async () => {
    const [talk, other] = [await Conversation.begun(helpline), await Conversation.begun(helpline)]
    const { keyPackage } = await other.candidate(1)

    await expect(talk.visitor.add(keyPackage, { member: 1, n: 1 })).rejects.toThrow(
      new DistrustError("forged"),
    )
    expect(talk.visitor.change).toBeUndefined()
  })

  test("is believed only from who has its leaf key", async () => {
    const talk = await Conversation.begun(helpline)
    const [keys, stolen] = [await evilKeys(talk, 1), await evilKeys(talk, 1)]
    const bad = { ...keys.publicPackage, signature: stolen.publicPackage.signature }
    const leaf = {
      ...keys.publicPackage,
      leafNode: { ...keys.publicPackage.leafNode, signature: stolen.publicPackage.leafNode.signature },
    }

    const { publicPackage, privatePackage } = keys
    const leafNode = { ...publicPackage.leafNode, signature: stolen.publicPackage.leafNode.signature }
    const whole = { ...publicPackage, leafNode }
    const signedAgain = await signKeyPackage(whole, privatePackage.signaturePrivateKey, suite.signature)

    for (const each of [bad, leaf, signedAgain]) {
      await expect(talk.visitor.check(keyPackageBytes(each))).rejects.toThrow(new DistrustError("forged"))
    }
  })

  test("of a visitor is nobody's: a relay cannot add the visitor again", async () => {
    const talk = await Conversation.begun(helpline)
    const { publicPackage } = await visitorPackage(Date.now())

    await expect(talk.visitor.add(keyPackageBytes(publicPackage), { member: 1, n: 1 })).rejects.toThrow(
      new DistrustError("malformed"),
    )
  })

  test("of somebody who does not answer offers is not taken unless it was agreed", async () => {
    const talk = await Conversation.begun(helpline)
    const { keyPackage } = await talk.candidate(1, { role: "officer" })

    await expect(talk.visitor.add(keyPackage, { member: 1, n: 1 })).rejects.toThrow(
      new DistrustError("notAllowed"),
    )
    expect((await talk.visitor.check(keyPackage, ["officer"])).role).toBe("officer")
  })

  test("that is no key package is malformed", async () => {
    const talk = await Conversation.begun(helpline)
    const { keyPackage } = await talk.candidate(1)
    for (const bytes of [
      new Uint8Array(),
      utf8("key"),
      keyPackage.slice(1),
      concat(keyPackage, new Uint8Array(1)),
    ]) {
      await expect(talk.visitor.check(bytes)).rejects.toThrow(new DistrustError("malformed"))
    }
  })
})

describe("a Welcome", () => {
  test("by anybody but the visitor's leaf is refused: a counsellor cannot bring a ghost in", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    const candidate = await talk.candidate(2)
    const { welcome } = await evil.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 1, n: 1, subject: 2 },
      numbers(0, 1, 2),
    )

    await expect(candidate.join(welcome)).rejects.toThrow(refusal("notAllowed"))
  })

  test("to another conversation is refused", async () => {
    const talk = await Conversation.begun(helpline)
    const visitor = await Evil.visitor(crypto.getRandomValues(new Uint8Array(24)))
    const candidate = await talk.candidate(1)
    const { welcome } = await visitor.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 0, n: 1, subject: 1 },
      numbers(0, 1),
    )

    await expect(candidate.join(welcome)).rejects.toThrow(refusal("otherGroup"))
  })

  test("for somebody else, or for another of my keys, cannot be opened", async () => {
    const talk = await Conversation.begun(helpline)
    const [one, other] = [await talk.candidate(1), await talk.candidate(1)]
    const { welcome } = await talk.visitor.add(one.keyPackage, { member: 1, n: 1 })

    await expect(other.join(welcome ?? new Uint8Array())).rejects.toThrow(refusal("unreadable"))
  })

  test("gives me the number that the relay told me, or I do not come", async () => {
    const talk = await Conversation.begun(helpline)
    const candidate = await talk.candidate(2)
    const { welcome } = await talk.visitor.add(candidate.keyPackage, { member: 1, n: 1 })

    await expect(candidate.join(welcome ?? new Uint8Array())).rejects.toThrow(refusal("sender"))
  })

  test.each([
    ["no numbers", undefined],
    ["numbers for too few", numbers(0)],
    ["numbers for too many", numbers(0, 1, 2)],
    [
      "a number for another leaf",
      new Map([
        [0, 0],
        [3, 1],
      ]),
    ],
    ["a visitor with another number", numbers(5, 1)],
    ["the visitor's number for me", numbers(1, 0)],
    ["one number for two", numbers(1, 1)],
  ])("with %s is refused", async (_, members) => {
    const talk = await Conversation.begun(helpline)
    const visitor = await Evil.visitor(talk.id)
    const candidate = await talk.candidate(1)
    const { welcome } = await visitor.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 0, n: 1, subject: 1 },
      members,
    )

    await expect(candidate.join(welcome)).rejects.toBeInstanceOf(GroupError)
  })

  test("that says more than ours do is refused", async () => {
    const talk = await Conversation.begun(helpline)
    const visitor = await Evil.visitor(talk.id)
    const candidate = await talk.candidate(1)
    const more = [{ extensionType: 0xf00d, extensionData: new Uint8Array() }]
    const proposals = [addOfBytes(candidate.keyPackage)]
    const { welcome } = await visitor.commits(proposals, { member: 0, n: 1, subject: 1 }, numbers(0, 1), more)

    await expect(candidate.join(welcome)).rejects.toThrow(refusal("notAllowed"))
  })

  test("with one number for me and for a colleague is refused", async () => {
    const { talk, visitor } = await lured(helpline)
    const candidate = await talk.candidate(2)
    const proposals = [addOfBytes(candidate.keyPackage)]
    const { welcome } = await visitor.commits(proposals, { member: 0, n: 2, subject: 2 }, numbers(0, 2, 2))

    await expect(candidate.join(welcome)).rejects.toThrow(refusal("malformed"))
  })

  test("to a group with extensions of its own is refused", async () => {
    const talk = await Conversation.begun(helpline)
    const visitor = await Evil.visitor(talk.id)
    visitor.state.groupContext.extensions.push({
      extensionType: "external_senders",
      extensionData: new Uint8Array(),
    })
    const candidate = await talk.candidate(1)
    const { welcome } = await visitor.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 0, n: 1, subject: 1 },
      numbers(0, 1),
    )

    await expect(candidate.join(welcome)).rejects.toThrow(refusal("notAllowed"))
  })

  test("is taken once", async () => {
    const talk = await Conversation.begun(helpline)
    const candidate = await talk.candidate(1)
    const { welcome } = await talk.visitor.add(candidate.keyPackage, { member: 1, n: 1 })
    await candidate.join(welcome ?? new Uint8Array())

    await expect(candidate.join(welcome ?? new Uint8Array())).rejects.toThrow(refusal("wiped"))
  })

  test("that is no Welcome is malformed", async () => {
    const talk = await Conversation.begun(helpline)
    const candidate = await talk.candidate(1)
    const { commit, welcome } = await talk.visitor.add(candidate.keyPackage, { member: 1, n: 1 })
    const read = readWelcome(welcome ?? new Uint8Array())

    for (const bytes of [commit, new Uint8Array(), concat(welcome ?? new Uint8Array(), new Uint8Array(1))]) {
      await expect(candidate.join(bytes)).rejects.toThrow(refusal("malformed"))
    }
    await expect(candidate.join(welcomeBytes({ ...read, secrets: [] }))).rejects.toThrow(
      refusal("unreadable"),
    )
  })
})
