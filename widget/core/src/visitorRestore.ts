// SPDX-License-Identifier: EUPL-1.2
// A visitor's page after a reload: takes the key, opens what was kept, and makes of it what the page before was.
// Only a page that finds something loads this. What cannot be opened is erased.

import { asked, stringIn } from "./api.ts"
import { fromBase64, fromBase64Url } from "./bytes.ts"
import { opened, read } from "./capsule.ts"
import type { Trust } from "./certificate.ts"
import { type Clock, systemClock } from "./clock.ts"
import type { RestoredInside } from "./door.ts"
import { VisitorGroup } from "./group.ts"
import { readSnapshot } from "./groupSnapshot.ts"
import { restoredEnd } from "./keeping.ts"
import type { KeptVisit } from "./kept.ts"
import { goOn } from "./renewal.ts"
import { clear } from "./shelf.ts"
import { type Slot, slotsIn } from "./slots.ts"
import { PREFIX, type RestoredVisit } from "./visit.ts"
import type { RestoredVisitor, VisitorOptions } from "./visitor.ts"

/** For handing over: the same text, before it is sealed. */
export { written } from "./capsule.ts"

const AGAIN_MS = 1_000
/** Somewhat longer than any key lives: later it is certain that there is none. */
const HOPE_MS = 330_000

interface Taken {
  readonly key: Uint8Array
  /** Above all that were used. */
  readonly generation: number
}

/** What the page before left, if it can be opened. */
export async function restored(options: VisitorOptions): Promise<RestoredVisitor | undefined> {
  const { shelf } = options
  if (shelf === undefined) return undefined
  const made = await fromSlots(slotsIn(shelf, PREFIX), options)
  if (made === undefined) clear(shelf, PREFIX)
  return made
}

/** What another tab has handed over. Throws if it is not that. */
export async function takenOver(options: VisitorOptions, handed: Uint8Array): Promise<RestoredVisitor> {
  return remade(read<KeptVisit>(new TextDecoder().decode(handed)), options, {})
}

async function fromSlots(
  slots: readonly Slot[],
  options: VisitorOptions,
): Promise<RestoredVisitor | undefined> {
  for (const slot of slots) {
    const taken = await keyTo(slot, options)
    const content = taken && (await opened(slot, taken.key))
    taken?.key.fill(0)
    if (taken === undefined || content === undefined) continue
    const { name, counter } = slot
    try {
      return await remade(read<KeptVisit>(content), options, {
        from: { name, counter: Math.max(counter, ...slots.map((s) => s.counter)) },
        generation: taken.generation,
      })
    } catch {
      // Sealed by us and yet not understood: by another version of us.
    }
  }
  return undefined
}

/** Asks for it as long as there may be one: silence is no answer. */
async function keyTo(
  { resume }: Slot,
  { url, http = fetch.bind(globalThis), clock = systemClock }: VisitorOptions,
): Promise<Taken | undefined> {
  const until = clock.now() + HOPE_MS
  while (resume !== "") {
    const answer = await asked({ url, http, path: "/api/capsule" }, { resume }, takenFrom)
    if (answer.ok) return answer.value
    if (!answer.retry || clock.now() > until) return undefined
    await after(clock)
  }
  return undefined
}

function takenFrom(said: unknown): Taken {
  const { generation } = said as { readonly generation?: unknown }
  return { key: fromBase64(stringIn(said, "key")), generation: Number(generation) || 0 }
}

async function remade(
  kept: KeptVisit,
  options: VisitorOptions,
  { from, generation = 0 }: Pick<RestoredVisit, "from"> & { readonly generation?: number },
): Promise<RestoredVisitor> {
  const { name, ticket, lane, hello, course, place, wish } = kept
  const inside = await insideOf(kept, options)
  const visit = { generation: Math.max(kept.generation, generation), from, place, wish, inside }
  return { admitted: { ticket, name: fromBase64Url(name) }, lane, hello, course, visit }
}

async function insideOf(
  { inside, staying }: KeptVisit,
  options: VisitorOptions,
): Promise<RestoredInside | undefined> {
  if (inside === undefined) return undefined
  const trust = await trusted(options)
  const group = VisitorGroup.restore(readSnapshot(fromBase64(inside.group), trust), trust)
  return {
    group,
    end: { ...restoredEnd(inside, { isVisitor: true }), goOn },
    staying,
  }
}

async function trusted({ trust, clock = systemClock }: VisitorOptions): Promise<Trust> {
  for (;;) {
    try {
      return await trust()
    } catch {
      await after(clock)
    }
  }
}

function after(clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(AGAIN_MS, resolve))
}
