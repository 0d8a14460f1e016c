// SPDX-License-Identifier: EUPL-1.2
// Tests of the core run in Node alone: there is no DOM to lean on by mistake. The limit of time ends what hangs; how fast
// anything is belongs to the benchmarks.

import { defineConfig } from "vitest/config"

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], environment: "node", restoreMocks: true, testTimeout: 120_000 },
})
