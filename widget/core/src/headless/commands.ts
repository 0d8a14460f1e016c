// SPDX-License-Identifier: EUPL-1.2
// What a line of JSON may ask for (`--json`). Each client in this process has a name; without one it is "me".

import type { Desk } from "../desk.ts"
import type { Duty, Lane, NotTaken } from "../session.ts"
import type { Visitor } from "../visitor.ts"
import type { Certified } from "./people.ts"

/** One line of input. Which fields count depends on `do`. */
export interface Command {
  readonly client?: string
  readonly do?: string
  readonly staff?: string
  /** With the first command of a counsellor: a device that is certified already. */
  readonly device?: Certified
  readonly certificate?: string
  readonly text?: string
  readonly key?: string
  readonly on?: boolean
  readonly wanted?: boolean
  readonly duty?: Duty
  readonly conversation?: string
  readonly audience?: Lane["audience"]
  readonly language?: string
  readonly name?: string
  readonly about?: string
  readonly age?: string
  readonly urgent?: boolean
}

type Deeds<Session> = Readonly<Record<string, (session: Session, command: Command) => NotTaken | undefined>>

function nothing(f: () => void): undefined {
  f()
}

export const VISITOR_DEEDS: Deeds<Visitor> = {
  start: (v, { audience = "young", language = "sv", urgent = false, name, about, age }) =>
    nothing(() =>
      v.start({
        audience,
        language,
        urgent,
        ...(name === undefined ? {} : { name }),
        ...(about === undefined ? {} : { about }),
        ...(age === undefined ? {} : { age }),
      }),
    ),
  unsafe: (v) => nothing(() => v.unsafe()),
  write: (v, { text = "" }) => v.write(text),
  retry: (v, { key = "" }) => nothing(() => v.retry(key)),
  typing: (v, { on = true }) => nothing(() => v.typing(on)),
  another: (v, { wanted = true }) => nothing(() => v.another(wanted)),
  leaveQueue: (v) => nothing(() => v.leaveQueue()),
  end: (v) => nothing(() => v.end()),
  exit: (v) => nothing(() => v.exit()),
}

export const DESK_DEEDS: Deeds<Desk> = {
  open: (d) => nothing(() => d.open()),
  duty: (d, { duty = "free" }) => nothing(() => d.duty(duty)),
  accept: (d) => nothing(() => d.accept()),
  decline: (d) => nothing(() => d.decline()),
  write: (d, { text = "", ...of }) => d.write(meant(d, of), text),
  retry: (d, { key = "", ...of }) => nothing(() => d.retry(meant(d, of), key)),
  typing: (d, { on = true, ...of }) => nothing(() => d.typing(meant(d, of), on)),
  end: (d, of) => nothing(() => d.end(meant(d, of))),
  dismiss: (d, of) => nothing(() => d.dismiss(meant(d, of))),
  acknowledge: (d, of) => nothing(() => d.acknowledge(meant(d, of))),
  close: (d) => nothing(() => d.close()),
}

/** Without a name: the newest of its conversations. */
function meant(desk: Desk, { conversation }: Command): string {
  return conversation ?? desk.state.talks.at(-1)?.conversation ?? ""
}
