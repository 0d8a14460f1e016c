// SPDX-License-Identifier: EUPL-1.2
// What commits members of ill will try, and what the adapter says to them (encryption.md, invariants 1, 2 and 4).

import { createGroup } from "ts-mls/clientState.js"
import { createGroupInfoWithExternalPubAndRatchetTree, joinGroupExternal } from "ts-mls/createCommit.js"
import { createProposal } from "ts-mls/createMessage.js"
import { encodeMlsMessage } from "ts-mls/message.js"
import type { Proposal } from "ts-mls/proposal.js"
import { beforeAll, describe, expect, test } from "vitest"
import { utf8 } from "../src/bytes.ts"
import { DistrustError, GroupError, type GroupRefusal } from "../src/group.ts"
import { staffPackage, visitorPackage } from "../src/groupJoin.ts"
import { CONFIG } from "../src/groupState.ts"
import { suite } from "../src/provider.ts"
import { addOf, addOfBytes, Evil, evilKeys, lured, numbers, removeOf } from "./evil.ts"
import { Conversation, Helpline } from "./people.ts"

const text = utf8(JSON.stringify({ v: 1, text: "a" }))
const refusal = (code: GroupRefusal) => new GroupError(code)

let helpline: Helpline
beforeAll(async () => {
  helpline = await Helpline.open()
})

describe("1: only leaf 0 adds and removes, and nothing else is ever proposed", () => {
  test("a counsellor's Add of a ghost is refused by visitor and colleague", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    const { n } = talk.next(1)
    const { commit } = await evil.commits([addOf(await evilKeys(talk, 9))], { member: 1, n, subject: 9 })

    await expect(talk.visitor.dryRun(commit, { member: 1, n })).rejects.toThrow(refusal("notAllowed"))
    expect(talk.visitor.roster.length).toBe(2)
  })

  test("a counsellor's Remove of a colleague is refused by the visitor and by the colleague", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    const event = talk.next(0)
    const candidate = await talk.candidate(2)
    const change = await talk.visitor.add(candidate.keyPackage, { member: 2, n: event.n })
    await change.adopt()
    await evil.follows(change.commit)
    const bo = await candidate.join(change.welcome ?? new Uint8Array())
    const { commit } = await evil.commits([removeOf(2)], { member: 1, n: 1, subject: 2 })

    await expect(talk.visitor.dryRun(commit, { member: 1, n: 1 })).rejects.toThrow(refusal("notAllowed"))
    await expect(bo.dryRun(commit, { member: 1, n: 1 })).rejects.toThrow(refusal("notAllowed"))
  })

  test("the visitor cannot be removed, not even by its own leaf", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1)
    const { visitor, anna } = await lured(helpline)
    const own = await visitor.commits([], { member: 0, n: 2, subject: 0 })
    const proposal = { proposalOrRefType: "proposal" as const, proposal: removeOf(0) }
    const path = await visitor.path()
    const byItself = await visitor.forges({ proposals: [proposal], path }, { member: 0, n: 2, subject: 0 })
    const { commit } = await evil.commits([removeOf(0)], { member: 1, n: 1, subject: 0 })

    expect(own.commit.length).toBeGreaterThan(0)
    await expect(talk.visitor.dryRun(commit, { member: 1, n: 1 })).rejects.toThrow(refusal("notAllowed"))
    await expect(anna.dryRun(byItself, { member: 0, n: 2 })).rejects.toThrow(refusal("notAllowed"))
    await expect(talk.visitor.remove(0, 2)).rejects.toThrow(refusal("sender"))
  })

  test("extensions of the group, PSK, Update, ReInit, external init and unknown proposals are refused, even from leaf 0", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const path = await visitor.path()
    const keys = await evilKeys(talk, 9)
    const { leafNode } = path
    const proposals: Proposal[] = [
      { proposalType: "group_context_extensions", groupContextExtensions: { extensions: [] } },
      {
        proposalType: "psk",
        psk: { preSharedKeyId: { psktype: "external", pskId: text, pskNonce: new Uint8Array(32) } },
      },
      { proposalType: "update", update: { leafNode: { ...leafNode, leafNodeSource: "update" } } } as Proposal,
      {
        proposalType: "reinit",
        reinit: { groupId: talk.id, version: "mls10", cipherSuite: suite.name, extensions: [] },
      },
      { proposalType: "external_init", externalInit: { kemOutput: keys.publicPackage.initKey } },
      { proposalType: 0xf00d, proposalData: text },
    ]
    for (const proposal of proposals) {
      const commit = await visitor.forges(
        { proposals: [{ proposalOrRefType: "proposal", proposal }], path },
        { member: 0, n: 2 },
      )
      await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(refusal("notAllowed"))
    }
  })

  test("two proposals in one commit are refused: an Add with a Remove, or two Adds", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const [first, second] = [addOf(await evilKeys(talk, 2)), addOf(await evilKeys(talk, 3))]
    for (const proposals of [
      [first, removeOf(1)],
      [first, second],
    ]) {
      const commit = await visitor.forges(
        {
          proposals: proposals.map((proposal) => ({ proposalOrRefType: "proposal", proposal })),
          path: await visitor.path(),
        },
        { member: 0, n: 2, subject: 2 },
      )
      await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(refusal("notAllowed"))
    }
  })

  test("a proposal by itself is no message of ours, and none is taken by reference", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const proposal = addOf(await evilKeys(talk, 2))
    const alone = await createProposal(visitor.state, false, proposal, suite)
    const reference = { proposalOrRefType: "reference" as const, reference: new Uint8Array(32) }
    const commit = await visitor.forges(
      { proposals: [reference], path: await visitor.path() },
      { member: 0, n: 2, subject: 2 },
    )

    await expect(anna.dryRun(encodeMlsMessage(alone.message), { member: 0, n: 2 })).rejects.toThrow(
      refusal("malformed"),
    )
    await expect(anna.open(encodeMlsMessage(alone.message), { member: 0, n: 2 })).rejects.toThrow(
      refusal("malformed"),
    )
    await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(refusal("notAllowed"))
  })

  test("nobody comes in by an external commit", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const info = await createGroupInfoWithExternalPubAndRatchetTree(visitor.state, [], suite)
    const { publicPackage, privatePackage } = await evilKeys(talk, 2)
    const { publicMessage } = await joinGroupExternal(info, publicPackage, privatePackage, false, suite)
    const bytes = encodeMlsMessage({ version: "mls10", wireformat: "mls_public_message", publicMessage })

    await expect(anna.dryRun(bytes, { member: 2, n: 1 })).rejects.toThrow(refusal("malformed"))
  })
})

