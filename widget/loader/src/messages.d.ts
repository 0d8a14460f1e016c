// SPDX-License-Identifier: EUPL-1.2
// What a file of texts is after the build has parsed it.

declare module "*.ftl" {
  const patterns: Readonly<Record<string, string>>
  export default patterns
}
