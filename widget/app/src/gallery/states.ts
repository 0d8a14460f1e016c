// SPDX-License-Identifier: EUPL-1.2
// One of every state the page can be in, with made-up people. What is not here has not been looked at.

import { asksOf, type PassingAnswer, type StepTold, writtenPassing } from "@lykta/core/passing"
import type { Entry, Person, Place, Progress, VisitorState } from "@lykta/core/session"
import { type Choices, type Helpline, NOTHING_CHOSEN, type Over, type Returning } from "../model.ts"

/** One page of the gallery. */
export interface Sight {
  readonly state: VisitorState
  /** What was shown a moment before. */
  readonly before?: VisitorState
  readonly over?: Over
  readonly helpline?: Helpline
  readonly choices?: Partial<Choices>
  readonly draft?: string
  readonly covered?: boolean
  readonly ahead?: boolean
  readonly framed?: boolean
  readonly returning?: Returning
  readonly veiled?: boolean
  readonly anew?: boolean
  readonly unkept?: boolean
}

const AT = new Date(2026, 10, 24, 2, 7).getTime()
const MINUTE = 60_000

function mine(key: string, text: string, progress: Progress = "arrived"): Entry {
  return { kind: "mine", key, text, at: AT + Number(key) * MINUTE, progress }
}

function theirs(key: string, text: string, name = "Anna"): Entry {
  return { kind: "theirs", key, text, at: AT + Number(key) * MINUTE, member: 1, name }
}

function event(key: string, kind: "joined" | "left" | "away" | "back", name = "Anna"): Entry {
  return { kind, key, at: AT, member: 1, name }
}

const ANNA: Person = {
  member: 1,
  name: "Anna",
  role: "counsellor",
  helpline: "Lykta Norr",
  demo: false,
  here: true,
  writing: false,
}
const SAMIRA: Person = { ...ANNA, member: 2, name: "Samira", role: "supervisor" }
const AWAY: Person = { ...ANNA, here: false }

const PLACE: Place = {
  place: 3,
  waiting: 5,
  open: true,
  urgent: false,
  soonestMinutes: 10,
  latestMinutes: 25,
  unlikely: false,
}

const SOME: readonly Entry[] = [
  event("0", "joined"),
  theirs("1", "Hej! Jag heter Anna. Ta den tid du behöver."),
  mine("2", "hej"),
  mine("3", "jag vet inte riktigt var jag ska börja"),
  theirs("4", "Det gör inget. Vi kan börja var som helst. Är du någonstans där du kan skriva i lugn och ro?"),
  mine("5", "ja typ. mitt rum"),
]
const MANY: readonly Entry[] = Array.from({ length: 40 }, (_, index) =>
  index % 2 === 0
    ? mine(`${index}`, `rad ${index}`)
    : theirs(`${index}`, `Jag hör vad du säger, nummer ${index}.`),
)
const HARD: readonly Entry[] = [
  theirs("1", "<b>inte fet</b> & <script>alert(1)</script> https://example.org/?a=1&b=2"),
  mine("2", "👩‍👩‍👧‍👦🏳️‍🌈 é̂̃"),
  theirs("3", "مرحبا، كيف حالك؟ (ok?)", "سميرة"),
  mine("4", "latin שלום mixed!"),
  mine("5", "a".repeat(300)),
  theirs("6", "en\nrad\n\n    till"),
]

const AGENCY = "Östersunds socialtjänst"
const SHOWN = `Med dina egna ord: han har köpt saker till mig och nu säger han att jag är skyldig honom

Var du är nu: Hemma hos en man på Rådhusgatan, tredje våningen

Namn: Kim
Ålder: 15

Du vill: Att någon kommer, men inte mamma.`

function passing(key: string, text: string): Entry {
  return { ...theirs(key, text), passing: true } as Entry
}

/** "Is it OK?", in as many messages as it takes. */
function asked(key: string, round: number, text = SHOWN): readonly Entry[] {
  const asks = asksOf({ ref: "gallery", round, agency: AGENCY, text })
  return asks.map((ask) => passing(`${key}${ask.part}`, writtenPassing(ask)))
}

/** "Do you want to talk with them?" */
function met(key: string, round: number): readonly Entry[] {
  const asks = asksOf({ ref: "gallery", round, agency: AGENCY, name: "Olle Fors", text: "" })
  return asks.map((ask) => passing(key, writtenPassing(ask)))
}

function answered(key: string, round: number, answer: PassingAnswer, progress: Progress = "arrived"): Entry {
  const text = writtenPassing({ say: "answer", ref: "gallery", round, answer })
  return { ...mine(key, text, progress), passing: true } as Entry
}

