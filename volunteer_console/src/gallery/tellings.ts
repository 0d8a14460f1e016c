// SPDX-License-Identifier: EUPL-1.2
// What was shown of a case in a conversation, and what came back. Nobody said any of this.

import type { Entry } from "@lykta/core"
import { asksOf, type PassingAnswer, refOf, type StepTold, writtenPassing } from "@lykta/core/passing"
import { now, talk } from "./conversations.ts"

const minute = 60_000

/** Of the case `named`, to `agency`: what was shown, answered and told. */
export function tellings(named: string, agency: string) {
  const ref = refOf(named)
  const mine = (key: string, text: string, ago: number): Entry => ({
    kind: "mine",
    key,
    text,
    passing: true,
    at: now - ago * minute,
    progress: "arrived",
  })
  const shown: readonly Entry[] = [
    ...talk.entries,
    ...asksOf({
      ref,
      round: 1,
      agency,
      text: "Var du är nu: hemma hos en man på Rådhusgatan.\n\nNamn: Kim",
    }).map((ask) => mine(`show${ask.part}`, writtenPassing(ask), 4)),
  ]
  const answered = (answer: PassingAnswer): readonly Entry[] => [
    ...shown,
    {
      kind: "theirs",
      key: "answer",
      text: writtenPassing({ say: "answer", ref, round: 1, answer }),
      passing: true,
      at: now - 3 * minute,
      member: 0,
      name: "",
    },
  ]
  const step = (key: string, of: Pick<StepTold, "step" | "name">, ago: number): Entry =>
    mine(key, writtenPassing({ say: "step", ref, agency, at: now - ago * minute, ...of }), ago)
  const told: readonly Entry[] = [
    ...answered("yes"),
    step("sent", { step: "sent" }, 2),
    step("read", { step: "read", name: "Olle Fors" }, 1),
  ]
  return { shown, answered, told }
}
