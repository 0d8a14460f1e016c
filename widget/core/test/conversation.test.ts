// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { toBase64 } from "../src/bytes.ts"
import { type Group, GroupError } from "../src/group.ts"
import { texts } from "./meeting.ts"
import { app, ERA, NAME, OneEnd, turn } from "./oneEnd.ts"
import { ClearGroup } from "./relay/clearGroup.ts"

const visitor = (): ClearGroup => new ClearGroup(NAME, 0, 1, [0, 1])

test("mail of another era is not ours", async () => {
  const end = await OneEnd.staff()
  await end.comes(1, { member: 0, n: 1 }, await app(visitor(), "hej", 1), "f".repeat(22))

  expect(end.conversation.scene.entries).toEqual([])
  expect(end.values("got")).toEqual([])
})

test.each([
  ["from another member than the relay says", { member: 2, n: 1 }, () => app(visitor(), "hej", 1)],
  ["under another number than was sealed", { member: 0, n: 2 }, () => app(visitor(), "hej", 1)],
  ["that is no message", { member: 0, n: 1 }, () => Promise.resolve({ app: "AAAA" })],
  ["that is not base64", { member: 0, n: 1 }, () => Promise.resolve({ app: "AAAAA" })],
])("mail %s shows nothing, is acknowledged, and what follows is read", async (_, from, body) => {
  const end = await OneEnd.staff()
  await end.comes(1, from, await body())
  expect(end.last("got").value).toEqual({ era: ERA, seq: 1 })
  await end.comes(2, { member: 0, n: 3 }, await app(visitor(), "hej", 3))

  expect(texts(end.conversation.scene.entries)).toEqual([": hej"])
  expect(end.over).toEqual([])
})

test("messages that could not be opened are told before the next of the same person, and only then", async () => {
  const end = await OneEnd.staff()
  const from = visitor()
  await end.comes(1, { member: 0, n: 1 }, await app(from, "ett", 1))
  await end.comes(2, { member: 0, n: 2 }, { app: toBase64(new Uint8Array([1, 2, 3])) })
  await end.comes(3, { member: 0, n: 3 }, { app: toBase64(new Uint8Array([1, 2, 3])) })
  await end.comes(4, { member: 0, n: 4 }, await app(from, "fyra", 4))
  await end.comes(5, { member: 0, n: 5 }, await app(from, "fem", 5))

  const { entries } = end.conversation.scene
  expect(entries.map((e) => [e.kind, "text" in e ? e.text : "count" in e && e.count])).toEqual([
    ["theirs", "ett"],
    ["missing", 2],
    ["theirs", "fyra"],
    ["theirs", "fem"],
  ])
})

test("a commit that breaks the rules is the end: nobody goes on with somebody let in unseen", async () => {
  const group: Group = new ClearGroup(NAME, 1, 1, [0, 1])
  group.dryRun = () => Promise.reject(new GroupError("notAllowed"))
  const end = new OneEnd(group)
  await end.resumes()
  await end.comes(1, { member: 0, n: 1 }, { commit: "AAAA" })

  expect(end.over).toEqual(["lost"])
})

test("a text that the relay finds sealed too long ago is not sealed again for somebody who came since", async () => {
  const end = await OneEnd.staff()
  end.conversation.write("till dig")
  await turn()
  const { commit } = visitor().commit(1, { joins: 2 })
  await end.comes(1, { member: 0, n: 1 }, { commit: toBase64(commit), adds: 2 })
  end.last("send").answer({ ok: false, code: "old_epoch", retry: false })
  await turn()

  expect(texts(end.conversation.scene.entries)).toEqual(["me: till dig (notDelivered)", " joined"])
  expect(end.values("send")).toHaveLength(1)
})

test("a text that the relay finds sealed too long ago is sealed again for the same people", async () => {
  const end = await OneEnd.staff()
  end.conversation.write("till dig")
  await turn()
  end.last("send").answer({ ok: false, code: "old_epoch", retry: false })
  await turn()

  expect(end.values("send")).toMatchObject([{ n: 1 }, { n: 1 }])
})

test("a commit that the relay refuses is dropped, and the next is not made in its shadow", async () => {
  const group = visitor()
  const end = new OneEnd(group)
  await end.resumes()
  const make = async (n: number) => {
    const change = group.commit(n, { joins: 2 })
    return { change, body: { commit: toBase64(change.commit), adds: 2 } }
  }
  const committed = end.conversation.commit({ isWanted: () => true, make })
  await turn()
  expect(group.change).toBeDefined()
  end.last("send").answer({ ok: false, code: "not_allowed_now", retry: false })

  expect(await committed).toBe(false)
  expect(group.change).toBeUndefined()
})

