// SPDX-License-Identifier: EUPL-1.2
// How much is played, and from which seed on: a little with every change, much by `make fuzz`, one by its seed.

import { noFigures } from "./world.ts"

const { LYKTA_FUZZ_RUNS, LYKTA_FUZZ_STEPS, LYKTA_FUZZ_SEED } = process.env

/** No runs named: a few, or the one whose seed is named. */
const runs = Number(LYKTA_FUZZ_RUNS || (LYKTA_FUZZ_SEED ? 1 : 4))
const first = Number(LYKTA_FUZZ_SEED || 1)

export const STEPS = Number(LYKTA_FUZZ_STEPS || 25)
export const SEEDS: readonly number[] = Array.from({ length: runs }, (_, index) => first + index)
/** Enough for a run and for looking for its shortest beginning. */
export const MOST_MS = 120_000

/** Counts what is played, and prints it. */
export function counted(name: string) {
  const figures = noFigures()
  const begun = performance.now()
  const print = () => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const { runs: played, steps, epochs, most, shown, tries, offences } = figures
    const seeds = `seeds ${SEEDS[0]} to ${SEEDS.at(-1)}`
    console.info(
      `${name}: ${played} runs, ${steps} steps, ${seeds}, ${seconds} s; at most ${most} members, ${epochs} epochs, ` +
        `${shown} messages shown, ${offences} offences refused, ${tries} thefts tried`,
    )
  }
  return { figures, print }
}
