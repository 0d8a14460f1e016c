// SPDX-License-Identifier: EUPL-1.2
// What the desk says about time, as figures. The words are the locales'.
// Rule 1: no clock here; `now` is given. Rule 2: seconds left are rounded up, what has gone is rounded down.

const second = 1000
const minute = 60 * second
const promptAfter = 45 * minute

/** When a conversation's page takes longer than usual to let us in. */
const slowAfter = 10 * second

export interface Countdown {
  readonly seconds: number
  /** Of the whole lease, 1 to 0. */
  readonly share: number
}

/** What is left of a lease of `leaseSeconds`; never more than all of it, since the page's now is up to a second old. */
export function countdown(expiresAt: number, now: number, leaseSeconds: number): Countdown {
  const whole = leaseSeconds * second
  const left = Math.min(whole, Math.max(0, expiresAt - now))
  return { seconds: Math.ceil(left / second), share: left / whole }
}

export interface Elapsed {
  readonly hours: number
  readonly minutes: number
}

/** How long it has been since `since`; never negative, though two clocks may disagree. */
export function elapsed(since: number, now: number): Elapsed {
  const minutes = Math.max(0, Math.floor((now - since) / minute))
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

/** Whether it is time for the soft word about summing up. */
export function longTalk(since: number, now: number): boolean {
  return now - since >= promptAfter
}

export function slowOpening(since: number, now: number): boolean {
  return now - since >= slowAfter
}

/** Minutes left of a pause, to the nearest, 0 for the last one. Rounding up would make 60 seconds and a bit "2 min". */
export function minutesLeft(until: number, now: number): number {
  const left = until - now
  return left < minute ? 0 : Math.round(left / minute)
}

export function wholeMinutes(seconds: number): number {
  return Math.floor(seconds / 60)
}
