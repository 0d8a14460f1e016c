// SPDX-License-Identifier: EUPL-1.2
// What a conversation is given by its owner: a way to the relay, somebody to tell, and what was kept of an earlier page.

import type { Clock } from "./clock.ts"
import type { Group } from "./group.ts"
import type { End } from "./kept.ts"
import type { Answer } from "./link.ts"
import type { RenewalMeans } from "./renewal.ts"
import type { Hello } from "./session.ts"
import type { Got, Nothing, Resume, Resumed, Send, Sent, Why } from "./wire.gen.ts"

/** What a conversation asks of the relay. */
export interface ConversationWire {
  send(send: Send): Promise<Answer<Sent>>
  got(got: Got): Promise<Answer<Nothing>>
  resume(resume: Resume): Promise<Answer<Resumed>>
  typing(on: boolean): void
  reconnect(): void
}

export interface ConversationHooks {
  /** The scene is another. */
  changed(): void
  hello(hello: Hello, member: number): void
  /** Their page began again from what it had kept. */
  restored?(member: number): void
  resumed(resumed: Resumed): void
  /** `gone`: the relay does not have it; it may say why a moment later. `lost`: nothing more can be done. */
  over(why: Why | "replaced" | "gone"): void
  longAway(member: number): void
  back(member: number): void
  /** Writes down all there is, before anything leaves or is acknowledged. Absent: everything is in memory. */
  keep?(): Promise<void>
  /** A newcomer's first mail. Staff only. */
  join?(welcome: Uint8Array, commit: Uint8Array): Promise<Group>
}

/** With its first acts (renewal.ts), which only a page that restores something loads. */
export interface RestoredEnd extends End {
  goOn(end: End, means: RenewalMeans): Promise<boolean> | undefined
}

export interface ConversationOptions {
  readonly era: string
  readonly clock: Clock
  readonly wire: ConversationWire
  readonly hooks: ConversationHooks
  /** Of who made it; who joins gets it by the Welcome. */
  readonly group?: Group
  /** What was kept, of whoever had this place before a reload. */
  readonly kept?: RestoredEnd
}
