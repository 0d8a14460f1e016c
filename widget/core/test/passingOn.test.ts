// SPDX-License-Identifier: EUPL-1.2
// What is passed on, through the relay and over reloads, by the real ends.

import { expect, test } from "vitest"
import { asksOf, refOf, toldIn, writtenPassing } from "../src/passing.ts"
import { talkOf, until } from "./meeting.ts"
import { Reloads } from "./reloads.ts"

const ref = refOf("AbCdEfGhIjKlMnOpQrStUv")
const [ask] = asksOf({ ref, round: 1, agency: "Östersund kanarie", text: "Namn: kanarie" }).map(
  writtenPassing,
)
const yes = writtenPassing({ say: "answer", ref, round: 1, answer: "yes" })
const sent = writtenPassing({ say: "step", ref, step: "sent", agency: "Östersund kanarie", at: 1 })

const atVisitor = ({ visitor: { state } }: Reloads) =>
  toldIn(state.at === "talking" ? state.entries : [], { isVisitor: true })
const atDesk = ({ desk }: Reloads) => toldIn(talkOf(desk).entries, { isVisitor: false })

/** A conversation in which it was asked and answered. */
async function answered(): Promise<Reloads> {
  const both = await Reloads.talk()
  expect(both.desk.write(both.name, ask ?? "", true)).toBeUndefined()
  await until(both.visitor, () => atVisitor(both).length === 1)
  expect(both.visitor.write(yes, true)).toBeUndefined()
  await until(both.desk, () => atDesk(both).length === 2)
  await both.settle()
  return both
}

test("what is asked and answered comes through, and the relay has not a word of it", async () => {
  const both = await answered()
  expect(atVisitor(both)).toMatchObject([
    { what: "ask", text: "Namn: kanarie", answer: { answer: "yes" } },
    { what: "answer" },
  ])
  expect(atDesk(both)).toMatchObject([{ what: "ask", answer: { answer: "yes" } }, { what: "answer" }])
  const heard = JSON.stringify(both.meeting.relay.asked)
  const inside = [...heard.matchAll(/"app":"([^"]+)"/g)].map(([, body]) => atob(body ?? "")).join()
  expect([heard, inside].filter((each) => /kanarie|passing/.test(each))).toEqual([])
})

test("both ends have it again after a reload, each once, and go on from there", async () => {
  const both = await answered()
  both.staffReloads()
  await both.reloads()
  await both.meeting.passes(() => both.desk.state.talks[0]?.unsure === true && both.desk.state.kept)
  expect([atDesk(both).length, atVisitor(both).length]).toEqual([2, 2])
  // Somebody else may sit there now: nothing is told before it is known who.
  expect(both.desk.write(both.name, sent, true)).toBe("unsure")
  both.desk.acknowledge(both.name)
  expect(both.desk.write(both.name, sent, true)).toBeUndefined()
  await both.meeting.passes(() => atVisitor(both).length === 3)
  expect(atDesk(both)).toHaveLength(3)
})

test("an exit leaves nothing of it", async () => {
  const both = await answered()
  both.visitor.exit()
  expect(JSON.stringify(both.visitor.state)).not.toContain("kanarie")
  expect(await both.isKept("kanarie")).toBe(false)
})
