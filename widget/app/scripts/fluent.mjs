// SPDX-License-Identifier: EUPL-1.2
// Texts are parsed when the page is built, not in the visitor's browser: no parser to download, and a text with
// a fault in it stops the build instead of vanishing without a word, which is what Fluent's parser does.

import { FluentResource } from "@fluent/bundle"

const START = /^(-?[a-zA-Z][\w-]*) *=/gm

/**
 * The messages of `source`: name to pattern (a text, or an array with placeables).
 *
 * @param {string} source a Fluent file
 * @param {string} file its name, for the error
 * @returns {Record<string, import("@fluent/bundle/esm/ast.js").Pattern>}
 * @throws {Error} if any message cannot be parsed, has attributes, refers to another, or has a name twice
 */
export function parseMessages(source, file) {
  const { body } = new FluentResource(source)
  const parsed = new Map(body.map((entry) => [entry.id, entry]))
  for (const [, id] of source.matchAll(START)) {
    const entry = parsed.get(id)
    if (entry?.value == null) throw new Error(`${file}: the message "${id}" cannot be parsed`)
    if (Object.keys(entry.attributes).length > 0)
      throw new Error(`${file}: "${id}" has attributes; give it a name`)
  }
  if (/"type":"(mesg|term|func)"/.test(JSON.stringify(body)))
    throw new Error(`${file}: texts hold values and choices only`)
  if (parsed.size !== body.length) throw new Error(`${file}: a name is used twice`)
  return Object.fromEntries(body.map(({ id, value }) => [id, value]))
}

/**
 * Lets a module import a `.ftl` file.
 *
 * @param {{ plain?: boolean }} options plain: only texts without placeables, for pages without Fluent's runtime
 * @returns {import("vite").Plugin}
 */
export function fluent({ plain = false } = {}) {
  return {
    name: "lykta-fluent",
    transform(source, id) {
      if (!id.endsWith(".ftl")) return undefined
      const messages = parseMessages(source, id)
      const complex = Object.entries(messages).find(([, value]) => typeof value !== "string")
      if (plain && complex !== undefined) throw new Error(`${id}: "${complex[0]}" must be a plain text`)
      return { code: `export default ${JSON.stringify(messages)}`, map: null, moduleType: "js" }
    },
  }
}
