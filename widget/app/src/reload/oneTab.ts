// SPDX-License-Identifier: EUPL-1.2
// One conversation, one tab: a duplicated tab has a copy of all that was kept. Whoever holds the browser's lock has the
// conversation; who comes after may ask for it, and gets it whole or not at all.
// Rule: the lock is taken before anybody is asked for a key.

import { sha256, utf8 } from "@lykta/core/bytes"

/** What goes from one tab to the next: the conversation, and what stood in the field. */
export interface Handed {
  readonly kept: Uint8Array
  readonly draft: string
}

/** `until`: a tab that slept so long must not give away what nobody waits for any more. */
type Said = { readonly ask: string; readonly until: number } | ({ readonly to: string } & Handed)

const ANSWER_MS = 2_000
/** How long what was begun in time may take to come. */
const COMING_MS = 1_000
/** A page that is being loaded anew may come before the one that goes has let go of its lock. */
const LET_GO_MS = 1_000
const SHOWN_BYTES = 8

/** Lets go of the conversation. */
export type Release = () => void

/** What the lock and the channel of `conversation` are called: its name must not stand there. */
export async function lockName(conversation: string): Promise<string> {
  const hash = (await sha256(utf8(conversation))).subarray(0, SHOWN_BYTES)
  return `lykta.${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`
}

/** Holds `name`. Nothing: another tab does, also after a moment's patience. */
export function hold(name: string, patience = LET_GO_MS): Promise<Release | undefined> {
  if (!("locks" in navigator)) return Promise.resolve(() => undefined)
  const waiting = new AbortController()
  const late = setTimeout(() => waiting.abort(), patience)
  return new Promise((resolve) => {
    const held = (): Promise<void> => {
      clearTimeout(late)
      return new Promise((release) => resolve(release))
    }
    navigator.locks.request(name, { signal: waiting.signal }, held).catch(() => resolve(undefined))
  })
}

/** Whoever asks for the conversation from another tab gets it, once; then `name` is let go of. */
export function answering(name: string, release: Release, handOver: () => Promise<Handed>): Release {
  const channel = new BroadcastChannel(name)
  const stop = (): void => {
    channel.close()
    release()
  }
  channel.onmessage = async ({ data }: MessageEvent<Said>) => {
    if (!("ask" in data) || Date.now() > data.until) return
    channel.onmessage = null
    try {
      const handed = await handOver()
      channel.postMessage({ to: data.ask, ...handed } satisfies Said)
      handed.kept.fill(0)
    } catch {
      // It is over already: there is nothing to hand over, and nobody to tell.
    }
    stop()
  }
  return stop
}

/** Asks the tab that has it for the conversation. Nothing: it does not answer. */
export function askedFor(name: string): Promise<Handed | undefined> {
  const channel = new BroadcastChannel(name)
  const ask = crypto.randomUUID()
  return new Promise<Handed | undefined>((resolve) => {
    setTimeout(resolve, ANSWER_MS + COMING_MS)
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if ("to" in data && data.to === ask) resolve(data)
    }
    channel.postMessage({ ask, until: Date.now() + ANSWER_MS } satisfies Said)
  }).finally(() => channel.close())
}
