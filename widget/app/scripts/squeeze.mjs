// SPDX-License-Identifier: EUPL-1.2
// Leaves out of the libraries what can never run here, or is never read, since an old phone has to download it:
// WebTransport (the relay has none, and nothing asks for it), the build tool's loader of style sheets for chunks (no
// chunk has one), and the sentences in the libraries' errors (the page decides by class, and logs nothing). A file that no longer exists stops the build: then look again.

import { minify } from "terser"

const LEFT_OUT = {
  "engine.io-client/build/esm/transports/webtransport.js": "export const WT = undefined",
  "vite/preload-helper.js": "export const __vitePreload = (load) => load()",
}

const SENTENCE = /(new \w*Error\()"(?:[^"\\]|\\.)*"\)/g

/** @returns {import("vite").Plugin} */
export function leaveOut() {
  const missing = new Set(Object.keys(LEFT_OUT))
  return {
    name: "lykta-leave-out",
    apply: "build",
    enforce: "pre",
    load(id) {
      const name = Object.keys(LEFT_OUT).find((file) => id.endsWith(file))
      if (name === undefined) return undefined
      missing.delete(name)
      return LEFT_OUT[name]
    },
    transform(code, id) {
      if (!id.includes("/node_modules/")) return undefined
      return { code: code.replace(SENTENCE, "$1)"), map: null }
    },
    buildEnd(error) {
      if (error === undefined && missing.size > 0)
        throw new Error(`not found, so not left out: ${[...missing]}`)
    },
  }
}

/**
 * A second pair of eyes on the script before it is made short: a kilobyte and a half less than the build tool's own
 * alone. Nothing that is called unsafe.
 *
 * @returns {import("vite").Plugin}
 */
export function foldTwice() {
  return {
    name: "lykta-fold-twice",
    apply: "build",
    renderChunk: {
      order: "post",
      handler: async (code) => ({
        code: (await minify(code, { module: true, mangle: false, compress: { passes: 2 } })).code,
        map: null,
      }),
    },
  }
}
