// SPDX-License-Identifier: EUPL-1.2
// What the desk says about time, as figures. The words are the locales'.
// Rule 1: no clock here; `now` is given. Rule 2: what is left is rounded up, what has gone is rounded down.

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

/** What is left of a lease of `leaseSeconds`. */
export function countdown(expiresAt: number, now: number, leaseSeconds: number): Countdown {
  const left = Math.max(0, expiresAt - now)
  return { seconds: Math.ceil(left / second), share: Math.min(1, left / (leaseSeconds * second)) }
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

/** Whole minutes left of a pause, 0 for the last one. */
export function minutesLeft(until: number, now: number): number {
  const left = Math.max(0, until - now)
  return left < minute ? 0 : Math.ceil(left / minute)
}

export function wholeMinutes(seconds: number): number {
  return Math.floor(seconds / 60)
}
