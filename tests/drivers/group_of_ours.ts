// SPDX-License-Identifier: EUPL-1.2
// The client's own groups as JSON lines, for another implementation in another language: no relay, no sockets.
//   in   {"do": "seal", "member": 0, "text": "hej"}     out  {"message": "<base64>", "n": 3}
//   in   what is refused                                out  {"refused": "sender"}
// One conversation in one helpline. Whoever is named in `members` here follows what is made here; others get the bytes.

import { createInterface } from "node:readline"
import { fromBase64, toBase64 } from "../../widget/core/src/bytes.ts"
import { endorse } from "../../widget/core/src/certificate.ts"
import type { Candidate, Change, Role, StaffGroup, VisitorGroup } from "../../widget/core/src/group.ts"
import { Conversation } from "../../widget/core/test/people.ts"

interface Asked {
  readonly do: keyof typeof DEEDS
  readonly member: number
  readonly by: number
  readonly n: number
  readonly name: string
  readonly role: Role
  readonly text: string
  readonly key: string
  readonly keyPackage: string
  readonly message: string
}

type Answer = Readonly<Record<string, unknown>>

const talk = await Conversation.begun()
const staff = new Map<number, StaffGroup>()
const candidates = new Map<number, Candidate>()

const everybody = (): (VisitorGroup | StaffGroup)[] => [talk.visitor, ...staff.values()]

function memberOf(member: number): VisitorGroup | StaffGroup {
  const found = everybody().find((each) => each.member === member)
  if (found === undefined) throw new Error("nobody here has that number")
  return found
}

const DEEDS = {
  /** The conversation's id. */
  begin: async () => ({ conversation: toBase64(talk.id) }),

  /** What somebody elsewhere puts into its credential: a certified device endorses its leaf key. */
  endorse: async ({ name, role, key }: Asked) => {
    const device = await talk.helpline.device({ name, role })
    const leaf = { conversation: talk.id, key: fromBase64(key) }
    return { identity: toBase64(await endorse(device, leaf, talk.helpline.trust)) }
  },

  /** A key package made here. */
  candidate: async ({ member, name, role }: Asked) => {
    const candidate = await talk.candidate(member, { name, role })
    candidates.set(member, candidate)
    return { keyPackage: toBase64(candidate.keyPackage) }
  },

  /** The visitor lets in whoever made this key package, and greets. */
  add: async ({ member, keyPackage }: Asked) => {
    const { n } = talk.next(0)
    const change = await talk.visitor.add(fromBase64(keyPackage), { member, n })
    const greeting = await talk.visitor.seal({ text: "välkommen" }, n)
    await talk.follow(change, n, [...staff.values()])
    for (const each of staff.values()) await each.open(greeting.message, { member: 0, n })
    await comesIn(member, change, greeting.message, n)
    return { ...bytesOf(change), message: toBase64(greeting.message), n }
  },

  remove: async ({ member }: Asked) => {
    const { n } = talk.next(0)
    const change = await talk.visitor.remove(member, n)
    await talk.follow(change, n, [...staff.values()])
    staff.delete(member)
    return bytesOf(change)
  },

  /** Fresh keys for a member who is here. */
  renew: async ({ member }: Asked) => {
    const [renewing, { n }] = [memberOf(member), talk.next(member)]
    const change = await renewing.emptyCommit(n)
    await change.adopt()
    for (const each of everybody().filter((other) => other !== renewing))
      await (await each.dryRun(change.commit, { member, n })).adopt()
    return bytesOf(change)
  },

  seal: async ({ member, text }: Asked) => {
    const { n } = talk.next(member)
    const { message } = await memberOf(member).seal({ text }, n)
    for (const each of everybody().filter((other) => other.member !== member))
      await each.open(message, { member, n })
    return { message: toBase64(message), n }
  },

  /** A member who is here opens what came from elsewhere. */
  open: async ({ member, by, n, message }: Asked) => {
    const opened = await memberOf(member).open(fromBase64(message), { member: by, n })
    return { content: opened.content, name: opened.by.staff?.name }
  },

  words: async ({ member }: Asked) => ({
    words: await memberOf(member).words(),
    epoch: memberOf(member).epoch,
  }),
} satisfies Readonly<Record<string, (asked: Asked) => Promise<Answer>>>

async function comesIn(member: number, change: Change, greeting: Uint8Array, n: number): Promise<void> {
  const candidate = candidates.get(member)
  if (candidate === undefined) return
  const group = await candidate.join(change.welcome ?? new Uint8Array(), change.commit)
  await group.open(greeting, { member: 0, n })
  staff.set(member, group)
}

function bytesOf({ commit, welcome }: Change): Answer {
  return { commit: toBase64(commit), ...(welcome === undefined ? {} : { welcome: toBase64(welcome) }) }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as Asked
  const answer = await DEEDS[asked.do](asked).catch((error: Error) => ({ refused: error.message }))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
