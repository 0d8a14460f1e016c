// SPDX-License-Identifier: EUPL-1.2
// The whole desk: three columns from 1200 px, one part at a time below.

import { useEffect } from "preact/hooks"
import { t } from "../texts.ts"
import { Conversation } from "./conversation.tsx"
import type { DeskModel } from "./deskModel.ts"
import type { DeskView, Part } from "./deskView.ts"
import { Dialogs, type SettingsActs } from "./dialogs.tsx"
import { DutySwitch } from "./dutySwitch.tsx"
import { LaneList } from "./laneList.tsx"
import { Notices } from "./notices.tsx"
import { OfferCard } from "./offerCard.tsx"
import { pressed } from "./pressed.ts"
import { TalkList } from "./talkList.tsx"
import { TopBar } from "./topBar.tsx"

type View = Extract<DeskView, { page: "desk" }>

function partName(part: Part, view: View): string {
  switch (part) {
    case "lanes":
      return t("part-lanes", { count: view.waiting })
    case "talks":
      return t("part-talks", { count: view.talks.length })
    case "talk":
      return t("part-talk")
    case "case":
      return t("part-case")
  }
}

const parts: readonly Part[] = ["lanes", "talks", "talk", "case"]

/** Whether a case has its part of the desk. */
function isOpen(model: DeskModel): boolean {
  return model.cases.value?.front.value !== undefined
}

function Parts({ model, view }: { model: DeskModel; view: View }) {
  return (
    <nav class="parts" aria-label={t("desk-parts")}>
      {parts
        .filter((part) => part !== "case" || isOpen(model))
        .map((part) => (
          <button
            key={part}
            type="button"
            aria-current={part === view.part ? "true" : undefined}
            onClick={() => model.show(part)}
          >
            {partName(part, view)}
            {part === "talk" && view.unread > 0 && (
              <span class="new">{t("part-new", { count: view.unread })}</span>
            )}
          </button>
        ))}
    </nav>
  )
}

/** Shortcuts work wherever the focus is, but not behind a dialog. */
function useShortcuts(model: DeskModel) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (model.dialog.peek() === undefined && pressed(event, model)) event.preventDefault()
    }
    document.addEventListener("keydown", listen)
    return () => document.removeEventListener("keydown", listen)
  }, [model])
}

export function DeskPage({
  model,
  view,
  settings,
}: {
  model: DeskModel
  view: View
  settings: SettingsActs
}) {
  useShortcuts(model)
  // Somebody is offered and nothing else is in front: the offer takes the conversation's place.
  const alone = view.offer !== undefined && view.main.show === "empty"
  const cases = model.cases.value
  return (
    <div
      class="desk"
      data-part={view.part}
      data-talking={view.duty.talking ? "" : undefined}
      data-case={isOpen(model) ? view.main.show : undefined}
    >
      <TopBar model={model} />
      <main class="floor">
        <Notices model={model} view={view} report={settings.report.value} />
        <OfferCard model={model} offer={view.offer} alone={alone} />
        <div class="side">
          <DutySwitch model={model} view={view.duty} />
          <Parts model={model} view={view} />
          <LaneList lanes={view.lanes} offer={view.offer} />
        </div>
        <TalkList model={model} talks={view.talks} />
        {!alone && <Conversation model={model} main={view.main} />}
        {cases && <cases.Part />}
      </main>
      {cases && <cases.Modal />}
      <Dialogs model={model} settings={settings} />
    </div>
  )
}
