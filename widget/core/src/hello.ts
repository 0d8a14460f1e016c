// SPDX-License-Identifier: EUPL-1.2
// What a visitor says first, made to fit: a bound must never be the reason why nobody can be let in.

import { checkHello, HELLO_LIMITS } from "./content.ts"
import type { Hello } from "./session.ts"

/** `hello`, with fields cut to their bounds and what no screen can show left out. Empty fields are absent. */
export function fittingHello(hello: Hello): Hello {
  const fields = Object.entries(HELLO_LIMITS).flatMap(([field, most]) => {
    const said = fitting(hello[field as keyof typeof HELLO_LIMITS] ?? "", most)
    return said === "" ? [] : [[field, said] as const]
  })
  const { urgent, back } = hello
  const always: Hello = { urgent, ...(back === undefined ? {} : { back }) }
  const fit: Hello = { ...Object.fromEntries(fields), ...always }
  return checkHello(fit) ? fit : always
}

function fitting(text: string, most: number): string {
  const shown = text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, "")
  return [...shown].slice(0, most).join("").trim()
}
