// SPDX-License-Identifier: EUPL-1.2
// Invented conversations for the gallery. Nobody said any of this.

import type { Entry, Hello, Talk } from "@lykta/core"

/** The gallery's now: a Tuesday evening in November. */
export const now = Date.UTC(2026, 10, 24, 20, 41, 0)
const minute = 60_000

type Line = readonly [from: "mine" | "theirs", minutesAgo: number, text: string]

const lines: readonly Line[] = [
  ["mine", 11, "Hej Kim. Bra att du skrev. Jag heter Anna. Kan du prata nu, är du ensam?"],
  ["theirs", 10, "ja typ. mamma är i köket"],
  ["theirs", 10, "vet inte riktigt var jag ska börja"],
  [
    "mine",
    8,
    "Det gör inget. Du får börja var du vill, och hoppa hur du vill.\n\nVill du, så kan jag fråga lite. Du svarar bara på det du har lust med.",
  ],
  [
    "theirs",
    5,
    "okej. det är en kille jag träffade på ett spel. han har köpt saker till mig och nu säger han att jag är skyldig honom. han vill att jag ska komma till honom på fredag",
  ],
  ["mine", 4, "Tack för att du berättar. Det där låter tungt att bära själv. Det är inte ditt fel."],
  [
    "theirs",
    2,
    "👍🏽 <b>lol</b> http://example.org/en-väldigt-lång-adress-som-inte-får-plats-på-en-rad?med=frågetecken&och=mer",
  ],
  ["theirs", 1, "هل يمكنني الكتابة بالعربية أيضا؟"],
]

function entry([kind, ago, text]: Line, index: number): Entry {
  const at = now - ago * minute
  const key = `e${index}`
  if (kind === "mine") return { kind, key, text, at, progress: "arrived" }
  return { kind, key, text, at, member: 0, name: "" }
}

const someHello: Hello = {
  name: "Kim",
  about: "någon hotar mig med bilder. vet inte om det räknas",
  age: "15–17",
  urgent: false,
}

const entries: readonly Entry[] = [
  { kind: "joined", key: "j", at: now - 12 * minute, member: 1, name: "Anna" },
  ...lines.map(entry),
]

export const allProgress: readonly Entry[] = [
  ...entries,
  {
    kind: "mine",
    key: "p1",
    text: "Ja, skriv på vilket språk du vill.",
    at: now - minute,
    progress: "onItsWay",
  },
  { kind: "mine", key: "p2", text: "Jag läser i lugn och ro.", at: now, progress: "sending" },
  { kind: "mine", key: "p3", text: "Har du någon vuxen du litar på?", at: now, progress: "notDelivered" },
]

export const cameBack: readonly Entry[] = [
  ...entries,
  { kind: "away", key: "a", at: now - minute, member: 0, name: "" },
  { kind: "back", key: "b", at: now - minute / 2, member: 0, name: "" },
  { kind: "away", key: "c", at: now, member: 0, name: "" },
]

export const loadedAnew: readonly Entry[] = [
  ...entries,
  { kind: "away", key: "a", at: now - minute, member: 0, name: "" },
  { kind: "restored", key: "r", at: now, member: 0, name: "" },
]

export const missing: readonly Entry[] = [
  ...entries,
  { kind: "missing", key: "m", at: now - minute, member: 0, name: "", count: 1 },
  { kind: "theirs", key: "n", text: "så ja", at: now, member: 0, name: "" },
  { kind: "missing", key: "o", at: now, member: 0, name: "", count: 3 },
]

const filler = "Det kom ett långt meddelande. Med emoji 👩🏽‍🚒 och å, ä, ö. "

export const longest: readonly Entry[] = [
  { kind: "theirs", key: "l", text: filler.repeat(70).slice(0, 4000), at: now, member: 0, name: "" },
]

export const talk: Talk = {
  conversation: "conversation-1",
  phase: "talking",
  lane: { audience: "young", language: "sv" },
  urgent: false,
  hello: someHello,
  entries,
  visitorHere: true,
  visitorWriting: false,
  since: now - 12 * minute,
  unsure: false,
}
