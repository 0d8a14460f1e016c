// SPDX-License-Identifier: EUPL-1.2
// When something was done: the step closes, and the keyboard goes to what may be done next, not to nowhere.

import type { OfficerModel } from "./officerModel.ts"

export async function finish(model: OfficerModel, doing: Promise<boolean>): Promise<void> {
  if (!(await doing)) return
  model.step.value = undefined
  // What comes next can take the focus only once it is drawn.
  requestAnimationFrame(() => {
    const $next = document.getElementById("deeds-title") ?? document.getElementById("case-title")
    $next?.focus()
  })
}
