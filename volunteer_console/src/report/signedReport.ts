// SPDX-License-Identifier: EUPL-1.2
// A report as bytes: canonical JSON of version 1, signed by the certified device of whoever reports.
// Rule 1: one report has one spelling: keys in order, no spaces, texts as UTF-8. Another spelling is refused, so
// that nothing can be read in two ways. Rule 2: the signature says who vouches; not who said the words in it.

import { type Device, DistrustError, type Staff, type Trust } from "@lykta/core"
import { equal, fromBase64, sha256, toBase64, utf8 } from "@lykta/core/bytes"
import { checkCertificate, type Role } from "@lykta/core/certificate"
import { isSigned } from "@lykta/core/p256"
import { isReport, MAX_REPORT_BYTES, type Report } from "./report.ts"
import { hexOf } from "./sealing.ts"

/**
 * - `malformed`: no report of this version, or not in its one spelling. `another`: of another case or version.
 * - `unsigned`: its author's device has not signed this. `distrust`: whoever signed is not to be believed.
 */
export type ReportRefusal = "malformed" | "another" | "unsigned" | "distrust" | "tooLong"

export class ReportError extends Error {
  readonly code: ReportRefusal

  constructor(code: ReportRefusal) {
    super(code)
    this.name = "ReportError"
    this.code = code
  }
}

/** A report that was opened, and who vouches for it. */
export interface ReadReport {
  readonly report: Report
  readonly author: Staff
}

const AUTHORS: readonly Role[] = ["counsellor", "supervisor"]

interface Signed {
  readonly v: 1
  readonly certificate: string
  readonly report: Report
  readonly signature: string
}

/** `value` in its one spelling. Only objects, lists, texts, whole numbers and truths. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const said = Object.entries(value).filter(([, each]) => each !== undefined)
  const sorted = said.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`
}

/** What the device signs: which report of which case. */
async function signedText({ meta }: Report, spelled: string): Promise<Uint8Array> {
  const digest = hexOf(await sha256(utf8(spelled)))
  return utf8(["lykta/report/v1", meta.case, String(meta.version), digest].join("|"))
}

/** The bytes of `report`, vouched for by `device`. Throws ReportError. */
export async function signReport(report: Report, device: Device): Promise<Uint8Array> {
  if (!isReport(report)) throw new ReportError("malformed")
  const signature = await device.sign(await signedText(report, canonical(report)))
  const certificate = toBase64(device.certificate)
  const bytes = utf8(canonical({ v: 1, certificate, report, signature: toBase64(signature) }))
  if (bytes.length > MAX_REPORT_BYTES) throw new ReportError("tooLong")
  return bytes
}

/** About how long `report` becomes with its signature. */
export function sizeOf(report: Report): number {
  return utf8(canonical(report)).length + 900
}

/** What `bytes` say, if they are about `of`. Throws ReportError. */
export async function readReport(
  bytes: Uint8Array,
  of: { case: string; version: number; trust: Trust },
): Promise<ReadReport> {
  const { report, certificate, signature } = parsed(bytes)
  const { meta } = report
  // Not of which agency: a report that was rerouted still says where it was first meant for.
  if (meta.case !== of.case || meta.version !== of.version) throw new ReportError("another")
  const author = await signerOf(fromBase64(certificate), { at: meta.created, trust: of.trust })
  if (!AUTHORS.includes(author.role)) throw new ReportError("distrust")
  const said = await signedText(report, canonical(report))
  if (!(await isSigned(author.deviceKey, said, fromBase64(signature)))) throw new ReportError("unsigned")
  return { report, author }
}

/** Whose device signed at `at`. It need only have been certified then: reports are read long after. Throws ReportError. */
export async function signerOf(certificate: Uint8Array, of: { at: number; trust: Trust }): Promise<Staff> {
  const then: Trust = { ...of.trust, now: () => of.at }
  try {
    return await checkCertificate(certificate, then)
  } catch (error) {
    if (error instanceof DistrustError) throw new ReportError("distrust")
    throw error
  }
}

function parsed(bytes: Uint8Array): Signed {
  try {
    const said = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))
    if (isSignedReport(said) && equal(utf8(canonical(said)), bytes)) return said
  } catch {
    // One answer, whatever is wrong with it.
  }
  throw new ReportError("malformed")
}

function isSignedReport(said: unknown): said is Signed {
  if (typeof said !== "object" || said === null) return false
  const { v, certificate, report, signature } = said as Partial<Record<keyof Signed, unknown>>
  const four = Object.keys(said).length === 4 && v === 1
  return four && typeof certificate === "string" && typeof signature === "string" && isReport(report)
}
