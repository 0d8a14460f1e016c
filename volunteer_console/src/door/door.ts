// SPDX-License-Identifier: EUPL-1.2
// The way from an opened page to the desk: who am I, a passkey, this device's key, the registrar's word, the check.
// Rule 1: the desk opens only for a certificate that this page has checked itself. Rule 2: the five words are
// computed here, from this device's own key; what the server says about them counts for nothing.

import {
  type Certified,
  type Clock,
  type Device,
  DistrustError,
  deviceOf,
  deviceWords,
  fromBase64,
  publicKeyOf,
  type Trust,
  toBase64,
  trustFrom,
} from "@lykta/core"
import { Alarm } from "@lykta/core/clock"
import { signal } from "@preact/signals"
import { askToKeep, deviceKey } from "./deviceKey.ts"
import type { PasskeySecret } from "./passkeySecret.ts"
import {
  askPasskey,
  type Entered,
  makePasskey,
  type Problem,
  problemOf,
  signInWithPasskey,
} from "./passkeys.ts"
import type { ReportKey } from "./reportKey.ts"
import {
  type Account,
  type DemoPerson,
  type DeviceStanding,
  type Invitation,
  RefusedError,
  type StaffApi,
  UnreachableError,
} from "./staffApi.ts"
import { type Doubt, demoAllowedAt, verified } from "./trust.ts"

export type DoorState =
  | { readonly at: "looking" | "unreachable" | "enrolLooking" | "enrolFailed" | "device" | "deviceFailed" }
  | {
      readonly at: "signIn"
      readonly people: readonly DemoPerson[]
      readonly asking: boolean
      readonly problem?: Problem
    }
  | {
      readonly at: "enrol"
      readonly link: string
      readonly invitation: Invitation
      readonly asking: boolean
      readonly problem?: Problem
    }
  | {
      readonly at: "pending"
      readonly account: Account
      readonly words: readonly string[]
      readonly answering: boolean
    }
  | { readonly at: "distrust"; readonly why: Doubt }
  | { readonly at: "open"; readonly opened: Opened }

/** All that a desk needs. */
export interface Opened {
  readonly staff: string
  readonly me: Certified
  readonly device: Device
  /** What opens reports: of those who do, where the browser could keep one. */
  readonly reportKey?: ReportKey
  /** Asked for each conversation. Throws DistrustError. */
  readonly trust: () => Promise<Trust>
}

/** How far one's own report key is. `none`: this browser could not keep one. `doubt`: its certificate failed a check. */
export type ReportStanding =
  | { readonly at: "none" }
  | { readonly at: "certified"; readonly notAfter: number }
  | { readonly at: "waiting"; readonly words: readonly string[] }
  | { readonly at: "doubt"; readonly why: Doubt }

/** This device's key, its public half as certificates carry it, and the report key if there is one. */
interface Key {
  readonly pair: CryptoKeyPair
  readonly point: Uint8Array
  readonly report: ReportKey | undefined
}

type Pending = Extract<DoorState, { at: "pending" }>

const askAgainMs = 4_000

export class Door {
  readonly state = signal<DoorState>({ at: "looking" })
  /** Nothing for those who open no reports. */
  readonly report = signal<ReportStanding | undefined>(undefined)
  readonly #api: StaffApi
  readonly #again: Alarm
  readonly #askTrust: () => Promise<Trust>
  #trusted: Trust | undefined
  #secret: PasskeySecret | undefined
  #own: { readonly account: Account; readonly key: Key } | undefined

