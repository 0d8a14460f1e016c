// SPDX-License-Identifier: EUPL-1.2
// What other files are when a module imports them.

/// <reference types="vite/client" />

declare module "*.ftl" {
  import type { Pattern } from "@fluent/bundle/esm/ast.js"

  /** The build has parsed it. */
  const patterns: Readonly<Record<string, Pattern>>
  export default patterns
}
