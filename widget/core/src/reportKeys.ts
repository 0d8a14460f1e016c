// SPDX-License-Identifier: EUPL-1.2
// Whom a report may be sealed to: the certificate of a report key, and the X-Wing key that it names.
// Rule 1: a key is used only if a certificate that is believed now names it; the first check that fails is the
// answer. Rule 2: the same checks in the same order are in chatserver/signing/trust.py and reportkeys.py;
// tests/vectors/reportkeys.json binds both. Never part of what a visitor loads first.

import { equal, sha256 } from "./bytes.ts"
import {
  type Certified,
  type Chain,
  checkChain,
  checkDemonstration,
  checkTime,
  DistrustError,
  issuingName,
  parsed,
  type Role,
  readChain,
  SERIAL_BYTES,
  staffOf,
  type Trust,
} from "./certificate.ts"
import type { Distrust } from "./session.ts"

const REPORT_SECONDS = 365 * 86_400
const ROLES: readonly Role[] = ["supervisor", "officer", "safeguarding"]

/** Somebody whom reports may be sealed to. */
export interface ReportHolder extends Certified {
  /** SHA-256 of their X-Wing key. */
  readonly sealDigest: Uint8Array
}

/** A key as somebody offers it: nothing of it is believed yet. */
export interface OfferedKey {
  /** Issuing || report. */
  readonly certificate: Uint8Array
  /** X-Wing, 1216 bytes. */
  readonly sealKey: Uint8Array
}

/** A key to seal to, and whose. */
export interface SealableKey {
  readonly holder: ReportHolder
  readonly sealKey: Uint8Array
}

/** What was offered, sorted: nothing is ever sealed to what is in `refused`. */
export interface Picked {
  readonly keys: readonly SealableKey[]
  readonly refused: readonly Distrust[]
}

/** Whether people of `role` open reports, and so have a report key. */
export function opensReports(role: Role): boolean {
  return ROLES.includes(role)
}

/** How the deny-list names the X-Wing key with `digest`, whatever certificate it has. */
export function sealName(digest: Uint8Array): Uint8Array {
  return digest.slice(0, SERIAL_BYTES)
}

/** Whose report key `certificate` (issuing || report) names. Throws DistrustError. */
export async function checkReport(certificate: Uint8Array, trust: Trust): Promise<ReportHolder> {
  const chain = parsed(certificate, readChain)
  const { device } = chain
  await checkChain(chain, trust)
  await checkDemonstration(chain, trust)
  // Its issuer need only have been good when it signed; what that does later is the deny-list's.
  checkTime(device, trust.now() / 1000)
  if (device.sealDigest === undefined) throw new DistrustError("wrongUse")
  checkMade(chain)
  const names = [device.serial, await issuingName(chain.issuing), sealName(device.sealDigest)]
  if (names.some(trust.isDenied)) throw new DistrustError("denied")
  return { ...staffOf(chain, trust), notAfter: device.notAfter * 1000, sealDigest: device.sealDigest }
}

/** The key that `offered` is, if it may be sealed to now. Throws DistrustError. */
export async function checkSealable(offered: OfferedKey, trust: Trust): Promise<SealableKey> {
  const holder = await checkReport(offered.certificate, trust)
  if (!equal(await sha256(offered.sealKey), holder.sealDigest)) throw new DistrustError("forged")
  return { holder, sealKey: offered.sealKey }
}

/** Of the keys that are `offered` those that may be sealed to now, in their order. */
export async function pickReportKeys(offered: readonly OfferedKey[], trust: Trust): Promise<Picked> {
  const keys: SealableKey[] = []
  const refused: Distrust[] = []
  for (const each of offered) {
    const found = await checkSealable(each, trust).catch(whyOf)
    if (typeof found === "string") refused.push(found)
    else keys.push(found)
  }
  return { keys, refused }
}

function whyOf(error: unknown): Distrust {
  if (error instanceof DistrustError) return error.why
  throw error
}

/** What no genuine issuer makes. */
function checkMade({ issuing, device }: Chain): void {
  const inTime = issuing.notBefore <= device.notBefore && device.notBefore <= issuing.notAfter
  const short = device.notAfter - device.notBefore <= REPORT_SECONDS
  if (!opensReports(device.role) || !inTime || !short) throw new DistrustError("forged")
}