  constructor(of: { api: StaffApi; clock: Clock; page: URL }) {
    this.#api = of.api
    this.#again = new Alarm(of.clock)
    this.#askTrust = trustFrom(of.page.origin, {
      demoAllowed: demoAllowedAt(of.page.hostname),
      clock: of.clock,
      http: (...to) => fetch(...to),
    })
  }

  /** Who am I? Asked when the page opens, and again by itself while nobody answers. */
  async look(): Promise<void> {
    this.#again.clear()
    try {
      await this.#enter(await this.#api.me())
    } catch (error) {
      if (error instanceof RefusedError) await this.toSignIn()
      else this.#unreachable()
    }
  }

  /** The page for signing in; also when a sign-in has run out. */
  async toSignIn(): Promise<void> {
    this.#again.clear()
    try {
      this.state.value = { at: "signIn", people: await this.#api.demo(), asking: false }
    } catch {
      this.#unreachable()
    }
  }

  signIn(): Promise<void> {
    return this.#asking(() => signInWithPasskey(this.#api))
  }

  signInAs(person: DemoPerson): Promise<void> {
    return this.#asking(async () => ({ account: await this.#api.demoSignIn(person.id) }))
  }

  /** Looks up what `link` is for. */
  async invite(link: string): Promise<void> {
    this.#again.clear()
    this.state.value = { at: "enrolLooking" }
    try {
      this.state.value = { at: "enrol", link, invitation: await this.#api.enrolBegin(link), asking: false }
    } catch (error) {
      if (error instanceof RefusedError) this.state.value = { at: "enrolFailed" }
      else this.#unreachable(() => this.invite(link))
    }
  }

  enrol(): Promise<void> {
    const { state } = this
    if (state.value.at !== "enrol") return Promise.resolve()
    const { link, invitation } = state.value
    return this.#asking(() => makePasskey(this.#api, link, invitation))
  }

  async signOut(): Promise<void> {
    this.#again.clear()
    await this.#api.signOut().catch(() => undefined)
    await this.toSignIn()
  }

  /** Asks a person something; what went wrong is shown where they were. */
  async #asking(ask: () => Promise<Entered>): Promise<void> {
    const before = this.state.value
    if ((before.at !== "signIn" && before.at !== "enrol") || before.asking) return
    const { problem: _, ...calm } = before
    this.state.value = { ...calm, asking: true }
    try {
      const { account, secret } = await ask()
      this.#secret = secret
      await this.#enter(account)
    } catch (error) {
      this.state.value = { ...calm, asking: false, problem: problemOf(error) }
    }
  }

  #unreachable(again: () => Promise<void> = () => this.look()): void {
    this.state.value = { at: "unreachable" }
    this.#again.set(askAgainMs, () => void again())
  }

  async #enter(account: Account): Promise<void> {
    this.state.value = { at: "device" }
    const pair = await deviceKey(account.id).catch(() => undefined)
    if (pair === undefined) {
      this.state.value = { at: "deviceFailed" }
      return
    }
    await askToKeep()
    const key = { pair, point: await publicKeyOf(pair), report: await this.#reportKey(account) }
    const standing = await this.#api.device(toBase64(key.point), key.report && toBase64(key.report.sealKey))
    if (standing.certificate !== undefined) return this.#check(account, key, standing)
    this.#wait({ at: "pending", account, words: await wordsFor(account, key), answering: true }, key)
  }

  /** The report key of who opens reports. Without a store for it there is none, and the desk opens all the same. */
  async #reportKey(account: Account): Promise<ReportKey | undefined> {
    if (account.role === "counsellor") return undefined
    const trust = await this.#trust().catch(() => undefined)
    try {
      const { ownReportKey } = await import("./reportKey.ts")
      const means = {
        secret: this.#secret,
        askPasskey: (id: string) => askPasskey(this.#api, id),
        isDenied: (name: Uint8Array) => trust?.isDenied(name) ?? false,
      }
      return await ownReportKey(account.id, means)
    } catch {
      return undefined
    }
  }

  /** Whether the registrar has certified the report key by now. */
  async lookAtReportKey(): Promise<void> {
    if (this.report.value?.at !== "waiting" || this.#own === undefined) return
    const { account, key } = this.#own
    const found = await this.#api.device(toBase64(key.point)).catch(() => undefined)
    if (found !== undefined) await this.#tellReport(account, key, found)
  }

  async #tellReport(account: Account, key: Key, standing: DeviceStanding): Promise<void> {
    this.#own = { account, key }
    if (account.role === "counsellor") return
    const { point, report } = key
    if (report === undefined) {
      this.report.value = { at: "none" }
      return
    }
    const { reportStanding } = await import("./reportStanding.ts")
    const of = { own: { point, sealKey: report.sealKey }, account, trust: await this.#trust() }
    this.report.value = await reportStanding(standing.report, of)
  }

  /** Shows the words and asks every few seconds whether the registrar is done. */
  #wait(pending: Pending, key: Key): void {
    this.state.value = pending
    this.#again.set(askAgainMs, () => void this.#askRegistrar(pending, key))
  }

  async #askRegistrar(pending: Pending, key: Key): Promise<void> {
    try {
      const account = await this.#api.me()
      const mine = account.devices.find((device) => device.key === toBase64(key.point))
      if (mine?.certificate !== undefined) await this.#check(account, key, mine)
      else this.#wait({ ...pending, answering: true }, key)
    } catch (error) {
      if (error instanceof RefusedError) await this.toSignIn()
      else this.#wait({ ...pending, answering: false }, key)
    }
  }

  async #check(account: Account, key: Key, standing: DeviceStanding): Promise<void> {
    const certificate = fromBase64(standing.certificate ?? "")
    const found = await this.#verified(account, key, certificate)
    if (typeof found === "string") {
      this.state.value = { at: "distrust", why: found }
      return
    }
    await this.#tellReport(account, key, standing)
    const device = deviceOf(key.pair.privateKey, certificate)
    const trust = () => this.#trust()
    const opened = {
      staff: account.id,
      me: found,
      device,
      trust,
      ...(key.report && { reportKey: key.report }),
    }
    this.state.value = { at: "open", opened }
  }

  async #verified(account: Account, key: Key, certificate: Uint8Array): Promise<Certified | Doubt> {
    try {
      return await verified(certificate, { trust: await this.#trust(), account, point: key.point })
    } catch (error) {
      if (error instanceof DistrustError) return error.why
      throw error
    }
  }

  /** Without an answer at first nothing can be checked; later what was known is good enough. Throws DistrustError. */
  async #trust(): Promise<Trust> {
    try {
      this.#trusted = await this.#askTrust()
      return this.#trusted
    } catch (error) {
      if (error instanceof DistrustError) throw error
      if (this.#trusted === undefined) throw new UnreachableError()
      return this.#trusted
    }
  }
}

/** What is read out: of both keys where there are two, so that neither can be swapped. */
async function wordsFor(account: Account, { point, report }: Key): Promise<readonly string[]> {
  if (report === undefined) return deviceWords({ ...account, deviceKey: point })
  const { wordsOf } = await import("./reportStanding.ts")
  return wordsOf(account, { point, sealKey: report.sealKey })
}
