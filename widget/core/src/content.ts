// SPDX-License-Identifier: EUPL-1.2
// What is said inside the seal: JSON of version 1. What is not understood is shown as nothing.
// Rule 1: the bounds of a text are checked here, at both ends, since the relay cannot.

import { utf8 } from "./bytes.ts"
import type { Hello, NotTaken } from "./session.ts"

export type Content =
  | { readonly hello: Hello }
  /** `passing`: not words to be read as they are, but a step of a case (passing.ts). A page of before shows nothing. */
  | { readonly text: string; readonly passing?: true | undefined }
  /** My page began again from what it had kept. */
  | { readonly restored: true }

/** `unknown`: of a later version, or broken. Show nothing, acknowledge it. */
export type Received = Content | { readonly unknown: true }

export const MAX_TEXT_CODE_POINTS = 4_000
/** Code points that each field of a hello may have; together they fit one message. */
export const HELLO_LIMITS = { name: 60, about: 2_000, age: 40 } as const

const FIELDS = ["name", "about", "age"] as const
const VERSION = 1
const UNKNOWN: Received = { unknown: true }
// Lone surrogates too: JSON writes each as six bytes, and no screen can show them.
const NOT_SHOWN = /[^\P{Cc}\n\t]|\p{Cs}/u

/** Why `text` cannot be sent, or nothing. */
export function checkText(text: string): NotTaken | undefined {
  if (text.trim() === "") return "empty"
  if (NOT_SHOWN.test(text)) return "controlCharacters"
  return fits(text, MAX_TEXT_CODE_POINTS) ? undefined : "tooLong"
}

/** Whether every field of `hello` keeps its bound. */
export function checkHello(hello: Hello): boolean {
  return FIELDS.every((field) => {
    const value = hello[field]
    return value === undefined || (fits(value, HELLO_LIMITS[field]) && !NOT_SHOWN.test(value))
  })
}

/** The bytes of `content`, or nothing if it breaks a bound. */
export function encodeContent(content: Content): Uint8Array | undefined {
  if (!isSound(content)) return undefined
  const said = "text" in content && content.passing ? { passing: content.text } : content
  return utf8(JSON.stringify({ v: VERSION, ...said }))
}

function isSound(content: Content): boolean {
  if ("text" in content) return checkText(content.text) === undefined
  return "restored" in content || checkHello(content.hello)
}

/** What `bytes` say. Never throws: what cannot be read is `unknown`. */
export function decodeContent(bytes: Uint8Array): Received {
  try {
    return understood(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)))
  } catch {
    return UNKNOWN
  }
}

interface Said {
  readonly v?: unknown
  readonly text?: unknown
  readonly passing?: unknown
  readonly hello?: unknown
  readonly restored?: unknown
  readonly back?: unknown
  readonly urgent?: unknown
  readonly name?: unknown
  readonly about?: unknown
  readonly age?: unknown
}

function understood(said: unknown): Received {
  if (!isObject(said) || said.v !== VERSION) return UNKNOWN
  const { passing, text = passing } = said
  if (typeof text === "string")
    return checkText(text) === undefined ? { text, ...(passing === text && { passing: true }) } : UNKNOWN
  if (said.restored === true) return { restored: true }
  const hello = helloOf(said.hello)
  return hello === undefined ? UNKNOWN : { hello }
}

function helloOf(said: unknown): Hello | undefined {
  if (!isObject(said)) return undefined
  const { urgent } = said
  const fields = FIELDS.filter((field) => said[field] !== undefined)
  if (typeof urgent !== "boolean" || fields.some((field) => typeof said[field] !== "string")) return undefined
  const back = said.back === true ? { back: true as const } : {}
  const hello = { ...Object.fromEntries(fields.map((field) => [field, said[field]])), urgent, ...back }
  return checkHello(hello) ? hello : undefined
}

function fits(text: string, most: number): boolean {
  // A code point is at most two units: most texts need no counting.
  return text.length <= most || (text.length <= 2 * most && [...text].length <= most)
}

function isObject(said: unknown): said is Said {
  return typeof said === "object" && said !== null
}
