// SPDX-License-Identifier: EUPL-1.2
// From the wish to the relay: sealing late or in time, sending once or twice, answers that are late, lost, or no.

import { type Change, GroupError, type Sealed } from "../../src/group.ts"
import type { Item, Person } from "./person.ts"
import type { Answer, Event } from "./relay.ts"
import { isCommit, type Run } from "./run.ts"
import { holds, keyOf, type Letter } from "./truth.ts"

/** How an event fares on its way, by weight. */
const FATES = { well: 10, answerLate: 5, answerLost: 3, doubled: 3, lost: 3 }

/** Seals the first item that is not sealed yet, if its time has come. */
export async function sealNext(run: Run, person: Person): Promise<void> {
  const item = person.outbox.find(({ event }) => event === undefined)
  if (item === undefined) return
  if (isCommit(item)) return commits(run, person, item)
  if (person.restored && !person.note.own?.heals) return refusesUnhealed(run, person)
  const n = numbered(person, item)
  item.event = { member: person.member, n, app: await sealed(run, person, item.text ?? "", n) }
}

/** Sends the first item, if it is sealed and no answer to it is on its way. */
export async function submit(run: Run, person: Person): Promise<void> {
  const [item] = person.outbox
  if (item?.event === undefined || person.answer !== undefined) return
  const fate = run.chance.weighed(FATES)
  run.did(`${person.name} sends ${keyOf(item.event)} (${item.kind}): ${fate}`)
  if (fate === "lost") return
  const answer = run.relay.take(item.event)
  if (fate === "doubled") holds(run.relay.take(item.event) === answer, "two answers to one event")
  if (fate === "answerLost") return
  person.answer = answer
  if (fate !== "answerLate") await answered(run, person)
}

/** The relay's answer arrives. */
export async function answered(run: Run, person: Person): Promise<void> {
  const { answer } = person
  const [item] = person.outbox
  if (answer === undefined || item === undefined) return
  run.did(`${person.name} is answered: ${answer}`)
  await ANSWERED[answer](run, person, item)
  person.answer = undefined
}

const ANSWERED: Readonly<Record<Answer, (run: Run, person: Person, item: Item) => Promise<void>>> = {
  stored: async (run, person, item) => {
    if (isCommit(item)) await taken(run, person, item)
    person.outbox = person.outbox.filter((each) => each !== item)
  },
  refused: async (_, person, item) => {
    if (isCommit(item)) return gaveUp(person, item)
    goBack(person)
  },
  // Removed; the mail that says so is on its way.
  gone: async (_, person) => {
    person.outbox = []
  },
}

/** An own commit is taken: adopted now, unless somebody's message has shown it before. */
async function taken(run: Run, person: Person, item: Item): Promise<void> {
  const { note, member } = person
  const isOpen = note.own !== undefined && note.own.n === item.n
  const next = isOpen ? run.truth.afterOwn(member, note) : note
  await person.attempt(next, () => item.change?.adopt() ?? Promise.resolve())
  if (isOpen && note.own?.heals) person.restored = false
}

/** An own commit is refused, or not wanted any more. What was said with it is said alone, under its number. */
export function gaveUp(person: Person, item: Item): void {
  item.change?.drop()
  if (person.note.own?.n === item.n) person.note = { ...person.note, own: undefined }
  const said: Item[] = item.text === undefined ? [] : [{ kind: "say", text: item.text, ...numberOf(item) }]
  person.outbox = [...said, ...person.outbox.filter((each) => each !== item)]
  if (item.kind === "add" && item.subject !== undefined) turnedAway(item.subject)
  for (const each of person.outbox) if (!isCommit(each)) delete each.event
  heals(person)
}

function numberOf({ n }: Item): { n?: number } {
  return n === undefined ? {} : { n }
}

function turnedAway(subject: Person): void {
  subject.candidate?.wipe()
  subject.state = "lost"
}

/** A message came too late: it and all after it are sealed again, and a commit among them is made anew. */
function goBack(person: Person): void {
  const at = person.outbox.findIndex(isCommit)
  for (const [index, item] of person.outbox.entries()) {
    if (isCommit(item)) item.change?.drop()
    delete item.event
    if (at >= 0 && index >= at) delete item.n
  }
  if (at >= 0) person.note = { ...person.note, own: undefined }
  heals(person)
}

