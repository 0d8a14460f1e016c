// SPDX-License-Identifier: EUPL-1.2
// Every view of an escalation, as literal values. Nobody said any of this.

import type { Entry, Talk } from "@lykta/core"
import type { Case } from "@lykta/core/wire.gen"
import { signal, untracked } from "@preact/signals"
import type { Me } from "../desk/deskModel.ts"
import {
  type CasesActs,
  CasesModel,
  type CasesState,
  type Found,
  nothingYet,
  type OpenNote,
  type Reader,
  type Reading,
  type Writing,
} from "../escalation/casesModel.ts"
import { withField, withOneMoreGuardian } from "../escalation/draft.ts"
import type { Danger, Step } from "../escalation/steps.ts"
import type { Report } from "../report/report.ts"
import { now } from "./conversations.ts"
import { tellings } from "./tellings.ts"

const minute = 60_000
const name = "AbCdEfGhIjKlMnOpQrStUv"
const agency = { id: "ostersund", name: "Östersunds socialtjänst" }

const reader = (who: string, more: Partial<Reader> = {}): Reader => ({
  name: who,
  role: "officer",
  rung: "Jour",
  recovery: false,
  acquaintance: "known",
  key: "3f9a1c77d0b2e4568899aabbccddeeff0011223344556677",
  ...more,
})

const readers = [
  reader("Olle Fors"),
  reader("Disa", { role: "supervisor", key: "77a1" }),
  reader("Östersund 2026", { recovery: true, key: "b00b" }),
]

const found: Found = {
  routed: {
    municipalities: [
      { code: "2380", name: "Östersund" },
      { code: "2309", name: "Krokom" },
    ],
    agencies: [agency, { id: "krokom", name: "Krokoms socialtjänst" }],
    agency: { ...agency, kind: "out_of_hours", open: true, phones: ["063-14 30 00"], stale: false },
    municipality: "2380",
    to: { agency: "ostersund", recipients: [], rungs: ["Jour"], unopenable: [] },
  },
  readers,
  refused: 0,
  unopenable: [],
}

const report: Report = {
  meta: {
    case: name,
    version: 1,
    created: now - 4 * minute,
    agency: agency.id,
    agencyName: agency.name,
    municipality: "2380",
    urgency: "p0",
    status: "actual",
    answersTo: "0".repeat(64),
  },
  concern: {
    childWords: "han har köpt saker till mig och nu säger han att jag är skyldig honom",
    observed: "Skriver korta svar när någon kommer in i rummet.",
    ongoing: "yes",
  },
  now: { where: "Hemma hos en man på Rådhusgatan, tredje våningen", doNotCall: true },
  child: { name: "Kim", age: "15" },
  view: { told: "yes", agrees: "part", wants: "Att någon kommer, men inte mamma." },
  reporter: { name: "Anna", organisation: "Lykta Jämtland" },
  excerpts: [
    { from: "child", at: now - 5 * minute, text: "han vill att jag ska komma till honom på fredag" },
  ],
}

const open: Reading = {
  at: "open",
  report: {
    report,
    author: {
      name: "Anna",
      role: "counsellor",
      demo: false,
      helpline: "Lykta Jämtland",
      deviceKey: new Uint8Array(),
    },
    digest: "",
    contentKey: new Uint8Array(),
    agency: agency.id,
  },
}

const someCase: Case = {
  case: name,
  number: "4711",
  version: 1,
  urgency: "p0",
  status: "actual",
  state: "in_review",
  agency,
  begun: now - 40_000,
  since: now - 40_000,
  loop: 0,
  rung: 0,
  rungs: 3,
  raised: [],
  break_glass: false,
  break_glass_from: now + 80_000,
  calls: 1,
  notes: 0,
  mine: true,
  unread: false,
  due: { step: "review", at: now + 80_000 },
}

const { break_glass_from: _, due: __, ...plain } = someCase
const sent: Case = {
  ...plain,
  state: "sent",
  released: now - 100_000,
  since: now - 100_000,
  rung: 1,
  due: { step: "climb", at: now + 80_000 },
}
const read: Case = { ...sent, state: "acknowledged", due: { step: "reopen", at: now + 28 * minute } }
const readBy = {
  officer: "o1",
  name: "Olle Fors",
  office: agency.name,
  at: now - 30_000,
  time: now - 30_000,
  version: 1,
  device: "",
  certificate: "",
  signature: "",
}
const asked = { name: readBy.name, office: readBy.office, at: now - minute, answered: false }

