// SPDX-License-Identifier: EUPL-1.2
// An exercise by the system is never a report, carries no word, and is nothing but an exercise.

import { utf8 } from "@lykta/core/bytes"
import { describe, expect, it } from "vitest"
import { openSealed, whyNot } from "../../src/officer/reading.ts"
import { readExercise } from "../../src/report/exercise.ts"
import { canonical } from "../../src/report/signedReport.ts"
import { waiting } from "../officer/cases.ts"
import { Office } from "../officer/office.ts"

const of = { case: waiting.case, version: 1, agency: waiting.agency.id, status: "exercise" }
const about = { agency: of.agency, case: of.case, created: 1_800_000_000_000, version: 1 }
const spelled = (value: unknown) => utf8(canonical(value))
const exercise = spelled({ exercise: about, v: 1 })

/** What an officer's page makes of `bytes`, in a case that the server calls `status`. */
async function opened(bytes: Uint8Array, status: "actual" | "exercise") {
  const office = await Office.open()
  await office.seal(bytes, 1)
  const { sealed, mine, helpline } = office
  if (sealed === undefined) throw new Error("nothing sealed")
  const told = { ...sealed, envelope: { ...sealed.envelope, status } }
  return openSealed(told, { case: of.case, version: 1, key: mine, trust: helpline.trust })
}

describe("an exercise by the system", () => {
  it("opens as one, and nobody vouches for it", async () => {
    const open = await opened(exercise, "exercise")
    expect(open.author).toBeUndefined()
    expect(open.report.meta.status).toBe("exercise")
    expect(Object.keys(open.report)).toEqual(["meta"])
  })

  it("is as the server spells it", () => {
    const server = `{"exercise":{"agency":"${of.agency}","case":"${of.case}","created":1800000000000,"version":1},"v":1}`
    expect(exercise).toEqual(utf8(server))
  })

  it("is nothing that anybody vouches for where the case is meant", async () => {
    const refused = await opened(exercise, "actual").catch(whyNot)
    expect(refused).toBe("unsigned")
  })

  it.each([
    ["words", { exercise: { ...about, text: "phone me" }, v: 1 }],
    ["words beside it", { exercise: about, report: "phone me", v: 1 }],
    ["another version of the format", { exercise: about, v: 2 }],
    ["words for a figure", { exercise: { ...about, created: "now" }, v: 1 }],
  ])("is not one with %s, and so is no report", async (_what, said) => {
    expect(readExercise(spelled(said), of)).toBeUndefined()
    expect(await opened(spelled(said), "exercise").catch(whyNot)).toBe("changed")
  })

  it("is refused in another case, version or agency", () => {
    for (const other of [{ case: "another" }, { version: 2 }, { agency: "sundsvall" }])
      expect(() => readExercise(exercise, { ...of, ...other })).toThrow("another")
  })
})
