// SPDX-License-Identifier: EUPL-1.2
// Every view of an officer's page, as literal values.

import type { Case } from "@lykta/core/wire.gen"
import type { Me } from "../desk/deskModel.ts"
import type { ReportStanding } from "../door/door.ts"
import {
  type Choices,
  type Doing,
  nothingYet,
  type OfficerState,
  type Reading,
  type ReadNote,
  type Second,
  versionOf,
} from "../officer/officerModel.ts"
import type { CannotOpen } from "../officer/reading.ts"
import { now } from "./conversations.ts"
import * as made from "./reports.ts"

const minute = 60_000
const day = 24 * 60 * minute

export const officer: Me = {
  name: "Olof",
  role: "officer",
  helpline: "Lykta Jämtland",
  demo: false,
  notAfter: now + 25 * day,
}

export interface OfficerSetting {
  readonly state: OfficerState
  readonly chosen?: string
  readonly step?: Second
  readonly report?: ReportStanding
  readonly me?: Partial<Me>
  readonly dialog?: "settings"
  readonly question?: string
}

const inbox: OfficerState = {
  ...nothingYet,
  cases: made.all,
  heardAt: now - 4_000,
  receipts: new Set([made.signature]),
}

interface With {
  readonly reading?: Reading
  readonly doing?: Doing
  readonly notes?: readonly ReadNote[]
  readonly choices?: Choices
}

/** The inbox with `it` in front. */
function shown(it: Case, more: With = {}): OfficerSetting & { chosen: string } {
  const cases = [...made.all.filter((each) => each.case !== it.case), it]
  const { reading, doing, notes, choices } = more
  const state: OfficerState = {
    ...inbox,
    cases,
    readings: new Map(reading && [[versionOf(it), reading]]),
    doing: new Map(doing && [[it.case, doing]]),
    notes: new Map(notes && [[it.case, notes]]),
    choices: new Map(choices && [[it.case, choices]]),
  }
  return { state, chosen: it.case }
}

const open: Reading = { at: "open", report: made.opened() }
const cannot = (why: CannotOpen) => shown(made.serious, { reading: { at: "cannot", why } })
const meta = made.report.meta
const other = {
  ...made.report,
  meta: { ...meta, agency: "ostersund", agencyName: "Socialtjänsten Östersund" },
}
const practice = { ...made.report, meta: { ...meta, urgency: "p0", status: "exercise" } } as const
const agencies = [
  { id: "ostersund", name: "Socialtjänsten Östersund" },
  { id: "are-jour", name: "Socialjouren Åre" },
  { id: "polis-jamtland", name: "Polisen, Jämtland" },
]
const colleagues = [
  { key: "3fa1c0de99aa17b2c4", name: "Petra" },
  { key: "91bb02e44d0c6a55ff", name: "Samira" },
]
const accepted = (more: With) => shown(made.accepted, { reading: open, ...more })

export const officerViews: Readonly<Record<string, OfficerSetting>> = {
  "officer-fetching": { state: nothingYet },
  "officer-empty": { state: { ...inbox, cases: [] } },
  "officer-inbox": { state: inbox },
  "officer-calm": { state: { ...inbox, cases: [made.told] } },
  "officer-lost": { state: { ...inbox, connected: false, heardAt: now - 7 * minute } },
  "officer-lost-never": { state: { ...nothingYet, connected: false } },
  "officer-demo": { state: inbox, me: { demo: true } },
  "officer-sealed": shown(made.serious),
  "officer-sealed-p0": shown(made.urgent),
  "officer-sealed-exercise": shown(made.exercise),
  "officer-sealed-test": shown(made.trial),
  "officer-opening": shown(made.serious, { reading: { at: "opening" } }),
  "officer-cannot-noKey": cannot("noKey"),
  "officer-cannot-changed": cannot("changed"),
  "officer-cannot-unsigned": cannot("unsigned"),
  "officer-cannot-notYours": cannot("notYours"),
  "officer-cannot-cancelled": cannot("cancelled"),
  "officer-cannot-unreachable": cannot("unreachable"),
  "officer-open": shown(made.serious, { reading: open }),
  "officer-open-exercise": shown(made.exercise, { reading: { at: "open", report: made.opened(practice) } }),
  "officer-open-scant": shown(made.serious, { reading: { at: "open", report: made.opened(made.scant) } }),
  "officer-open-wordy": shown(made.serious, { reading: { at: "open", report: made.opened(made.wordy) } }),
  "officer-open-break-glass": shown({ ...made.serious, break_glass: true }, { reading: open }),
  "officer-open-passed-on": shown(made.serious, { reading: { at: "open", report: made.opened(other) } }),
  "officer-open-contradicts": shown({ ...made.serious, status: "exercise" }, { reading: open }),
  "officer-acknowledging": shown(made.serious, { reading: open, doing: { asked: "acknowledge" } }),
  "officer-not-acknowledged": shown(made.serious, {
    reading: open,
    doing: { asked: "acknowledge", failed: "unreachable" },
  }),
  "officer-read": shown(made.read, { reading: open }),
  "officer-read-doubt": shown(
    { ...made.read, read_by: { ...made.readBy, signature: "" } },
    { reading: open },
  ),
  "officer-read-reloaded": shown({ ...made.read, notes: 1 }),
  "officer-accepted": accepted({}),
  "officer-step-join": { ...accepted({}), step: "join" },
  "officer-join-asked": shown({ ...made.accepted, asked: made.asked }, { reading: open }),
  "officer-join-answered": shown(
    { ...made.accepted, asked: { ...made.asked, answered: true }, notes: 3 },
    { reading: open, notes: made.notes },
  ),
  "officer-accept-late": shown(made.read, { reading: open, doing: { asked: "accept", failed: "changed" } }),
  "officer-outcome": shown(made.told, { reading: open }),
  "officer-closed": shown({ ...made.read, state: "closed" }, { reading: open }),
  "officer-version-2": shown({ ...made.serious, version: 2 }),
  "officer-step-decline": { ...accepted({}), step: "decline" },
  "officer-step-outcome": { ...accepted({}), step: "outcome" },
  "officer-step-reroute": { ...accepted({ choices: { agencies } }), step: "reroute" },
  "officer-step-reroute-looking": { ...accepted({ doing: { asked: "choices" } }), step: "reroute" },
  "officer-step-reroute-nobody": {
    ...accepted({ choices: { agencies }, doing: { asked: "reroute", failed: "noReader" } }),
    step: "reroute",
  },
  "officer-step-colleague": { ...accepted({ choices: { colleagues } }), step: "colleague" },
  "officer-step-colleague-none": { ...accepted({ choices: { colleagues: [] } }), step: "colleague" },
  "officer-step-refused": {
    ...accepted({ doing: { asked: "outcome", failed: "refused" } }),
    step: "outcome",
  },
  "officer-notes": shown({ ...made.accepted, notes: 3 }, { reading: open, notes: made.notes }),
  "officer-notes-too-long": { ...accepted({}), question: "Var är hon nu? ".repeat(140) },
  "officer-device-none": { ...shown(made.serious), report: { at: "none" } },
  "officer-device-waiting": {
    state: inbox,
    report: { at: "waiting", words: ["bapis", "zufof", "novaz", "kanug", "nosul"] },
  },
  "officer-device-denied": { ...shown(made.serious), report: { at: "doubt", why: "denied" } },
  "officer-device-alarm": { state: inbox, report: { at: "certified", notAfter: now + 2.5 * day } },
  "officer-settings": {
    state: inbox,
    dialog: "settings",
    report: { at: "certified", notAfter: now + 200 * day },
  },
}
