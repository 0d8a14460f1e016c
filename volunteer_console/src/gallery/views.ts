// SPDX-License-Identifier: EUPL-1.2
// Every view of the console, as literal values.

import type { DeskState, LaneWaiting, Offer, Talk } from "@lykta/core"
import type { Me } from "../desk/deskModel.ts"
import type { Looking } from "../desk/deskView.ts"
import type { DoorState, ReportStanding } from "../door/door.ts"
import type { Again } from "../door/doorPage.tsx"
import type { Invitation } from "../door/staffApi.ts"
import { allProgress, cameBack, loadedAnew, longest, missing, now, talk } from "./conversations.ts"

const minute = 60_000
const day = 24 * 60 * minute

export const me: Me = {
  name: "Anna",
  role: "counsellor",
  helpline: "Lykta Jämtland",
  demo: false,
  notAfter: now + 25 * day,
}

const lanes: readonly LaneWaiting[] = [
  {
    lane: { audience: "young", language: "sv" },
    waiting: 3,
    urgent: 1,
    longestWaitSeconds: 840,
    counsellors: 2,
  },
  {
    lane: { audience: "young", language: "en" },
    waiting: 1,
    urgent: 0,
    longestWaitSeconds: 50,
    counsellors: 1,
  },
  {
    lane: { audience: "adult", language: "sv" },
    waiting: 0,
    urgent: 0,
    longestWaitSeconds: 0,
    counsellors: 2,
  },
  {
    lane: { audience: "professional", language: "sv" },
    waiting: 0,
    urgent: 0,
    longestWaitSeconds: 0,
    counsellors: 0,
  },
]

const calm = lanes.map((lane) => ({ ...lane, waiting: 0, urgent: 0, longestWaitSeconds: 0 }))

const desk: DeskState = { connected: true, seat: "taken", duty: "free", lanes, talks: [], kept: true }

const offer: Offer = {
  offer: "offer-1",
  lane: { audience: "young", language: "sv" },
  urgent: false,
  waitedSeconds: 260,
  expiresAt: now + 21_000,
}

const young = talk.hello
const silent: Talk = { ...talk, conversation: "conversation-2", hello: { urgent: false }, entries: [] }
const unsafe: Talk = { ...talk, urgent: true, ...(young && { hello: { ...young, urgent: true } }) }
const opening: Talk = {
  conversation: "conversation-1",
  phase: "opening",
  lane: { audience: "young", language: "sv" },
  urgent: false,
  entries: [],
  visitorHere: true,
  visitorWriting: false,
  since: now - 2000,
  unsure: false,
}

const talking = (one: Partial<Talk>, more: Partial<DeskState> = {}): DeskState => ({
  ...desk,
  talks: [{ ...talk, ...one }],
  ...more,
})

const ended = (why: NonNullable<Talk["why"]>, more: Partial<Talk> = {}): DeskState =>
  talking(
    { phase: "ended", why, visitorHere: false, ...more },
    { duty: "pause", pauseUntil: now + 4.2 * minute },
  )

export interface DeskSetting {
  readonly desk: DeskState
  readonly me?: Partial<Me>
  readonly looking?: Partial<Looking>
  readonly hidden?: boolean
  readonly ending?: string
  readonly dialog?: "settings" | "shortcuts"
  readonly report?: ReportStanding
  readonly draft?: string
}

