// SPDX-License-Identifier: EUPL-1.2
// What an officer does, done: fetches, opens, signs, seals again. What is shown of it is in `state`.
// Rule 1: nothing is signed as read that this page has not opened. Rule 2: whom to seal to, certificates say; a key
// that the server offers counts for nothing without one. Rule 3: no answer is taken for done without the server's.

import type { Device, Trust } from "@lykta/core"
import { equal, fromBase64, sha256, toBase64, toBase64Url } from "@lykta/core/bytes"
import { pickReportKeys, type SealableKey } from "@lykta/core/reportKeys"
import type { Case, DeedCode, Note, Recipients } from "@lykta/core/wire.gen"
import { type Signal, signal } from "@preact/signals"
import type { CasesApi } from "../casesApi.ts"
import type { ReportKey } from "../door/reportKey.ts"
import { RefusedError } from "../door/staffApi.ts"
import { readNote, writeNote } from "../report/notes.ts"
import { checkedReceipt, signReceipt } from "../report/receipt.ts"
import { hexOf, wrapVersion } from "../report/sealing.ts"
import type { DeclineCode, OutcomeCode } from "./deeds.ts"
import {
  type Asked,
  type Choices,
  type Failure,
  nothingYet,
  type OfficerActs,
  type OfficerState,
  type Reading,
  type ReadNote,
  versionOf,
} from "./officerModel.ts"
import { type OpenReport, openSealed, whyNot } from "./reading.ts"

interface Means {
  readonly api: CasesApi
  /** My id. */
  readonly staff: string
  readonly me: { readonly name: string; readonly deviceKey: Uint8Array }
  readonly device: Device
  readonly key: ReportKey | undefined
  readonly trust: () => Promise<Trust>
  now(): number
  /** The sign-in has run out. */
  signedOut(): void
}

/** There is no key that may be sealed to. */
class NoReaderError extends Error {}

/** A name of 128 random bits. */
function freshName(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}

const changed = new Set(["outdated", "not_allowed_now", "taken", "stale"])

function failureOf(error: unknown): Failure {
  if (error instanceof NoReaderError) return "noReader"
  if (!(error instanceof RefusedError)) return "unreachable"
  if (error.code === "no_reader") return "noReader"
  return changed.has(error.code) ? "changed" : "refused"
}

function withEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  value: V | undefined,
): ReadonlyMap<string, V> {
  const now = new Map(map)
  if (value === undefined) now.delete(key)
  else now.set(key, value)
  return now
}

export class OfficerWork implements OfficerActs {
  readonly state: Signal<OfficerState> = signal(nothingYet)
  readonly #means: Means
  #fetching: Promise<void> | undefined

