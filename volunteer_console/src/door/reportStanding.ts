// SPDX-License-Identifier: EUPL-1.2
// How far one's own report key is, as this page has checked it itself; what a server says about it counts for nothing.

import { DistrustError, type Trust } from "@lykta/core"
import { equal, fromBase64, sha256 } from "@lykta/core/bytes"
import { checkReport } from "@lykta/core/reportKeys"
import { reportWords } from "@lykta/core/words"
import type { ReportStanding } from "./door.ts"
import type { Account, DeviceStanding } from "./staffApi.ts"
import type { Doubt } from "./trust.ts"

/** The two keys of this device, public. */
export interface OwnKeys {
  readonly point: Uint8Array
  readonly sealKey: Uint8Array
}

/** How far `own` is, by the certificate in `told`. */
export async function reportStanding(
  told: DeviceStanding["report"],
  of: { own: OwnKeys; account: Account; trust: Trust },
): Promise<ReportStanding> {
  if (told?.certificate === undefined) return { at: "waiting", words: await wordsOf(of.account, of.own) }
  const found = await checked(fromBase64(told.certificate), of)
  return typeof found === "string"
    ? { at: "doubt", why: found }
    : { at: "certified", notAfter: found.notAfter }
}

/** The five words of both keys of `own`. */
export function wordsOf(account: Account, { point, sealKey }: OwnKeys): Promise<readonly string[]> {
  return reportWords({ ...account, deviceKey: point }, sealKey)
}

async function checked(
  certificate: Uint8Array,
  { own, account, trust }: { own: OwnKeys; account: Account; trust: Trust },
): Promise<{ readonly notAfter: number } | Doubt> {
  try {
    const holder = await checkReport(certificate, trust)
    const same = equal(holder.deviceKey, own.point) && equal(holder.sealDigest, await sha256(own.sealKey))
    const person = holder.name === account.name && holder.role === account.role
    return same && person ? holder : "otherKey"
  } catch (error) {
    if (error instanceof DistrustError) return error.why
    throw error
  }
}
