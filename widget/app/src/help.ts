// SPDX-License-Identifier: EUPL-1.2
// Others who can help: dated content, never code, but for 112.

import type { Lane } from "@lykta/core/session"

/** One line of `content/help.*.json`. */
export interface HelpLine {
  readonly id: string
  readonly for: readonly string[]
  readonly name: string
  readonly note: string
  /** Digits to dial, and the number as people write it. */
  readonly call?: string
  readonly written?: string
  /** A host name. */
  readonly site?: string
}

export interface Help {
  readonly verified_on: string
  readonly valid_until: string
  readonly lines: readonly HelpLine[]
}

/** The lines for `audience`, 112 first. */
export function linesFor(help: Help, audience: Lane["audience"]): readonly HelpLine[] {
  return help.lines.filter((line) => line.for.includes(audience))
}

/** Whether the numbers are older than they may be at `now`, milliseconds. */
export function isOld(help: Help, now: number): boolean {
  return now >= Date.parse(help.valid_until)
}
