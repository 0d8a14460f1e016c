// SPDX-License-Identifier: EUPL-1.2

import { FluentBundle, FluentResource } from "@fluent/bundle"
import { describe, expect, test } from "vitest"
import enUsual from "../locales/en.ftl?raw"
import enRare from "../locales/en.rare.ftl?raw"
import svUsual from "../locales/sv.ftl?raw"
import svRare from "../locales/sv.rare.ftl?raw"
import { parseMessages } from "../scripts/fluent.mjs"
import { keysModule } from "../scripts/keys.mjs"
import keysWritten from "../src/texts/keys.gen.ts?raw"
import { filled, type Values } from "../src/texts/pattern.ts"

const sv = `${svUsual}\n${svRare}`
const en = `${enUsual}\n${enRare}`
const FILES = { sv, en }
const LANGUAGES = Object.entries(FILES)
const SOURCES = import.meta.glob<string>(
  ["../src/**/*.{ts,tsx}", "../scripts/stillHelp.mjs", "!**/*.gen.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
)
/** The page before the chat: heading, items, start button. */
const FRONT = /^front-(heading|start|(who|anonymous|tell|find|watched|leave)(-more)?)$/
const MOST_WORDS = 120

const messagesOf = (source: string) => parseMessages(source, "a test")
const variablesOf = (pattern: unknown): string[] =>
  [...JSON.stringify(pattern).matchAll(/"type":"var","name":"(\w+)"/g)].map(([, name]) => name ?? "")

test("both languages have the same texts, with the same values in them", () => {
  const shape = (source: string) =>
    Object.entries(messagesOf(source)).map(([key, pattern]) => [
      key,
      [...new Set(variablesOf(pattern))].sort(),
    ])
  expect(shape(sv)).toEqual(shape(en))
})

test("the names of the texts are a type that is up to date", () => {
  expect(keysWritten).toBe(keysModule(messagesOf(en)))
})

test("every text is used", () => {
  const code = Object.values(SOURCES).join("\n")
  const unused = Object.keys(messagesOf(en)).filter((key) => !code.includes(`"${key}"`))
  expect(unused).toEqual([])
})

describe.each(LANGUAGES)("in %s", (language, source) => {
  const messages = messagesOf(source)

  test("every text says where it stands", () => {
    const lines = source.split("\n")
    const bare = lines.filter((line, at) => /^[a-z][\w-]* =/.test(line) && !/^# ./.test(lines[at - 1] ?? ""))
    expect(bare).toEqual([])
  })

  test("the page before the chat is at most 120 words", () => {
    const front = Object.entries(messages).filter(([key]) => FRONT.test(key))
    const words = front.flatMap(([, pattern]) => String(pattern).split(/\s+/))
    expect(front.length).toBe(13)
    expect(words.length).toBeLessThanOrEqual(MOST_WORDS)
  })

  test("no word judges", () => {
    expect(source).not.toMatch(/prostit|offer för|victim/i)
  })

  test.each([0, 1, 2, 5, 21, 4000])("our few lines fill every text as Fluent does, with %d", (count) => {
    const bundle = new FluentBundle(language)
    bundle.addResource(new FluentResource(source))
    for (const name of ["Anna", "سميرة", "דנה 7"]) {
      const values = valuesWith(count, name)
      const ours = Object.entries(messages).map(([key, pattern]) => [key, filled(pattern, language, values)])
      const theirs = Object.keys(messages).map((key) => [key, byFluent(bundle, key, values)])
      expect(ours).toEqual(theirs)
    }
  })
})

function valuesWith(count: number, name: string): Values {
  const numbers = { place: count, soonest: count, latest: count, left: count, over: count, count }
  const passed = { agency: name, reader: name, time: name, answer: name }
  return { ...numbers, ...passed, name, helpline: name, date: name, site: name, reason: name }
}

/** As `@fluent/bundle` says it; where nothing runs from right to left it isolates all the same, and we do not. */
function byFluent(bundle: FluentBundle, key: string, values: Values): string {
  const text = bundle.formatPattern(bundle.getMessage(key)?.value ?? "", values, [])
  return /[\u0590-\u08ff]/.test(text) ? text : text.replace(/[\u2068\u2069]/g, "")
}

test("a name from right to left keeps its direction to itself", () => {
  expect(filled(messagesOf(en)["talk-joined"] ?? "", "en", { name: "سميرة" })).toBe(
    "\u2068سميرة\u2069 is here now.",
  )
})

test("a count is worded as the language counts", () => {
  const left = (count: number) => filled(messagesOf(en)["talk-left-count"] ?? "", "en", { left: count })
  expect([left(1), left(2), left(1200)]).toEqual([
    "1 character left",
    "2 characters left",
    "1,200 characters left",
  ])
})

test.each([
  ["a text that cannot be parsed", "broken = { $name", /cannot be parsed/],
  ["a text with attributes", "button = A\n    .title = B", /has attributes/],
  ["a name used twice", "one = A\none = B", /used twice/],
  ["a text that refers to another", "one = A\ntwo = { one }", /values and choices only/],
  ["a text that calls a function", "one = { NUMBER($count) }", /values and choices only/],
])("the build stops at %s", (_, source, why) => {
  expect(() => messagesOf(source)).toThrow(why)
})
