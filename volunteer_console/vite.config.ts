// SPDX-License-Identifier: EUPL-1.2
// How the console is built: hashed names, no data: addresses, nothing inline, the same bytes everywhere.
// `vite build` makes the console; `vite build --mode gallery` makes the page that shows every view.

import type { Plugin } from "vite"
import { defineConfig } from "vitest/config"
import { integrity } from "../widget/app/scripts/integrity.mjs"

/** Texts become a module each. What translators read is not what browsers load. */
const fluent: Plugin = {
  name: "fluent",
  enforce: "pre",
  transform(source, id) {
    if (!id.endsWith(".ftl")) return undefined
    const texts = source.replace(/^#.*\n/gm, "").replace(/\n{2,}/g, "\n")
    return { code: `export default ${JSON.stringify(texts)}`, map: null, moduleType: "js" }
  },
}

export default defineConfig(({ mode }) => ({
  base: mode === "gallery" ? "./" : "/console/",
  plugins: mode === "gallery" ? [fluent] : [fluent, integrity()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: mode === "gallery" ? "../build/gallery-console" : "../build/web/console",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { input: mode === "gallery" ? "gallery.html" : "index.html" },
  },
  // Else a test that reads a style sheet is given an empty one.
  test: { css: true },
}))
