// SPDX-License-Identifier: EUPL-1.2
// How near a certificate is to its end, and how loudly to say so.

const dayMs = 86_400_000
const steps = [3, 7, 14] as const

export interface Alarm {
  readonly step: (typeof steps)[number]
  /** Whole days left; 0 on the last. */
  readonly days: number
}

/** What to say `now` of a certificate that ends at `notAfter` (both in milliseconds); nothing while it is far. */
export function alarm(notAfter: number, now: number): Alarm | undefined {
  const left = notAfter - now
  const step = steps.find((days) => left <= days * dayMs)
  return step === undefined ? undefined : { step, days: Math.max(0, Math.floor(left / dayMs)) }
}
