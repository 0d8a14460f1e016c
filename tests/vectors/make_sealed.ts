// SPDX-License-Identifier: EUPL-1.2
// Makes sealed.json: what the real client seals, for the relay's tests, which cannot seal.
//   npx esbuild tests/vectors/make_sealed.ts --bundle --platform=node --format=esm > build/make_sealed.mjs
//   node build/make_sealed.mjs > tests/vectors/sealed.json

import { Conversation } from "../../widget/core/test/people.ts"

const conversation = await Conversation.begun()
const { visitor } = conversation
const written = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("base64")

const candidate = await conversation.candidate(1)
const letIn = await visitor.add(candidate.keyPackage, { member: 1, n: 1 })
const hello = await visitor.seal({ hello: { urgent: false } }, 1)
await letIn.adopt()
const anna = await candidate.join(letIn.welcome ?? new Uint8Array(), letIn.commit)
const text = await anna.seal({ text: "åäö 😀".repeat(500) }, 1)
const renewed = await anna.emptyCommit(2)
await renewed.adopt()
await (await visitor.dryRun(renewed.commit, { member: 1, n: 2 })).adopt()
const takenOut = await visitor.remove(1, 2)

const events = [
  {
    member: 0,
    n: 1,
    kind: "add",
    epoch: 0,
    body: {
      commit: written(letIn.commit),
      welcome: written(letIn.welcome),
      app: written(hello.message),
      adds: 1,
    },
  },
  { member: 1, n: 1, kind: "words", epoch: 1, body: { app: written(text.message) } },
  { member: 1, n: 2, kind: "rekey", epoch: 1, body: { commit: written(renewed.commit) } },
  { member: 0, n: 2, kind: "remove", epoch: 2, body: { commit: written(takenOut.commit), removes: 1 } },
]
const named = Buffer.from(conversation.id).toString("base64url")
const vectors = { conversation: named, keyPackage: written(candidate.keyPackage), events }
process.stdout.write(`${JSON.stringify(vectors, undefined, 2)}\n`)