test.each([
  ["just before its answer", (end: OneEnd) => end.conversation.arrived({ era: ERA, n: 1 }), () => undefined],
  ["right behind its answer", () => undefined, (end: OneEnd) => end.conversation.arrived({ era: ERA, n: 1 })],
])(
  "what is said to have arrived because its only reader is taken out has not: told %s",
  async (_, before, behind) => {
    const group = visitor()
    const end = new OneEnd(group)
    await end.resumes()
    end.conversation.write("hör du mig?")
    await turn()
    end.last("send").answer({ ok: true, value: { seq: 1 } })
    await turn()
    const make = async (n: number) => {
      const change = group.commit(n, { leaves: 1 })
      return { change, body: { commit: toBase64(change.commit), removes: 1 } }
    }
    const committed = end.conversation.commit({ isWanted: () => true, make })
    await turn()

    before(end)
    end.last("send").answer({ ok: true, value: { seq: 2 } })
    behind(end)

    expect(await committed).toBe(true)
    expect(texts(end.conversation.scene.entries)).toContain("me: hör du mig? (notDelivered)")
  },
)

test("what has arrived is told once the relay has refused a commit", async () => {
  const group = visitor()
  const end = new OneEnd(group)
  await end.resumes()
  end.conversation.write("hör du mig?")
  await turn()
  end.last("send").answer({ ok: true, value: { seq: 1 } })
  await turn()
  const make = async (n: number) => {
    const change = group.commit(n, { leaves: 1 })
    return { change, body: { commit: toBase64(change.commit), removes: 1 } }
  }
  const committed = end.conversation.commit({ isWanted: () => true, make })
  await turn()
  end.conversation.arrived({ era: ERA, n: 1 })
  end.last("send").answer({ ok: false, code: "not_allowed_now", retry: false })

  expect(await committed).toBe(false)
  expect(texts(end.conversation.scene.entries)).toEqual(["me: hör du mig? (arrived)"])
})

test("a commit that cannot be made is told to whoever wanted it, and leaves nothing behind", async () => {
  const group = visitor()
  const end = new OneEnd(group)
  await end.resumes()
  const make = async (n: number) => {
    group.commit(n, { joins: 2 })
    throw new GroupError("full")
  }

  await expect(end.conversation.commit({ isWanted: () => true, make })).rejects.toEqual(
    new GroupError("full"),
  )
  expect(group.change).toBeUndefined()
  expect(end.values("send")).toEqual([])
})

test("the end is acknowledged before everything is forgotten", async () => {
  const end = await OneEnd.staff()
  end.conversation.mail({ era: ERA, seq: 1, member: 0, n: 0, at: 0, end: "visitor" })
  await turn()

  expect(end.over).toEqual(["visitor"])
  expect(end.values("got")[0]).toEqual({ era: ERA, seq: 1 })
})

test("a resume that the relay is too busy for is tried again after a second; any other refusal means that it is gone", async () => {
  const end = new OneEnd(visitor())
  void end.conversation.resume()
  end.last("resume").answer({ ok: false, code: "busy", retry: true })
  await turn()
  end.clock.advance(1_000)
  expect(end.values("resume")).toHaveLength(2)
  end.last("resume").answer({ ok: false, code: "era", retry: false })
  await turn()

  expect(end.over).toEqual(["gone"])
})

test("a resume says from where, and the lowest number that is still kept", async () => {
  const end = await OneEnd.staff()
  end.conversation.write("1")
  await turn()
  await end.comes(1, { member: 0, n: 1 }, await app(visitor(), "hej", 1))
  end.conversation.disconnected()
  void end.conversation.resume()

  expect(end.last("resume").value).toEqual({ era: ERA, position: 1, from: 1, epoch: 1 })
})

test("last words are waited for, but not for ever", async () => {
  const end = await OneEnd.staff()
  end.conversation.write("hej då")
  let isOver = false
  void end.conversation.lastWords().then(() => {
    isOver = true
  })
  await turn()
  expect(isOver).toBe(false)
  end.clock.advance(2_000)
  await turn()

  expect(isOver).toBe(true)
})

test("who comes in while already away is not shown as here", async () => {
  const end = await OneEnd.staff()
  end.conversation.here({ member: 2, here: false })
  const { commit } = visitor().commit(1, { joins: 2 })
  await end.comes(1, { member: 0, n: 1 }, { commit: toBase64(commit), adds: 2 })

  expect(end.conversation.scene.figures).toMatchObject([{ member: 2, here: false }])
})

test("when it is closed nothing is sent, opened or told any more", async () => {
  const end = await OneEnd.staff()
  end.conversation.write("1")
  end.conversation.close()
  const asked = end.asked.length
  await end.comes(1, { member: 0, n: 1 }, await app(visitor(), "hej", 1))
  end.conversation.here({ member: 0, here: false })
  end.clock.advance(60_000)
  await turn()

  expect(texts(end.conversation.scene.entries)).toEqual(["me: 1 (notDelivered)"])
  expect(end.asked).toHaveLength(asked)
})
