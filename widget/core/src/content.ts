// SPDX-License-Identifier: EUPL-1.2
// What is said inside the seal: JSON of version 1. What is not understood is shown as nothing.
// Rule 1: the bounds of a text are checked here, on both sides, since the relay cannot.

import type { Hello, NotTaken } from "./session.ts"

export type Content = { readonly hello: Hello } | { readonly text: string }

/** `unknown`: of a later version, or broken. Show nothing, acknowledge it. */
export type Received = Content | { readonly unknown: true }

export const MAX_TEXT_CODE_POINTS = 4_000
/** Code points that each field of a hello may have. */
export const HELLO_LIMITS = { name: 60, about: 2_000, age: 40 } as const

/** Why `text` cannot be sent, or nothing. */
export function checkText(text: string): NotTaken | undefined {
  if (text.trim() === "") return "empty"
  // Lone surrogates too: JSON writes each as six bytes, and no screen can show them.
  if (/[^\P{Cc}\n\t]|\p{Cs}/u.test(text)) return "controlCharacters"
  return [...text].length > MAX_TEXT_CODE_POINTS ? "tooLong" : undefined
}
