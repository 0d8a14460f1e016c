// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import chat from "../../app/index.html?raw"
import host from "../demo/host.html?raw"
import en from "../locales/en.ftl?raw"
import sv from "../locales/sv.ftl?raw"
import { EXIT_PAGE } from "../src/embed.ts"

const SOURCES = import.meta.glob<string>("../src/**/*.ts", { query: "?raw", import: "default", eager: true })

test("the demonstration page's policy names its one style sheet by hash", async () => {
  const style = /<style>([\s\S]*?)<\/style>/.exec(host)?.[1] ?? ""
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style)))
  expect(host).toContain(`'sha256-${btoa(String.fromCharCode(...hash))}'`)
})

test("the loader and the chat leave for the same neutral page", () => {
  expect(chat).toContain(`href="${EXIT_PAGE}"`)
})

test.each([
  ["sv", sv],
  ["en", en],
])("every text says where it stands (%s)", (_, source) => {
  const lines = source.split("\n")
  const bare = lines.filter((line, at) => /^[a-z][\w-]* =/.test(line) && !/^# ./.test(lines[at - 1] ?? ""))
  expect(bare).toEqual([])
})

test.each(Object.entries(SOURCES))("%s stores nothing and parses no markup", (_, source) => {
  expect(source).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|localStorage|sessionStorage|indexedDB|\.cookie\b/,
  )
})
