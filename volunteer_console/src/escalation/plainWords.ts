// SPDX-License-Identifier: EUPL-1.2
// A report as its young person may read it: everything that would be passed on about them, one thing under another.
// Where the counsellor begins; what is shown is what they make of it.

import { type Box, type Line, sheetOf } from "../officer/sheet.ts"
import type { FIELDS, Report, Section } from "../report/report.ts"
import { type Key, t } from "../texts.ts"

/** What they know and want they have said themselves; who writes it, they know. */
const shown: readonly Section[] = ["now", "concern", "child", "household", "history"]
const wanted = ["wants", "notToShare"] as const

type Label = Extract<Key, `field-${keyof typeof FIELDS}-${string}` | `value-${string}`>

function boxText({ voice, text, from }: Box): string {
  const who = from === undefined ? "" : ` (${from})`
  return text === undefined ? "" : `${t(`shown-${voice}`)}${who}: ${text}`
}

function lineText(section: Section, { field, text, value }: Line): string {
  const said = text ?? t(`value-${value}` as "value-yes")
  return `${plain(t(`field-${section}-${field}` as Label as "field-now-where"))}: ${said}`
}

// A text that is written on must not carry the marks that isolate a name on a screen.
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "")

/** `report`, in words. */
export function plainWords(report: Report): string {
  const sheet = sheetOf(report)
  const parts = shown.map((section) => sheet.parts.find((part) => part.section === section))
  const view = wanted.flatMap((field) => {
    const text = report.view?.[field]
    return text === undefined ? [] : [`${t(`shown-${field}`)}: ${text}`]
  })
  return [
    ...sheet.boxes.map(boxText),
    ...parts.map((part) => part?.lines.map((line) => lineText(part.section, line)).join("\n") ?? ""),
    ...sheet.doNot.map((flag) => t(`field-now-${flag}`)),
    ...sheet.guardians.map(({ name = "", informed }) => t(`shown-guardian-${informed}`, { name }).trim()),
    view.join("\n"),
    ...sheet.excerpts.map(({ from, text }) => `${t(`shown-excerpt-${from}`)}: ${text}`),
  ]
    .filter((each) => each !== "")
    .map(plain)
    .join("\n\n")
}
