// SPDX-License-Identifier: EUPL-1.2
// A run: people, a relay, and what chance makes of them. Each step is one intent and some traffic.

import { utf8 } from "../../src/bytes.ts"
import { Evil } from "../evil.ts"
import type { Helpline } from "../people.ts"
import { Chance } from "./chance.ts"
import { offends } from "./evilCommits.ts"
import { agree, keptFromThieves, shownOnce, type Tried } from "./invariants.ts"
import { Crash, DiskFull, type Person } from "./person.ts"
import { follow, open, readNext, restarts } from "./reading.ts"
import { Run } from "./run.ts"
import { answered, gaveUp, sealNext, submit } from "./sending.ts"
import { stateOf, Thief } from "./thief.ts"
import { holds } from "./truth.ts"

const MOST_WAITING = 4
const TRAFFIC = 8
const ROUNDS = 60

type Act = (run: Run, person: Person) => Promise<void>

/** What somebody wants, by weight. */
const INTENTS = { say: 8, renew: 2, add: 5, remove: 2, offend: 3 }
/** What happens on the way, by weight. */
const TRAFFICS = {
  seal: 6,
  submit: 8,
  answer: 4,
  read: 14,
  doubled: 2,
  overtakes: 1,
  withheld: 0.5,
  replayed: 2,
  dies: 1,
  fills: 1,
  diesWriting: 1,
  gives: 0.5,
}

export interface Figures extends Tried {
  runs: number
  steps: number
  epochs: number
  most: number
  offences: number
  shown: number
}

export const noFigures = (): Figures => ({
  runs: 0,
  tries: 0,
  opened: 0,
  steps: 0,
  epochs: 0,
  most: 0,
  offences: 0,
  shown: 0,
})

/** `play`, which after a failure looks for the shortest beginning of the same run that fails. */
export async function check(
  seed: number,
  steps: number,
  helpline: Helpline,
  figures: Figures,
): Promise<void> {
  try {
    await play(seed, steps, helpline, figures)
  } catch (error) {
    for (let fewer = 0; fewer < steps; fewer++) await play(seed, fewer, helpline)
    throw error
  }
}

/** Plays `steps` steps of `seed`, lets everything come to rest, and looks at it. Throws BrokenRule with the trace. */
export async function play(
  seed: number,
  steps: number,
  helpline: Helpline,
  figures = noFigures(),
): Promise<void> {
  const run = await Run.begun(new Chance(seed), helpline)
  const ghosts: Evil[] = []
  try {
    await begins(run)
    for (let step = 0; step < steps; step++) {
      run.did(`-- step ${step + 1}`)
      await takes(run, ghosts)
      await agree(run)
      figures.steps += 1
      figures.most = Math.max(figures.most, run.truth.epoch(run.relay.epoch).roster.length)
    }
    await rests(run)
    await ends(run, ghosts, figures)
  } catch (error) {
    const again = `LYKTA_FUZZ_SEED=${seed} LYKTA_FUZZ_STEPS=${steps} make fuzz`
    const { message } = error as Error
    throw new Error(`${message}\n${run.trace.join("\n")}\nThe same again: ${again}`, { cause: error })
  }
}

/** Two to four are there when the first step is taken; mostly two, so that the visitor is left alone now and then. */
async function begins(run: Run): Promise<void> {
  const staff = run.chance.pick([1, 1, 1, 2, 3]) ?? 1
  for (let i = 0; i < staff; i++) await INTENT.add(run, run.visitor)
  await rests(run)
}

async function takes(run: Run, ghosts: Evil[]): Promise<void> {
  const { chance } = run
  const person = chance.pick(run.present) ?? run.visitor
  const intent = chance.weighed(INTENTS)
  if (intent === "offend") await evil(run, ghosts)
  else await INTENT[intent](run, person)
  for (let i = chance.below(TRAFFIC); i >= 0; i--) {
    const act = TRAFFIC_ACTS[chance.weighed(TRAFFICS)]
    const one = chance.pick(run.people.filter(({ state }) => state === "in" || state === "invited"))
    if (one !== undefined) await lives(run, one, act)
  }
}

