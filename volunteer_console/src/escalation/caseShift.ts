// SPDX-License-Identifier: EUPL-1.2
// From a desk to its cases. Loaded once the desk stands, by those who have one.
// Rule: a hint only says that there is something to fetch; the cases themselves are asked for, again and again.

import type { Shelf, Talk } from "@lykta/core"
import type { ReadonlySignal } from "@preact/signals"
import { CasesApi } from "../casesApi.ts"
import type { CaseDesk } from "../desk/caseDesk.ts"
import type { Opened } from "../door/door.ts"
import type { ReportKey } from "../door/reportKey.ts"
import { caseDeskOf } from "./caseDesk.tsx"
import { CasesModel } from "./casesModel.ts"
import { CaseWork, freshName } from "./caseWork.ts"

interface Means {
  /** The relay's origin. */
  readonly relay: string
  readonly now: ReadonlySignal<number>
  readonly talks: ReadonlySignal<readonly Talk[]>
  signedOut(): void
  /** Seals and sends a step into a conversation. False: not now. */
  pass(conversation: string, text: string): boolean
  /** Where conversations are kept over a reload, if anywhere. */
  readonly shelf: Shelf | undefined
  /** Calls `f` whenever the relay says that a case has changed. */
  hinted(f: () => void): void
}

/** How often the cases are asked for, should a hint be lost: a supervisor has two minutes. */
const againMs = 5_000

/** The cases of who has `opened` a desk. Asks for them for as long as the page lives. */
export function casesAt(
  opened: Opened,
  { relay, now, talks, signedOut, hinted, pass, shelf }: Means,
): CaseDesk {
  const { device, trust, me } = opened
  const work = new CaseWork({
    api: new CasesApi(relay),
    device,
    trust,
    key: () => keyOf(opened),
    now: () => Date.now(),
    signedOut,
  })
  const { state } = work
  const model = new CasesModel({ state, now, talks, acts: work, me, draw: freshName, pass, shelf })
  work.serve(model)
  model.telling.follow(model)
  keepAsking(work)
  hinted(() => void work.fetch())
  return caseDeskOf(model)
}

/** A counsellor opens only what is theirs: their key is certified by nobody, and the report that they sign names it. */
async function keyOf({ staff, reportKey }: Opened): Promise<ReportKey> {
  if (reportKey !== undefined) return reportKey
  const { ownReportKey } = await import("../door/reportKey.ts")
  const askPasskey = (): Promise<never> => Promise.reject(new DOMException("no passkey", "NotAllowedError"))
  return ownReportKey(staff, { secret: undefined, askPasskey, isDenied: () => false })
}

function keepAsking(work: CaseWork): void {
  const fetch = () => void work.fetch()
  setInterval(fetch, againMs)
  addEventListener("focus", fetch)
  addEventListener("online", fetch)
  fetch()
}
