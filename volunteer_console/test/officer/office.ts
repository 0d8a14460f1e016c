// SPDX-License-Identifier: EUPL-1.2
// An agency with officers, a case that was sealed to one of them, and a server that says what a test wants.
// The keys, certificates and seals are real; only the server and the store of keys are not.

import { checkCertificate, type Device } from "@lykta/core"
import { fromBase64, toBase64 } from "@lykta/core/bytes"
import type { Case, Notes, Recipient, Report as Sealed } from "@lykta/core/wire.gen"
import { Helpline } from "../../../widget/core/test/people.ts"
import type { CasesApi } from "../../src/casesApi.ts"
import { NoSuchKeyError } from "../../src/door/noSuchKey.ts"
import type { ReportKey } from "../../src/door/reportKey.ts"
import { OfficerWork } from "../../src/officer/officerWork.ts"
import type { Report } from "../../src/report/report.ts"
import { hexOf, sealVersion } from "../../src/report/sealing.ts"
import { signReport } from "../../src/report/signedReport.ts"
import { openContentKey, publicKeyOf } from "../../src/seal.ts"
import { waiting } from "./cases.ts"

export const staff = "staff-olof-000001"
const agency = waiting.agency.id
const seedOf = (number: number) => new Uint8Array(32).fill(number)
/** Of the page of whoever wrote the report. */
export const authorSeed = seedOf(40)

async function digest(bytes: Uint8Array): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)))
}

/** As a browser that keeps this key alone. */
export async function keyOf(seed: Uint8Array): Promise<ReportKey> {
  const sealKey = await publicKeyOf(seed)
  const key = await digest(sealKey)
  const openWrap: ReportKey["openWrap"] = async (wraps, context) => {
    const wrap = wraps.find((each) => each.key === key)
    if (wrap === undefined) throw new NoSuchKeyError()
    return openContentKey(wrap.sealed, seed, { ...context, key })
  }
  return { sealKey, openWrap } as ReportKey
}

/** What somebody asked of the server: the fields that tests look at. */
interface Body {
  readonly wraps?: readonly { readonly key: string; readonly sealed: string }[]
  readonly note?: string
  readonly time?: number
  readonly device?: string
  readonly signature?: string
}

export interface Asked {
  readonly path: string
  readonly body: Body
}

export class Office {
  readonly helpline: Helpline
  readonly asked: Asked[] = []
  readonly mine: ReportKey
  /** Of those who work here. */
  readonly devices: Device[] = []
  cases: readonly Case[] = [waiting]
  recipients: Recipient[] = []
  notes: Notes = { author_key: "", notes: [] }
  /** What the next asking is refused or met with. */
  refusal: Error | undefined
  sealed: Sealed | undefined

  private constructor(helpline: Helpline, mine: ReportKey) {
    this.helpline = helpline
    this.mine = mine
  }

  /** A case that is sealed to `to`, by a counsellor. */
  static async open({ to = 1, meta = {} }: { to?: number; meta?: Partial<Report["meta"]> } = {}) {
    const office = new Office(await Helpline.open(), await keyOf(seedOf(1)))
    const author = await publicKeyOf(authorSeed)
    office.notes = { author_key: toBase64(author), notes: [] }
    const report: Report = {
      meta: {
        case: waiting.case,
        version: 1,
        created: office.helpline.trust.now(),
        agency,
        agencyName: "Östersund",
        urgency: "p1",
        status: "actual",
        answersTo: await digest(author),
        ...meta,
      },
      concern: { childWords: "jag är rädd" },
      reporter: { name: "Anna" },
    }
    const bytes = await signReport(report, await office.helpline.device())
    await office.seal(bytes, to)
    return office
  }

  async seal(bytes: Uint8Array, to: number): Promise<void> {
    const name = { case: waiting.case, version: 1, agency }
    const { ciphertext, wraps } = await sealVersion(bytes, [await publicKeyOf(seedOf(to))], name)
    this.sealed = {
      v: 1,
      envelope: {
        case: waiting.case,
        version: 1,
        sent: 1,
        expires: 2,
        sender: "Lykta",
        agency,
        urgency: "p1",
        status: "actual",
        message: "alert",
      },
      ciphertext: toBase64(ciphertext),
      wraps: wraps.map(({ key, sealed }) => ({ key, sealed: toBase64(sealed) })),
    }
  }

  /** Somebody whose key the server offers: certified by `by`, or by this helpline. */
  async offers(name: string, seed: number, more: { by?: Helpline; role?: "officer" | "supervisor" } = {}) {
    const { by = this.helpline, role = "officer" } = more
    const sealKey = await publicKeyOf(seedOf(seed))
    const { certificate } = await by.device({ name, role, sealKey })
    this.recipients.push({ certificate: toBase64(certificate), key: toBase64(sealKey), name, role })
  }

  /** Olof's work. `key`: undefined for a browser that keeps none. */
  async olof({ key = this.mine as ReportKey | undefined } = {}): Promise<OfficerWork> {
    const device = await this.helpline.device({ name: "Olof", role: "officer" })
    this.devices.push(device)
    const me = await checkCertificate(device.certificate, this.helpline.trust)
    return new OfficerWork({
      api: this.#api(),
      staff,
      me,
      device,
      key,
      trust: async () => this.helpline.trust,
      now: () => this.helpline.trust.now(),
      signedOut: () => this.asked.push({ path: "signedOut", body: {} }),
    })
  }

  #api(): CasesApi {
    const answer =
      <T>(path: string, value: () => T) =>
      async (body: object) => {
        if (this.refusal !== undefined && path !== "mine") throw this.refusal
        this.asked.push({ path, body })
        return value()
      }
    const api = {
      mine: async () => {
        if (this.refusal !== undefined) throw this.refusal
        return this.cases
      },
      report: answer("report", () => this.sealed),
      acknowledge: answer("acknowledge", () => this.cases[0]),
      deed: answer("deed", () => this.cases[0]),
      wraps: answer("wraps", () => this.cases[0]),
      reroute: answer("reroute", () => ({})),
      note: answer("note", () => this.notes),
      notes: answer("notes", () => this.notes),
      recipients: answer("recipients", () => ({
        agency,
        recipients: this.recipients,
        rungs: [],
        unopenable: [],
      })),
    }
    return api as unknown as CasesApi
  }

  /** What was asked last of `path`. */
  last(path: string): Body {
    return this.asked.findLast((each) => each.path === path)?.body ?? {}
  }

  /** The fingerprints that the last asking of `path` was sealed to. */
  sealedTo(path: string): readonly string[] {
    return this.last(path).wraps?.map(({ key }) => key) ?? []
  }

  fingerprint(name: string): Promise<string> {
    const key = this.recipients.find((each) => each.name === name)?.key ?? ""
    return digest(fromBase64(key))
  }
}
