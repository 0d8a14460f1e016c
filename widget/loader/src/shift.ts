// SPDX-License-Identifier: EUPL-1.2
// Shift pressed three times: the way out that needs no aim. Used by the loader and by the chat.
// Rule 1: the reducer is pure, it is given the time. Rule 2: Shift that helped to write a capital is not a press.

/** The longest pause between two presses. */
export const PAUSE_MS = 5_000
export const PRESSES = 3

export interface Presses {
  readonly count: number
  readonly lastAt: number
  /** Another key, or the pointer, was used while Shift was down: the next release is no press. */
  readonly spoiled: boolean
}

export type Stroke =
  | { readonly is: "down" | "up"; readonly shift: boolean; readonly shiftHeld: boolean; readonly at: number }
  | { readonly is: "pointer"; readonly shiftHeld: boolean; readonly at: number }

export const NO_PRESSES: Presses = { count: 0, lastAt: 0, spoiled: false }

/**
 * What `stroke` makes of `before`.
 *
 * Only releases count, whichever of the two Shift keys they come from: counting keys instead breaks
 * where both are used, since some systems report no release while the other is held.
 */
export function afterStroke(before: Presses, stroke: Stroke): Presses {
  if (stroke.is === "pointer" || !stroke.shift) {
    // A release of some other key, after its press was seen here, says nothing new.
    return stroke.is === "up" ? before : { count: 0, lastAt: 0, spoiled: stroke.shiftHeld }
  }
  if (stroke.is === "down") return before
  if (before.spoiled) return NO_PRESSES
  const inTime = stroke.at - before.lastAt <= PAUSE_MS
  return { count: inTime ? before.count + 1 : 1, lastAt: stroke.at, spoiled: false }
}

/** Call `then` whenever Shift is pressed three times in `$window`. Answers how to stop. */
export function onThirdShift($window: Window, then: () => void): () => void {
  let presses = NO_PRESSES
  const took = (stroke: Stroke): void => {
    presses = afterStroke(presses, stroke)
    if (presses.count < PRESSES) return
    presses = NO_PRESSES
    then()
  }
  const key = (event: KeyboardEvent): void =>
    took({
      is: event.type === "keyup" ? "up" : "down",
      shift: event.key === "Shift",
      shiftHeld: event.shiftKey,
      at: event.timeStamp,
    })
  const pointer = (event: PointerEvent): void =>
    took({ is: "pointer", shiftHeld: event.shiftKey, at: event.timeStamp })
  const stop = new AbortController()
  // Captured at the window: no script of the page can swallow the way out.
  const options = { capture: true, signal: stop.signal }
  $window.addEventListener("keydown", key, options)
  $window.addEventListener("keyup", key, options)
  $window.addEventListener("pointerdown", pointer, options)
  return () => stop.abort()
}
