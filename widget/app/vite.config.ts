// SPDX-License-Identifier: EUPL-1.2
// The chat: one document, one script, one language, all from here. `--mode gallery` builds every view instead,
// with made-up conversations, for looking at and for the checks of accessibility.

import { fileURLToPath } from "node:url"
import { defineConfig } from "vite"
import { fluent } from "./scripts/fluent.mjs"
import { integrity } from "./scripts/integrity.mjs"
import { foldTwice, leaveOut } from "./scripts/squeeze.mjs"
import { stillHelp } from "./scripts/stillHelp.mjs"

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Loaded when it is needed: texts and numbers of a language, what keeps and restores a conversation, what few ever see. */
const LAZY =
  /\.ftl$|content\/help\.|src\/texts\/..\.ts$|src\/reload\/|core\/src\/(capsule|groupSnapshot|keeper|keeping|passing|renewal|slots|visitorRestore)\.ts$/

export default defineConfig(({ mode }) => {
  const gallery = mode === "gallery"
  return {
    base: gallery ? "./" : "/chat/",
    plugins: [fluent(), stillHelp(), ...(gallery ? [] : [leaveOut(), foldTwice(), integrity()])],
    publicDir: false,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: at(gallery ? "../../build/gallery" : "../../build/web/chat"),
      emptyOutDir: true,
      target: "es2022",
      // Nothing is written into the document: a data: address would need a hole in its policy.
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // The script is folded twice on purpose, and that takes its time.
        checks: { bundlerTimings: false },
        input: at(gallery ? "gallery.html" : "index.html"),
        output: {
          codeSplitting: {
            // What the first page shares with a lazily loaded one stays in one script: in pieces it would be larger.
            groups: [{ name: "index", test: (id) => !LAZY.test(id) }],
          },
          // The language chunks are told apart by name: the check of sizes counts one of them.
          chunkFileNames: (chunk: { facadeModuleId: string | null; name: string }) =>
            /src\/texts\/..\.ts$/.test(chunk.facadeModuleId ?? "")
              ? "assets/texts-[name]-[hash].js"
              : "assets/[name]-[hash].js",
        },
      },
    },
    // Style sheets as they are written: a test reads them.
    test: { include: ["test/**/*.test.ts"], css: true },
  }
})
