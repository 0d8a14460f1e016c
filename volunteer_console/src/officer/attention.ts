// SPDX-License-Identifier: EUPL-1.2
// Draws attention to an officer's inbox: sound, notification, the title of the tab. When is decided in cues.ts.

import { effect } from "@preact/signals"
import type { Chime } from "../attention/chime.ts"
import type { SystemNotice } from "../attention/systemNotice.ts"
import type { Preferences } from "../preferences.ts"
import { t } from "../texts.ts"
import { type OfficerMoment, officerCue } from "./cues.ts"
import type { OfficerModel } from "./officerModel.ts"

interface Means {
  readonly preferences: Preferences
  readonly chime: Chime
  readonly notice: SystemNotice
}

function momentOf(model: OfficerModel): OfficerMoment {
  return { cases: model.cases.value, inFront: model.looking.value.inFront, now: model.now.value }
}

/** Watches `model` for as long as the page lives. */
export function drawAttention(model: OfficerModel, { preferences, chime, notice }: Means): void {
  let before = momentOf(model)
  effect(() => {
    const after = momentOf(model)
    const given = officerCue(before, after)
    before = after
    if (given !== undefined && preferences.sound.peek()) chime.play(given)
    if (given === "offer" && !after.inFront && preferences.notify.peek())
      notice.show(t("notification-waiting"))
    if (model.calling.value === 0 || after.inFront) notice.close()
  })
  effect(() => {
    document.title = t(model.calling.value > 0 ? "title-waiting" : "app-name")
  })
}
