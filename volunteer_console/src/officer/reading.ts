// SPDX-License-Identifier: EUPL-1.2
// Opening a sealed report in this browser: the key, the padding, the signature of whoever vouches for it.
// Rule 1: nothing is shown that is not sealed for this case and version and signed by a certified device.
// Rule 2: why it could not be opened is said so that somebody can do something about it.

import { DistrustError, type Staff, type Trust } from "@lykta/core"
import { fromBase64 } from "@lykta/core/bytes"
import type { Report as Sealed } from "@lykta/core/wire.gen"
import { NoSuchKeyError } from "../door/noSuchKey.ts"
import type { ReportKey } from "../door/reportKey.ts"
import { RefusedError } from "../door/staffApi.ts"
import { readExercise } from "../report/exercise.ts"
import { digestOf } from "../report/receipt.ts"
import type { Report } from "../report/report.ts"
import { openVersion } from "../report/sealing.ts"
import { ReportError, readReport } from "../report/signedReport.ts"

/**
 * - `noKey`: sealed to others, or to a key that this browser does not have. `changed`: not what was sealed.
 * - `unsigned`: nobody who may vouches for it. `notYours`: the server does not give it out to me.
 * - `cancelled`: the passkey was not given. `unreachable`: no answer; nothing is wrong with the report.
 */
export type CannotOpen = "noKey" | "changed" | "unsigned" | "notYours" | "cancelled" | "unreachable"

/** A report that this page has opened. */
export interface OpenReport {
  readonly report: Report
  /** Who vouches for it, as their certificate says; undefined: nobody, it is an exercise by the system. */
  readonly author: Staff | undefined
  /** SHA-256, in hex, of what was opened. */
  readonly digest: string
  /** For sealing it again, to somebody else. */
  readonly contentKey: Uint8Array
  /** The agency that this sealed report is for. */
  readonly agency: string
}

/** What was in `sealed`. Throws what `whyNot` understands. */
export async function openSealed(
  sealed: Sealed,
  of: { case: string; version: number; key: ReportKey | undefined; trust: Trust },
): Promise<OpenReport> {
  const { agency } = sealed.envelope
  if (of.key === undefined) throw new NoSuchKeyError()
  const ciphertext = fromBase64(sealed.ciphertext ?? "")
  const wraps = (sealed.wraps ?? []).map((wrap) => ({ key: wrap.key, sealed: fromBase64(wrap.sealed) }))
  const contentKey = await of.key.openWrap(wraps, { agency, case: of.case })
  const bytes = await openVersion(ciphertext, contentKey, { case: of.case, version: of.version, agency })
  const { report, author } = await vouchedFor(bytes, { ...of, agency, status: sealed.envelope.status })
  return { report, author, digest: await digestOf(ciphertext), contentKey, agency }
}

const refused: Readonly<Record<string, CannotOpen>> = { not_yours: "notYours", not_signed_in: "notYours" }

/** A report and who has signed it, or an exercise by the system, which nobody has. */
async function vouchedFor(
  bytes: Uint8Array,
  of: { case: string; version: number; agency: string; status: string; trust: Trust },
): Promise<Pick<OpenReport, "report" | "author">> {
  const exercise = readExercise(bytes, of)
  return exercise === undefined ? readReport(bytes, of) : { report: exercise, author: undefined }
}

/** Why it could not be opened. */
export function whyNot(error: unknown): CannotOpen {
  if (error instanceof NoSuchKeyError) return "noKey"
  // By its name: importing its class would load the cryptography before there is anything to open.
  if (error instanceof Error && error.name === "SealError") return "changed"
  if (error instanceof ReportError || error instanceof DistrustError) return reportDoubt(error)
  if (error instanceof RefusedError) return refused[error.code] ?? "changed"
  // What a passkey throws, if it is not given or has no secret.
  if (error instanceof DOMException) return "cancelled"
  return "unreachable"
}

function reportDoubt(error: ReportError | DistrustError): CannotOpen {
  const signing = error instanceof DistrustError || error.code === "unsigned" || error.code === "distrust"
  return signing ? "unsigned" : "changed"
}
