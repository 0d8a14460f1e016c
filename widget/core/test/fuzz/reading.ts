// SPDX-License-Identifier: EUPL-1.2
// From the relay to the eye: mail in order, or late, doubled, overtaken, with another's name on it; and restarts.

import { type From, GroupError, type Incoming, type Opened } from "../../src/group.ts"
import { partsOf } from "../../src/groupKept.ts"
import { secretsOf } from "../../src/groupSecrets.ts"
import { DiskFull, type Item, type Person } from "./person.ts"
import type { Mail } from "./relay.ts"
import type { Run } from "./run.ts"
import { gaveUp, heals, refusalOf } from "./sending.ts"
import { HARMLESS, holds, type Letter, type Note } from "./truth.ts"

/** The next mail that is owed, as the relay should bring it. */
export async function readNext(run: Run, person: Person): Promise<void> {
  const [mail] = run.relay.owed(person.member, person.note.cursor)
  if (mail === undefined) return
  person.reading = mail
  try {
    await read(run, person, mail)
  } finally {
    person.reading = undefined
  }
  person.note = { ...person.note, cursor: mail.seq }
  if (run.chance.oneIn(2)) person.acked = mail.seq
}

/** Whatever mail, whenever it comes. */
export async function read(run: Run, person: Person, mail: Mail): Promise<void> {
  if (person.state === "invited") await joins(run, person, mail)
  else if (mail.commit !== undefined) await follow(run, person, mail.commit, mail)
  if (mail.app !== undefined && person.state === "in") await open(run, person, mail.app, mail)
}

async function joins(run: Run, person: Person, { n, commit, welcome }: Mail): Promise<void> {
  const { candidate } = person
  if (candidate === undefined || commit === undefined || welcome === undefined) return
  const epoch = commit.epoch + 1
  const note: Note = {
    ...person.note,
    epoch,
    joined: epoch,
    heard: new Map([[0, 2 * n]]),
  }
  person.enters(await person.attempt(note, () => candidate.join(welcome, commit.bytes)))
  run.did(`${person.name} joins in epoch ${epoch}`)
}

/** A commit, tried out and followed, or refused: as foretold. */
export async function follow(run: Run, person: Person, commit: Letter, from: From): Promise<void> {
  const { note, member } = person
  const next = run.truth.afterFollowing(member, note, commit, from)
  const incoming = await tried(person, commit, from)
  run.did(`${person.name} gets commit ${commit.member}:${commit.n}: ${said(incoming)}`)
  if (next === undefined) return refused(incoming, `${person.name} followed a commit that is not due`)
  holds(!isCode(incoming), `${person.name} refused a good commit: ${said(incoming)}`)
  isAsTold(run, person, incoming, next, commit.member)
  const looking = await lookedAt(run, person, incoming, () => tried(person, commit, from))
  const through = run.truth.isOwnTaken(note, member) && note.own?.epoch === commit.epoch
  await adopts(run, person, next, looking)
  if (through && note.own?.heals) person.restored = false
  if (looking.roster.removed) await leaves(person)
}

/** Shown first. Until it is settled nothing is sealed, and it may be let go and looked at again. */
async function lookedAt(
  run: Run,
  person: Person,
  incoming: Incoming,
  again: () => Promise<Incoming | string>,
): Promise<Incoming> {
  const code = await refusalOf(() => person.group.seal({ text: "meanwhile" }, person.lastN + 1))
  holds(code === "unsettled", `sealed while a commit was looked at: ${code}`)
  if (!run.chance.oneIn(4)) return incoming
  incoming.drop()
  const second = await again()
  holds(!isCode(second), `a commit that was let go cannot be looked at again: ${said(second)}`)
  return second
}

/** When it could not be written down nothing has happened: it is followed later, or let go. */
async function adopts(run: Run, person: Person, next: Note, looking: Incoming): Promise<void> {
  const followed = () => person.attempt(next, () => looking.adopt())
  try {
    await followed()
  } catch (error) {
    if (!(error instanceof DiskFull)) throw error
    if (run.chance.oneIn(2)) return followed()
    looking.drop()
    throw error
  }
}

function isAsTold(run: Run, person: Person, incoming: Incoming, next: Note, by: number): void {
  const roster = incoming.roster.after.map(({ member }) => member)
  const expected = run.truth.epoch(next.epoch).roster
  holds(String(roster) === String(expected), `${person.name} is shown the roster ${roster}, not ${expected}`)
  holds(incoming.roster.removed === !expected.includes(person.member), "removed, and not told so")
  // Who is removed cannot begin the next epoch, and is told the one in which it ends.
  const epoch = incoming.roster.removed ? next.epoch - 1 : next.epoch
  holds(incoming.epoch === epoch && incoming.by.member === by, "another epoch or committer is shown")
}

