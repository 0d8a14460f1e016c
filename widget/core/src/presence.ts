// SPDX-License-Identifier: EUPL-1.2
// What time makes of hints: somebody who is away for long, somebody who writes and stops without a word.

import { Alarm, type Clock } from "./clock.ts"

/** Shorter absences are a tunnel or a lift, and not told. */
export const AWAY_MS = 5_000
/** So long away, and the visitor may ask for somebody else. */
export const LONG_AWAY_MS = 20_000
/** A "writing" that is not renewed is over after so long. */
export const WRITING_MS = 8_000
/** Whoever writes on says so again this often. */
export const WRITING_AGAIN_MS = 4_000
/** No key pressed for so long: stopped. */
export const STOPPED_MS = 6_000

export interface AbsenceHooks {
  away(member: number): void
  longAway(member: number): void
  back(member: number): void
}

interface Absence {
  readonly since: number
  readonly soon: Alarm
  readonly late: Alarm
  told: boolean
}

/** Who is away and since when, as far as this end could see. */
export class Absences {
  readonly #clock: Clock
  readonly #hooks: AbsenceHooks
  readonly #absent = new Map<number, Absence>()

  constructor(clock: Clock, hooks: AbsenceHooks) {
    this.#clock = clock
    this.#hooks = hooks
  }

  has(member: number): boolean {
    return this.#absent.has(member)
  }

  heard(member: number, here: boolean): void {
    if (here) this.#back(member)
    else this.#gone(member)
  }

  /** I have lost my own connection: I cannot tell any more. Times go on counting once I am told again. */
  blind(): void {
    for (const absence of this.#absent.values()) quiet(absence)
  }

  forget(member: number): void {
    const absence = this.#absent.get(member)
    if (absence !== undefined) quiet(absence)
    this.#absent.delete(member)
  }

  clear(): void {
    this.blind()
    this.#absent.clear()
  }

  #gone(member: number): void {
    const absence = this.#absent.get(member) ?? this.#begin(member)
    const left = (ms: number): number => Math.max(0, absence.since + ms - this.#clock.now())
    if (!absence.told) {
      absence.soon.set(left(AWAY_MS), () => {
        absence.told = true
        this.#hooks.away(member)
      })
    }
    absence.late.set(left(LONG_AWAY_MS), () => this.#hooks.longAway(member))
  }

  #begin(member: number): Absence {
    const absence = {
      since: this.#clock.now(),
      soon: new Alarm(this.#clock),
      late: new Alarm(this.#clock),
      told: false,
    }
    this.#absent.set(member, absence)
    return absence
  }

  #back(member: number): void {
    const told = this.#absent.get(member)?.told === true
    this.forget(member)
    if (told) this.#hooks.back(member)
  }
}

function quiet(absence: Absence): void {
  absence.soon.clear()
  absence.late.clear()
}

/** My own writing, told seldom: once when it begins, now and then while it goes on, once when it stops. */
export class Writing {
  readonly #clock: Clock
  readonly #tell: (on: boolean) => void
  readonly #stop: Alarm
  #toldAt: number | undefined

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#clock = clock
    this.#tell = tell
    this.#stop = new Alarm(clock)
  }

  set(on: boolean): void {
    if (on) this.#goOn()
    else this.#end(true)
  }

  /** A message says it too. */
  sent(): void {
    this.#end(false)
  }

  #goOn(): void {
    const now = this.#clock.now()
    this.#stop.set(STOPPED_MS, () => this.#end(true))
    if (this.#toldAt !== undefined && now - this.#toldAt < WRITING_AGAIN_MS) return
    this.#toldAt = now
    this.#tell(true)
  }

  #end(tell: boolean): void {
    this.#stop.clear()
    if (tell && this.#toldAt !== undefined) this.#tell(false)
    this.#toldAt = undefined
  }
}

/** Others' writing: forgotten when it is not renewed. */
export class TheirWriting {
  readonly #clock: Clock
  readonly #over: (member: number) => void
  readonly #alarms = new Map<number, Alarm>()

  constructor(clock: Clock, over: (member: number) => void) {
    this.#clock = clock
    this.#over = over
  }

  heard(member: number, on: boolean): void {
    const alarm = this.#alarms.get(member) ?? new Alarm(this.#clock)
    this.#alarms.set(member, alarm)
    if (on) alarm.set(WRITING_MS, () => this.#over(member))
    else alarm.clear()
  }

  clear(): void {
    for (const alarm of this.#alarms.values()) alarm.clear()
    this.#alarms.clear()
  }
}
