// SPDX-License-Identifier: EUPL-1.2
// The client without a browser: the same sessions, the same encryption, a terminal or lines of JSON.

import { parseArgs } from "node:util"
import { Driver } from "./driver.ts"
import { counsellor, visitor } from "./people.ts"
import { deskTerminal, visitorTerminal } from "./terminal.ts"

const USAGE = `Usage: client.mjs visitor <url> [--json]
       client.mjs counsellor <url> --demo <name or id> [--json]`

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { demo: { type: "string", default: "" }, json: { type: "boolean", default: false } },
  })
  const [as, url] = positionals
  if ((as !== "visitor" && as !== "counsellor") || url === undefined || !URL.canParse(url))
    throw new Error(USAGE)
  if (values.json) return new Driver({ url, as, who: values.demo }).run()
  if (as === "visitor") return visitorTerminal(visitor(url))
  if (values.demo === "") throw new Error(USAGE)
  const { desk, name } = await counsellor(url, values.demo)
  deskTerminal(desk, name)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
