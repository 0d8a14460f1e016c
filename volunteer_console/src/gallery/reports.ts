// SPDX-License-Identifier: EUPL-1.2
// Invented cases and reports for the gallery. No child of this name exists; nobody said any of this.

import type { Case } from "@lykta/core/wire.gen"
import type { ReadNote } from "../officer/officerModel.ts"
import type { OpenReport } from "../officer/reading.ts"
import type { Report } from "../report/report.ts"
import { now } from "./conversations.ts"

const minute = 60_000
const hour = 60 * minute

export const agency = { id: "ostersund-jour", name: "Socialjouren Östersund" }

export const urgent: Case = {
  case: "AAAAAAAAAAAAAAAAAAAAAA",
  number: "4711",
  version: 1,
  urgency: "p0",
  status: "actual",
  state: "sent",
  agency,
  begun: now - 4 * minute,
  since: now - 2 * minute,
  released: now - 2 * minute,
  loop: 0,
  rung: 0,
  rungs: 3,
  raised: [],
  break_glass: false,
  calls: 1,
  notes: 0,
  mine: false,
  unread: true,
}

export const serious: Case = {
  ...urgent,
  case: "BBBBBBBBBBBBBBBBBBBBBB",
  number: "4709",
  urgency: "p1",
  begun: now - 31 * minute,
  released: now - 26 * minute,
}

export const signature = "signed"

export const readBy: NonNullable<Case["read_by"]> = {
  officer: "demonstration-olof",
  name: "Olof",
  office: agency.name,
  at: now - 9 * minute,
  time: now - 9 * minute,
  version: 1,
  device: "",
  certificate: "",
  signature,
}

export const read: Case = { ...serious, state: "acknowledged", unread: false, read_by: readBy }
export const accepted: Case = { ...read, state: "accepted" }
export const asked = { name: "Olof", office: agency.name, at: now - 3 * minute, answered: false }
export const told: Case = { ...read, state: "outcome", code: "safe_now" }

const concern: Case = {
  ...urgent,
  case: "CCCCCCCCCCCCCCCCCCCCCC",
  number: "4698",
  urgency: "p2",
  begun: now - 20 * hour,
  released: now - 19 * hour,
}
export const exercise: Case = {
  ...urgent,
  case: "DDDDDDDDDDDDDDDDDDDDDD",
  number: "4705",
  status: "exercise",
  begun: now - 3 * 24 * hour,
  released: now - 3 * 24 * hour,
}
export const trial: Case = { ...exercise, case: "EEEEEEEEEEEEEEEEEEEEEE", number: "4706", status: "test" }
const closed: Case = {
  ...told,
  case: "FFFFFFFFFFFFFFFFFFFFFF",
  number: "4651",
  state: "closed",
  code: "done",
}
const again: Case = { ...concern, case: "GGGGGGGGGGGGGGGGGGGGGG", number: "4688", loop: 2 }

export const all: readonly Case[] = [closed, told, concern, exercise, trial, serious, urgent, again]

export const report: Report = {
  meta: {
    case: serious.case,
    version: 1,
    created: serious.begun,
    agency: agency.id,
    agencyName: agency.name,
    municipality: "Östersund",
    urgency: "p1",
    status: "actual",
    answersTo: "0".repeat(64),
  },
  now: {
    where: "Hemma hos mamma i Odensala, som hon själv säger. Mamma vet inget.",
    alone: "no",
    danger: "no",
    contact: "Skolkuratorn, helst före lunch",
    doNotCall: true,
    doNotLeaveMessage: true,
    codeWord: "blåbär",
  },
  concern: {
    childWords:
      "”han säger att jag är skyldig honom för sakerna. jag ska komma på fredag annars lägger han ut bilderna”",
    observed: "Skriver korta svar efter midnatt tre nätter i rad. Slutade skriva när någon kom in i rummet.",
    secondHand: "En kompis ska ha sett honom vänta utanför skolan.",
    secondHandFrom: "kompisen, genom den unga",
    inference: "Det kan vara fråga om sex mot ersättning under hot.",
    when: "Sedan i oktober",
    ongoing: "yes",
    suspected: "Kallar sig ”Viktor”, kör en vit skåpbil. Ålder okänd.",
    images: "threatened",
  },
  view: {
    told: "yes",
    agrees: "part",
    wants: "Att någon vuxen är med på fredag. Att mamma får veta det av henne själv.",
    notToShare: "Namnet på kompisen",
  },
  child: { name: "Kim", age: "15", school: "Storsjöskolan, åk 9", interpreter: "nej" },
  guardians: [
    {
      informed: "no",
      name: "Mamma",
      why: "Den unga vill berätta själv, och är rädd för en släkting i hemmet.",
    },
  ],
  household: { otherChildren: "En lillebror, 8 år" },
  history: { strengths: "Litar på skolkuratorn och sin mormor." },
  excerpts: [
    { from: "child", at: now - 50 * minute, text: "han vill att jag ska komma till honom på fredag" },
    { from: "counsellor", at: now - 49 * minute, text: "Tack för att du berättar. Det är inte ditt fel." },
  ],
  reporter: {
    name: "Anna Andersson",
    profession: "stödperson",
    organisation: "Lykta Jämtland",
    contact: "010-123 45 67",
    reach: "hela natten",
    mandated: "no",
  },
}

export const scant: Report = {
  meta: report.meta,
  concern: { childWords: report.concern?.childWords ?? "" },
  reporter: { name: "Anna Andersson" },
}

const filler = "En lång mening utan slut med å, ä, ö och ettväldigtlångtordsomintefårplatspåenradnågonstans. "

export const wordy: Report = {
  ...report,
  concern: { ...report.concern, childWords: filler.repeat(30), observed: "شكرا لأنك كتبت لنا" },
  child: { ...report.child, address: filler.slice(0, 190) },
}

export function opened(of: Report = report): OpenReport {
  return {
    report: of,
    author: {
      name: "Anna Andersson",
      role: "counsellor",
      demo: false,
      helpline: "Lykta Jämtland",
      deviceKey: new Uint8Array(65),
    },
    digest: "0".repeat(64),
    contentKey: new Uint8Array(32),
    agency: agency.id,
  }
}

export const notes: readonly ReadNote[] = [
  { note: "a", mine: true, by: "Olof", at: now - 8 * minute, text: "Vilken tid på fredag, och var?" },
  {
    note: "b",
    mine: false,
    by: "Anna",
    at: now - 6 * minute,
    text: "Klockan 16, vid bussen på Odensala torg.",
  },
  { note: "c", mine: true, by: "Olof", at: now - 2 * minute },
]
