// SPDX-License-Identifier: EUPL-1.2
// What is done to cases, against a server that says what a test wants. Keys, certificates and seals are real.

import { checkCertificate } from "@lykta/core"
import { fromBase64, sha256, toBase64 } from "@lykta/core/bytes"
import type { Case, CaseSubmit, Recipient } from "@lykta/core/wire.gen"
import { signal } from "@preact/signals"
import { afterEach, expect, test, vi } from "vitest"
import { Helpline } from "../../../widget/core/test/people.ts"
import type { CasesApi } from "../../src/casesApi.ts"
import type { ReportKey } from "../../src/door/reportKey.ts"
import { RefusedError, UnreachableError } from "../../src/door/staffApi.ts"
import { CasesModel, obstacles, type Writing } from "../../src/escalation/casesModel.ts"
import { CaseWork, freshName } from "../../src/escalation/caseWork.ts"
import { withField } from "../../src/escalation/draft.ts"
import { digestOf, signReceipt } from "../../src/report/receipt.ts"
import { hexOf, openVersion } from "../../src/report/sealing.ts"
import { readReport } from "../../src/report/signedReport.ts"
import { openContentKey, publicKeyOf } from "../../src/seal.ts"
import { keyOf } from "../officer/office.ts"

const seed = (number: number) => new Uint8Array(32).fill(number)
const agency = { id: "ostersund", name: "Östersund" }

/** A desk with one report begun, and the server it speaks to. */
class Begun {
  readonly helpline: Helpline
  readonly submitted: CaseSubmit[] = []
  readonly deeds: unknown[] = []
  readonly calls: unknown[] = []
  readonly work: CaseWork
  readonly model: CasesModel
  recipients: Recipient[] = []
  cases: readonly Case[] = []
  refusal: Error | undefined

  private constructor(helpline: Helpline, device: Awaited<ReturnType<Helpline["device"]>>, key: ReportKey) {
    this.helpline = helpline
    const trust = async () => helpline.trust
    const now = () => helpline.trust.now()
    this.work = new CaseWork({
      api: this.#api(),
      device,
      trust,
      key: async () => key,
      now,
      signedOut: () => undefined,
    })
    const me = {
      name: "Anna",
      role: "counsellor",
      helpline: helpline.name,
      demo: false,
      notAfter: now(),
    } as const
    const given = { state: this.work.state, now: signal(now()), talks: signal([]), acts: this.work, me }
    this.model = new CasesModel({ ...given, draw: freshName, pass: () => false })
    this.work.serve(this.model)
  }

  static async desk(): Promise<Begun> {
    const helpline = await Helpline.open()
    return new Begun(helpline, await helpline.device(), await keyOf(seed(9)))
  }

  async offers(name: string, number: number, by = this.helpline): Promise<void> {
    const sealKey = await publicKeyOf(seed(number))
    const { certificate } = await by.device({ name, role: "officer", sealKey })
    const offered = {
      certificate: toBase64(certificate),
      key: toBase64(sealKey),
      name,
      role: "officer",
      rung: 0,
    }
    this.recipients.push(offered as Recipient)
  }

  async written(): Promise<Writing> {
    this.model.begin("conversation")
    const writing = this.model.writing.peek()
    if (writing === undefined) throw new Error("nothing was begun")
    writing.answer("soon")
    writing.draft.value = withField(writing.draft.peek(), "concern", "childWords", "hjälp")
    await this.work.route(writing)
    return writing
  }

  obstacles(writing: Writing): readonly string[] {
    const report = writing.report(undefined, { created: 1, answersTo: "0".repeat(64) })
    return obstacles(writing, report).map(({ what }) => what)
  }

  #api(): CasesApi {
    const to = () => ({ agency: agency.id, recipients: this.recipients, rungs: ["Jour"], unopenable: [] })
    const api = {
      mine: async () => this.cases,
      route: async () => ({
        municipalities: [],
        agencies: [agency],
        agency: { ...agency, kind: "social_services", open: true, phones: [], stale: false },
        to: to(),
      }),
      recipients: async () => to(),
      submit: async (body: CaseSubmit) => {
        this.submitted.push(body)
        if (this.refusal !== undefined) throw this.refusal
      },
      deed: async (deed: unknown) => this.deeds.push(deed),
      call: async (call: unknown) => this.calls.push(call),
    }
    return api as unknown as CasesApi
  }
}

afterEach(() => vi.unstubAllGlobals())

/** What the owner of `seed` reads of what was submitted. */
async function opened(of: Begun, number: number, body: CaseSubmit) {
  const { sealKey } = await keyOf(seed(number))
  const key = hexOf(await sha256(sealKey))
  const wrap = body.wraps.find((each) => each.key === key)
  if (wrap === undefined) return undefined
  const context = { agency: agency.id, case: body.case, key }
  const contentKey = await openContentKey(fromBase64(wrap.sealed), seed(number), context)
  const bytes = await openVersion(fromBase64(body.ciphertext), contentKey, body)
  return readReport(bytes, { ...body, trust: of.helpline.trust })
}

test("that showing it is dangerous is known before the case is stored", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  const writing = await desk.written()
  writing.draft.value = withField(writing.draft.peek(), "view", "told", "notSafe")
  desk.refusal = new UnreachableError()
  await desk.work.send(writing)
  expect(desk.model.telling.isUnsafe(writing.case)).toBe(true)
})

