// SPDX-License-Identifier: EUPL-1.2
// An exercise that no person wrote: what the helpline's server seals by itself, every week, to try every way.
// Rule 1: it holds no word: whoever has taken the server can make people practise, and say nothing to them.
// Rule 2: nobody signs it, and it is never shown as a report. Rule 3: it counts only where the case is an exercise.
// chatserver/services/escalations/exercises.py writes it.

import { equal, utf8 } from "@lykta/core/bytes"
import type { Report } from "./report.ts"
import { canonical, ReportError } from "./signedReport.ts"

interface Exercise {
  readonly agency: string
  readonly case: string
  readonly created: number
  readonly version: number
}

/**
 * What stands for a report where `bytes` are an exercise by the system; undefined where they are something else.
 * Throws ReportError where they are one, and of another case or in a case that is not called an exercise.
 */
export function readExercise(
  bytes: Uint8Array,
  of: { case: string; version: number; agency: string; status: string },
): Report | undefined {
  const exercise = parsed(bytes)
  if (exercise === undefined) return undefined
  if (exercise.case !== of.case || exercise.version !== of.version || exercise.agency !== of.agency)
    throw new ReportError("another")
  if (of.status !== "exercise") throw new ReportError("unsigned")
  const meta = {
    ...exercise,
    agencyName: exercise.agency,
    urgency: "p2",
    status: "exercise",
    answersTo: "",
  } as const
  return { meta }
}

function parsed(bytes: Uint8Array): Exercise | undefined {
  try {
    const said = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))
    const { agency, case: about, created, version } = said.exercise
    const exercise: Exercise = { agency, case: about, created, version }
    const texts = typeof agency === "string" && typeof about === "string"
    const numbers = Number.isSafeInteger(created) && Number.isSafeInteger(version)
    // In its one spelling, with nothing beside it.
    if (texts && numbers && equal(utf8(canonical({ exercise, v: 1 })), bytes)) return exercise
  } catch {
    // A signed report, or nothing that anybody knows.
  }
  return undefined
}