function step(key: string, of: Omit<StepTold, "say" | "ref" | "agency" | "at"> & Partial<StepTold>): Entry {
  const at = AT + Number(key) * MINUTE
  return passing(key, writtenPassing({ say: "step", ref: "gallery", agency: AGENCY, at, ...of }))
}

const SENT = [...SOME, ...asked("6", 1), answered("7", 1, "yes"), step("8", { step: "sent" })]
const READ = [...SENT, step("9", { step: "read", name: "Olle Fors" })]

function talking(
  more: Partial<Extract<VisitorState, { at: "talking" }>> = {},
  entries: readonly Entry[] = SOME,
): VisitorState {
  return { at: "talking", connected: true, people: [ANNA], entries, another: "no", ...KEPT, ...more }
}

function waiting(place: Partial<Place> = {}, connected = true): VisitorState {
  return { at: "waiting", connected, place: { ...PLACE, ...place }, ...KEPT }
}

const KEPT = { kept: true, restored: false } as const
const ARRIVED: VisitorState = { at: "arrived" }
const lanes = (open: boolean): Helpline["lanes"] => [
  { audience: "young", language: "sv", open },
  { audience: "young", language: "en", open },
  { audience: "adult", language: "sv", open },
]
const OPEN: Helpline = { name: "Lykta Norr", demo: false, lanes: lanes(true) }