/** After a restart the first act is an empty commit: it goes before all that is not sealed. */
export function heals(person: Person): void {
  if (!person.restored || person.note.own?.heals) return
  const sealed = person.outbox.filter(({ event }) => event !== undefined)
  const rest = person.outbox.filter(({ event }) => event === undefined)
  const renew: Item = rest.find(({ kind }) => kind === "renew") ?? { kind: "renew" }
  person.outbox = [...sealed, renew, ...rest.filter((item) => item !== renew)]
  for (const item of [renew, ...rest]) delete item.n
}

async function refusesUnhealed(run: Run, person: Person): Promise<void> {
  const code = await refusalOf(() => person.group.seal({ text: "too early" }, person.lastN + 1))
  holds(code === "restored", `${person.name} may speak before it has healed: ${code}`)
  run.did(`${person.name} has to heal first`)
  heals(person)
}

async function sealed(run: Run, person: Person, text: string, n: number): Promise<Letter> {
  const { note, group, member } = person
  const made: Sealed = await person.attempt(note, () => group.seal({ text }, n))
  holds(made.epoch === (note.own?.epoch ?? note.epoch), `${person.name} sealed for another epoch`)
  const roster = group.change?.roster.after ?? group.roster
  const begun = note.own ? keyOf({ member, n: note.own.n }) : run.truth.epoch(note.epoch).begun
  const readers = new Set(roster.map((each) => each.member))
  return run.truth.sealed({ bytes: made.message, member, n, epoch: made.epoch, begun, readers, text })
}

async function commits(run: Run, person: Person, item: Item): Promise<void> {
  const { note } = person
  if (note.own !== undefined) return
  if (isImpossible(run, person, item)) return refusesImpossible(run, person, item)
  const n = numbered(person, item)
  const own = { epoch: note.epoch + 1, n, heals: person.restored }
  const change = await person.attempt({ ...note, own }, () => made(person, item, n))
  item.change = change
  item.event = eventOf(person, item, n, letterOf(run, person, n, change))
  run.did(`${person.name} makes ${n} (${item.kind} ${item.subject?.member ?? ""})`)
  if (item.text !== undefined) {
    item.event = { ...item.event, app: await sealed(run, person, item.text, n) }
  }
}

function eventOf({ member }: Person, { kind, subject, change }: Item, n: number, commit: Letter): Event {
  const who = subject?.member ?? 0
  const welcome = change?.welcome === undefined ? {} : { welcome: change.welcome }
  const effect = kind === "add" ? { adds: who } : kind === "remove" ? { removes: who } : {}
  return { member, n, commit, ...welcome, ...effect }
}

function letterOf(run: Run, { member, note }: Person, n: number, { commit }: Change): Letter {
  const { roster, begun } = run.truth.epoch(note.epoch)
  const readers = new Set(roster)
  return run.truth.sealed({ bytes: commit, member, n, epoch: note.epoch, begun, readers })
}

function made(person: Person, { kind, subject }: Item, n: number): Promise<Change> {
  if (kind === "renew" || subject === undefined) return person.group.emptyCommit(n)
  if (kind === "remove") return person.visitor.remove(subject.member, n)
  return person.visitor.add(packageOf(subject), { member: subject.member, n })
}

function packageOf({ candidate }: Person): Uint8Array {
  if (candidate === undefined) throw new Error("no key package")
  return candidate.keyPackage
}

/** A fifth, somebody who is gone, or anything but an empty commit after a restart. */
function isImpossible(run: Run, { note, restored }: Person, { kind, subject }: Item): boolean {
  const { roster } = run.truth.epoch(note.epoch)
  if (kind === "renew") return false
  if (restored) return true
  return kind === "add" ? roster.length >= 4 : !roster.includes(subject?.member ?? 0)
}

async function refusesImpossible(run: Run, person: Person, item: Item): Promise<void> {
  const expected = person.restored ? "restored" : item.kind === "add" ? "full" : "sender"
  const code = await refusalOf(() => made(person, item, person.lastN + 1))
  holds(code === expected, `${item.kind} should be refused as ${expected}, not ${code}`)
  run.did(`${person.name} may not ${item.kind}: ${code}`)
  if (!person.restored) gaveUp(person, item)
}

function numbered(person: Person, item: Item): number {
  if (item.n === undefined) {
    person.lastN += 1
    item.n = person.lastN
  }
  return item.n
}

/** What `act` is refused with, or nothing. */
export async function refusalOf(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    if (error instanceof GroupError) return error.code
    throw error
  }
}
