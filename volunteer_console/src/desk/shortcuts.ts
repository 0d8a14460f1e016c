// SPDX-License-Identifier: EUPL-1.2
// The keyboard shortcuts, as one table: what the page does and what its help lists cannot differ.
// Alt + Shift, because Alt alone is the browser's, Ctrl + Alt is AltGr on a Swedish keyboard, and a bare letter
// would fire while somebody writes. Declining and ending are left out on purpose.

export type Act = "accept" | "free" | "pause" | "away" | "lanes" | "talks" | "write" | "hide" | "help"

/** The physical key, since with Alt + Shift the letter differs by system; and what stands on it. */
export const shortcuts: Readonly<Record<Act, { readonly code: string; readonly shown: string }>> = {
  accept: { code: "KeyT", shown: "T" },
  free: { code: "Digit1", shown: "1" },
  pause: { code: "Digit2", shown: "2" },
  away: { code: "Digit3", shown: "3" },
  lanes: { code: "KeyL", shown: "L" },
  talks: { code: "KeyM", shown: "M" },
  write: { code: "KeyW", shown: "W" },
  hide: { code: "KeyH", shown: "H" },
  help: { code: "KeyK", shown: "K" },
}

export const acts = Object.keys(shortcuts) as readonly Act[]

/** What is looked at of a key press. */
export type Pressed = Pick<KeyboardEvent, "code" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey" | "repeat">

/** What `pressed` asks for, if it is one of ours. A key held down asks once. */
export function actOf(pressed: Pressed): Act | undefined {
  if (!pressed.altKey || !pressed.shiftKey || pressed.ctrlKey || pressed.metaKey || pressed.repeat)
    return undefined
  return acts.find((act) => shortcuts[act].code === pressed.code)
}

/** What is looked at of a key press in the field. `keyCode` 229: Safari ends a composition with it. */
export type Typed = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey" | "isComposing" | "keyCode"
>

/** Whether `typed` sends: Enter alone, and not one that only chooses a character. */
export function sends(typed: Typed): boolean {
  const modified = typed.shiftKey || typed.altKey || typed.ctrlKey || typed.metaKey
  return typed.key === "Enter" && !modified && !typed.isComposing && typed.keyCode !== 229
}