  constructor(means: Means) {
    this.#means = means
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
      this.#set({ cases, connected: true, heardAt: this.#means.now() })
      this.#forget()
      await this.#checkReceipts()
    } catch (error) {
      if (error instanceof RefusedError && error.code === "not_signed_in") this.#means.signedOut()
      else this.#set({ connected: false })
    }
  }

  async open(it: Case): Promise<void> {
    const name = { case: it.case, version: it.version }
    this.#read(it, { at: "opening" })
    try {
      const sealed = await this.#means.api.report(name)
      const trust = await this.#means.trust()
      const report = await openSealed(sealed, { ...name, key: this.#means.key, trust })
      this.#read(it, { at: "open", report })
      await this.#checkReceipts()
    } catch (error) {
      this.#read(it, { at: "cannot", why: whyNot(error) })
    }
  }

  acknowledge(it: Case): Promise<boolean> {
    return this.#doing(it, "acknowledge", async () => {
      const { api, staff, me, device, now } = this.#means
      const { digest } = this.#opened(it)
      const named = { case: it.case, version: it.version, time: now() }
      const signature = await signReceipt({ ...named, digest, officer: staff }, device)
      await api.acknowledge({ ...named, device: toBase64(me.deviceKey), signature })
    })
  }

  accept(it: Case): Promise<boolean> {
    return this.#deed(it, "accept")
  }

  decline(it: Case, code: DeclineCode): Promise<boolean> {
    return this.#deed(it, "decline", code)
  }

  outcome(it: Case, code: OutcomeCode): Promise<boolean> {
    return this.#deed(it, "outcome", code)
  }

  askToJoin(it: Case): Promise<boolean> {
    return this.#deed(it, "joined_asked")
  }

  choices(it: Case, step: "reroute" | "colleague"): Promise<boolean> {
    return this.#doing(it, "choices", async () => {
      if (step === "reroute") this.#choose(it, { agencies: await this.#agencies(it) })
      else this.#choose(it, { colleagues: await this.#colleagues(it) })
    })
  }

  reroute(it: Case, agency: string): Promise<boolean> {
    return this.#doing(it, "reroute", async () => {
      const { contentKey } = this.#opened(it)
      const keys = await this.#keysOf(await this.#means.api.recipients(agency))
      if (keys.length === 0) throw new NoReaderError()
      const wraps = await this.#wraps(it, agency, contentKey, keys)
      await this.#means.api.reroute({ case: it.case, version: it.version, agency, wraps })
    })
  }

  sealAgain(it: Case): Promise<boolean> {
    return this.#doing(it, "sealAgain", async () => {
      const { contentKey, agency } = this.#opened(it)
      const keys = await this.#colleagueKeys(it)
      if (keys.length === 0) throw new NoReaderError()
      const wraps = await this.#wraps(it, agency, contentKey, keys)
      await this.#means.api.wraps({ case: it.case, version: it.version, wraps })
    })
  }

  ask(it: Case, text: string): Promise<boolean> {
    return this.#doing(it, "ask", async () => {
      const { api, device, key, now } = this.#means
      const { report, agency } = this.#opened(it)
      const { author_key } = await api.notes(it.case)
      const author = fromBase64(author_key)
      // The report, which is signed, says which key is its author's: no other can be slipped in.
      if (hexOf(await sha256(author)) !== report.meta.answersTo) throw new NoReaderError()
      const name = { case: it.case, note: freshName(), agency }
      const to = key === undefined ? [author] : [author, key.sealKey]
      const sealed = await writeNote(text, { name, device, at: now(), to })
      await api.note({
        case: it.case,
        version: it.version,
        note: name.note,
        to: "author",
        ciphertext: toBase64(sealed.ciphertext),
        wraps: sealed.wraps.map((wrap) => ({ key: wrap.key, sealed: toBase64(wrap.sealed) })),
      })
    })
  }

  notes(it: Case): Promise<boolean> {
    return this.#doing(it, "notes", async () => {
      const { notes } = await this.#means.api.notes(it.case)
      const { agency } = this.#opened(it)
      const trust = await this.#means.trust()
      const read: ReadNote[] = []
      for (const note of notes) read.push(await this.#readNote(it, note, agency, trust))
      this.#set({ notes: withEntry(this.state.peek().notes, it.case, read) })
    })
  }

  /** What I may no longer see, or is replaced by a newer version, does not stay open here. */
  #forget(): void {
    const { cases = [], readings } = this.state.peek()
    const kept = new Set(cases.map(versionOf))
    for (const [version, reading] of readings)
      if (!kept.has(version) && reading.at === "open") reading.report.contentKey.fill(0)
    this.#set({ readings: new Map([...readings].filter(([version]) => kept.has(version))) })
  }

  /** Of reports that are open here: who says that they have read them, and whether their device has signed that. */
  async #checkReceipts(): Promise<void> {
    const { cases = [], receipts, readings } = this.state.peek()
    for (const it of cases) {
      const reading = readings.get(versionOf(it))
      const read = it.read_by
      if (reading?.at !== "open" || read === undefined || receipts.has(read.signature)) continue
      const of = { case: it.case, digest: reading.report.digest, trust: await this.#means.trust() }
      if ((await checkedReceipt(read, of)) !== undefined)
        this.#set({ receipts: new Set([...this.state.peek().receipts, read.signature]) })
    }
  }

  async #readNote(it: Case, note: Note, agency: string, trust: Trust): Promise<ReadNote> {
    const known = { note: note.note, by: note.by, at: note.at, mine: note.to === "author" }
    try {
      const name = { case: it.case, note: note.note, agency }
      const wraps = note.wraps.map((wrap) => ({ key: wrap.key, sealed: fromBase64(wrap.sealed) }))
      const contentKey = await this.#means.key?.openWrap(wraps, { agency, case: note.note })
      if (contentKey === undefined) return known
      const ciphertext = fromBase64(note.ciphertext)
      const { text, at, writer } = await readNote({ ciphertext, contentKey }, { name, trust })
      // Who asks is an officer, who answers is none: a note cannot be put into another mouth.
      const honest = (writer.role === "officer") === known.mine
      return honest ? { ...known, by: writer.name, at, text } : known
    } catch {
      return known
    }
  }

  async #agencies(it: Case) {
    const { agencies } = await this.#means.api.route({ urgency: it.urgency })
    return agencies.filter(({ id }) => id !== it.agency.id)
  }

  async #colleagues(it: Case) {
    const keys = await this.#colleagueKeys(it)
    return Promise.all(
      keys.map(async ({ sealKey, holder }) => ({ key: hexOf(await sha256(sealKey)), name: holder.name })),
    )
  }

  /** Other officers' keys at this agency. Who can open it already keeps what they have. */
  async #colleagueKeys(it: Case): Promise<readonly SealableKey[]> {
    const { api, key } = this.#means
    const { recipients } = await api.recipients(this.#opened(it).agency)
    const officers = recipients.filter(({ role, recovery }) => role === "officer" && recovery !== true)
    const keys = await this.#keysOf({ recipients: officers })
    return keys.filter(({ sealKey }) => key === undefined || !equal(sealKey, key.sealKey))
  }

  async #keysOf({ recipients }: Pick<Recipients, "recipients">): Promise<readonly SealableKey[]> {
    const offered = recipients.map((each) => ({
      certificate: fromBase64(each.certificate),
      sealKey: fromBase64(each.key),
    }))
    return (await pickReportKeys(offered, await this.#means.trust())).keys
  }

  async #wraps(it: Case, agency: string, contentKey: Uint8Array, keys: readonly SealableKey[]) {
    const to = keys.map(({ sealKey }) => sealKey)
    const wraps = await wrapVersion(contentKey, to, { case: it.case, version: it.version, agency })
    return wraps.map((wrap) => ({ key: wrap.key, sealed: toBase64(wrap.sealed) }))
  }

  #deed(
    it: Case,
    deed: "accept" | "decline" | "outcome" | "joined_asked",
    code?: DeedCode,
  ): Promise<boolean> {
    const named = { case: it.case, version: it.version, deed, ...(code && { code }) }
    return this.#doing(it, deed, () => this.#means.api.deed(named))
  }

  /** Whether it was done. */
  async #doing(it: Case, asked: Asked, act: () => Promise<unknown>): Promise<boolean> {
    const said = (doing?: { asked: Asked; failed?: Failure }) =>
      this.#set({ doing: withEntry(this.state.peek().doing, it.case, doing) })
    said({ asked })
    try {
      await act()
      if (asked !== "choices" && asked !== "notes") await this.#fetchAnew()
      said()
      return true
    } catch (error) {
      const failed = failureOf(error)
      if (failed === "changed") await this.#fetchAnew()
      said({ asked, failed })
      return false
    }
  }

  #opened(it: Case): OpenReport {
    const reading = this.state.peek().readings.get(versionOf(it))
    if (reading?.at !== "open") throw new NoReaderError()
    return reading.report
  }

  #read(it: Case, reading: Reading): void {
    this.#set({ readings: withEntry(this.state.peek().readings, versionOf(it), reading) })
  }

  #choose(it: Case, choices: Choices): void {
    this.#set({ choices: withEntry(this.state.peek().choices, it.case, choices) })
  }

  #set(change: Partial<OfficerState>): void {
    this.state.value = { ...this.state.peek(), ...change }
  }
}
