// SPDX-License-Identifier: EUPL-1.2
// What the command line asks for. Wrong arguments are said in a sentence, with the usage after it.

import { parseArgs } from "node:util"

export const USAGE = `Usage: client.mjs visitor <url> [--json]
       client.mjs counsellor <url> --demo <name or id> [--json]

Talks as a visitor or as a counsellor, with real encryption and without a browser.

  <url>            where the relay is, for instance http://localhost:8320
  --demo <who>     which of the demonstration's staff to be: a first name or an id
                   (with --json each line of input may say it instead: "staff")
  --json           lines of JSON in and out, for tests
  -h, --help       this text

In the conversation a line is sent; a line that begins with a slash is an order, and they are listed at the start.

Exit status: 0 when it ended well, 1 when something failed or who answered was refused, 2 for wrong arguments.`

export interface Wanted {
  readonly as: "visitor" | "counsellor"
  readonly url: string
  /** Whom a counsellor signs in as; empty: each line of JSON says it. */
  readonly who: string
  readonly json: boolean
}

/** The arguments are wrong; the message says how. */
export class UsageError extends Error {}

/** What `written` asks for. Throws UsageError. */
export function readArguments(written: readonly string[]): Wanted | "help" {
  const { positionals, values } = parsed(written)
  if (values.help) return "help"
  const [as, url, ...more] = positionals
  if (as !== "visitor" && as !== "counsellor")
    throw new UsageError(as === undefined ? "Say as whom." : `"${as}" is neither visitor nor counsellor.`)
  if (url === undefined) throw new UsageError("Say where the relay is.")
  if (!isAddress(url)) throw new UsageError(`"${url}" is not an address with http: or https:.`)
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many.`)
  if (as === "visitor" && values.demo !== "") throw new UsageError("A visitor signs in as nobody: no --demo.")
  if (as === "counsellor" && values.demo === "" && !values.json)
    throw new UsageError("Say which counsellor: --demo <name or id>.")
  return { as, url, who: values.demo, json: values.json }
}

function parsed(written: readonly string[]) {
  try {
    return parseArgs({
      args: [...written],
      allowPositionals: true,
      options: {
        demo: { type: "string", default: "" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    })
  } catch (error) {
    // Node explains it well: an option that does not exist, or one without its value.
    throw new UsageError(error instanceof Error ? error.message : "")
  }
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