/** A message, opened or refused: as foretold. */
export async function open(run: Run, person: Person, letter: Letter, from: From): Promise<void> {
  const { note, member } = person
  const base = run.truth.afterOpening(member, note, letter, from)
  const opened = await tryOpen(person, base, letter, from)
  run.did(`${person.name} gets ${letter.member}:${letter.n} as ${from.member}:${from.n}: ${said(opened)}`)
  if (base === undefined) return refused(opened, `${person.name} opened what it should not`)
  holds(!isCode(opened), `${person.name} could not open a good message: ${said(opened)}`)
  holds("text" in opened.content && opened.content.text === letter.text, "another text was opened")
  holds(opened.by.member === letter.member && opened.n === letter.n, "another author is shown")
  holds(opened.by.staff?.name === run.truth.names.get(letter.member), "another name is shown")
  const skipped = run.truth.skipped(member, note, letter, from)
  holds(opened.skipped === skipped, `${opened.skipped} skipped, by the group's count`)
  if (note.own?.epoch === letter.epoch && note.own.heals) person.restored = false
}

function tryOpen(
  person: Person,
  base: Note | undefined,
  { bytes }: Letter,
  from: From,
): Promise<Opened | string> {
  return outcome(() => person.attempt(base ?? person.note, () => person.group.open(bytes, from)))
}

function tried({ group }: Person, { bytes }: Letter, from: From): Promise<Incoming | string> {
  return outcome(() => group.dryRun(bytes, from))
}

async function outcome<T>(act: () => Promise<T>): Promise<T | string> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof GroupError) return error.code
    throw error
  }
}

const isCode = (outcome: unknown): outcome is string => typeof outcome === "string"
const said = (outcome: unknown): string => (isCode(outcome) ? outcome : "taken")

function refused(outcome: unknown, broken: string): void {
  holds(isCode(outcome) && (HARMLESS as ReadonlySet<string>).has(outcome), `${broken}: ${said(outcome)}`)
}

/** Wiped is wiped: nothing is sealed, opened, tried or told, and the secrets are zeros. */
async function leaves(person: Person): Promise<void> {
  const { group } = person
  person.state = "out"
  const nothing = new Uint8Array()
  const from = { member: 0, n: 99 }
  for (const act of [
    () => group.seal({ text: "still here" }, 99),
    () => group.open(nothing, from),
    () => group.dryRun(nothing, from),
    () => group.emptyCommit(99),
    () => group.words(),
  ])
    holds((await refusalOf(act)) === "wiped", `${person.name} was removed, and its group does not know`)
  const secrets = secretsOf(partsOf(group.snapshot()).held.mls)
  holds(
    secrets.every((secret) => secret.every((byte) => byte === 0)),
    `${person.name} was removed, and its keys are still there`,
  )
}

/** The process dies, and a new one begins from a snapshot: the newest, or an older one of the same epoch. */
export async function restarts(run: Run, person: Person): Promise<void> {
  const points = person.startingPoints
  const from = run.chance.oneIn(3) ? run.chance.pick(points) : points.at(-1)
  if (from === undefined) {
    // Nothing was written down: it never came.
    person.state = "lost"
    return
  }
  const age = person.saved.length - 1 - person.saved.lastIndexOf(from)
  run.did(`${person.name} begins again, ${age} writes back, in epoch ${from.note.epoch}`)
  person.begins(from, run.trust)
  await resumes(run, person)
}

/** What the relay has is done; a commit that it has not is sent again or dropped; the rest is sealed anew. */
async function resumes(run: Run, person: Person): Promise<void> {
  const isTaken = ({ event }: Item) => event !== undefined && run.relay.has(event)
  const { own } = person.note
  if (run.truth.isOwnTaken(person.note, person.member)) await adoptsOwn(run, person)
  person.outbox = person.outbox.filter((item) => !isTaken(item))
  const item = person.outbox.find(({ n, change }) => own !== undefined && n === own.n && change !== undefined)
  for (const each of person.outbox.filter((other) => other !== item)) forgets(each)
  if (person.note.own !== undefined) await sendsAgainOrDrops(run, person, item)
  heals(person)
}

async function adoptsOwn(run: Run, person: Person): Promise<void> {
  const next = run.truth.afterOwn(person.member, person.note)
  await person.attempt(next, () => person.group.change?.adopt() ?? Promise.resolve())
}

function forgets(item: Item): void {
  delete item.n
  delete item.event
  delete item.change
}

async function sendsAgainOrDrops(run: Run, person: Person, item: Item | undefined): Promise<void> {
  const { change } = person.group
  holds(change !== undefined, `${person.name}: a commit under way was not restored`)
  person.note = { ...person.note, own: person.note.own && { ...person.note.own, heals: false } }
  if (item?.event === undefined || run.chance.oneIn(2)) {
    change.drop()
    person.note = { ...person.note, own: undefined }
    if (item !== undefined) gaveUp(person, { ...item, change })
    person.outbox = person.outbox.filter((each) => each !== item)
    return
  }
  const { app, ...event } = item.event
  Object.assign(item, { event, change })
  person.outbox = [item, ...person.outbox.filter((each) => each !== item)]
}