export interface CasesSetting {
  readonly role?: Me["role"]
  readonly cases?: readonly Case[]
  readonly state?: Partial<CasesState>
  readonly chosen?: boolean
  /** What stands in the conversation. */
  readonly entries?: readonly Entry[]
  /** A report that is being written. */
  readonly writing?: (writing: Writing) => void
}

const at =
  (danger: Danger | undefined, step: Step, more: (writing: Writing) => void = () => undefined) =>
  (writing: Writing): void => {
    writing.danger.value = danger
    writing.step.value = step
    more(writing)
  }

const routed = (writing: Writing): void => {
  writing.nowIn.value = "2380"
  writing.route.value = { at: "found", found }
}

const written = (writing: Writing): void => {
  routed(writing)
  for (const [section, fields] of Object.entries(report)) {
    if (section !== "concern" && section !== "now" && section !== "child" && section !== "view") continue
    for (const [field, said] of Object.entries(fields as Record<string, string>))
      writing.draft.value = withField(writing.draft.value, section, field, said)
  }
}

const others = (it: Case): Case => ({ ...it, mine: false, unread: true })
const second = { ...plain, case: "second-case", number: "4712", urgency: "p2", status: "exercise" } as const
const versioned = (reading: Reading) => ({ readings: new Map([[`${name}/1`, reading]]) })

const notes: readonly OpenNote[] = [
  { note: "1", mine: false, by: "Olle Fors", at: now - minute, text: "Vilken skola går Kim i?" },
  { note: "2", mine: true, by: "Anna", at: now - minute / 2, text: "Det har Kim inte berättat." },
]

const chat = tellings(name, agency.name)

const supervisor = { role: "supervisor", chosen: true } as const

