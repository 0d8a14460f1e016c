// SPDX-License-Identifier: EUPL-1.2
// The texts: complete in every language, explained, and used.
/// <reference types="vite/client" />

import { FluentBundle, FluentResource } from "@fluent/bundle"
import { expect, test } from "vitest"
import en from "../locales/en.ftl?raw"
import sv from "../locales/sv.ftl?raw"

const raw = { sv, en }
const sources = import.meta.glob<string>("../src/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
})

type Messages = Map<string, Set<string>>

/** The variables that a parsed pattern asks for, at any depth. */
function variables(node: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(node)) for (const part of node) variables(part, found)
  else if (typeof node === "object" && node !== null) {
    const { type, name } = node as { type?: string; name?: string }
    if (type === "var" && name !== undefined) found.add(name)
    for (const part of Object.values(node)) variables(part, found)
  }
  return found
}

function messages(source: string): Messages {
  const entries = new FluentResource(source).body.map((entry) => [entry.id, variables(entry.value)] as const)
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** keys.gen.ts as it should be. */
function generated(of: Messages): string {
  const lines = [...of].map(([key, names]) => {
    const union = [...names].toSorted().map((name) => JSON.stringify(name))
    return `  ${JSON.stringify(key)}: ${union.length === 0 ? "never" : union.join(" | ")}\n`
  })
  return `// SPDX-License-Identifier: EUPL-1.2
// Generated from locales/en.ftl by test/locales.test.ts (\`vitest run -u\`), which also compares it. Do not edit.

/** Every text, and the names of the values it wants. */
export interface Variables {
${lines.join("")}}
`
}

const quoted = /"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g

/** What the strings of the source could name: each is a pattern, since a template names several. */
function named(source: string): RegExp[] {
  return [...source.matchAll(quoted)].map(([, plain, template]) => {
    const parts = (plain ?? template ?? "").split(/\$\{[^}]*\}/)
    return new RegExp(`^${parts.map((part) => part.replace(/[^\w-]/g, "\\$&")).join("[\\w-]+")}$`)
  })
}

test("every language has the same texts with the same variables", () => {
  expect(messages(sv)).toEqual(messages(en))
})

test.each(Object.entries(raw))(
  "in %s no text is lost to a slip of syntax, and none stands twice",
  (_, source) => {
    const written = [...source.matchAll(/^([a-z][\w-]*) *=/gm)].map((match) => match[1])
    expect(new FluentResource(source).body.map((entry) => entry.id)).toEqual(written)
    expect(new Set(written).size).toBe(written.length)
  },
)

test.each(Object.entries(raw))("in %s a comment says of each text where it stands", (_, source) => {
  expect([...source.matchAll(/(?<!^# .*\n)^([a-z][\w-]*) *=/gm)].map((match) => match[1])).toEqual([])
})

test.each(Object.entries(raw))("in %s every text can be put together without an error", (locale, source) => {
  const bundle = new FluentBundle(locale)
  bundle.addResource(new FluentResource(source))
  const errors: Error[] = []
  for (const [key, names] of messages(source)) {
    const values = Object.fromEntries([...names].map((name) => [name, 2]))
    bundle.formatPattern(bundle.getMessage(key)?.value ?? "", values, errors)
  }
  expect(errors).toEqual([])
})

test("the types know exactly the texts there are", async () => {
  await expect(generated(messages(en))).toMatchFileSnapshot("../src/keys.gen.ts")
})

test("every text is used somewhere", () => {
  const uses = Object.entries(sources)
    .filter(([path]) => !path.endsWith(".gen.ts"))
    .flatMap(([, source]) => named(source))
    .filter((pattern) => pattern.source !== "^[\\w-]+$")
  expect([...messages(en).keys()].filter((key) => !uses.some((use) => use.test(key)))).toEqual([])
})
