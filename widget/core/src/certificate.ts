// SPDX-License-Identifier: EUPL-1.2
// Who is who: certificates of staff devices and their endorsements of one leaf of one conversation.
// Rule 1: nothing here knows of MLS, sockets or stores; it is given bytes, a trust and a time.
// Rule 2: every refusal is one of session.ts's Distrust, decided in the order that is written down.

import type { Distrust } from "./session.ts"

export type Role = "counsellor" | "supervisor" | "officer" | "safeguarding"

/** What a device believes before it meets anybody. */
export interface Trust {
  /** The helpline's name, as in `roots.json`. */
  readonly helpline: string
  /** P-256 points, 65 bytes, uncompressed. */
  readonly roots: readonly Uint8Array[]
  /** Whether certificates with the demonstration bit are taken (loopback only). */
  readonly demoAllowed: boolean
  /** Milliseconds since 1970, this device's clock. */
  now(): number
}

/** A staff person's device: its certificate (issuing || device, as it travels) and its key's signature. */
export interface Device {
  readonly certificate: Uint8Array
  /** ECDSA over P-256 and SHA-256 as r || s, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** A person, as a checked certificate says. */
export interface Staff {
  readonly name: string
  readonly role: Role
  readonly demo: boolean
  readonly helpline: string
  /** 65 bytes; the same person on the same device has the same key in every conversation. */
  readonly deviceKey: Uint8Array
}

/** This is not somebody whom a visitor may be shown as checked. */
export class DistrustError extends Error {
  readonly why: Distrust

  constructor(why: Distrust) {
    super(why)
    this.name = "DistrustError"
    this.why = why
  }
}

/**
 * Checks `certificate` (issuing || device) alone, without an endorsement: for a console that looks at its own.
 * Throws DistrustError.
 */
export async function checkCertificate(_certificate: Uint8Array, _trust: Trust): Promise<Staff> {
  throw new Error("being built")
}