async function evil(run: Run, ghosts: Evil[]): Promise<void> {
  const staff = run.present.filter(({ member }) => member !== 0)
  const person = run.chance.pick(staff)
  const ghost = person && (await offends(run, person))
  if (ghost !== undefined) ghosts.push(ghost)
  const gone = run.chance.pick(run.people.filter(({ state, saved }) => state === "out" && saved.length > 0))
  if (gone !== undefined) await speaksOn(run, gone)
}

/** Whatever befalls a process: a full disk leaves it as it was, a crash ends it. */
async function lives(run: Run, person: Person, act: Act): Promise<void> {
  try {
    await act(run, person)
  } catch (error) {
    if (error instanceof DiskFull) run.did(`${person.name}: nothing could be written`)
    else if (error instanceof Crash) await diesNow(run, person)
    else throw error
  }
}

async function diesNow(run: Run, person: Person): Promise<void> {
  run.did(`${person.name} dies`)
  person.trouble = undefined
  await restarts(run, person)
}

const INTENT: Readonly<Record<Exclude<keyof typeof INTENTS, "offend">, Act>> = {
  say: async (run, person) => {
    if (person.outbox.length < MOST_WAITING) person.outbox.push({ kind: "say", text: run.nextText() })
  },
  renew: async (_, person) => {
    if (person.outbox.length < MOST_WAITING) person.outbox.push({ kind: "renew" })
  },
  add: async (run) => {
    const { outbox } = run.visitor
    if (outbox.length >= MOST_WAITING) return
    const text = run.chance.oneIn(2) ? { text: run.nextText() } : {}
    outbox.push({ kind: "add", subject: await run.candidate(), ...text })
  },
  remove: async (run) => {
    const { outbox } = run.visitor
    const subject = run.chance.pick(run.people.filter(({ member, state }) => member !== 0 && state !== "out"))
    if (outbox.length < MOST_WAITING && subject !== undefined) outbox.push({ kind: "remove", subject })
  },
}

const TRAFFIC_ACTS: Readonly<Record<keyof typeof TRAFFICS, Act>> = {
  seal: ifIn(sealNext),
  submit: ifIn(async (run, person) => {
    if (person.outbox[0]?.event === undefined) await sealNext(run, person)
    await submit(run, person)
  }),
  answer: ifIn(answered),
  read: readNext,
  doubled: async (run, person) => {
    const [mail] = run.relay.owed(person.member, person.note.cursor)
    await readNext(run, person)
    if (mail?.commit !== undefined && person.state === "in") await follow(run, person, mail.commit, mail)
    if (mail?.app !== undefined && person.state === "in") await open(run, person, mail.app, mail)
  },
  overtakes: ifIn(async (run, person) => {
    const mail = run.chance.pick(run.relay.owed(person.member, person.note.cursor).slice(0, 3))
    if (mail?.commit !== undefined) await follow(run, person, mail.commit, mail)
    if (mail?.app !== undefined && person.state === "in") await open(run, person, mail.app, mail)
  }),
  withheld: ifIn(async (run, person) => {
    const [mail] = run.relay.owed(person.member, person.note.cursor)
    if (mail === undefined || mail.commit !== undefined) return
    run.did(`${mail.member}:${mail.n} is kept from ${person.name}`)
    person.note = { ...person.note, cursor: mail.seq }
  }),
  replayed: ifIn(replays),
  dies: ifIn(diesNow),
  fills: async (_, person) => {
    person.trouble = "full"
  },
  diesWriting: async (_, person) => {
    person.trouble = "crash"
  },
  gives: ifIn(async (run, person) => {
    const item = person.outbox.find(({ n, event }) => n === person.note.own?.n && event !== undefined)
    if (item?.event === undefined || person.answer !== undefined || run.relay.has(item.event)) return
    run.did(`${person.name} gives up ${item.kind}`)
    gaveUp(person, item)
  }),
}

function ifIn(act: Act): Act {
  return async (run, person) => {
    if (person.state === "in") await act(run, person)
  }
}

