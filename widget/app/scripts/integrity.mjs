// SPDX-License-Identifier: EUPL-1.2
// Ties the document to its files: an inline import map with the hash of every script, and an `integrity` beside every
// file that the document names. A host, or whatever sits in between, can then change no script without changing the
// document, whose hash is in the manifest. It looks at what lies on the disk, after everybody else: what is hashed is
// what is served. Sorted, so that the same files give the same document.

import { createHash } from "node:crypto"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const NAMED = /<(script|link)([^>]*?)\s(src|href)="([^"]+\.(?:js|css))"/g

/** @returns {import("vite").Plugin} */
export function integrity() {
  let base = "/"
  return {
    name: "lykta-integrity",
    apply: "build",
    enforce: "post",
    configResolved: (config) => {
      base = config.base
    },
    writeBundle: {
      order: "post",
      sequential: true,
      handler: ({ dir = "." }) => tie(dir, base),
    },
  }
}

function tie(folder, base) {
  const document = join(folder, "index.html")
  const hash = (address) => hashOf(join(folder, address.slice(base.length)))
  const scripts = readdirSync(join(folder, "assets"))
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => `${base}assets/${name}`)
  const map = JSON.stringify({ integrity: Object.fromEntries(scripts.map((one) => [one, hash(one)])) })
  const named = readFileSync(document, "utf8").replace(
    NAMED,
    (_, tag, before, attribute, address) =>
      `<${tag}${before} integrity="${hash(address)}" ${attribute}="${address}"`,
  )
  // Before the first script: a map that comes later is not looked at by every engine.
  const tied = named.replace("<script", `<script type="importmap">${map}</script>\n    <script`)
  if (tied === named) throw new Error("the document has no script to tie")
  writeFileSync(document, tied)
}

function hashOf(path) {
  return `sha384-${createHash("sha384").update(readFileSync(path)).digest("base64")}`
}
