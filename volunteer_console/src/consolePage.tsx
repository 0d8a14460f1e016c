// SPDX-License-Identifier: EUPL-1.2
// Which page is shown: one of the door's, the desk, or an officer's.

import type { DeskModel } from "./desk/deskModel.ts"
import { DeskPage } from "./desk/deskPage.tsx"
import { talking } from "./desk/deskView.ts"
import type { SettingsActs } from "./desk/dialogs.tsx"
import { DisplacedPage } from "./desk/displacedPage.tsx"
import type { Door } from "./door/door.ts"
import { type Again, DoorPage, Moment } from "./door/doorPage.tsx"
import type { Preferences } from "./preferences.ts"
import type { Shift } from "./shift.ts"
import { t } from "./texts.ts"

interface DeskOrNoticeProps {
  readonly model: DeskModel
  readonly settings: SettingsActs
  takeBack(): void
}

/** The desk, or why it is not here. */
export function DeskOrNotice({ model, settings, takeBack }: DeskOrNoticeProps) {
  const view = model.view.value
  switch (view.page) {
    case "desk":
      return <DeskPage model={model} view={view} settings={settings} />
    case "displaced":
      return <DisplacedPage takeBack={takeBack} />
    default:
      return (
        <main class="door">
          <Moment text={t("desk-opening")} />
        </main>
      )
  }
}

interface ConsoleProps {
  readonly door: Door
  readonly shift: Shift
  readonly preferences: Preferences
}

export function ConsolePage({ door, shift, preferences }: ConsoleProps) {
  const state = door.state.value
  const at = shift.at.value
  const officer = shift.officer.value
  if (state.at === "open" && officer !== undefined)
    return <officer.Page model={officer.model} settings={shift.settings} />
  if (state.at === "open" && at !== undefined) {
    return <DeskOrNotice model={at.model} settings={shift.settings} takeBack={() => at.desk.open()} />
  }
  return (
    <DoorPage
      state={state}
      acts={door}
      again={held(at?.model, officer !== undefined)}
      preferences={preferences}
    />
  )
}

function held(model: DeskModel | undefined, officer: boolean): Again {
  if (model === undefined) return officer ? "desk" : "no"
  return talking(model.state.value) ? "talks" : "desk"
}
