// SPDX-License-Identifier: EUPL-1.2
// Writes src/texts/keys.gen.ts: the names of all texts, as a type.
// With it a misspelt name does not compile. A test compares the file with the locales.

import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseMessages } from "./fluent.mjs"

/**
 * The module for `messages`.
 *
 * @param {object} messages
 * @returns {string}
 */
export function keysModule(messages) {
  const rows = Object.keys(messages).map((id) => `  | "${id}"`)
  return [
    "// SPDX-License-Identifier: EUPL-1.2",
    "// Generated from locales/en*.ftl by scripts/keys.mjs; a test compares it. Do not edit.",
    "",
    "/** The name of a text. */",
    "export type Key =",
    ...rows,
    "",
  ].join("\n")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
  const read = (file) => parseMessages(readFileSync(at(`locales/${file}`), "utf8"), file)
  const messages = { ...read("en.ftl"), ...read("en.rare.ftl") }
  writeFileSync(at("src/texts/keys.gen.ts"), keysModule(messages))
}
