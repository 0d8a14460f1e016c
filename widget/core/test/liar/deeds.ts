// SPDX-License-Identifier: EUPL-1.2
// The deeds of a lying server, one for each row of the table: a row without a deed does not compile, nor does a deed
// without a row.

import type { Desk } from "../../src/desk.ts"
import type { Visitor } from "../../src/visitor.ts"
import { MEMORY_DEEDS } from "./deedsMemory.ts"
import { ROSTER_DEEDS } from "./deedsRoster.ts"
import { SAID_DEEDS } from "./deedsSaid.ts"
import { WHO_DEEDS } from "./deedsWho.ts"
import type { Stage } from "./stage.ts"
import type { MEMORY, ROSTER, SAID, WHO } from "./table.ts"

/** Whose pages are looked at afterwards. */
export interface Ends {
  readonly visitor: Visitor
  readonly desk?: Desk
}

/** Does it, and comes back when everything has been seen that can be. */
export type Deed = (stage: Stage) => Promise<Ends>

type Deeds<Rows> = { readonly [R in keyof Rows]: Deed }

export const DEEDS: Deeds<typeof WHO & typeof SAID & typeof ROSTER & typeof MEMORY> = {
  ...(WHO_DEEDS satisfies Deeds<typeof WHO>),
  ...(SAID_DEEDS satisfies Deeds<typeof SAID>),
  ...(ROSTER_DEEDS satisfies Deeds<typeof ROSTER>),
  ...(MEMORY_DEEDS satisfies Deeds<typeof MEMORY>),
}
