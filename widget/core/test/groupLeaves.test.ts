// SPDX-License-Identifier: EUPL-1.2
// Who may sit in a group at all (encryption.md, invariant 3).

import { generateKeyPackageWithKey } from "ts-mls/keyPackage.js"
import { defaultLifetime } from "ts-mls/lifetime.js"
import { beforeAll, describe, expect, test } from "vitest"
import { utf8 } from "../src/bytes.ts"
import { endorse } from "../src/certificate.ts"
import { DistrustError, GroupError, type GroupRefusal, type StaffGroup } from "../src/group.ts"
import { keyPackageBytes } from "../src/groupFraming.ts"
import type { KeyPair } from "../src/groupJoin.ts"
import { CAPABILITIES } from "../src/groupRoster.ts"
import { suite } from "../src/provider.ts"
import { addOf, addOfBytes, evilKeys, lured, numbers } from "./evil.ts"
import { Conversation, Helpline } from "./people.ts"

const text = utf8(JSON.stringify({ v: 1, text: "a" }))
const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("3: at most four, plain leaves, real lifetimes", () => {
  test("the visitor adds no fifth", async () => {
    const talk = await Conversation.begun(helpline)
    const staff: StaffGroup[] = []
    for (const member of [1, 2, 3]) staff.push(await talk.admits(member, {}, staff))
    const { keyPackage } = await talk.candidate(4)

    await expect(talk.visitor.add(keyPackage, { member: 4, n: 4 })).rejects.toThrow(refusal("full"))
    expect(talk.visitor.change).toBeUndefined()
  })

  test("a fifth is refused by those who are there and does not join either", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const members = new Map(numbers(0, 1))
    for (const member of [2, 3]) {
      const made = await visitor.commits([addOf(await evilKeys(talk, member))], {
        member: 0,
        n: member,
        subject: member,
      })
      visitor.state = made.next
      members.set(member, member)
      await (await anna.dryRun(made.commit, { member: 0, n: member })).adopt()
    }
    const candidate = await talk.candidate(4)
    const fifth = await visitor.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 0, n: 4, subject: 4 },
      new Map([...members, [4, 4]]),
    )

    await expect(anna.dryRun(fifth.commit, { member: 0, n: 4 })).rejects.toThrow(refusal("full"))
    await expect(candidate.join(fifth.welcome)).rejects.toThrow(refusal("full"))
  })

  const odd = async (talk: Conversation, alter: (usual: Usual) => Usual): Promise<KeyPair> => {
    const keys = await suite.signature.keygen()
    const device = await talk.helpline.device()
    const identity = await endorse(
      device,
      { conversation: talk.id, key: keys.publicKey },
      talk.helpline.trust,
    )
    const now = BigInt(Math.floor(Date.now() / 1000))
    const usual = alter({
      capabilities: CAPABILITIES,
      lifetime: { notBefore: now - 60n, notAfter: now + 3600n },
      leaf: [],
    })
    const credential = { credentialType: "basic" as const, identity }
    return generateKeyPackageWithKey(
      credential,
      usual.capabilities,
      usual.lifetime,
      [],
      keys,
      suite,
      usual.leaf,
    )
  }
  const cases: readonly [string, "malformed" | "expired" | "notYet", (usual: Usual) => Usual][] = [
    [
      "more capabilities than ours",
      "malformed",
      (u) => ({ ...u, capabilities: { ...CAPABILITIES, proposals: [0xf00d] } }),
    ],
    [
      "fewer capabilities than ours",
      "malformed",
      (u) => ({ ...u, capabilities: { ...CAPABILITIES, versions: [] } }),
    ],
    [
      "an extension",
      "malformed",
      (u) => ({ ...u, leaf: [{ extensionType: "application_id", extensionData: text }] }),
    ],
    ["ts-mls's default lifetime, for ever", "malformed", (u) => ({ ...u, lifetime: defaultLifetime })],
    [
      "a lifetime of more than two days",
      "malformed",
      (u) => ({ ...u, lifetime: { ...u.lifetime, notAfter: u.lifetime.notBefore + 172_801n } }),
    ],
    [
      "a lifetime that is over",
      "expired",
      (u) => ({
        ...u,
        lifetime: { notBefore: u.lifetime.notBefore - 3600n, notAfter: u.lifetime.notBefore - 100n },
      }),
    ],
    [
      "a lifetime of tomorrow",
      "notYet",
      (u) => ({
        ...u,
        lifetime: { notBefore: u.lifetime.notBefore + 3600n, notAfter: u.lifetime.notAfter + 3600n },
      }),
    ],
  ]
  test.each(cases)("a leaf with %s is refused by the visitor and by colleagues", async (_, why, alter) => {
    const { visitor, anna, talk } = await lured(helpline)
    const keys = await odd(talk, alter)

    await expect(talk.visitor.check(keyPackageBytes(keys.publicPackage))).rejects.toThrow(
      new DistrustError(why),
    )
    // What is outside of its lifetime, ts-mls does not even commit: nothing reaches a colleague.
    const made = visitor.commits([addOf(keys)], { member: 0, n: 2, subject: 2 })
    if (why !== "malformed") await expect(made).rejects.toThrow("Lifetime")
    else
      await expect(anna.dryRun((await made).commit, { member: 0, n: 2 })).rejects.toThrow(
        new DistrustError(why),
      )
  })

  test("a leaf whose time ts-mls disputes is refused without a trace of the library", async () => {
    const fast = await Helpline.open()
    const talk = await Conversation.begun(fast)
    fast.later(3000)
    const { keyPackage } = await talk.candidate(1)
    fast.later(3000)
    const late = await talk.candidate(1)

    await expect(talk.visitor.add(late.keyPackage, { member: 1, n: 1 })).rejects.toThrow(
      new GroupError("notAllowed"),
    )
    expect((await talk.visitor.add(keyPackage, { member: 1, n: 1 })).epoch).toBe(1)
  })

  test("a leaf like ours, made in the same way, is taken", async () => {
    const talk = await Conversation.begun(helpline)
    const keys = await odd(talk, (usual) => usual)

    expect((await talk.visitor.check(keyPackageBytes(keys.publicPackage))).name).toBe("Anna")
  })
})

interface Usual {
  readonly capabilities: Parameters<typeof generateKeyPackageWithKey>[1]
  readonly lifetime: Parameters<typeof generateKeyPackageWithKey>[2]
  readonly leaf: NonNullable<Parameters<typeof generateKeyPackageWithKey>[6]>
}
