// SPDX-License-Identifier: EUPL-1.2

import { type StepTold, type Told, toldIn, writtenPassing } from "@lykta/core/passing"
import type { Case } from "@lykta/core/wire.gen"
import { expect, test } from "vitest"
import { emptyDraft, withField } from "../../src/escalation/draft.ts"
import { contradicts, owed, withAnswer, withAnswerInstead, withShown } from "../../src/escalation/owed.ts"

const it = {
  case: "AbCdEfGhIjKlMnOpQrStUv",
  state: "sent",
  since: 20,
  released: 10,
  agency: { id: "ostersund", name: "Östersund" },
} as Case
const read_by = { name: "Olle", office: "Östersund", at: 15 } as Case["read_by"] & object

const told = (...steps: readonly StepTold[]): readonly Told[] =>
  toldIn(
    steps.map((step, at) => ({
      kind: "mine",
      key: `${at}`,
      at,
      text: writtenPassing(step),
      passing: true,
      progress: "arrived",
    })),
    { isVisitor: false },
  )
const names = (steps: readonly StepTold[]) => steps.map(({ step, agency }) => `${step} ${agency}`)

test("nothing is owed before it is released, unless something was told already", () => {
  const { released: _, ...waiting } = it
  expect(owed({ ...waiting, state: "in_review" }, [], true)).toEqual([])
  expect(owed({ ...waiting, state: "cancelled" }, [], true)).toEqual([])
  const asked = told({ say: "step", ref: "AbCdEfGh", step: "sent", agency: "x", at: 1 })
  expect(names(owed({ ...waiting, state: "cancelled" }, asked, true))).toEqual(["cancelled Östersund"])
})

test("each step is owed once: what was told is not told again", () => {
  const first = owed({ ...it, read_by, state: "accepted" }, [], true)
  expect(names(first)).toEqual(["sent Östersund", "read Östersund", "accepted Östersund"])
  expect(first[1]).toMatchObject({ at: 15, name: "Olle", ref: "AbCdEfGh" })
  expect(owed({ ...it, read_by, state: "accepted", since: 99, released: 98 }, told(...first), true)).toEqual(
    [],
  )
})

test("that somebody has read it is told only when their signature holds", () => {
  expect(names(owed({ ...it, read_by, state: "acknowledged" }, [], false))).toEqual(["sent Östersund"])
})

test("the outcome is told with its code, and one that is not known as something else", () => {
  const outcome = (code: Case["code"]) =>
    owed({ ...it, state: "outcome", ...(code && { code }) }, [], true)[1]
  expect(outcome("police")).toMatchObject({ step: "outcome", outcome: "police" })
  expect(outcome("prank")).toMatchObject({ step: "outcome", outcome: "other" })
})

test("what goes on to another authority is told once as that, not also as sent there", () => {
  const agency = { id: "krokom", name: "Krokom" }
  const before = told(...owed(it, [], true))
  const on = owed({ ...it, agency, state: "rerouted" }, before, true)
  expect(names(on)).toEqual(["rerouted Krokom"])
  const after = told(...owed(it, [], true), ...on)
  expect(owed({ ...it, agency, state: "sent", released: 30 }, after, true)).toEqual([])
})

const draft = emptyDraft({ name: "Anna", organisation: "Lykta" })
const view = (of: typeof draft) => of.sections.view

test("an answer fills in what is empty, and what an earlier answer had put there", () => {
  const yes = withAnswer(draft, "yes")
  expect(view(yes)).toEqual({ told: "yes", agrees: "all" })
  expect(view(withAnswer(yes, "no", "yes"))).toEqual({ told: "yes", agrees: "none" })
  expect(view(withAnswer(draft, "talk"))).toEqual({ told: "yes" })
})

test("what a counsellor wrote is not overwritten by an answer: it is said that they differ", () => {
  const part = withField(draft, "view", "agrees", "part")
  const answered = withAnswer(part, "no")
  expect(view(answered)).toEqual({ told: "yes", agrees: "part" })
  expect([contradicts(answered, "no"), contradicts(withAnswer(draft, "no"), "no")]).toEqual([true, false])
  expect(view(withAnswerInstead(answered, "no"))).toEqual({ told: "yes", agrees: "none" })
})

test("that it was shown is noted where nothing else stood", () => {
  expect(view(withShown(draft))).toEqual({ told: "yes" })
  expect(view(withShown(withField(draft, "view", "told", "couldNot")))).toEqual({ told: "couldNot" })
})
