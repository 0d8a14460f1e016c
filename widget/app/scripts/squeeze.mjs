// SPDX-License-Identifier: EUPL-1.2
// Leaves out of the libraries what can never run here, or is never read, since an old phone has to download it:
// WebTransport (the relay has none, and nothing asks for it), binary packets (the relay refuses them), the change from
// one transport to another (nothing asks for that), the build tool's loader of style sheets for chunks (no chunk has
// one), and the sentences in the libraries' errors (the page decides by class, and logs nothing). What is no longer
// there stops the build: then look again.

import { minify } from "terser"

/** As the parser's own, for text alone; what is not text is an error. */
const ENCODE = `import { PACKET_TYPES } from "./commons.js"
export const encodePacket = ({ type, data }, _, callback) => callback(PACKET_TYPES[type] + (data || ""))
export const encodePacketToBinary = undefined`
const DECODE = `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from "./commons.js"
export const decodePacket = (packet) => {
  const type = typeof packet === "string" && PACKET_TYPES_REVERSE[packet[0]]
  return type ? { type, data: packet.slice(1) || undefined } : ERROR_PACKET
}`

const LEFT_OUT = {
  "engine.io-parser/build/esm/encodePacket.browser.js": ENCODE,
  "engine.io-parser/build/esm/decodePacket.browser.js": DECODE,
  "engine.io-client/build/esm/transports/webtransport.js": "export const WT = undefined",
  "vite/preload-helper.js": "export const __vitePreload = (load) => load()",
}

/** The change to a better transport, tried out beside the first: `upgrade` is false, so it is never asked for. */
const UPGRADE = {
  file: "engine.io-client/build/esm/socket.js",
  method: /^ {4}_probe\(name\) \{$[\s\S]*?^ {4}\}$/m,
  instead: "    _probe() {}",
}

const SENTENCE = /(new \w*Error\()"(?:[^"\\]|\\.)*"\)/g

/** @returns {import("vite").Plugin} */
export function leaveOut() {
  const missing = new Set([...Object.keys(LEFT_OUT), UPGRADE.file])
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
      const kept = id.endsWith(UPGRADE.file) ? code.replace(UPGRADE.method, UPGRADE.instead) : code
      if (kept !== code) missing.delete(UPGRADE.file)
      return { code: kept.replace(SENTENCE, "$1)"), map: null }
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
        code: (
          await minify(code, {
            module: true,
            mangle: false,
            compress: { passes: 3, ecma: 2020, keep_fargs: false, pure_getters: "strict" },
          })
        ).code,
        map: null,
      }),
    },
  }
}