test("what is sent opens for who was shown and for its author, and says who vouches", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  const writing = await desk.written()
  expect(desk.obstacles(writing)).toEqual([])
  await desk.work.send(writing)

  const [body] = desk.submitted
  if (body === undefined) throw new Error("nothing was sent")
  for (const number of [1, 9]) {
    const read = await opened(desk, number, body)
    expect(read?.report.concern).toEqual({ childWords: "hjälp" })
    expect(read?.author.name).toBe("Anna")
  }
  expect(body.author_key).toBe(toBase64((await keyOf(seed(9))).sealKey))
  expect(desk.model.unsent()).toBe(false)
})

test("nothing is sealed to a key that no certificate of this helpline names", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  await desk.offers("Mallory", 2, await Helpline.open())
  const writing = await desk.written()
  expect(writing.found?.refused).toBe(1)
  await desk.work.send(writing)
  expect(desk.submitted[0]?.wraps.length).toBe(2)
  expect(await opened(desk, 2, desk.submitted[0] as CaseSubmit)).toBeUndefined()
})

test("nothing is sealed to somebody who was not shown first", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  const writing = await desk.written()
  await desk.offers("Late", 2)
  await desk.work.send(writing)
  expect(desk.submitted[0]?.wraps.length).toBe(2)
})

test("where nobody at the agency can open it, nothing is sent", async () => {
  const desk = await Begun.desk()
  const writing = await desk.written()
  expect(desk.obstacles(writing)).toEqual(["readers"])
  await desk.work.send(writing)
  expect(desk.submitted).toEqual([])
  expect(writing.sending.value.failed).toBe("noReader")
})

test("an answer that was lost is asked for with the same bytes, and once something changed with others", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  const writing = await desk.written()
  desk.refusal = new UnreachableError()
  await desk.work.send(writing)
  expect(writing.sending.value.failed).toBe("unreachable")
  desk.refusal = undefined
  await desk.work.send(writing)
  expect(desk.submitted[1]).toEqual(desk.submitted[0])

  const other = await Begun.desk()
  await other.offers("Olle", 1)
  const again = await other.written()
  other.refusal = new UnreachableError()
  await other.work.send(again)
  again.draft.value = withField(again.draft.peek(), "concern", "observed", "mer")
  await other.work.send(again)
  expect(other.submitted[1]?.ciphertext).not.toBe(other.submitted[0]?.ciphertext)
})

test("a key that is not the one from last time must be looked at before anything is sent", async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
  })
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  await desk.work.send(await desk.written())
  desk.recipients = []
  await desk.offers("Olle", 2)
  const writing = await desk.written()
  expect(writing.found?.readers.map(({ acquaintance }) => acquaintance)).toEqual(["changed"])
  expect(desk.obstacles(writing)).toEqual(["readers"])
  writing.keysRead.value = true
  expect(desk.obstacles(writing)).toEqual([])
})

test("calls that were made before there was a case are logged once there is one", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  const writing = await desk.written()
  writing.calls.value = [{ kind: "112", to: "", named: "Sara", at: 1 }]
  await desk.work.send(writing)
  expect(desk.calls).toMatchObject([{ case: writing.case, kind: "112", named: "Sara" }])
})

test("nobody approves what their page has not opened", async () => {
  const desk = await Begun.desk()
  const it = { case: freshName(), version: 1 } as Case
  expect(await desk.work.do(it, "approve")).toBe(false)
  expect(desk.deeds).toEqual([])
  await desk.work.do(it, "cancel", "prank")
  expect(desk.deeds).toEqual([{ ...it, deed: "cancel", code: "prank" }])
})

test("what the server refuses is said as what it is", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  for (const [code, failed] of [
    ["taken", "changed"],
    ["no_reader", "noReader"],
    ["not_allowed", "refused"],
  ] as const) {
    const writing = await desk.written()
    desk.refusal = new RefusedError(code)
    await desk.work.send(writing)
    expect(writing.sending.value.failed).toBe(failed)
  }
})

test("a signature that was checked counts for nobody whom the server names later", async () => {
  const desk = await Begun.desk()
  await desk.offers("Olle", 1)
  const writing = await desk.written()
  await desk.work.send(writing)
  const device = await desk.helpline.device({ name: "Olle", role: "officer" })
  const { deviceKey } = await checkCertificate(device.certificate, desk.helpline.trust)
  const digest = await digestOf(fromBase64(desk.submitted[0]?.ciphertext ?? ""))
  const time = desk.helpline.trust.now()
  const said = { case: writing.case, version: 1, digest, officer: "o", time }
  const read_by = {
    ...{ officer: "o", name: "Olle", office: "X", at: time, time, version: 1, device: toBase64(deviceKey) },
    ...{ certificate: toBase64(device.certificate), signature: await signReceipt(said, device) },
  }
  const seen: unknown[] = []
  desk.work.state.subscribe(({ cases = [], receipts }) => {
    for (const it of cases) seen.push(`${it.read_by?.name} ${receipts.get(it.case)}`)
  })
  desk.cases = [{ case: writing.case, version: 1, read_by } as Case]
  await desk.work.fetch()
  desk.cases = [{ case: writing.case, version: 1, read_by: { ...read_by, name: "Folke" } } as Case]
  await desk.work.fetch()

  expect([seen.includes("Olle true"), seen.includes("Folke true")]).toEqual([true, false])
  expect(seen.at(-1)).toBe("Folke false")
})
