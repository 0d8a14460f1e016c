// SPDX-License-Identifier: EUPL-1.2
// JSON lines, for tests in any language: commands come in, each new state goes out.
//   in   {"client": "v1", "do": "start", "name": "Kim"}     out  {"client": "v1", "state": {...}}
//   in   {"client": "v1", "do": "write", "text": ""}        out  {"client": "v1", "notTaken": "empty"}
//   in   {"client": "v1", "do": "check", "certificate": "..."}  out  {"client": "v1", "checked": "Anna, counsellor"}
//   in   what is not understood                             out  {"client": "v1", "error": "..."}

import { createInterface } from "node:readline"
import type { NotTaken } from "../session.ts"
import { type Command, DESK_DEEDS, VISITOR_DEEDS } from "./commands.ts"
import { certified, checked, counsellor, visitor } from "./people.ts"

export interface DriverOptions {
  readonly url: string
  readonly as: "visitor" | "counsellor"
  /** Whom a counsellor signs in as, unless the command says it. */
  readonly who: string
}

type Does = (command: Command) => NotTaken | undefined

interface Session<State> {
  readonly state: State
  subscribe(f: (state: State) => void): () => void
}

export class Driver {
  readonly #options: DriverOptions
  readonly #clients = new Map<string, Promise<Does>>()
  readonly #last = new Map<string, string>()

  constructor(options: DriverOptions) {
    this.#options = options
  }

  /** Until standard input ends. */
  async run(): Promise<void> {
    for await (const line of createInterface({ input: process.stdin })) {
      if (line.trim() !== "") void this.#heard(line)
    }
  }

  async #heard(line: string): Promise<void> {
    let client = "me"
    try {
      const command = JSON.parse(line) as Command
      client = command.client ?? client
      if (command.do === "check") {
        const said = await checked(this.#options.url, command.certificate ?? "")
        return this.#say({ client, checked: said })
      }
      const notTaken = (await this.#client(client, command))(command)
      if (notTaken !== undefined) this.#say({ client, notTaken })
    } catch (error) {
      this.#say({ client, error: error instanceof Error ? error.message : "broken" })
    }
  }

  /** Made when it is first named. */
  #client(client: string, command: Command): Promise<Does> {
    const made = this.#clients.get(client) ?? this.#make(client, command)
    this.#clients.set(client, made)
    return made
  }

  async #make(client: string, { staff, device }: Command): Promise<Does> {
    const { url, as, who } = this.#options
    if (as === "visitor") {
      const made = await visitor(url)
      this.#follow(client, made)
      return (command) => deed(VISITOR_DEEDS, command)(made, command)
    }
    const desk =
      device === undefined ? (await counsellor(url, staff ?? who)).desk : await certified(url, device)
    this.#follow(client, desk)
    desk.open()
    return (command) => deed(DESK_DEEDS, command)(desk, command)
  }

  #follow<State>(client: string, session: Session<State>): void {
    this.#tell(client, session.state)
    session.subscribe((state) => this.#tell(client, state))
  }

  #tell(client: string, state: unknown): void {
    const line = JSON.stringify({ client, state })
    if (this.#last.get(client) === line) return
    this.#last.set(client, line)
    process.stdout.write(`${line}\n`)
  }

  #say(said: object): void {
    process.stdout.write(`${JSON.stringify(said)}\n`)
  }
}

function deed<T>(deeds: Readonly<Record<string, T>>, { do: name = "" }: Command): T {
  const known = Object.hasOwn(deeds, name) ? deeds[name] : undefined
  if (known === undefined) throw new Error(`do: one of ${Object.keys(deeds).join(", ")}`)
  return known
}
