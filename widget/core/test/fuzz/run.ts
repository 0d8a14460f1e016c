// SPDX-License-Identifier: EUPL-1.2
// What every part of a run shares.

import { StaffGroup, type Trust, VisitorGroup } from "../../src/group.ts"
import { partsOf } from "../../src/groupKept.ts"
import type { Evil } from "../evil.ts"
import type { Helpline } from "../people.ts"
import type { Chance } from "./chance.ts"
import { type Item, Person } from "./person.ts"
import { Relay } from "./relay.ts"
import { Truth } from "./truth.ts"

/** Makes no device twice for a name: certificates are not what is played here. */
export class Run {
  readonly truth = new Truth()
  readonly relay = new Relay(this.truth)
  readonly conversation = crypto.getRandomValues(new Uint8Array(24))
  readonly people: Person[] = []
  /** What was done, for whoever looks at a failure. */
  readonly trace: string[] = []
  /** What the removed keep and go on with. */
  readonly stolen = new Map<number, Evil>()
  readonly chance: Chance
  readonly helpline: Helpline
  #texts = 0

  private constructor(chance: Chance, helpline: Helpline) {
    this.chance = chance
    this.helpline = helpline
  }

  static async begun(chance: Chance, helpline: Helpline): Promise<Run> {
    const run = new Run(chance, helpline)
    const visitor = new Person(0, "visitor")
    const group = await VisitorGroup.create(run.conversation, run.trust, visitor.persist)
    visitor.enters(group)
    run.truth.visitorKey = partsOf(group.snapshot()).held.roster.get(0)?.key.slice()
    run.people.push(visitor)
    return run
  }

  get trust(): Trust {
    return this.helpline.trust
  }

  get visitor(): Person {
    return this.person(0)
  }

  get present(): readonly Person[] {
    return this.people.filter(({ state }) => state === "in")
  }

  person(member: number): Person {
    const person = this.people[member]
    if (person === undefined) throw new Error(`nobody is number ${member}`)
    return person
  }

  did(what: string): void {
    this.trace.push(what)
  }

  nextText(): string {
    this.#texts += 1
    return `text ${this.#texts}`
  }

  /** Somebody new, with a key package, whom the visitor has not added yet. */
  async candidate(): Promise<Person> {
    const member = this.people.length
    const person = new Person(member, `staff ${member}`)
    const device = await this.helpline.device({ name: person.name })
    const { conversation, trust } = this
    const { persist } = person
    person.candidate = await StaffGroup.candidate({ conversation, member, device, trust, persist })
    this.truth.names.set(member, person.name)
    this.people.push(person)
    return person
  }
}

export const isCommit = ({ kind }: Item): boolean => kind !== "say"