export const deskViews: Readonly<Record<string, DeskSetting>> = {
  away: { desk: { ...desk, duty: "away", lanes: calm } },
  free: { desk },
  "free-calm": { desk: { ...desk, lanes: calm } },
  "no-lanes": { desk: { ...desk, lanes: [] } },
  pause: { desk: { ...desk, duty: "pause" } },
  "pause-after": { desk: { ...desk, duty: "pause", pauseUntil: now + 4.2 * minute } },
  offer: { desk: { ...desk, offer } },
  "offer-urgent": { desk: { ...desk, offer: { ...offer, urgent: true, waitedSeconds: 20 } } },
  "offer-calm": { desk: { ...desk, lanes: calm, offer } },
  "offer-ending": { desk: { ...desk, offer: { ...offer, expiresAt: now + 900 } } },
  "offer-beside-ended": { desk: { ...ended("visitor"), duty: "free", offer } },
  "missed-lease": { desk: { ...desk, duty: "away", missed: "lease" } },
  "missed-key": { desk: { ...desk, duty: "away", missed: "key" } },
  "missed-mute": { desk: { ...desk, missed: "mute" } },
  "missed-left": { desk: { ...desk, missed: "left" } },
  opening: { desk: { ...desk, talks: [opening] } },
  "opening-slow": { desk: { ...desk, talks: [{ ...opening, since: now - 14_000 }] } },
  talking: { desk: talking({}) },
  "talking-unsafe": { desk: { ...desk, talks: [unsafe] } },
  "talking-unsafe-said": { desk: { ...desk, talks: [{ ...unsafe, urgent: false }] } },
  "talking-said-nothing": { desk: { ...desk, talks: [silent] } },
  "talking-progress": { desk: talking({ entries: allProgress }) },
  "talking-missing": { desk: talking({ entries: missing }) },
  "talking-writing": { desk: talking({ visitorWriting: true }) },
  "talking-visitor-away": { desk: talking({ entries: cameBack, visitorHere: false }) },
  "talking-unsure": { desk: talking({ entries: loadedAnew, unsure: true }) },
  "talking-unsure-draft": { desk: talking({ entries: loadedAnew, unsure: true }), draft: "Hej igen!" },
  "talking-sure": { desk: talking({ entries: loadedAnew }) },
  "talking-says-back": { desk: talking({ hello: { urgent: false, back: true } }) },
  "talking-says-back-more": {
    desk: talking({ ...(young && { hello: { ...young, urgent: true, back: true } }) }),
  },
  "talking-unkept": { desk: talking({}, { kept: false }) },
  "talking-long": { desk: talking({ since: now - 47 * minute }) },
  "talking-very-long": { desk: talking({ since: now - 83 * minute, entries: longest }) },
  "talking-hidden": { desk: talking({}), hidden: true },
  "talking-draft": { desk: talking({}), draft: "Det låter svårt. ".repeat(230) },
  "talking-too-long": { desk: talking({}), draft: "Det låter svårt. ".repeat(240) },
  "talking-lost": { desk: talking({ entries: allProgress }, { connected: false }) },
  "talking-two": {
    desk: { ...desk, talks: [{ ...silent, phase: "ended", why: "visitor" }, talk] },
    looking: { chosen: "conversation-2" },
  },
  ending: { desk: talking({}), ending: "conversation-1" },
  "ended-visitor": { desk: ended("visitor") },
  "ended-counsellor": { desk: ended("counsellor") },
  "ended-exit": { desk: ended("exit") },
  "ended-lost": { desk: ended("lost") },
  "ended-replaced": { desk: ended("replaced") },
  "ended-keysLost": { desk: ended("keysLost", { entries: [] }) },
  lost: { desk: { ...desk, connected: false } },
  "alarm-14": { desk, me: { notAfter: now + 12.5 * day } },
  "alarm-7": { desk, me: { notAfter: now + 5.5 * day } },
  "alarm-3": { desk, me: { notAfter: now + 1.5 * day } },
  demo: { desk, me: { demo: true } },
  "part-talks": { desk: talking({}), looking: { part: "talks" } },
  "part-lanes": { desk: talking({}), looking: { part: "lanes", seen: new Map() } },
  settings: { desk, dialog: "settings" },
  "settings-report-waiting": {
    desk,
    dialog: "settings",
    report: { at: "waiting", words: ["bapis", "zufof", "novaz", "kanug", "nosul"] },
  },
  "settings-report-certified": {
    desk,
    dialog: "settings",
    report: { at: "certified", notAfter: now + 9 * day },
  },
  "settings-report-doubt": { desk, dialog: "settings", report: { at: "doubt", why: "denied" } },
  "settings-talking": { desk: talking({}), dialog: "settings" },
  shortcuts: { desk, dialog: "shortcuts" },
  "desk-opening": { desk: { ...desk, seat: "opening" } },
  displaced: { desk: { ...desk, seat: "displaced" } },
}

const account = {
  id: "s1",
  name: "Anna",
  role: "counsellor",
  helpline: "Lykta Jämtland",
  devices: [],
} as const
const people = [
  { id: "s1", name: "Anna", role: "counsellor" },
  { id: "s2", name: "Bo", role: "counsellor" },
  { id: "s3", name: "Cecilia", role: "supervisor" },
] as const
const invitation: Invitation = {
  name: "Anna",
  role: "counsellor",
  options: {
    rp: { name: "Lykta" },
    user: { id: "", name: "Anna", displayName: "Anna" },
    challenge: "",
    pubKeyCredParams: [],
  },
}
const signIn = { at: "signIn", people: [], asking: false } as const
const enrol = { at: "enrol", link: "", asking: false, invitation } as const
const words = ["bapis", "zufof", "novaz", "kanug", "nosul"]

export const doorViews: Readonly<Record<string, { readonly state: DoorState; readonly again?: Again }>> = {
  looking: { state: { at: "looking" } },
  unreachable: { state: { at: "unreachable" } },
  "sign-in": { state: signIn },
  "sign-in-demo": { state: { ...signIn, people } },
  "sign-in-asking": { state: { ...signIn, asking: true } },
  "sign-in-cancelled": { state: { ...signIn, problem: "cancelled" } },
  "sign-in-unsupported": { state: { ...signIn, problem: "unsupported" } },
  "sign-in-refused": { state: { ...signIn, problem: "refused" } },
  "sign-in-again": { state: signIn, again: "desk" },
  "sign-in-again-talks": { state: signIn, again: "talks" },
  "enrol-looking": { state: { at: "enrolLooking" } },
  enrol: { state: enrol },
  "enrol-registered": { state: { ...enrol, problem: "registered" } },
  "enrol-failed": { state: { at: "enrolFailed" } },
  device: { state: { at: "device" } },
  "device-failed": { state: { at: "deviceFailed" } },
  pending: { state: { at: "pending", account, words, answering: true } },
  "pending-unreachable": { state: { at: "pending", account, words, answering: false } },
  "distrust-expired": { state: { at: "distrust", why: "expired" } },
  "distrust-unknown-root": { state: { at: "distrust", why: "unknownRoot" } },
  "distrust-other-key": { state: { at: "distrust", why: "otherKey" } },
}