describe("2: the roster is what was checked, whole", () => {
  test("leaf 0 with another signature key is refused: its key is pinned", async () => {
    const { visitor, anna } = await lured(helpline)
    const fresh = await suite.signature.keygen()
    const commit = await visitor.renewsWith(
      (tree) => {
        const leaf = tree[0]
        if (leaf?.nodeType !== "leaf") throw new Error("no leaf")
        tree[0] = { nodeType: "leaf", leaf: { ...leaf.leaf, signaturePublicKey: fresh.publicKey } }
        return { tree, signKey: fresh.signKey }
      },
      { member: 0, n: 2 },
    )

    await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(refusal("roster"))
  })

  test("a correct renewal made in the same way is followed", async () => {
    const { visitor, anna } = await lured(helpline)
    const signKey = visitor.state.signaturePrivateKey
    const commit = await visitor.renewsWith((tree) => ({ tree, signKey }), { member: 0, n: 2 })

    expect((await anna.dryRun(commit, { member: 0, n: 2 })).roster).toMatchObject({ removed: false })
  })

  test("a counsellor who takes another name is refused", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await Evil.counsellor(talk, 1, { name: "Anna" })
    const other = (await evilKeys(talk, 1, { name: "Bo" })).publicPackage.leafNode.credential
    const signKey = evil.state.signaturePrivateKey
    const commit = await evil.renewsWith(
      (tree) => {
        const leaf = tree[2]
        if (leaf?.nodeType !== "leaf") throw new Error("no leaf")
        tree[2] = { nodeType: "leaf", leaf: { ...leaf.leaf, credential: other } }
        return { tree, signKey }
      },
      { member: 1, n: 1 },
    )

    await expect(talk.visitor.dryRun(commit, { member: 1, n: 1 })).rejects.toThrow(refusal("roster"))
  })

  test("a ghost without a certificate is refused by those who are there and by those who come", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const ghost = await visitorPackage(Date.now())
    const members = numbers(0, 1, 2)
    const made = await visitor.commits([addOf(ghost)], { member: 0, n: 2, subject: 2 }, members)
    visitor.state = made.next
    const candidate = await talk.candidate(3)
    const later = await visitor.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 0, n: 3, subject: 3 },
      new Map([...members, [3, 3]]),
    )

    await expect(anna.dryRun(made.commit, { member: 0, n: 2 })).rejects.toThrow(
      new DistrustError("malformed"),
    )
    await expect(candidate.join(later.welcome)).rejects.toThrow(new DistrustError("malformed"))
  })

  test("a newcomer whose certificate is another helpline's is refused by colleagues too", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const elsewhere = await Helpline.open()
    const device = await elsewhere.device()
    const keys = await staffPackage({ conversation: talk.id, member: 2, device, trust: elsewhere.trust })
    const { commit } = await visitor.commits([addOf(keys)], { member: 0, n: 2, subject: 2 })

    await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(new DistrustError("unknownRoot"))
  })

  test("staff do not join a group whose first leaf is certified: there is no visitor in it", async () => {
    const talk = await Conversation.begun(helpline)
    const evil = await staffMade(talk)
    const candidate = await talk.candidate(1)
    const { welcome } = await evil.commits(
      [addOfBytes(candidate.keyPackage)],
      { member: 0, n: 1, subject: 1 },
      numbers(0, 1),
    )

    await expect(candidate.join(welcome)).rejects.toThrow(refusal("roster"))
  })

  test("a certificate's time is asked when somebody comes, and keeps nobody from being removed later", async () => {
    const late = await Helpline.open()
    const talk = await Conversation.begun(late)
    const anna = await talk.admits(1)
    const bo = await talk.admits(2, {}, [anna])
    late.later(13 * 3600)

    await talk.removes(1, [anna, bo])

    expect(bo.roster.map(({ member }) => member)).toEqual([0, 2])
  })
})

