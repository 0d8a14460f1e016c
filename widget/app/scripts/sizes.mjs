// SPDX-License-Identifier: EUPL-1.2
// Measures what a visitor downloads before anything happens, and fails the build over the limit.
//
//   node scripts/sizes.mjs chat     the first load of the chat, with the largest language; not what is fetched later
//   node scripts/sizes.mjs loader   the file that a page embeds

import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync } from "node:zlib"

const WEB = fileURLToPath(new URL("../../../build/web/", import.meta.url))
const LIMITS = { chat: 60_000, loader: 5_000 }

const brotli = (file) => brotliCompressSync(readFileSync(file)).length

/** Every script of the loader: there is one. */
function loaderParts() {
  return [["loader.js", brotli(join(WEB, "loader/loader.js"))]]
}

/** What the page asks for at once: its script, what that imports, and of the languages the largest. */
function chatParts() {
  const folder = join(WEB, "chat/assets")
  const sized = (name) => [name, brotli(join(folder, name))]
  const texts = readdirSync(folder).filter((name) => name.startsWith("texts-") && name.endsWith(".js"))
  const [largest] = texts.map(sized).sort(([, a], [, b]) => b - a)
  const [, entry] = /src="[^"]*assets\/([^"]+\.js)"/.exec(readFileSync(join(WEB, "chat/index.html"), "utf8"))
  return [...[...importedBy(folder, entry)].map(sized), largest]
}

/** `script`, and all that cannot run without: not what it fetches later. */
function importedBy(folder, script, found = new Set()) {
  if (found.has(script)) return found
  found.add(script)
  const imports = readFileSync(join(folder, script), "utf8").matchAll(
    /(?:from|import) ?["'`]\.\/([^"'`]+\.js)["'`]/g,
  )
  for (const [, name] of imports) importedBy(folder, name, found)
  return found
}

const what = process.argv[2]
if (!Object.hasOwn(LIMITS, what) || !existsSync(WEB))
  throw new Error("usage: sizes.mjs chat|loader, after a build")
const parts = what === "chat" ? chatParts() : loaderParts()
const total = parts.reduce((sum, [, size]) => sum + size, 0)
for (const [name, size] of parts) console.info(`${String(size).padStart(7)} B brotli  ${name}`)
console.info(`${String(total).padStart(7)} B brotli  ${what}: limit ${LIMITS[what]}`)
if (total > LIMITS[what]) {
  console.error(`${what} is ${total - LIMITS[what]} B over its limit: load something only when it is needed.`)
  process.exitCode = 1
}
