#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// Starts the built client (Node 20 cannot run TypeScript); says how to build it if it is not there.

import { existsSync } from "node:fs"

const built = new URL("../../../build/core/client.mjs", import.meta.url)
if (!existsSync(built)) {
  console.error("Not built yet: npm run build --workspace widget/core")
  process.exit(1)
}
await import(built.href)
