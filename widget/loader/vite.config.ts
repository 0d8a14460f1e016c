// SPDX-License-Identifier: EUPL-1.2
// The loader: one classic script under a name that never changes, since other people's pages spell it.

import { defineConfig } from "vite"
import { fluent } from "../app/scripts/fluent.mjs"

export default defineConfig({
  plugins: [fluent({ plain: true })],
  publicDir: false,
  build: {
    outDir: "../../build/web/loader",
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: "src/loader.ts", formats: ["iife"], name: "lykta", fileName: () => "loader.js" },
  },
  test: { include: ["test/**/*.test.ts"] },
})
