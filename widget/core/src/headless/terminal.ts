// SPDX-License-Identifier: EUPL-1.2
// For a person: what happens is told in sentences, a line that is typed is said, a line with a slash is an order.

import { createInterface } from "node:readline"
import type { Desk } from "../desk.ts"
import type { DeskState, Entry, NotTaken, Place, VisitorState } from "../session.ts"
import type { Visitor } from "../visitor.ts"

/** Tells what is new since the last time. */
class Teller {
  readonly #told = new Set<string>()
  #place = ""

  /** Something that is the case until it is something else. */
  now(sentence: string): void {
    if (sentence === this.#place) return
    this.#place = sentence
    if (sentence !== "") console.log(sentence)
  }

  entries(entries: readonly Entry[]): void {
    for (const entry of entries) this.#once(`${entry.key} ${progress(entry)}`, sentence(entry))
  }

  #once(what: string, said: string): void {
    if (said === "" || this.#told.has(what)) return
    this.#told.add(what)
    console.log(said)
  }
}

const NOT_TAKEN: Readonly<Record<NotTaken, string>> = {
  empty: "",
  tooLong: "  (too long: at most 4,000 characters)",
  controlCharacters: "  (there is something in it that cannot be sent)",
  notTalking: "  (there is nobody to say it to yet)",
  unsure: "  (their page began again: make sure who it is, then /acknowledge)",
}

type Orders = Readonly<Record<string, () => void>>

export function visitorTerminal(visitor: Visitor): void {
  const teller = new Teller()
  visitor.subscribe((state) => {
    teller.now(visitorSentence(state))
    if (state.at === "talking" || state.at === "ended") teller.entries(state.entries)
    if (state.at === "ended" || state.at === "refused") process.exitCode = state.at === "refused" ? 1 : 0
  })
  const orders: Orders = {
    "/unsafe": () => visitor.unsafe(),
    "/another": () => visitor.another(true),
    "/end": () => visitor.end(),
    "/exit": () => visitor.exit(),
  }
  listen(
    orders,
    (line) => visitor.write(line),
    () => visitor.exit(),
  )
  visitor.start({ audience: "young", language: "sv", urgent: false })
}

export function deskTerminal(desk: Desk, name: string): void {
  const teller = new Teller()
  const talk = (): string => desk.state.talks.at(-1)?.conversation ?? ""
  desk.subscribe((state) => {
    teller.now(deskSentence(state))
    teller.entries(state.talks.at(-1)?.entries ?? [])
  })
  const orders: Orders = {
    "/free": () => desk.duty("free"),
    "/away": () => desk.duty("away"),
    "/accept": () => desk.accept(),
    "/decline": () => desk.decline(),
    "/acknowledge": () => desk.acknowledge(talk()),
    "/end": () => desk.end(talk()),
    "/exit": () => desk.close(),
  }
  listen(
    orders,
    (line) => desk.write(talk(), line),
    () => desk.close(),
  )
  console.log(`Signed in as ${name}.`)
  desk.open()
  desk.duty("free")
}

function listen(orders: Orders, write: (line: string) => NotTaken | undefined, leave: () => void): void {
  console.log(`Type to write. Orders: ${Object.keys(orders).join(" ")}`)
  const lines = createInterface({ input: process.stdin })
  lines.on("line", (line) => {
    const order = orders[line.trim()]
    if (order !== undefined) order()
    else say(write(line))
    if (line.trim() === "/exit") lines.close()
  })
  lines.on("close", () => {
    leave()
    // The last word needs a moment to leave; nothing else is awaited.
    setTimeout(() => process.exit(), 300)
  })
}

function say(why: NotTaken | undefined): void {
  if (why !== undefined && NOT_TAKEN[why] !== "") console.log(NOT_TAKEN[why])
}

function visitorSentence(state: VisitorState): string {
  switch (state.at) {
    case "arrived":
      return ""
    case "joining":
      return "Looking for the line ..."
    case "closed":
      return "Nobody answers now. In danger: call 112."
    case "full":
      return "Too many wait now. Try again in a while. In danger: call 112."
    case "waiting":
      return placeSentence(state.place)
    case "meeting":
      return "Somebody is here. Checking who it is ..."
    case "talking":
      return talkingSentence(state)
    case "refused":
      return `Who answered could not be checked (${state.why}). Nothing was sent. In danger: call 112.`
    case "ended":
      return `The conversation is over (${state.why}). Nothing of it is kept.`
    case "moved":
      return "Another window has the conversation now."
  }
}

function placeSentence({ place, open, soonestMinutes, latestMinutes }: Place): string {
  if (!open) return "Nobody answers now, but your place is kept as long as you stay."
  if (place === 0) return "It is your turn: somebody is being asked."
  const range =
    latestMinutes === undefined ? "" : `, about ${soonestMinutes ?? 0} to ${latestMinutes} minutes`
  return `You are number ${place} in line${range}.`
}

function talkingSentence({ people, connected, another }: VisitorState & { at: "talking" }): string {
  if (!connected) return "The connection is gone. What you write is kept and sent when it is back."
  if (another === "offered") return "They have been away for a while. /another asks for somebody else."
  if (another === "wanted") return "Somebody else is being asked."
  const who = people.map((p) => `${p.name}, ${p.role} at ${p.helpline}${p.demo ? " (demonstration)" : ""}`)
  return `You are talking with ${who.join(" and ")}, checked.`
}

function deskSentence({ seat, connected, offer, talks, duty, missed }: DeskState): string {
  if (seat === "displaced") return "Another page has taken your seat."
  if (seat === "signedOut") return "You are signed out."
  if (!connected) return "No connection. Trying again ..."
  if (offer !== undefined) {
    const { lane, urgent, waitedSeconds } = offer
    return `A visitor waits (${lane.audience}, ${lane.language}${urgent ? ", NOT SAFE" : ""}, ${waitedSeconds} s). /accept or /decline`
  }
  const talk = talks.at(-1)
  if (talk?.phase === "opening") return "Accepted. The visitor's page is checking you ..."
  if (talk?.phase === "talking") return `Talking. They said first: ${JSON.stringify(talk.hello ?? {})}`
  if (talk?.phase === "ended") return `The conversation is over (${talk.why}). You are ${duty}.`
  return `${missed === undefined ? "" : `Missed (${missed}). `}You are ${duty}.`
}

function sentence(entry: Entry): string {
  switch (entry.kind) {
    case "theirs":
      return `${entry.name === "" ? "visitor" : entry.name}: ${entry.text}`
    case "mine":
      return entry.progress === "notDelivered" ? `  (not delivered: ${entry.text})` : ""
    case "missing":
      return `* ${entry.count} from ${entry.name === "" ? "the visitor" : entry.name} could not be opened`
    default:
      return `* ${entry.name === "" ? "The visitor" : entry.name} ${HAPPENED[entry.kind]}`
  }
}

const HAPPENED = {
  joined: "is here",
  left: "has left",
  away: "has no connection",
  back: "is back",
  restored: "is back; make sure who it is",
} as const

function progress(entry: Entry): string {
  return entry.kind === "mine" ? entry.progress : entry.kind
}
