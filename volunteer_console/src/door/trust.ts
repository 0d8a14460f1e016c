// SPDX-License-Identifier: EUPL-1.2
// Whether this device's certificate may be used: by the roots, for this key, for this person.

import {
  type Certified,
  checkCertificate,
  type Distrust,
  DistrustError,
  type Staff,
  type Trust,
} from "@lykta/core"
import { equal } from "@lykta/core/bytes"
import type { Account } from "./staffApi.ts"

/** `otherKey`: genuine, but made for another key, name or role. */
export type Doubt = Distrust | "otherKey"

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"])

/** Whether a page at `hostname` takes demonstration certificates: on this machine only. */
export function demoAllowedAt(hostname: string): boolean {
  return loopback.has(hostname)
}

/** Why `staff`, as a checked certificate says, is not the person who is signed in on the device with `point`. */
function doubt(staff: Staff, account: Account, point: Uint8Array): Doubt | undefined {
  const same = equal(staff.deviceKey, point) && staff.name === account.name && staff.role === account.role
  return same ? undefined : "otherKey"
}

/** Who `certificate` (issuing || device) says I am, or why it may not be used. */
export async function verified(
  certificate: Uint8Array,
  of: { trust: Trust; account: Account; point: Uint8Array },
): Promise<Certified | Doubt> {
  try {
    const staff = await checkCertificate(certificate, of.trust)
    return doubt(staff, of.account, of.point) ?? staff
  } catch (error) {
    if (error instanceof DistrustError) return error.why
    throw error
  }
}
