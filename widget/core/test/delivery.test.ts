// SPDX-License-Identifier: EUPL-1.2
// The promise of delivery.md, whatever the network does: what was acknowledged is shown exactly once, in order, to
// every member it was meant for who is still there; what was not is told to its sender.

import { env } from "node:process"
import { expect, test } from "vitest"
import type { Entry } from "../src/session.ts"
import { type End, FORBIDDEN, RoughWorld } from "./relay/roughWorld.ts"

const { SEEDS: seeds = "40" } = env
const SEEDS = Array.from({ length: Number(seeds) }, (_, i) => i + 1)

type Mine = Entry & { kind: "mine" }

function mine(end: End): readonly Mine[] {
  return end.conversation.scene.entries.filter((e): e is Mine => e.kind === "mine")
}

function shown(end: End, by: End): readonly string[] {
  return end.conversation.scene.entries.flatMap((e) =>
    e.kind === "theirs" && e.member === by.member ? [e.text] : [],
  )
}

/** Letters and lists: everybody writes, two come in, the first goes, and the network does its worst. */
async function lived(seed: number): Promise<RoughWorld> {
  const world = new RoughWorld(seed)
  world.visitor.connect()
  const first = world.lets()
  await world.calm()
  expect(await first).toBe(true)
  let written = 0
  for (let i = 0; i < 400; i++) {
    const end = world.ends[world.dice.below(world.ends.length)]
    const canWrite = end?.group !== undefined && end.group.roster.length > 0 && end.over === undefined
    if (canWrite && world.dice.chance(0.12)) {
      end.conversation.write(`${world.dice.chance(0.1) ? FORBIDDEN : ""}${++written}`)
    }
    if (i === 130) void world.lets()
    if (i === 260 && world.mailbox.members[2]?.state === "in") void world.takesOut(1)
    await world.step(true)
  }
  await world.calm()
  await world.resumed()
  return world
}

test.each(SEEDS)(
  "seed %i: nothing that was acknowledged is lost, doubled or out of order, and the rest is told",
  async (seed) => {
    const world = await lived(seed)
    const inside = world.ends.filter((e) => world.mailbox.members[e.member]?.state === "in")

    for (const author of inside) {
      const unsettled = mine(author).filter((e) => e.progress === "sending" || e.progress === "onItsWay")
      expect({ author: author.member, unsettled }).toEqual({ author: author.member, unsettled: [] })
      for (const reader of inside.filter((e) => e !== author)) {
        const read = shown(reader, author)
        const since = joinedAt(author, reader)
        const due = mine(author).filter((e, i) => e.progress === "arrived" && i >= since)
        const told = mine(author).filter((e) => e.progress === "notDelivered")
        expect({ author: author.member, reader: reader.member, read: sorted(read) }).toEqual({
          author: author.member,
          reader: reader.member,
          read: read.map(String),
        })
        // What was written before somebody came was never sealed to them.
        for (const { text } of mine(author).slice(0, since)) expect(read).not.toContain(text)
        for (const { text } of due) expect(read.filter((t) => t === text)).toEqual([text])
        for (const { text } of told) expect(read).not.toContain(text)
        expect(new Set(read).size).toBe(read.length)
      }
      for (const { text, progress } of mine(author)) {
        if (text.startsWith(FORBIDDEN)) expect({ text, progress }).toEqual({ text, progress: "notDelivered" })
      }
    }
    expect(inside.length).toBeGreaterThan(1)
  },
)

/** Which of `author`'s texts was the first that was written when it knew that `reader` was there. */
function joinedAt(author: End, reader: End): number {
  const { entries } = author.conversation.scene
  const at = entries.findIndex((e) => e.kind === "joined" && e.member === reader.member)
  return entries.slice(0, Math.max(0, at)).filter((e) => e.kind === "mine").length
}

/** By the number in the text: the order in which all were written. */
function sorted(texts: readonly string[]): readonly string[] {
  const number = (text: string): number => Number(text.replace(FORBIDDEN, ""))
  return [...texts].sort((a, b) => number(a) - number(b))
}
