// SPDX-License-Identifier: EUPL-1.2
// One end of a conversation whose relay is the test itself: what is asked waits until the test answers it.

import { toBase64, toBase64Url } from "../src/bytes.ts"
import { Conversation } from "../src/conversation.ts"
import type { ConversationHooks } from "../src/conversationHooks.ts"
import type { Group } from "../src/group.ts"
import type { Answer } from "../src/link.ts"
import type { Body, Mail } from "../src/wire.gen.ts"
import { ManualClock } from "./manualClock.ts"
import { ClearGroup } from "./relay/clearGroup.ts"

export const ERA = "e".repeat(22)
export const NAME = toBase64Url(new Uint8Array(24))

export type Asked = "send" | "got" | "resume" | "typing" | "reconnect"

interface Ask {
  readonly what: Asked
  readonly value: unknown
  answer(value: unknown): void
}

export class OneEnd {
  readonly clock = new ManualClock()
  readonly asked: Ask[] = []
  readonly over: string[] = []
  readonly hellos: unknown[] = []
  readonly conversation: Conversation

  /** Of `member`, who is in `group` with the others; without a group, of somebody who joins later. */
  constructor(group?: Group, join?: ConversationHooks["join"], keep?: ConversationHooks["keep"]) {
    const ask = <T>(what: Asked, value: unknown): Promise<Answer<T>> => {
      return new Promise((resolve) =>
        this.asked.push({ what, value, answer: (a) => resolve(a as Answer<T>) }),
      )
    }
    this.conversation = new Conversation({
      era: ERA,
      clock: this.clock,
      ...(group === undefined ? {} : { group }),
      wire: {
        send: (send) => ask("send", send),
        got: (got) => ask("got", got),
        resume: (resume) => ask("resume", resume),
        typing: (on) => void this.asked.push({ what: "typing", value: on, answer: () => undefined }),
        reconnect: () =>
          void this.asked.push({ what: "reconnect", value: undefined, answer: () => undefined }),
      },
      hooks: {
        changed: () => undefined,
        hello: (hello) => this.hellos.push(hello),
        resumed: () => undefined,
        over: (why) => {
          this.over.push(why)
          this.conversation.close()
        },
        longAway: () => undefined,
        back: () => undefined,
        ...(join === undefined ? {} : { join }),
        ...(keep === undefined ? {} : { keep }),
      },
    })
  }

  /** The end of staff member 1, in a conversation with the visitor, ready to send. */
  static async staff(): Promise<OneEnd> {
    const end = new OneEnd(new ClearGroup(NAME, 1, 1, [0, 1]))
    await end.resumes()
    return end
  }

  /** What was asked last of that kind. */
  last(what: Asked): Ask {
    const found = this.asked.findLast((a) => a.what === what)
    if (found === undefined) throw new Error(`no ${what}`)
    return found
  }

  values(what: Asked): readonly unknown[] {
    return this.asked.filter((a) => a.what === what).map((a) => a.value)
  }

  async resumes(last = 0): Promise<void> {
    void this.conversation.resume()
    this.last("resume").answer({ ok: true, value: { era: ERA, last, arrived: 0, epoch: 1, members: [] } })
    await turn()
  }

  async comes(seq: number, from: { member: number; n: number }, body: Body, era = ERA): Promise<void> {
    const mail: Mail = { era, seq, ...from, at: 0, body }
    this.conversation.mail(mail)
    await turn()
  }
}

/** What `group` says, sealed. */
export async function app(group: ClearGroup, text: string, n: number): Promise<Body> {
  return { app: toBase64((await group.seal({ text }, n)).message) }
}

/** Everything that waits for no clock and no network has happened. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
