// SPDX-License-Identifier: EUPL-1.2
// What no file of the console may do, whoever writes it.
/// <reference types="vite/client" />

import { expect, test } from "vitest"

const scripts = import.meta.glob<string>("../src/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
})
const styles = import.meta.glob<string>("../src/**/*.css", { query: "?raw", import: "default", eager: true })

/** Every line of `files` that matches, with where it stands. */
function found(files: Record<string, string>, pattern: RegExp, except: readonly string[] = []): string[] {
  return Object.entries(files)
    .filter(([path]) => !except.some((allowed) => path.endsWith(allowed)))
    .flatMap(([path, source]) => source.split("\n").map((line) => `${path}: ${line.trim()}`))
    .filter((line) => pattern.test(line))
}

test("nothing is ever made from a string of markup, of script or of style", () => {
  expect(
    found(scripts, /innerHTML|outerHTML|insertAdjacentHTML|DOMParser|\beval\(|new Function|style="/),
  ).toEqual([])
})

test("only a reader's choices, this device's keys, whose keys were sealed to, and sealed conversations are ever stored", () => {
  const storage = /localStorage|sessionStorage|indexedDB|document\.cookie|caches\./
  const allowed = [
    "/preferences.ts",
    "/door/deviceKey.ts",
    "/door/reportStore.ts",
    "/report/knownKeys.ts",
    "/tabShelf.ts",
  ]
  expect(found(scripts, storage, allowed).filter((line) => !line.includes("//"))).toEqual([])
})

test("nothing is logged", () => {
  expect(found(scripts, /\bconsole\.\w+\(/)).toEqual([])
})

test("nothing is fetched from anywhere but the helpline itself", () => {
  expect(found(scripts, /https?:\/\//, ["/gallery/conversations.ts"])).toEqual([])
  expect(found(styles, /https?:\/\/|url\(|@font-face/)).toEqual([])
})

test("no style knows left from right, so that a page can run either way", () => {
  const physical =
    /(^|[\s-])(left|right)[:;]|(margin|padding|inset)-(top|bottom)|(^|\s)((min|max)-)?(width|height): /
  const lines = found(styles, physical)
  expect(lines).toEqual([])
})
