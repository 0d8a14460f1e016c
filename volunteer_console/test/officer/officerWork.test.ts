// SPDX-License-Identifier: EUPL-1.2
// What an officer's page does with keys, certificates and signatures, against a server that may lie.

import { fromBase64, toBase64, utf8 } from "@lykta/core/bytes"
import { isSigned } from "@lykta/core/p256"
import { expect, test } from "vitest"
import { Helpline } from "../../../widget/core/test/people.ts"
import { RefusedError, UnreachableError } from "../../src/door/staffApi.ts"
import { writeNote } from "../../src/report/notes.ts"
import { digestOf } from "../../src/report/receipt.ts"
import { openContentKey } from "../../src/seal.ts"
import { waiting } from "./cases.ts"
import { authorSeed, keyOf, Office, staff } from "./office.ts"

const reading = (work: { state: { value: { readings: ReadonlyMap<string, unknown> } } }) =>
  work.state.value.readings.get(`${waiting.case}/1`)
const doing = (work: { state: { value: { doing: ReadonlyMap<string, unknown> } } }) =>
  work.state.value.doing.get(waiting.case)

test("a report that is sealed to this device opens, and says who vouches for it", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)

  expect(reading(work)).toMatchObject({
    at: "open",
    report: {
      author: { name: "Anna", role: "counsellor" },
      report: { concern: { childWords: "jag är rädd" } },
    },
  })
})

test("what this device cannot open it says so of, each reason by its own name", async () => {
  const other = await Office.open({ to: 2 })
  const changed = await Office.open()
  const unsigned = await Office.open()
  const another = await Office.open({ meta: { case: "anothercase" } })
  const flipped = fromBase64(changed.sealed?.ciphertext ?? "")
  flipped[50] = (flipped[50] ?? 0) ^ 1
  if (changed.sealed) changed.sealed = { ...changed.sealed, ciphertext: toBase64(flipped) }
  const stranger = await Helpline.open()

  const why = async (office: Office, work = office.olof()) => {
    await (await work).open(waiting)
    return reading(await work)
  }
  expect(await why(other)).toEqual({ at: "cannot", why: "noKey" })
  expect(await why(other, other.olof({ key: undefined }))).toEqual({ at: "cannot", why: "noKey" })
  expect(await why(changed)).toEqual({ at: "cannot", why: "changed" })
  expect(await why(another)).toEqual({ at: "cannot", why: "changed" })
  Object.assign(unsigned, { helpline: stranger })
  expect(await why(unsigned)).toEqual({ at: "cannot", why: "unsigned" })
  other.refusal = new RefusedError("not_yours")
  expect(await why(other)).toEqual({ at: "cannot", why: "notYours" })
  other.refusal = new UnreachableError()
  expect(await why(other)).toEqual({ at: "cannot", why: "unreachable" })
})

test("asking to talk with the young person is a deed of this version, and nothing else goes with it", async () => {
  const office = await Office.open()
  const work = await office.olof()
  expect(await work.askToJoin(waiting)).toBe(true)
  expect(office.last("deed")).toEqual({ case: waiting.case, version: 1, deed: "joined_asked" })
})

test("nothing is signed as read before it is open here", async () => {
  const office = await Office.open()
  const work = await office.olof()

  expect(await work.acknowledge(waiting)).toBe(false)
  expect(office.asked).toEqual([])
})

test("what is signed as read is what was opened", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)
  expect(await work.acknowledge(waiting)).toBe(true)

  const { time, device = "", signature = "" } = office.last("acknowledge")
  const digest = await digestOf(fromBase64(office.sealed?.ciphertext ?? ""))
  const said = utf8(`lykta/read/v1|${waiting.case}|1|${digest}|${staff}|${time}`)
  expect(await isSigned(fromBase64(device), said, fromBase64(signature))).toBe(true)
})

test("to a colleague it is sealed only if this helpline has certified their key", async () => {
  const office = await Office.open()
  await office.offers("Petra", 5)
  await office.offers("Mallory", 6, { by: await Helpline.open() })
  await office.offers("Disa", 7, { role: "supervisor" })
  const work = await office.olof()
  await work.open(waiting)
  await work.choices(waiting, "colleague")
  expect(work.state.value.choices.get(waiting.case)?.colleagues?.map(({ name }) => name)).toEqual(["Petra"])
  expect(await work.sealAgain(waiting)).toBe(true)

  expect(office.sealedTo("wraps")).toEqual([await office.fingerprint("Petra")])
})

test("what a colleague is given opens the report for them", async () => {
  const office = await Office.open()
  await office.offers("Petra", 5)
  const work = await office.olof()
  await work.open(waiting)
  await work.sealAgain(waiting)

  const { wraps = [] } = office.last("wraps")
  if (office.sealed) office.sealed = { ...office.sealed, wraps }
  const petra = await office.olof({ key: await keyOf(new Uint8Array(32).fill(5)) })
  await petra.open(waiting)
  expect(reading(petra)).toMatchObject({ at: "open" })
})

test("it is passed on to nobody where no key may be sealed to", async () => {
  const office = await Office.open()
  await office.offers("Mallory", 6, { by: await Helpline.open() })
  const work = await office.olof()
  await work.open(waiting)

  expect(await work.reroute(waiting, "are")).toBe(false)
  expect(doing(work)).toEqual({ asked: "reroute", failed: "noReader" })
  expect(office.asked.map(({ path }) => path)).not.toContain("reroute")
})

