// SPDX-License-Identifier: EUPL-1.2
// Who is in the conversation and what stands in it, as this end sees it. Pure: an event makes a new scene.

import type { Staff } from "./certificate.ts"
import type { Entry, Progress } from "./session.ts"

/** Somebody else in the conversation. No `staff`: the visitor. */
export interface Figure {
  readonly member: number
  readonly name: string
  readonly staff?: Staff
  readonly here: boolean
  readonly writing: boolean
}

export interface Scene {
  readonly figures: readonly Figure[]
  readonly entries: readonly Entry[]
}

interface Said {
  readonly text: string
  /** Not words to be read as they are: passing.ts. */
  readonly passing?: true | undefined
}

export type SceneEvent =
  | ({ readonly type: "wrote"; readonly key: string; readonly at: number } & Said)
  /** What was not delivered is written once more, at the end. */
  | { readonly type: "wroteAgain"; readonly key: string; readonly at: number }
  | { readonly type: "progressed"; readonly key: string; readonly to: Progress }
  | ({ readonly type: "heard"; readonly member: number; readonly n: number; readonly at: number } & Said)
  /** `count` messages before number `n` could not be opened. */
  | {
      readonly type: "skipped"
      readonly member: number
      readonly n: number
      readonly count: number
      readonly at: number
    }
  | {
      readonly type: "joined"
      readonly member: number
      readonly name: string
      readonly staff?: Staff
      readonly at: number
    }
  /** Was here before me. */
  | { readonly type: "found"; readonly member: number; readonly name: string; readonly staff?: Staff }
  | { readonly type: "left"; readonly member: number; readonly at: number }
  | { readonly type: "named"; readonly member: number; readonly name: string }
  | { readonly type: "here"; readonly member: number; readonly here: boolean }
  | { readonly type: "writing"; readonly member: number; readonly on: boolean }
  /** Told in the conversation, when somebody has been away for a while, or is back from that. */
  | { readonly type: "away" | "back"; readonly member: number; readonly at: number }
  /** Their page began again. */
  | { readonly type: "restored"; readonly member: number; readonly at: number }
  | { readonly type: "undelivered"; readonly keys: readonly string[] }

export const emptyScene: Scene = { figures: [], entries: [] }

/** What `event` makes of `scene`. */
export function played(scene: Scene, event: SceneEvent): Scene {
  switch (event.type) {
    case "wrote":
      return wrote(scene, event)
    case "wroteAgain":
      return wroteAgain(scene, event.key, event.at)
    case "progressed":
      return progressed(scene, [event.key], event.to)
    case "undelivered":
      return progressed(scene, event.keys, "notDelivered")
    case "heard":
      return heard(scene, event)
    case "skipped":
      return skipped(scene, event)
    case "joined":
      return joined(scene, event)
    case "found":
      return entered(scene, event)
    case "left":
      return left(scene, event.member, event.at)
    case "named":
      return figured(scene, event.member, (f) => ({ ...f, name: event.name }))
    case "here":
      return figured(scene, event.member, (f) => ({
        ...f,
        here: event.here,
        writing: event.here && f.writing,
      }))
    case "writing":
      return figured(scene, event.member, (f) => ({ ...f, writing: event.on }))
    case "away":
    case "back":
      return noted(scene, event.type, event.member, event.at)
    case "restored":
      // Staff have signed in, and a visitor has not: only the visitor may be somebody else now.
      return noted(scene, isStaff(scene, event.member) ? "back" : "restored", event.member, event.at)
  }
}

/** What stands under `key`, if it is mine and was not delivered. */
export function undeliveredText({ entries }: Scene, key: string): string | undefined {
  const entry = entries.find((e) => e.key === key)
  return entry?.kind === "mine" && entry.progress === "notDelivered" ? entry.text : undefined
}

/** What I said under `key`. */
export function saidUnder({ entries }: Scene, key: string): Said | undefined {
  const entry = entries.find((e) => e.key === key)
  return entry?.kind === "mine" ? entry : undefined
}

export function figure({ figures }: Scene, member: number): Figure | undefined {
  return figures.find((f) => f.member === member)
}

function isStaff(scene: Scene, member: number): boolean {
  return figure(scene, member)?.staff !== undefined
}

function added(scene: Scene, entry: Entry): Scene {
  return { ...scene, entries: [...scene.entries, entry] }
}

function wroteAgain(scene: Scene, key: string, at: number): Scene {
  const entry = scene.entries.find((e) => e.key === key)
  if (entry?.kind !== "mine" || entry.progress !== "notDelivered") return scene
  const others = scene.entries.filter((e) => e.key !== key)
  return { ...scene, entries: [...others, { ...entry, at, progress: "sending" }] }
}

function progressed(scene: Scene, keys: readonly string[], to: Progress): Scene {
  if (keys.length === 0) return scene
  const entries = scene.entries.map((e) =>
    e.kind === "mine" && keys.includes(e.key) ? { ...e, progress: to } : e,
  )
  return { ...scene, entries }
}

function wrote(scene: Scene, { type: _, ...said }: SceneEvent & { type: "wrote" }): Scene {
  return added(scene, { kind: "mine", progress: "sending", ...said })
}

function heard(scene: Scene, { type: _, n, ...said }: SceneEvent & { type: "heard" }): Scene {
  const { member } = said
  const name = figure(scene, member)?.name ?? ""
  const quiet = figured(scene, member, (f) => ({ ...f, writing: false }))
  return added(quiet, { kind: "theirs", key: `${member}.${n}`, name, ...said })
}

function skipped(scene: Scene, { member, n, count, at }: SceneEvent & { type: "skipped" }): Scene {
  if (count === 0) return scene
  const name = figure(scene, member)?.name ?? ""
  return added(scene, { kind: "missing", key: `missing.${member}.${n}`, member, name, count, at })
}

function joined(scene: Scene, event: SceneEvent & { type: "joined" }): Scene {
  const { member, name, at } = event
  return added(entered(scene, event), { kind: "joined", key: `joined.${member}`, member, name, at })
}

function entered(scene: Scene, { member, name, staff }: SceneEvent & { type: "joined" | "found" }): Scene {
  const newcomer = { member, name, here: true, writing: false, ...(staff === undefined ? {} : { staff }) }
  return { ...scene, figures: [...scene.figures.filter((f) => f.member !== member), newcomer] }
}

function left(scene: Scene, member: number, at: number): Scene {
  const who = figure(scene, member)
  if (who === undefined) return scene
  const figures = scene.figures.filter((f) => f.member !== member)
  return added({ ...scene, figures }, { kind: "left", key: `left.${member}`, member, name: who.name, at })
}

function noted(scene: Scene, kind: "away" | "back" | "restored", member: number, at: number): Scene {
  const who = figure(scene, member)
  if (who === undefined) return scene
  const times = scene.entries.filter((e) => e.kind === kind && e.member === member).length
  return added(scene, { kind, key: `${kind}.${member}.${times + 1}`, member, name: who.name, at })
}

function figured(scene: Scene, member: number, f: (figure: Figure) => Figure): Scene {
  return { ...scene, figures: scene.figures.map((old) => (old.member === member ? f(old) : old)) }
}