/** Something of long ago, perhaps with another's name or number on it, or spliced in for something else. */
async function replays(run: Run, person: Person): Promise<void> {
  const { chance, truth, relay } = run
  const letter = chance.pick(truth.letters)
  if (letter === undefined) return
  const from = chance.oneIn(3) ? { member: chance.below(run.people.length), n: 1 + chance.below(9) } : letter
  const isTaken =
    relay.has(letter) && truth.isMain({ epoch: letter.epoch + 1, begun: `${letter.member}:${letter.n}` })
  if (letter.text !== undefined) await open(run, person, letter, from)
  else if (isTaken) await follow(run, person, letter, from)
}

/** Who was removed speaks on, from the last state it had, through a relay that lets it. */
async function speaksOn(run: Run, gone: Person): Promise<void> {
  const last = gone.saved.at(-1)
  if (last === undefined) return
  const n = 500 + run.trace.length
  holds(run.relay.take({ member: gone.member, n }) === "gone", "the relay takes what the removed send")
  const { epoch } = last.note
  const stolen = run.stolen.get(gone.member) ?? new Evil(stateOf(last, run.trust))
  run.stolen.set(gone.member, stolen)
  const text = `${gone.name} speaks on`
  const bytes = await stolen.says(utf8(JSON.stringify({ v: 1, text })), { member: gone.member, n })
  const { begun, roster } = run.truth.epoch(epoch)
  const sealed = { bytes, member: gone.member, n, epoch, begun, readers: new Set(roster), text }
  const letter = run.truth.sealed(sealed)
  run.did(`${gone.name} speaks on in epoch ${epoch}`)
  for (const person of run.present) await lives(run, person, () => open(run, person, letter, letter))
}

/** Nothing is lost any more: all that is owed is read, all that is wanted is sent, until there is nothing. */
async function rests(run: Run): Promise<void> {
  run.did("-- rests")
  for (const person of run.people) person.trouble = undefined
  for (let round = 0; round < ROUNDS; round++) {
    if (isQuiet(run)) return
    for (const person of run.people.filter(({ state }) => state === "in" || state === "invited")) {
      while (run.relay.owed(person.member, person.note.cursor).length > 0) await readNext(run, person)
      if (person.state === "in") await sendsOne(run, person)
    }
  }
  holds(false, "it does not come to rest")
}

async function sendsOne(run: Run, person: Person): Promise<void> {
  if (person.answer !== undefined) await answered(run, person)
  await sealNext(run, person)
  await submit(run, person)
  if (person.answer !== undefined) await answered(run, person)
}

function isQuiet(run: Run): boolean {
  const readers = run.people.filter(({ state }) => state === "in" || state === "invited")
  return readers.every(
    ({ member, note, outbox, state }) =>
      run.relay.owed(member, note.cursor).length === 0 && (state === "invited" || outbox.length === 0),
  )
}

/** At rest all are in one epoch, everybody reads everybody, and those who are not there read nothing. */
async function ends(run: Run, ghosts: readonly Evil[], figures: Figures): Promise<void> {
  for (const person of run.present) {
    holds(person.note.epoch === run.relay.epoch, `${person.name} is left behind`)
    await INTENT.say(run, person)
  }
  const before = new Map(run.present.map(({ member, note }) => [member, note.shown.length]))
  await rests(run)
  await agree(run)
  for (const { member, note, name } of run.present)
    holds(
      note.shown.length - (before.get(member) ?? 0) === run.present.length - 1,
      `${name} misses a last word`,
    )
  shownOnce(run)
  await keptFromThieves(run, figures)
  await keptFromGhosts(run, ghosts, figures)
  figures.runs += 1
  figures.epochs += run.relay.epoch
  figures.offences += run.trace.filter((line) => line.startsWith("!")).length
  figures.shown += run.people.reduce((sum, { note }) => sum + note.shown.length, 0)
}

async function keptFromGhosts(run: Run, ghosts: readonly Evil[], figures: Figures): Promise<void> {
  const thief = new Thief(
    ghosts.map(({ state }) => state),
    run.conversation,
  )
  for (const letter of ghosts.length > 0 ? run.truth.letters : []) {
    figures.tries += 1
    holds(!(await thief.reads(letter)), `a ghost reads ${letter.member}:${letter.n}`)
  }
}
