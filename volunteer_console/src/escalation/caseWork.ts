// SPDX-License-Identifier: EUPL-1.2
// What counsellors and supervisors do to cases, done: routes, signs, seals, opens, decides. `state` shows what of it is.
// Rule 1: whom to seal to, certificates say; a key that the server offers counts for nothing without one.
// Rule 2: nobody approves what this page has not opened. Rule 3: nothing is taken for done without the server's answer.

import { type Device, type Trust, toBase64 } from "@lykta/core"
import { fromBase64, sha256, toBase64Url } from "@lykta/core/bytes"
import { pickReportKeys, type SealableKey } from "@lykta/core/reportKeys"
import type { Case, CaseDeed, CaseSubmit, DeedCode, Note, Recipient, Recipients } from "@lykta/core/wire.gen"
import { type Signal, signal } from "@preact/signals"
import type { CasesApi } from "../casesApi.ts"
import { NoSuchKeyError } from "../door/noSuchKey.ts"
import type { ReportKey } from "../door/reportKey.ts"
import { RefusedError } from "../door/staffApi.ts"
import { type OpenReport, openSealed, whyNot } from "../officer/reading.ts"
import { acquaintance, type KeyHolder, knownKeys, remember } from "../report/knownKeys.ts"
import { readNote, writeNote } from "../report/notes.ts"
import { checkedReceipt, digestOf } from "../report/receipt.ts"
import { hexOf, type SealedKey, sealVersion } from "../report/sealing.ts"
import { ReportError, signReport } from "../report/signedReport.ts"
import {
  type Call,
  type CasesActs,
  type CasesModel,
  type CasesState,
  type Doing,
  type Failure,
  type Found,
  nothingYet,
  type OpenNote,
  type Reader,
  type Reading,
  versionOf,
  type Writing,
} from "./casesModel.ts"
import type { Deed } from "./deeds.ts"
import type { Draft } from "./draft.ts"
import { isUnsafe } from "./owed.ts"

export interface CaseMeans {
  readonly api: CasesApi
  readonly device: Device
  readonly trust: () => Promise<Trust>
  /** My own key: what is asked of me is sealed to it, and so is what I write. */
  readonly key: () => Promise<ReportKey>
  now(): number
  /** The sign-in has run out. */
  signedOut(): void
}

/** There is no key that may be sealed to. */
class NoReaderError extends Error {}

/** A name of 128 random bits. */
export function freshName(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}

const changed = new Set(["outdated", "not_allowed_now", "taken", "stale"])

function failureOf(error: unknown): Failure {
  if (error instanceof NoReaderError) return "noReader"
  if (error instanceof NoSuchKeyError) return "noKey"
  if (error instanceof ReportError) return error.code === "tooLong" ? "tooLong" : "refused"
  if (!(error instanceof RefusedError)) return "unreachable"
  if (error.code === "no_reader") return "noReader"
  return changed.has(error.code) ? "changed" : "refused"
}

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value?: V): ReadonlyMap<string, V> {
  const now = new Map(map)
  if (value === undefined) now.delete(key)
  else now.set(key, value)
  return now
}

const onWire = (wraps: readonly SealedKey[]) =>
  wraps.map(({ key, sealed }) => ({ key, sealed: toBase64(sealed) }))

/** A key that may be sealed to, with whose it is. */
interface Believed {
  readonly offered: Recipient
  readonly key: SealableKey
}

const holderOf = ({ offered, key }: Believed, agency: string): KeyHolder => ({
  office: offered.rung === undefined && offered.recovery !== true ? "" : agency,
  name: key.holder.name,
  sealDigest: key.holder.sealDigest,
})

export class CaseWork implements CasesActs {
  readonly state: Signal<CasesState> = signal(nothingYet)
  readonly #means: CaseMeans
  /** Of what this page has sealed itself: by case and version. */
  readonly #digests = new Map<string, string>()
  /** What is under way to the server, by case. */
  readonly #sealed = new Map<string, { readonly draft: Draft; readonly body: CaseSubmit }>()
  /** What the receipts in `state` were checked of, by case. */
  readonly #checked = new Map<string, string>()
  #model: CasesModel | undefined
  #fetching: Promise<void> | undefined

