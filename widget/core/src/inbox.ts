// SPDX-License-Identifier: EUPL-1.2
// What others have said, in order (delivery.md, "The delivery protocol", 3 and 9): by seq, each (member, n) once.
// Rule 1: pure. Rule 2: a number of the mailbox that is missing is mine, or something is lost on the way.

import type { Mail } from "./wire.gen.ts"

export interface Inbox {
  /** The last seq that was given out to be opened. Unknown until the first one, for who joins later. */
  readonly taken?: number
  /** The last seq that has been opened, persisted and shown: what `message:got` says, and where a resume begins. */
  readonly shown: number
  /** Numbers above `shown` that are my own. */
  readonly mine: readonly number[]
  /** Came before something that may be missing; in order. */
  readonly early: readonly Mail[]
  /** The highest n of each member that was given out. */
  readonly last: Readonly<Record<number, number>>
  /** What came behind a hole; a new connection has been asked for. */
  readonly doubted?: number
  /** The same on the new connection: if it comes behind that hole again, the relay has no more. */
  readonly believed?: number
}

export interface InboxDecision {
  readonly inbox: Inbox
  /** To be opened now, in this order. `again`: its content has been shown already, only acknowledge it. */
  readonly take: readonly { readonly mail: Mail; readonly again: boolean }[]
  /** Something was lost on the way: resume on a new connection. */
  readonly gap: boolean
}

/** `taken: 0` for who made the conversation, nothing for who joins it. */
export function emptyInbox(taken?: number): Inbox {
  return { ...(taken === undefined ? {} : { taken }), shown: 0, mine: [], early: [], last: {} }
}

/** One came. `uncertain`: a message of mine has no answer yet, so a hole may be mine. */
export function came(inbox: Inbox, mail: Mail, uncertain: boolean): InboxDecision {
  if (mail.seq <= (inbox.taken ?? 0) || inbox.early.some((m) => m.seq === mail.seq)) return nothing(inbox)
  const early = [...inbox.early, mail].sort((a, b) => a.seq - b.seq)
  return drain({ ...inbox, early }, uncertain)
}

/** The relay said which number one of mine has, or that nothing of mine is open any more. */
export function learnt(inbox: Inbox, seq: number | undefined, uncertain: boolean): InboxDecision {
  if (seq === undefined || seq <= (inbox.taken ?? 0) || inbox.mine.includes(seq))
    return drain(inbox, uncertain)
  return drain({ ...inbox, mine: [...inbox.mine, seq] }, uncertain)
}

/** Opened, persisted and shown. */
export function shown(inbox: Inbox, seq: number): Inbox {
  const now = Math.max(inbox.shown, seq)
  return { ...inbox, shown: now, mine: inbox.mine.filter((m) => m > now) }
}

/** The connection is gone: what came too early will come again. */
export function disconnected(inbox: Inbox): Inbox {
  const { doubted, ...rest } = inbox
  return { ...rest, early: [], ...(doubted === undefined ? {} : { believed: doubted }) }
}

function drain(inbox: Inbox, uncertain: boolean): InboxDecision {
  const take: { mail: Mail; again: boolean }[] = []
  let now = inbox
  for (const mail of inbox.early) {
    if (!follows(now, mail.seq)) {
      if (uncertain || now.doubted !== undefined) return { inbox: now, take, gap: false }
      if (now.believed !== mail.seq) return { inbox: { ...now, doubted: mail.seq }, take, gap: true }
    }
    take.push({ mail, again: mail.n !== 0 && mail.n <= (now.last[mail.member] ?? 0) })
    now = taken(now, mail)
  }
  return { inbox: now, take, gap: false }
}

/** Whether every number between what was taken last and `seq` is mine. */
function follows(inbox: Inbox, seq: number): boolean {
  return inbox.taken === undefined || areMine(inbox, inbox.taken, seq)
}

/** Whether all mail before `seq` is opened and shown. */
export function isShownBefore(inbox: Inbox, seq: number): boolean {
  return areMine(inbox, inbox.shown, seq)
}

function areMine({ mine }: Inbox, from: number, to: number): boolean {
  return mine.filter((m) => m > from && m < to).length >= to - from - 1
}

function taken(inbox: Inbox, mail: Mail): Inbox {
  const { doubted: _, believed: __, ...rest } = inbox
  return {
    ...rest,
    taken: mail.seq,
    early: inbox.early.filter((m) => m.seq > mail.seq),
    last: { ...inbox.last, [mail.member]: Math.max(mail.n, inbox.last[mail.member] ?? 0) },
  }
}

function nothing(inbox: Inbox): InboxDecision {
  return { inbox, take: [], gap: false }
}
