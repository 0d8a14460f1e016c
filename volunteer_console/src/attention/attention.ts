// SPDX-License-Identifier: EUPL-1.2
// Draws attention to the desk: sound, notification, the title of the tab. When is decided in cues.ts and deskView.ts.

import { effect } from "@preact/signals"
import type { DeskModel } from "../desk/deskModel.ts"
import type { Preferences } from "../preferences.ts"
import { t } from "../texts.ts"
import type { Chime } from "./chime.ts"
import { type Cue, cue, type Moment } from "./cues.ts"
import type { SystemNotice } from "./systemNotice.ts"

interface Means {
  readonly preferences: Preferences
  readonly chime: Chime
  readonly notice: SystemNotice
}

function give(given: Cue, inFront: boolean, means: Means): void {
  if (means.preferences.sound.peek()) means.chime.play(given)
  if (given === "offer" && !inFront && means.preferences.notify.peek())
    means.notice.show(t("notification-waiting"))
}

function momentOf(model: DeskModel): Moment {
  return { desk: model.state.value, inFront: model.looking.value.inFront, now: model.now.value }
}

/** Watches `model` until the returned function is called. */
export function drawAttention(model: DeskModel, means: Means): () => void {
  let before = momentOf(model)
  const stopCues = effect(() => {
    const after = momentOf(model)
    const given = cue(before, after)
    if (given !== undefined) give(given, after.inFront, means)
    if (after.desk.offer === undefined || after.inFront) means.notice.close()
    before = after
  })
  const stopTitle = effect(() => {
    const view = model.view.value
    document.title = t(view.page === "desk" ? view.title : "app-name")
  })
  return () => {
    stopCues()
    stopTitle()
    means.notice.close()
    document.title = t("app-name")
  }
}