  constructor(means: CaseMeans) {
    this.#means = means
  }

  /** The model that shows this work. */
  serve(model: CasesModel): void {
    this.#model = model
  }

  /** Asks the server for the cases; what it told before stays while it does not answer. */
  fetch(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined))
    return this.#fetching
  }

  /** As `fetch`, and not by an answer that was under way before. */
  async #fetchAnew(): Promise<void> {
    await this.#fetching
    await this.fetch()
  }

  async #fetch(): Promise<void> {
    try {
      const cases = await this.#means.api.mine()
      this.#set({ cases, connected: true, receipts: this.#receiptsOf(cases) })
      await this.#checkReceipts(cases)
    } catch (error) {
      if (error instanceof RefusedError && error.code === "not_signed_in") this.#means.signedOut()
      else this.#set({ connected: false })
    }
  }

  async route(writing: Writing): Promise<void> {
    const before = writing.found
    writing.route.value = { at: "asking" }
    try {
      const found = await this.#found(writing)
      writing.route.value = { at: "found", found }
    } catch {
      writing.route.value = before === undefined ? { at: "failed" } : { at: "found", found: before }
    }
  }

  async #found(writing: Writing): Promise<Found> {
    const { api } = this.#means
    const [nowIn, home, byHand] = [writing.nowIn.peek(), writing.home.peek(), writing.byHand.peek()]
    const routed = await api.route({
      urgency: writing.urgency ?? "p2",
      ...(nowIn !== "" && { now_in: nowIn }),
      ...(home !== "" && { home }),
    })
    const other = byHand !== "" && byHand !== routed.agency?.id
    const to = other ? await api.recipients(byHand) : routed.to
    if (to === undefined) return { routed, readers: [], refused: 0, unopenable: [] }
    const { believed, refused } = await this.#believed(to)
    const unopenable = to.unopenable.map((rung) => to.rungs[rung] ?? String(rung + 1))
    const known = knownKeys()
    const readers = believed.map((each) => readerOf(each, to, acquaintance(holderOf(each, to.agency), known)))
    return { routed: { ...routed, to }, readers, refused, unopenable }
  }

  async #believed({ recipients }: Pick<Recipients, "recipients">) {
    const trust = await this.#means.trust()
    const believed: Believed[] = []
    for (const offered of recipients) {
      const key = { certificate: fromBase64(offered.certificate), sealKey: fromBase64(offered.key) }
      const { keys } = await pickReportKeys([key], trust)
      for (const found of keys) if (found.holder.role === offered.role) believed.push({ offered, key: found })
    }
    return { believed, refused: recipients.length - believed.length }
  }

  async send(writing: Writing): Promise<void> {
    if (writing.sending.peek().busy) return
    writing.sending.value = { busy: true }
    // Before anything can come back of it.
    this.#model?.telling.mark(writing.case, isUnsafe(writing.draft.peek()))
    try {
      await this.#submit(writing)
      writing.sending.value = { busy: false }
    } catch (error) {
      writing.sending.value = { busy: false, failed: failureOf(error) }
      return
    }
    await this.#fetchAnew()
    this.#model?.sent(writing)
    for (const call of writing.calls.peek()) await this.#logged(writing.case, call)
  }

  async #submit(writing: Writing): Promise<void> {
    const before = this.#sealed.get(writing.case)
    // An answer that was lost: said again as it was, since another seal of the same would be another report.
    const body = before?.draft === writing.draft.peek() ? before.body : await this.#sealedBody(writing)
    this.#sealed.set(writing.case, { draft: writing.draft.peek(), body })
    await this.#means.api.submit(body)
    this.#sealed.delete(writing.case)
  }

  async #sealedBody(writing: Writing): Promise<CaseSubmit> {
    const { api, device, now } = this.#means
    const own = await this.#ownKey()
    const answersTo = hexOf(await sha256(own.sealKey))
    const report = writing.report(this.#model?.talkOf(writing), { created: now(), answersTo })
    const { agency, urgency, status, municipality } = report.meta
    // Asked for again: what was shown may be minutes old, and somebody may have been taken off since.
    const { believed } = await this.#believed(await api.recipients(agency))
    if (!believed.some(({ offered }) => offered.role === "officer")) throw new NoReaderError()
    const shown = new Set(writing.found?.readers.map(({ key: each }) => each))
    const to = believed.filter(({ key: { holder } }) => shown.has(hexOf(holder.sealDigest)))
    const name = { case: writing.case, version: writing.version.peek(), agency }
    const bytes = await signReport(report, device)
    const sealed = await sealVersion(bytes, [own.sealKey, ...to.map((each) => each.key.sealKey)], name)
    this.#digests.set(versionOf(name), await digestOf(sealed.ciphertext))
    remember(to.map((each) => holderOf(each, agency)))
    return {
      ...name,
      urgency,
      status,
      ciphertext: toBase64(sealed.ciphertext),
      wraps: onWire(sealed.wraps),
      author_key: toBase64(own.sealKey),
      ...(municipality !== undefined && { municipality }),
    }
  }

  async #ownKey(): Promise<ReportKey> {
    try {
      return await this.#means.key()
    } catch {
      throw new NoSuchKeyError()
    }
  }

  async open(it: Case): Promise<void> {
    await this.#opened(it)
  }

  async #opened(it: Case): Promise<OpenReport | undefined> {
    const name = { case: it.case, version: it.version }
    this.#read(it, { at: "opening" })
    try {
      const sealed = await this.#means.api.report(name)
      const [trust, key] = [await this.#means.trust(), await this.#ownKey()]
      const report = await openSealed(sealed, { ...name, key, trust })
      this.#read(it, { at: "open", report })
      await this.#checkReceipts(this.state.peek().cases ?? [])
      return report
    } catch (error) {
      this.#read(it, { at: "cannot", why: whyNot(error) })
      return undefined
    }
  }

  async again(it: Case): Promise<void> {
    await this.#doing(it, "again", async () => {
      const reading = this.#model?.reading(it)
      const open = reading?.at === "open" ? reading.report : await this.#opened(it)
      if (open === undefined) throw new NoReaderError()
      this.#model?.beginAgain(it, open.report)
    })
  }

  do(it: Case, deed: Deed, code?: DeedCode): Promise<boolean> {
    const unread = deed === "approve" && this.#model?.reading(it)?.at !== "open"
    if (unread) return Promise.resolve(false)
    return this.#doing(it, deed, () => this.#deed(it, deed, code))
  }

  breakGlass(it: Case): Promise<boolean> {
    return this.#doing(it, "break_glass", () => this.#deed(it, "break_glass"))
  }

  #deed({ case: about, version }: Case, deed: CaseDeed, code?: DeedCode): Promise<unknown> {
    return this.#means.api.deed({ case: about, version, deed, ...(code !== undefined && { code }) })
  }

  call(it: Case, call: Omit<Call, "at">): Promise<boolean> {
    return this.#doing(it, "call", () => this.#logged(it.case, call))
  }

  #logged(about: string, { kind, to, named }: Omit<Call, "at">): Promise<unknown> {
    return this.#means.api.call({ call: freshName(), case: about, kind, to, named })
  }

  notes(it: Case): Promise<boolean> {
    return this.#doing(it, "notes", async () => {
      const { notes } = await this.#means.api.notes(it.case)
      const [trust, key] = [await this.#means.trust(), await this.#ownKey()]
      const read: OpenNote[] = []
      for (const note of notes) read.push(await openedNote(it, note, { trust, key }))
      this.#set({ notes: withEntry(this.state.peek().notes, it.case, read) })
    })
  }

  answer(it: Case, text: string): Promise<boolean> {
    return this.#doing(it, "answer", async () => {
      const { api, device, now } = this.#means
      const own = await this.#ownKey()
      const { believed } = await this.#believed(await api.recipients(it.agency.id))
      if (believed.length === 0) throw new NoReaderError()
      const name = { case: it.case, note: freshName(), agency: it.agency.id }
      const to = [own.sealKey, ...believed.map((each) => each.key.sealKey)]
      const sealed = await writeNote(text, { name, device, at: now(), to })
      const note = { case: it.case, version: it.version, note: name.note, to: "agency" } as const
      await api.note({ ...note, ciphertext: toBase64(sealed.ciphertext), wraps: onWire(sealed.wraps) })
    })
  }

  /** Of reports that this page knows: whether the device of who says to have read them has signed that. */
  async #checkReceipts(cases: readonly Case[]): Promise<void> {
    for (const it of cases) {
      const [digest, read] = [this.#digestOf(it), it.read_by]
      if (digest === undefined || read === undefined || this.state.peek().receipts.has(it.case)) continue
      const of = { case: it.case, digest, trust: await this.#means.trust() }
      const holds = (await checkedReceipt(read, of)) !== undefined
      this.#checked.set(it.case, JSON.stringify(read))
      this.#set({ receipts: withEntry(this.state.peek().receipts, it.case, holds) })
    }
  }

  /** What is known of receipts, where they are still those that were checked: the server may name another reader now. */
  #receiptsOf(cases: readonly Case[]): ReadonlyMap<string, boolean> {
    const shown = new Map(cases.map((it) => [it.case, JSON.stringify(it.read_by)]))
    const { receipts } = this.state.peek()
    return new Map([...receipts].filter(([named]) => shown.get(named) === this.#checked.get(named)))
  }

  #digestOf(it: Case): string | undefined {
    const name = { case: it.case, version: it.read_by?.version ?? it.version }
    const reading = this.state.peek().readings.get(versionOf(name))
    return reading?.at === "open" ? reading.report.digest : this.#digests.get(versionOf(name))
  }

  /** Whether it was done. */
  async #doing(it: Case, asked: Doing["asked"], act: () => Promise<unknown>): Promise<boolean> {
    const said = (doing?: Doing) => this.#set({ doing: withEntry(this.state.peek().doing, it.case, doing) })
    said({ asked })
    try {
      await act()
      if (asked !== "notes") await this.#fetchAnew()
      said()
      return true
    } catch (error) {
      const failed = failureOf(error)
      if (failed === "changed") await this.#fetchAnew()
      said({ asked, failed })
      return false
    }
  }

  #read(it: Case, reading: Reading): void {
    this.#set({ readings: withEntry(this.state.peek().readings, versionOf(it), reading) })
  }

  #set(change: Partial<CasesState>): void {
    this.state.value = { ...this.state.peek(), ...change }
  }
}

