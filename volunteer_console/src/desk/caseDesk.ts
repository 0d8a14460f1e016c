// SPDX-License-Identifier: EUPL-1.2
// What the desk knows of cases: where to draw them. All the rest is loaded when the desk stands (escalation/).

import type { Talk } from "@lykta/core"
import type { ReadonlySignal } from "@preact/signals"
import type { ComponentType } from "preact"

export interface CaseDesk {
  /** In place of, or beside, the conversation. */
  readonly Part: ComponentType
  /** Among the notices. */
  readonly Bar: ComponentType
  /** Under my conversations. */
  readonly List: ComponentType
  /** Above a conversation. */
  readonly Strip: ComponentType<{ readonly talk: Talk }>
  /** Over everything. */
  readonly Modal: ComponentType
  /** What is in front in the part: a name of it, or nothing. */
  readonly front: ReadonlySignal<string | undefined>
  /** Whether leaving the page would lose what somebody wrote. */
  unsent(): boolean
}