export const SIGHTS: Readonly<Record<string, Sight>> = {
  front: { state: ARRIVED },
  "front-said": { state: ARRIVED, choices: { name: "Kim", about: "ord ".repeat(230) } },
  "front-open": { state: ARRIVED, helpline: OPEN, framed: true },
  "front-closed-demo": { state: ARRIVED, helpline: { ...OPEN, demo: true, lanes: lanes(false) } },
  "front-unsafe": { state: ARRIVED, over: "unsafe" },
  "front-anew": { state: ARRIVED, helpline: OPEN, anew: true },
  opening: { state: ARRIVED, returning: "opening" },
  "opening-unsafe": { state: ARRIVED, returning: "opening", over: "unsafe" },
  elsewhere: { state: ARRIVED, returning: "elsewhere" },
  "elsewhere-asking": { state: ARRIVED, returning: "asking" },
  "elsewhere-silent": { state: ARRIVED, returning: "silent" },
  moved: { state: { at: "moved" } },
  joining: { state: { at: "joining", connected: true } },
  "joining-offline": { state: { at: "joining", connected: false } },
  closed: { state: { at: "closed" }, framed: true },
  "closed-adult": { state: { at: "closed" }, choices: { audience: "adult" } },
  "closed-professional": { state: { at: "closed" }, choices: { audience: "professional" } },
  "closed-unsafe": { state: { at: "closed" }, over: "unsafe" },
  full: { state: { at: "full" } },
  waiting: { state: waiting() },
  "waiting-next": { state: waiting({ place: 1, soonestMinutes: 0, latestMinutes: 5 }) },
  "waiting-about": { state: waiting({ soonestMinutes: 10, latestMinutes: 10 }) },
  "waiting-offered": { state: waiting({ place: 0 }) },
  "waiting-urgent": { state: waiting({ place: 1, urgent: true, soonestMinutes: 0, latestMinutes: 1 }) },
  "waiting-rose": { state: waiting({ place: 4, why: "urgent" }) },
  "waiting-returned": { state: waiting({ place: 4, why: "returned" }) },
  "waiting-back": { state: waiting({ place: 4, why: "back" }) },
  "waiting-unlikely": { state: waiting({ place: 14, unlikely: true }) },
  "waiting-nobody": { state: waiting({ open: false }) },
  "waiting-offline": { state: waiting({}, false) },
  "waiting-unkept": { state: waiting(), unkept: true },
  "waiting-unkept-framed": { state: waiting(), unkept: true, framed: true },
  "waiting-leave": { state: waiting(), over: "leaveQueue" },
  "waiting-ahead": { state: waiting({}, false), ahead: true },
  "waiting-unsafe": { state: waiting(), over: "unsafe" },
  "waiting-unsafe-asked": { state: waiting({}, false), over: "unsafe", ahead: true },
  "waiting-unsafe-moved": { state: waiting({ urgent: true }), over: "unsafe", ahead: true },
  meeting: { state: { at: "meeting", connected: true, ...KEPT } },
  "meeting-offline": { state: { at: "meeting", connected: false, ...KEPT } },
  "talking-empty": { state: talking({}, [event("0", "joined")]) },
  talking: { state: talking() },
  "talking-demo": { state: talking({ people: [{ ...ANNA, demo: true, helpline: "Lykta demonstration" }] }) },
  "talking-writing": { state: talking({ people: [{ ...ANNA, writing: true }] }), draft: "nej men" },
  "talking-many": { state: talking({}, MANY) },
  "talking-hard": { state: talking({}, HARD) },
  "talking-two": { state: talking({ people: [ANNA, SAMIRA] }, [...SOME, event("6", "joined", "Samira")]) },
  "talking-progress": {
    state: talking({}, [
      ...SOME,
      mine("6", "den här kom inte fram", "notDelivered"),
      mine("7", "den här är på väg", "onItsWay"),
      mine("8", "den här skickas", "sending"),
    ]),
  },
  "talking-missing": {
    state: talking({}, [
      ...SOME,
      { kind: "missing", key: "6", at: AT, member: 1, name: "Anna", count: 1 },
      theirs("7", "Det är en lugn plats, vad bra."),
      { kind: "missing", key: "8", at: AT, member: 1, name: "Anna", count: 3 },
    ]),
  },
  "talking-offline": { state: talking({ connected: false }), draft: "är du kvar" },
  "talking-away": { state: talking({ people: [AWAY] }, [...SOME, event("6", "away")]) },
  "talking-another": { state: talking({ people: [AWAY], another: "offered" }) },
  "talking-wanted": { state: talking({ people: [AWAY], another: "wanted" }) },
  "talking-nobody": { state: talking({ people: [], another: "wanted" }, [...SOME, event("6", "left")]) },
  "talking-veiled": { state: talking(), veiled: true },
  "talking-unkept": { state: talking(), unkept: true },
  "talking-unkept-framed": { state: talking({}, MANY), unkept: true, framed: true },
  "passed-asked": { state: talking({}, [...SOME, ...asked("6", 1)]) },
  "passed-long": { state: talking({}, [...SOME, ...asked("6", 1, `${SHOWN}\n`.repeat(20))]) },
  "passed-no": { state: talking({}, [...SOME, ...asked("6", 1), answered("7", 1, "no", "notDelivered")]) },
  "passed-again": {
    state: talking({}, [...SOME, ...asked("6", 1), ...asked("8", 2), answered("9", 2, "talk")]),
  },
  "passed-steps": {
    state: talking({}, [
      ...READ,
      step("10", { step: "accepted" }),
      step("11", { step: "outcome", outcome: "not_found" }),
      step("12", { step: "rerouted", agency: "Sundsvalls socialtjänst" }),
      step("13", { step: "outcome", outcome: "safe_now" }),
      step("14", { step: "closed" }),
    ]),
  },
  "passed-declined": {
    state: talking({}, [...READ, step("10", { step: "declined" }), step("11", { step: "cancelled" })]),
  },
  "met-asked": { state: talking({}, [...READ, ...met("10", 2)]) },
  "met-yes": { state: talking({}, [...READ, ...met("10", 2), answered("11", 2, "yes")]) },
  "passed-covered": { state: talking({}, [...SENT, ...asked("9", 2)]), covered: true },
  "passed-ended": { state: { at: "ended", why: "counsellor", entries: READ } },
  "talking-covered": { state: talking(), covered: true, draft: "hemligt" },
  "talking-nearly": { state: talking(), draft: "ord ".repeat(970) },
  "talking-over": { state: talking(), draft: "ord ".repeat(1_003) },
  "talking-unsafe": { state: talking(), over: "unsafe" },
  "talking-unsafe-before": { state: talking({}, [event("0", "joined")]), before: waiting(), over: "unsafe" },
  "talking-end": { state: talking(), over: "end" },
  "ended-visitor": { state: { at: "ended", why: "visitor", entries: SOME }, framed: true },
  "ended-counsellor": { state: { at: "ended", why: "counsellor", entries: SOME } },
  "ended-lost": { state: { at: "ended", why: "lost", entries: SOME } },
  "ended-veiled": { state: { at: "ended", why: "counsellor", entries: SOME }, veiled: true },
  "refused-expired": { state: { at: "refused", why: "expired" } },
  "refused-forged": { state: { at: "refused", why: "forged" }, framed: true },
  "refused-demonstration": { state: { at: "refused", why: "demonstration" } },
}

/** The model's values for `sight`. */
export function valuesOf(sight: Sight) {
  return {
    over: sight.over ?? "nothing",
    helpline: sight.helpline,
    choices: { ...NOTHING_CHOSEN, ...sight.choices },
    draft: sight.draft ?? "",
    covered: sight.covered ?? false,
    ahead: sight.ahead ?? false,
    framed: sight.framed ?? false,
    returning: sight.returning ?? "no",
    veiled: sight.veiled ?? false,
    anew: sight.anew ?? false,
    unkept: sight.unkept ?? false,
  } as const
}