describe("4: who removes has fresh keys afterwards", () => {
  test("a Remove without a path (the flaw of ts-mls 1.0-1.6.2) is refused by who stays and by who is removed", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const keys = await evilKeys(talk, 2)
    const made = await visitor.commits([addOf(keys)], { member: 0, n: 2, subject: 2 })
    await (await anna.dryRun(made.commit, { member: 0, n: 2 })).adopt()
    visitor.state = made.next
    const pathless = (leaf: number, subject: number) =>
      visitor.forges(
        { proposals: [{ proposalOrRefType: "proposal", proposal: removeOf(leaf) }], path: undefined },
        { member: 0, n: 3, subject },
      )

    await expect(anna.dryRun(await pathless(2, 2), { member: 0, n: 3 })).rejects.toThrow(
      refusal("notAllowed"),
    )
    await expect(anna.dryRun(await pathless(1, 1), { member: 0, n: 3 })).rejects.toThrow(
      refusal("notAllowed"),
    )
  })

  test("an empty commit without a path is refused", async () => {
    const { visitor, anna } = await lured(helpline)
    const commit = await visitor.forges({ proposals: [], path: undefined }, { member: 0, n: 2 })

    await expect(anna.dryRun(commit, { member: 0, n: 2 })).rejects.toThrow(refusal("notAllowed"))
  })

  test("a Remove whose path keeps the old key is refused by who is removed, though ts-mls believes it", async () => {
    const { visitor, anna, talk } = await lured(helpline)
    const made = await visitor.commits([addOf(await evilKeys(talk, 2))], { member: 0, n: 2, subject: 2 })
    await (await anna.dryRun(made.commit, { member: 0, n: 2 })).adopt()
    visitor.state = made.next
    const commit = await visitor.removesWithOldKey(1, { member: 0, n: 3, subject: 1 })

    await expect(anna.dryRun(commit, { member: 0, n: 3 })).rejects.toThrow(refusal("staleKey"))
  })
})

/** A group that a counsellor has made, who sits on leaf 0. */
async function staffMade(talk: Conversation): Promise<Evil> {
  const { publicPackage, privatePackage } = await evilKeys(talk, 0)
  return new Evil(await createGroup(talk.id, publicPackage, privatePackage, [], suite, CONFIG))
}
