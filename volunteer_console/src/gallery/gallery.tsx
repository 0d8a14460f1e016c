// SPDX-License-Identifier: EUPL-1.2
// Every view on a page of its own: ?view=offer, &lang=en, &pseudo for right-to-left. Without a view: the list.
// Nothing here asks a server; what is pressed does nothing.

import "../style/style.css"
import { signal } from "@preact/signals"
import { render } from "preact"
import { DeskOrNotice } from "../consolePage.tsx"
import { type DeskActs, DeskModel } from "../desk/deskModel.ts"
import type { ReportStanding } from "../door/door.ts"
import { type DoorActs, DoorPage } from "../door/doorPage.tsx"
import { caseDeskOf } from "../escalation/caseDesk.tsx"
import { type OfficerActs, OfficerModel } from "../officer/officerModel.ts"
import { OfficerPage } from "../officer/officerPage.tsx"
import { Preferences } from "../preferences.ts"
import { direction, language, pseudo } from "../texts.ts"
import { type CasesSetting, casesModelOf, caseViews } from "./caseViews.ts"
import { now } from "./conversations.ts"
import { type OfficerSetting, officer, officerViews } from "./officerViews.ts"
import { type DeskSetting, deskViews, doorViews, me } from "./views.ts"

const nothing = () => undefined

const deskActs: DeskActs = {
  duty: nothing,
  accept: nothing,
  decline: nothing,
  write: () => "notTalking",
  retry: nothing,
  typing: nothing,
  acknowledge: nothing,
  end: nothing,
  dismiss: nothing,
  words: async () => ["dabub", "fogim", "hujal", "kanos", "lurit"],
}

const doorActs: DoorActs = {
  look: nothing,
  toSignIn: nothing,
  signIn: nothing,
  signInAs: nothing,
  enrol: nothing,
  signOut: nothing,
}

const notDone = async () => false

const officerActs: OfficerActs = {
  open: nothing,
  acknowledge: notDone,
  accept: notDone,
  decline: notDone,
  outcome: notDone,
  choices: nothing,
  reroute: notDone,
  sealAgain: notDone,
  askToJoin: notDone,
  ask: notDone,
  notes: nothing,
}

const preferences = new Preferences([])

function modelOf(setting: DeskSetting, cases?: CasesSetting): DeskModel {
  const model = new DeskModel({
    state: signal(setting.desk),
    now: signal(now),
    acts: deskActs,
    me: { ...me, ...setting.me, ...(cases?.role && { role: cases.role }) },
  })
  model.look({ part: setting.desk.talks.length > 0 ? "talk" : "lanes", ...setting.looking })
  if (setting.looking?.seen === undefined) model.follow()
  model.look(setting.looking ?? {})
  model.unkeptSince.value = setting.desk.kept ? undefined : 0
  model.hidden.value = setting.hidden ?? false
  model.ending.value = setting.ending
  model.dialog.value = setting.dialog
  model.draft("conversation-1").value = setting.draft ?? ""
  if (cases !== undefined)
    model.cases.value = caseDeskOf(casesModelOf(cases, { me: model.me, talks: setting.desk.talks }))
  return model
}

function officersModel(setting: OfficerSetting): OfficerModel {
  const model = new OfficerModel({
    state: signal(setting.state),
    now: signal(now),
    acts: officerActs,
    me: { ...officer, ...setting.me },
  })
  model.choose(setting.chosen)
  model.step.value = setting.step
  model.dialog.value = setting.dialog
  const it = model.chosen.peek()
  if (it !== undefined) model.question(it).value = setting.question ?? ""
  return model
}

function settingsOf(report: ReportStanding | undefined) {
  return {
    preferences,
    tryChime: nothing,
    signOut: nothing,
    report: signal(report),
    lookAtReportKey: nothing,
  }
}

function Shown({ view }: { view: string }) {
  const door = doorViews[view]
  if (door !== undefined) {
    return (
      <DoorPage state={door.state} acts={doorActs} again={door.again ?? "no"} preferences={preferences} />
    )
  }
  const officers = officerViews[view]
  if (officers !== undefined)
    return <OfficerPage model={officersModel(officers)} settings={settingsOf(officers.report)} />
  const cases = caseViews[view]
  const desk =
    cases === undefined ? deskViews[view] : deskViews[cases.role === "supervisor" ? "free-calm" : "talking"]
  if (desk === undefined) return <List />
  const [first, ...others] = desk.desk.talks
  if (cases?.entries !== undefined && first !== undefined) {
    const talks = [{ ...first, entries: cases.entries }, ...others]
    const model = modelOf({ ...desk, desk: { ...desk.desk, talks } }, cases)
    return <DeskOrNotice model={model} settings={settingsOf(desk.report)} takeBack={nothing} />
  }
  return <DeskOrNotice model={modelOf(desk, cases)} settings={settingsOf(desk.report)} takeBack={nothing} />
}

function List() {
  return (
    <main class="door">
      <h1>Gallery</h1>
      <ul id="views">
        {[doorViews, deskViews, caseViews, officerViews].flatMap(Object.keys).map((view) => (
          <li key={view}>
            <a href={`?view=${view}`}>{view}</a>
          </li>
        ))}
      </ul>
    </main>
  )
}

const asked = new URLSearchParams(location.search)
language.value = asked.get("lang") === "en" ? "en" : "sv"
// Right-to-left override and its end: every text runs backwards, as a text in Arabic or Hebrew would stand.
if (asked.has("pseudo")) pseudo.value = { direction: "rtl", transform: (text) => `\u202e${text}\u202c` }
document.documentElement.lang = language.value
document.documentElement.dir = direction.value

const $console = document.getElementById("console")
if ($console !== null) render(<Shown view={asked.get("view") ?? ""} />, $console)
