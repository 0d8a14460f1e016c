// SPDX-License-Identifier: EUPL-1.2
// What must be true after every step, and what must be true of a whole run.

import { equal } from "../../src/bytes.ts"
import type { Member } from "../../src/group.ts"
import { partsOf } from "../../src/groupKept.ts"
import type { Person } from "./person.ts"
import type { Run } from "./run.ts"
import { Thief } from "./thief.ts"
import { holds, keyOf } from "./truth.ts"

/** Everybody who is in stands where it must, with the people and the secrets of that epoch. */
export async function agree(run: Run): Promise<void> {
  for (const person of run.present) {
    const { note, group, name } = person
    const epoch = run.truth.epoch(note.epoch)
    holds(group.epoch === note.epoch, `${name} is in epoch ${group.epoch}, not ${note.epoch}`)
    isRoster(run, person, group.roster, epoch.roster)
    holds((group.change !== undefined) === (note.own !== undefined), `${name}'s own commit is not as known`)
    await sameWords(run, person)
  }
}

function isRoster(
  run: Run,
  { name, group }: Person,
  roster: readonly Member[],
  expected: readonly number[],
): void {
  const members = roster.map(({ member }) => member)
  holds(String(members) === String(expected), `${name} sees ${members}, not ${expected}`)
  for (const { member, staff } of roster)
    holds(staff?.name === run.truth.names.get(member), `${name} sees ${staff?.name} as number ${member}`)
  const pinned = partsOf(group.snapshot()).held.roster.get(0)?.key
  const key = run.truth.visitorKey
  holds(pinned !== undefined && key !== undefined && equal(pinned, key), `${name}: leaf 0 has another key`)
}

/** The exporter's words are the same for all in an epoch, and its secret too. */
async function sameWords(run: Run, person: Person): Promise<void> {
  const { group, note, name } = person
  const epoch = run.truth.epoch(note.epoch)
  const life = `${note.epoch} ${person.restored}`
  if (person.compared === life) return
  person.compared = life
  const words = (await group.words()).join(" ")
  epoch.words ??= words
  holds(epoch.words === words, `${name} has other words in epoch ${note.epoch}`)
  const { groupContext, keySchedule } = partsOf(group.snapshot()).held.mls
  epoch.seen ??= { groupContext, exporter: keySchedule.exporterSecret.slice() }
}

/** Nobody was shown anything twice, or by another, and every number has one content. */
export function shownOnce(run: Run): void {
  const said = new Map(run.truth.letters.map((letter) => [`${keyOf(letter)} ${letter.text}`, true]))
  for (const { name, note } of run.people) {
    const keys = note.shown.map(keyOf)
    holds(new Set(keys).size === keys.length, `${name} was shown a message twice`)
    for (const each of note.shown)
      holds(said.has(`${keyOf(each)} ${each.text}`), `${name} was shown what nobody said`)
  }
}

/** How often an evil build tried, and how often it was right that it could read. */
export interface Tried {
  tries: number
  opened: number
}

/** Nobody reads what was sealed before they came or after they went, with all that they ever held in hand. */
export async function keptFromThieves(run: Run, tried: Tried): Promise<void> {
  for (const person of run.people.filter(({ saved }) => saved.length > 0)) {
    const thief = Thief.of(person.saved, run.trust, run.conversation)
    await readsNothing(run, person, thief, tried)
    await followsNoRemoval(run, person, thief, tried)
  }
}

async function readsNothing(run: Run, { member, name }: Person, thief: Thief, tried: Tried): Promise<void> {
  const own = run.truth.letters.filter((letter) => letter.readers.has(member) && letter.member !== member)
  if (own[0] !== undefined && (await thief.reads(own[0]))) tried.opened += 1
  for (const letter of run.truth.letters.filter(({ readers }) => !readers.has(member))) {
    tried.tries += 1
    holds(!(await thief.reads(letter)), `${name} reads ${keyOf(letter)} of epoch ${letter.epoch}, not for it`)
  }
}

async function followsNoRemoval(
  run: Run,
  { member, name }: Person,
  thief: Thief,
  tried: Tried,
): Promise<void> {
  const stays = (epoch: number) => run.truth.epochs[epoch]?.roster.includes(member)
  for (const mail of run.relay.log) {
    const { commit } = mail
    const seen = commit && run.truth.epochs[commit.epoch + 1]?.seen
    if (commit === undefined || seen === undefined || !stays(commit.epoch) || stays(commit.epoch + 1))
      continue
    tried.tries += 1
    holds(
      !(await thief.follows(commit, seen)),
      `${name} was removed, and reads on in epoch ${commit.epoch + 1}`,
    )
  }
}
