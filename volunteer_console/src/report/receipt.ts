// SPDX-License-Identifier: EUPL-1.2
// What an officer's device signs once it has opened a report: who has read which bytes, and when. Made and checked here.
// Rule 1: signed only after opening, over the hash of what was opened, so that nobody can say it of something else.
// Rule 2: nobody is shown as a reader unless their device's certificate and this signature hold.

import type { Device, Staff, Trust } from "@lykta/core"
import { equal, fromBase64, sha256, toBase64, utf8 } from "@lykta/core/bytes"
import { isSigned } from "@lykta/core/p256"
import type { ReadBy } from "@lykta/core/wire.gen"
import { hexOf } from "./sealing.ts"
import { ReportError, signerOf } from "./signedReport.ts"

/** What is said of which bytes. */
export interface Receipt {
  readonly case: string
  readonly version: number
  /** SHA-256, in hex, of the sealed report. */
  readonly digest: string
  /** The officer's id. */
  readonly officer: string
  /** Milliseconds since 1970. */
  readonly time: number
}

/** The digest of a sealed report that a receipt is over. */
export async function digestOf(ciphertext: Uint8Array): Promise<string> {
  return hexOf(await sha256(ciphertext))
}

/** The bytes that are signed. */
export function receiptBytes({ case: about, version, digest, officer, time }: Receipt): Uint8Array {
  return utf8(["lykta/read/v1", about, version, digest, officer, time].join("|"))
}

/** The signature of `device` under `receipt`, in base64. */
export async function signReceipt(receipt: Receipt, device: Device): Promise<string> {
  return toBase64(await device.sign(receiptBytes(receipt)))
}

/** Whether `read` holds for the sealed report with `digest`, and whose it is. Nothing if it does not. */
export async function checkedReceipt(
  read: ReadBy,
  of: { case: string; digest: string; trust: Trust },
): Promise<Staff | undefined> {
  const said = receiptBytes({ ...read, case: of.case, digest: of.digest })
  const officer = await signer(read, of.trust)
  if (officer?.role !== "officer" || officer.name !== read.name) return undefined
  if (!equal(officer.deviceKey, fromBase64(read.device))) return undefined
  return (await isSigned(officer.deviceKey, said, fromBase64(read.signature))) ? officer : undefined
}

/** Certified when it signed: a receipt is looked at long after that may have ended. */
async function signer({ certificate, time }: ReadBy, trust: Trust): Promise<Staff | undefined> {
  try {
    return await signerOf(fromBase64(certificate), { at: time, trust })
  } catch (error) {
    if (error instanceof ReportError) return undefined
    throw error
  }
}