function readerOf({ offered, key }: Believed, to: Recipients, known: Reader["acquaintance"]): Reader {
  const rung = offered.rung === undefined ? undefined : (to.rungs[offered.rung] ?? String(offered.rung + 1))
  return {
    name: key.holder.name,
    role: key.holder.role,
    recovery: offered.recovery === true,
    acquaintance: known,
    key: hexOf(key.holder.sealDigest),
    ...(rung !== undefined && { rung }),
  }
}

async function openedNote(it: Case, note: Note, of: { trust: Trust; key: ReportKey }): Promise<OpenNote> {
  const known = { note: note.note, by: note.by, at: note.at, mine: note.to === "agency" }
  try {
    const name = { case: it.case, note: note.note, agency: it.agency.id }
    const wraps = note.wraps.map(({ key, sealed }) => ({ key, sealed: fromBase64(sealed) }))
    const contentKey = await of.key.openWrap(wraps, { agency: name.agency, case: note.note })
    const sealed = { ciphertext: fromBase64(note.ciphertext), contentKey }
    const { text, at, writer } = await readNote(sealed, { name, trust: of.trust })
    // Who asks is an officer, who answers is none: a note cannot be put into another mouth.
    const honest = (writer.role === "officer") !== known.mine
    return honest ? { ...known, by: writer.name, at, text } : known
  } catch {
    return known
  }
}
