// SPDX-License-Identifier: EUPL-1.2
// The client without a browser: the same sessions, the same encryption, a terminal or lines of JSON.

import { readArguments, USAGE, UsageError } from "./arguments.ts"
import { Driver } from "./driver.ts"
import { counsellor, visitor } from "./people.ts"
import { deskTerminal, visitorTerminal } from "./terminal.ts"

async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === "help") return console.log(USAGE)
  const { as, url, who, json } = wanted
  if (json) return new Driver({ url, as, who }).run()
  if (as === "visitor") return visitorTerminal(await visitor(url))
  const { desk, name } = await counsellor(url, who)
  deskTerminal(desk, name)
}

main().catch((error: unknown) => {
  const said = error instanceof Error ? error.message : error
  console.error(error instanceof UsageError ? `${said}\n\n${USAGE}` : said)
  process.exit(error instanceof UsageError ? 2 : 1)
})
