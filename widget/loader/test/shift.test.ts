// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { afterStroke, NO_PRESSES, PAUSE_MS, PRESSES, type Stroke } from "../src/shift.ts"

/** A script of strokes: S and s are Shift down and up, A and a another key (capital: down), P the pointer, `.` a pause. */
function strokes(script: string, pauseMs: number): Stroke[] {
  let at = 0
  let held = 0
  const made: Stroke[] = []
  for (const mark of script) {
    at += mark === "." ? pauseMs : 100
    if (mark === "S") held += 1
    if (mark === "s") held -= 1
    if (mark === "P") made.push({ is: "pointer", shiftHeld: held > 0, at })
    else if (mark !== ".") {
      const shift = mark.toLowerCase() === "s"
      made.push({ is: mark === mark.toLowerCase() ? "up" : "down", shift, shiftHeld: held > 0, at })
    }
  }
  return made
}

function count(script: string, pauseMs = 0): number {
  return strokes(script, pauseMs).reduce(afterStroke, NO_PRESSES).count
}

test.each([
  ["three presses", "SsSsSs", PRESSES],
  ["two presses are not three", "SsSs", 2],
  ["left and right in turn, the second down before the first is up", "SSssSs", PRESSES],
  ["both at once, where the system reports one release for the two", "SSsSSsSSs", PRESSES],
  ["a held key that repeats itself is one press", "SSSSs", 1],
  ["a capital is no press", "SAas", 0],
  ["three capitals are no way out", "SAasSAasSAas", 0],
  ["a capital whose letter is let go last", "SAsa", 0],
  ["another key in between begins anew", "SsSsAaSs", 1],
  ["a letter typed before takes nothing away", "AaSsSsSs", PRESSES],
  ["a letter let go between them takes nothing away", "ASsaSsSs", PRESSES],
  ["marking text with the pointer is no press", "SPsSPsSPs", 0],
  ["a press of the pointer in between begins anew", "SsSsPSs", 1],
])("%s", (_, script, presses) => {
  expect(count(script)).toBe(presses)
})

test("presses with a short pause between them count together", () => {
  expect(count("Ss.Ss.Ss", PAUSE_MS - 300)).toBe(PRESSES)
})

test("a press after a long pause is a first one", () => {
  expect(count("SsSs.Ss", PAUSE_MS)).toBe(1)
})
