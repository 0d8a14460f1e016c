// SPDX-License-Identifier: EUPL-1.2
// How a page goes on with what another has left: alone, after a reload; or by asking the tab that has it.

import { Visitor, type VisitorOptions } from "@lykta/core/visitor"
import type { Signal } from "@preact/signals-core"
import type { Returning } from "../model.ts"
import { use } from "../texts/languages.ts"
import { answering, askedFor, type Handed, hold, lockName, type Release } from "./oneTab.ts"

/** The page, as far as it is needed here. */
export interface Page {
  readonly options: VisitorOptions
  readonly returning: Signal<Returning>
  /** Gives the conversation away. */
  readonly handOver: () => Promise<Handed>
  /** Here it is: this tab holds it until `release`. */
  found(visitor: Visitor, release: Release, draft: string): void
  /** It cannot be opened any more. */
  gone(): void
}

/** Long enough for a tab that has handed all over to let go. */
const HANDED_MS = 5_000

/** Holds a conversation that began in this tab. */
export async function held(conversation: string, handOver: Page["handOver"]): Promise<Release> {
  const name = await lockName(conversation)
  return answering(name, (await hold(name)) ?? (() => undefined), handOver)
}

/** Goes on with `conversation`, if no other tab has it; answers what a press of "Go on here" does. */
export async function comeBack(conversation: string, page: Page): Promise<() => void> {
  const name = await lockName(conversation)
  await restore(name, page, "elsewhere")
  return () => void goOnHere(name, page)
}

async function goOnHere(name: string, page: Page): Promise<void> {
  const { options, returning } = page
  if (returning.value === "asking") return
  returning.value = "asking"
  const handed = await askedFor(name)
  if (handed === undefined) return restore(name, page, "silent")
  const release = await hold(name, HANDED_MS)
  const visitor = await Visitor.takeOver(options, handed.kept)
  handed.kept.fill(0)
  found({ name, page, visitor, release, draft: handed.draft })
}

async function restore(name: string, page: Page, unless: Returning): Promise<void> {
  const release = await hold(name)
  if (release === undefined) {
    page.returning.value = unless
    return
  }
  page.returning.value = "opening"
  const visitor = await Visitor.restore(page.options)
  if (visitor !== undefined) return found({ name, page, visitor, release, draft: "" })
  release()
  page.gone()
}

interface Found {
  readonly name: string
  readonly page: Page
  readonly visitor: Visitor
  readonly release: Release | undefined
  readonly draft: string
}

function found({ name, page, visitor, release = () => undefined, draft }: Found): void {
  // Somebody has left meanwhile: then this is over, too.
  if (page.returning.value === "no") {
    visitor.exit()
    release()
    return
  }
  // Whatever this browser would have begun with. What cannot be fetched is not waited for.
  use(visitor.language).catch(() => undefined)
  page.found(visitor, answering(name, release, page.handOver), draft)
}
