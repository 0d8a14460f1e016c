// SPDX-License-Identifier: EUPL-1.2
// A .ftl file is a module whose default is its text; vite.config.ts makes it so.

declare module "*.ftl" {
  const texts: string
  export default texts
}

declare module "*.css"
