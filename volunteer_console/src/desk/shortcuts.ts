// SPDX-License-Identifier: EUPL-1.2
// The keyboard shortcuts, as one table: what the page does and what its help lists cannot differ.
// Ctrl + Alt, because Alt alone is the browser's, Alt + Shift changes the keyboard's language in Windows, and a bare
// letter would fire while somebody writes. Ctrl + Alt is AltGr in Windows: no key here types anything with it on a
// Swedish keyboard (E, M and most digits do), nor is one that desktops often keep (D, L, T). Declining and ending are left out on purpose.

export type Act = "accept" | "free" | "pause" | "away" | "lanes" | "talks" | "write" | "hide" | "help"

/** The physical key, since with Alt the letter differs by system; and what stands on it. */
export const shortcuts: Readonly<Record<Act, { readonly code: string; readonly shown: string }>> = {
  accept: { code: "KeyA", shown: "A" },
  free: { code: "KeyF", shown: "F" },
  pause: { code: "KeyP", shown: "P" },
  away: { code: "KeyB", shown: "B" },
  lanes: { code: "KeyV", shown: "V" },
  talks: { code: "KeyS", shown: "S" },
  write: { code: "KeyW", shown: "W" },
  hide: { code: "KeyH", shown: "H" },
  help: { code: "KeyK", shown: "K" },
}

export const acts = Object.keys(shortcuts) as readonly Act[]

/** What is looked at of a key press. */
export type Pressed = Pick<
  KeyboardEvent,
  "code" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey" | "repeat" | "getModifierState"
>

/** What `pressed` asks for, if it is one of ours. A key held down asks once. */
export function actOf(pressed: Pressed): Act | undefined {
  if (!pressed.altKey || !pressed.ctrlKey || pressed.shiftKey || pressed.metaKey || pressed.repeat)
    return undefined
  // Other keyboards type letters with AltGr, and a browser that says so must be believed.
  if (pressed.getModifierState("AltGraph")) return undefined
  return acts.find((act) => shortcuts[act].code === pressed.code)
}

/** What is looked at of a key press in the field. `keyCode` 229: Safari ends a composition with it. */
export type Typed = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey" | "isComposing" | "keyCode"
>

/** Whether `typed` sends: Enter alone, not one that only chooses a character, and not on a screen that is touched:
 * its keyboard has no other way to a new line. */
export function sends(typed: Typed, on: { readonly touch: boolean }): boolean {
  const modified = typed.shiftKey || typed.altKey || typed.ctrlKey || typed.metaKey
  return typed.key === "Enter" && !on.touch && !modified && !typed.isComposing && typed.keyCode !== 229
}