export const caseViews: Readonly<Record<string, CasesSetting>> = {
  "escalate-open": {},
  "escalate-danger": { writing: at(undefined, "danger") },
  "escalate-call": { writing: at("now", "call") },
  "escalate-call-logged": {
    writing: at("now", "call", (writing) => {
      writing.calls.value = [{ kind: "112", to: "", named: "Sara, SOS 14", at: now - minute }]
    }),
  },
  "escalate-call-exercise": {
    writing: at("now", "call", (writing) => {
      writing.status.value = "exercise"
    }),
  },
  "escalate-consult": { writing: at("unknown", "consult") },
  "escalate-where": { writing: at("now", "where", routed) },
  "escalate-where-asking": {
    writing: at("soon", "where", (writing) => {
      writing.route.value = { at: "asking" }
    }),
  },
  "escalate-where-failed": {
    writing: at("soon", "where", (writing) => {
      writing.route.value = { at: "failed" }
    }),
  },
  "escalate-where-changed": {
    writing: at("soon", "where", (writing) => {
      routed(writing)
      const changed = reader("Olle Fors", { acquaintance: "changed" })
      const stale = {
        ...found.routed.agency,
        ...agency,
        kind: "social_services",
        open: false,
        phones: [],
        stale: true,
      } as const
      const odd = {
        ...found,
        routed: { ...found.routed, agency: stale },
        readers: [changed],
        refused: 2,
        unopenable: ["Chef"],
      }
      writing.route.value = { at: "found", found: odd }
    }),
  },
  "escalate-where-nobody": {
    writing: at("concern", "where", (writing) => {
      const { agency: _a, municipality: _m, to: _t, ...nobody } = found.routed
      writing.route.value = {
        at: "found",
        found: { routed: nobody, readers: [], refused: 0, unopenable: [] },
      }
    }),
  },
  "escalate-report": { writing: at("now", "report", routed) },
  "escalate-report-long": {
    writing: at("now", "report", (writing) => {
      writing.draft.value = withField(writing.draft.value, "concern", "childWords", "x".repeat(4_010))
      writing.draft.value = withOneMoreGuardian(writing.draft.value)
      const [guardian] = writing.draft.value.guardians
      writing.draft.value = {
        ...writing.draft.value,
        guardians: [{ ...guardian, name: "Mamma", informed: "yes" }],
      }
    }),
  },
  "escalate-view": { writing: at("now", "view", written) },
  "escalate-view-asked": { writing: at("now", "view", written), entries: chat.shown },
  "escalate-view-answered": { writing: at("now", "view", written), entries: chat.answered("no") },
  "escalate-view-unsafe": {
    writing: at("now", "view", (writing) => {
      written(writing)
      writing.draft.value = withField(writing.draft.value, "view", "told", "notSafe")
    }),
  },
  "escalate-excerpts": {
    writing: at("now", "excerpts", (writing) => {
      writing.draft.value = { ...writing.draft.value, chosen: new Set(["e1", "e4"]) }
    }),
  },
  "escalate-preview": { writing: at("now", "preview", written) },
  "escalate-preview-answered": { writing: at("now", "preview", written), entries: chat.answered("no") },
  "escalate-preview-missing": { writing: at("concern", "preview") },
  "escalate-preview-failed": {
    writing: at("now", "preview", (writing) => {
      written(writing)
      writing.sending.value = { busy: false, failed: "unreachable" }
    }),
  },
  "case-in-review": { cases: [someCase], chosen: true },
  "case-break-glass": {
    cases: [{ ...someCase, break_glass_from: now - 1, raised: ["review"] }],
    chosen: true,
  },
  "case-returned": { cases: [{ ...plain, state: "returned", code: "more_facts" }], chosen: true },
  "case-sent": { cases: [sent], chosen: true },
  "case-read": {
    cases: [{ ...read, read_by: readBy }],
    chosen: true,
    state: { receipts: new Map([[name, true]]) },
  },
  "case-read-forged": {
    cases: [{ ...read, read_by: readBy }],
    chosen: true,
    state: { receipts: new Map([[name, false]]) },
  },
  "case-join-asked": {
    cases: [{ ...read, state: "accepted", read_by: readBy, asked }],
    chosen: true,
  },
  "case-join-introduce": {
    cases: [{ ...read, state: "accepted", read_by: readBy, asked }],
    chosen: true,
    entries: chat.told,
    state: { receipts: new Map([[name, true]]) },
  },
  "case-told": { cases: [{ ...read, read_by: readBy }], chosen: true, entries: chat.told },
  "case-outcome": {
    cases: [
      { ...read, state: "outcome", code: "safe_now", read_by: readBy, notes: 2, loop: 1, break_glass: true },
    ],
    chosen: true,
    state: { notes: new Map([[name, notes]]) },
  },
  "case-mine": { cases: [sent, second] },
  "cases-none": { role: "supervisor", cases: [] },
  "cases-queue": {
    role: "supervisor",
    cases: [others(someCase), { ...second, mine: false }],
    state: { connected: false },
  },
  "review-sealed": { ...supervisor, cases: [others(someCase)] },
  "review-cannot": {
    ...supervisor,
    cases: [others(someCase)],
    state: versioned({ at: "cannot", why: "unsigned" }),
  },
  "review-open": { ...supervisor, cases: [others(someCase), others(second)], state: versioned(open) },
  "review-exercise": {
    ...supervisor,
    cases: [{ ...others(sent), status: "exercise", raised: ["alarm"] }],
  },
  "phone-modal": { cases: [{ ...sent, begun: now - 11 * minute, raised: ["alarm", "phone"] }] },
}

const nothing = () => undefined
const acts: CasesActs = {
  route: nothing,
  send: nothing,
  open: nothing,
  again: nothing,
  do: nothing,
  breakGlass: nothing,
  call: nothing,
  notes: nothing,
  answer: async () => false,
}

export function casesModelOf(setting: CasesSetting, of: { me: Me; talks: readonly Talk[] }): CasesModel {
  const state = signal<CasesState>({ ...nothingYet, cases: setting.cases ?? [], ...setting.state })
  const { role } = setting
  const me = role === undefined ? of.me : { ...of.me, role }
  const draw = () => name
  const model = new CasesModel({
    state,
    now: signal(now),
    talks: signal(of.talks),
    acts,
    me,
    draw,
    pass: () => false,
  })
  if (setting.chosen === true) model.choose(name)
  if (setting.writing !== undefined) {
    model.begin("conversation-1")
    const [fill, begun] = [setting.writing, model.writing.peek()]
    // Whoever draws this must not be drawn again for what is filled in here.
    if (begun !== undefined) untracked(() => fill(begun))
  }
  return model
}
