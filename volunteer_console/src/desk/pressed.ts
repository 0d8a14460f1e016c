// SPDX-License-Identifier: EUPL-1.2
// What a shortcut does at the desk.

import type { DeskModel } from "./deskModel.ts"
import type { Part } from "./deskView.ts"
import { type Act, actOf, type Pressed } from "./shortcuts.ts"

function goTo(model: DeskModel, part: Part, id: string): void {
  model.show(part)
  // What was hidden can take the focus only once it is drawn.
  requestAnimationFrame(() => document.getElementById(id)?.focus())
}

const doing: Readonly<Record<Act, (model: DeskModel) => void>> = {
  accept: (model) => model.accept(),
  free: (model) => model.acts.duty("free"),
  pause: (model) => model.acts.duty("pause"),
  away: (model) => model.acts.duty("away"),
  lanes: (model) => goTo(model, "lanes", "lanes-title"),
  talks: (model) => goTo(model, "talks", "talks-title"),
  write: (model) => goTo(model, "talk", "write"),
  hide: (model) => {
    model.hidden.value = !model.hidden.peek()
  },
  help: (model) => {
    model.dialog.value = "shortcuts"
  },
}

/** Does what `event` asks for; whether it was a shortcut of ours. */
export function pressed(event: Pressed, model: DeskModel): boolean {
  const act = actOf(event)
  if (act === undefined) return false
  doing[act](model)
  return true
}
