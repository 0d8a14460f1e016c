// SPDX-License-Identifier: EUPL-1.2
// Every row of the table of what a hostile server may do, with real clients and real encryption at both ends.

import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { DEEDS } from "./deeds.ts"
import { noticesIn, ofDesk, Stage, seenBy } from "./stage.ts"
import { ELSEWHERE, type Notice, type Outcome, SECTIONS, type Seen } from "./table.ts"

interface Row {
  readonly does: string
  readonly outcome: Outcome
  readonly visitor: Seen
  readonly counsellor?: readonly Notice[]
}

for (const [section, rows] of SECTIONS) {
  describe(section, () => {
    for (const [id, { does, outcome, visitor: seen, counsellor }] of Object.entries<Row>(rows)) {
      test(`the server ${does}`, async () => {
        const stage = await Stage.open()
        const { visitor, desk } = await DEEDS[id as keyof typeof DEEDS](stage)

        expect(seenBy(visitor)).toEqual(seen)
        if (counsellor !== undefined)
          expect(desk && noticesIn(ofDesk(desk))).toEqual(expect.arrayContaining([...counsellor]))
        expect(stage.invented(visitor)).toEqual([])
        if (outcome === "harmless") expect(stage.unheard(visitor)).toEqual([])
        expect(stage.leaked()).toEqual([])
      })
    }
  })
}

test("no two rows say the same", () => {
  const said = SECTIONS.flatMap(([, rows]) => Object.values<Row>(rows).map((row) => row.does))

  expect(new Set(said).size).toBe(said.length)
})

test.each(ELSEWHERE)("$test.0 has its test of a server that $does", ({ test: [path, name] }) => {
  const source = readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8")

  expect(source).toContain(path.endsWith(".py") ? `def ${name}(` : name)
})
