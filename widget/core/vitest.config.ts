// SPDX-License-Identifier: EUPL-1.2
// Tests of the core run in Node alone: there is no DOM to lean on by mistake.

import { defineConfig } from "vitest/config"

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], environment: "node", restoreMocks: true, testTimeout: 20_000 },
})
