// SPDX-License-Identifier: EUPL-1.2
// From an open door to an officer's desk. Loaded only by officers.
// Rule: a hint only says that there is something to fetch; the cases themselves are asked for, and again by themselves.

import { Agency } from "@lykta/core/agency"
import { type ReadonlySignal, signal } from "@preact/signals"
import type { Chime } from "../attention/chime.ts"
import type { SystemNotice } from "../attention/systemNotice.ts"
import { CasesApi } from "../casesApi.ts"
import type { Opened } from "../door/door.ts"
import type { Preferences } from "../preferences.ts"
import { drawAttention } from "./attention.ts"
import { OfficerModel } from "./officerModel.ts"
import { OfficerWork } from "./officerWork.ts"

export { OfficerPage } from "./officerPage.tsx"

interface Means {
  readonly preferences: Preferences
  readonly chime: Chime
  readonly notice: SystemNotice
  /** The relay's origin. */
  readonly relay: string
  readonly now: ReadonlySignal<number>
  /** The sign-in has run out. */
  signedOut(): void
}

/** How often the cases are asked for without a hint: the ladder's shortest interval is three minutes. */
const againMs = 10_000

export interface OfficerAt {
  readonly staff: string
  readonly model: OfficerModel
  /** Asks for the cases from now on. */
  open(): void
  close(): void
}

export function officerAt({ staff, me, device, reportKey, trust }: Opened, means: Means): OfficerAt {
  const work = new OfficerWork({
    api: new CasesApi(means.relay),
    staff,
    me,
    device,
    key: reportKey,
    trust,
    now: () => Date.now(),
    signedOut: () => {
      at.close()
      means.signedOut()
    },
  })
  const open = signal(false)
  const model = new OfficerModel({ state: work.state, now: means.now, acts: work, me })
  const fetch = () => void (open.peek() && work.fetch())
  watchWindow(model, fetch)
  drawAttention(model, means)
  const agency = new Agency({ url: means.relay, changed: fetch })
  setInterval(fetch, againMs)
  const at: OfficerAt = {
    staff,
    model,
    open: () => {
      open.value = true
      agency.open()
      fetch()
    },
    close: () => {
      open.value = false
      agency.close()
    },
  }
  return at
}

/** Tells `model` whether the window is in front, and fetches when somebody comes back to it. */
function watchWindow(model: OfficerModel, fetch: () => void): void {
  const look = () => {
    const inFront = document.visibilityState === "visible" && document.hasFocus()
    model.look({ inFront })
    if (inFront) fetch()
  }
  document.addEventListener("visibilitychange", look)
  for (const event of ["focus", "blur"]) addEventListener(event, look)
  addEventListener("online", fetch)
  look()
}