test("passed on, it is sealed to all over there, in that agency's name", async () => {
  const office = await Office.open()
  await office.offers("Sara", 8)
  await office.offers("Disa", 9, { role: "supervisor" })
  const work = await office.olof()
  await work.open(waiting)
  expect(await work.reroute(waiting, "are")).toBe(true)

  expect(office.sealedTo("reroute")).toEqual([
    await office.fingerprint("Sara"),
    await office.fingerprint("Disa"),
  ])
  const [wrap] = office.last("reroute").wraps ?? []
  const context = { agency: "are", case: waiting.case, key: wrap?.key ?? "" }
  const seed = new Uint8Array(32).fill(8)
  await expect(openContentKey(fromBase64(wrap?.sealed ?? ""), seed, context)).resolves.toHaveLength(32)
})

test("a question is sealed to the key that the signed report names, and to no other that the server offers", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)
  expect(await work.ask(waiting, "Vilken skola?")).toBe(true)
  expect(office.sealedTo("note")).toHaveLength(2)

  office.notes = { author_key: toBase64(office.mine.sealKey), notes: [] }
  expect(await work.ask(waiting, "Vilken skola?")).toBe(false)
  expect(office.asked.filter(({ path }) => path === "note")).toHaveLength(1)
})

test("an answer is read; one that an officer wrote is not shown as the counsellor's", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)
  const note = async (id: string, role: "counsellor" | "officer") => {
    const device = await office.helpline.device({ name: "Anna", role })
    const name = { case: waiting.case, note: id, agency: waiting.agency.id }
    const to = [office.mine.sealKey]
    const sealed = await writeNote("Storsjöskolan", { name, device, at: office.helpline.trust.now(), to })
    const wraps = sealed.wraps.map((wrap) => ({ key: wrap.key, sealed: toBase64(wrap.sealed) }))
    const ciphertext = toBase64(sealed.ciphertext)
    return { note: id, to: "agency", by: "Anna", role: "counsellor", at: 1, ciphertext, wraps } as const
  }
  const honest = await note("a".repeat(22), "counsellor")
  office.notes = { ...office.notes, notes: [honest, await note("b".repeat(22), "officer")] }
  await work.notes(waiting)

  const read = work.state.value.notes.get(waiting.case) ?? []
  expect(read.map(({ text }) => text)).toEqual(["Storsjöskolan", undefined])
})

test("what the server did not answer is not taken for done, and can be asked again", async () => {
  const office = await Office.open()
  const work = await office.olof()
  office.refusal = new UnreachableError()
  expect(await work.accept(waiting)).toBe(false)
  expect(doing(work)).toEqual({ asked: "accept", failed: "unreachable" })
  office.refusal = undefined
  expect(await work.accept(waiting)).toBe(true)
  expect(doing(work)).toBeUndefined()
})

test("while the server does not answer what it told before stays, and is said to be old", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.fetch()
  const heardAt = work.state.value.heardAt
  office.refusal = new UnreachableError()
  await work.fetch()
  expect(work.state.value).toMatchObject({ cases: [waiting], connected: false, heardAt })
})

test("a report that is no longer here does not stay open here", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)
  const before = reading(work) as { report: { contentKey: Uint8Array } }
  await work.fetch()
  expect(reading(work)).toBe(before)
  office.cases = [{ ...waiting, version: 2 }]
  await work.fetch()
  expect(reading(work)).toBeUndefined()
  expect(before.report.contentKey.every((byte) => byte === 0)).toBe(true)
})

test("whoever is no longer signed in is told so", async () => {
  const office = await Office.open()
  const work = await office.olof()
  office.refusal = new RefusedError("not_signed_in")
  await work.fetch()
  expect(office.asked.map(({ path }) => path)).toEqual(["signedOut"])
})

test("who has read it is shown as checked only where the signature holds", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)
  await work.acknowledge(waiting)
  const { time = 0, device = "", signature = "" } = office.last("acknowledge")
  const { certificate } = await office.helpline.device({ name: "Olof", role: "officer" })
  const read = {
    officer: staff,
    name: "Olof",
    office: "Östersund",
    at: time,
    time,
    version: 1,
    device,
    signature,
  }
  office.cases = [{ ...waiting, read_by: { ...read, certificate: toBase64(certificate) } }]
  await work.fetch()
  // The certificate is of another device of that name.
  expect(work.state.value.receipts.size).toBe(0)
  office.cases = [
    {
      ...waiting,
      read_by: { ...read, certificate: toBase64(office.devices[0]?.certificate ?? new Uint8Array()) },
    },
  ]
  await work.fetch()
  expect([...work.state.value.receipts]).toEqual([signature])
})

test("the author's page could open what is asked", async () => {
  const office = await Office.open()
  const work = await office.olof()
  await work.open(waiting)
  await work.ask(waiting, "Vilken skola?")
  const { note = "", wraps = [] } = office.last("note")
  const author = await keyOf(authorSeed)
  const packed = wraps.map((wrap) => ({ key: wrap.key, sealed: fromBase64(wrap.sealed) }))
  await expect(author.openWrap(packed, { agency: waiting.agency.id, case: note })).resolves.toHaveLength(32)
})
