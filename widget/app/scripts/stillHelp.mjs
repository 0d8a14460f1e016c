// SPDX-License-Identifier: EUPL-1.2
// Puts the numbers to call into the document itself: for whoever has no JavaScript, or a line too slow for it.

import { readFileSync } from "node:fs"
import { parseMessages } from "./fluent.mjs"

const LANGUAGES = ["sv", "en"]

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8")
const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** What is in the place of `<!-- name -->` in the document, for one language. */
const PLACES = {
  leave: (language, text) => `<span lang="${language}">${text("bar-leave")}</span>`,
  help: section,
}

function section(language, text) {
  const { lines } = JSON.parse(read(`content/help.${language}.json`))
  const rows = lines.filter((line) => line.for.includes("young")).map(row)
  const heading = `<p>${text("still-text")}</p><h2>${text("help-heading")}</h2>`
  return `<section lang="${language}" class="help">${heading}<ul>${rows.join("")}</ul></section>`
}

function row({ name, note, call, written, site }) {
  const href = site === undefined ? `tel:${call}` : `https://${site}`
  const what = `<span><strong>${escaped(name)}</strong> <span class="note">${escaped(note)}</span></span>`
  return `<li><a href="${href}" rel="noreferrer">${what} <bdi class="number">${escaped(written ?? site)}</bdi></a></li>`
}

/** `html` with its places filled, in every language one after the other, and without comments. */
function filled(html) {
  const full = Object.entries(PLACES).reduce((page, [name, content]) => {
    const parts = LANGUAGES.map((language) => {
      const messages = parseMessages(read(`locales/${language}.ftl`), language)
      return content(language, (key) => escaped(messages[key]))
    })
    return page.replace(`<!-- ${name} -->`, parts.join(" "))
  }, html)
  return full.replace(/<!--[\s\S]*?-->\s*/g, "")
}

/** @returns {import("vite").Plugin} */
export function stillHelp() {
  return { name: "lykta-still-help", transformIndexHtml: filled }
}
