// SPDX-License-Identifier: EUPL-1.2
// The first acts of a conversation's end after a reload: what was under way goes on, then fresh keys, then all else.
// Only a page that restores something loads this.

import { toBase64 } from "./bytes.ts"
import { Alarm, type Clock } from "./clock.ts"
import type { Commitment, Commits } from "./commits.ts"
import type { Change, Group } from "./group.ts"
import type { End } from "./kept.ts"

export interface RenewalMeans {
  readonly clock: Clock
  readonly group: Group
  readonly commits: Commits
  /** Asks for the one commit that may come before the renewal is done. */
  want(commitment: Commitment): Promise<boolean>
  renewed(): void
  isOver(): boolean
}

const AGAIN_MS = 1_000

/** Answers, if a commit was under way, whether the relay took it. */
export function goOn(end: End, means: RenewalMeans): Promise<boolean> | undefined {
  const pending = means.group.change && underWay(means.group.change, end, means.commits)
  renew(means)
  return pending
}

function underWay(change: Change, { outbox, adopting }: End, commits: Commits): Promise<boolean> | undefined {
  const commit = toBase64(change.commit)
  const sent = outbox.held.find((h) => h.body.commit === commit)
  const isStored = adopting || sent?.state === "stored"
  // Nobody has seen a byte of it.
  if (sent === undefined && !isStored) {
    change.drop()
    return undefined
  }
  const key = sent?.key ?? ""
  const fate = commits.resumed(key, change)
  if (isStored) commits.stored(key)
  return fate
}

function renew(means: RenewalMeans): void {
  const again = (): void => new Alarm(means.clock).set(AGAIN_MS, () => means.isOver() || renew(means))
  means.want(renewal(means.group)).then((renewed) => {
    if (renewed) means.renewed()
    // Another commit came first: once it has been followed this one can be made anew.
    else if (!means.isOver()) again()
  }, again)
}

function renewal(group: Group): Commitment {
  return {
    isWanted: () => true,
    make: async (n) => {
      const change = await group.emptyCommit(n)
      const { message } = await group.seal({ restored: true }, n)
      return { change, body: { commit: toBase64(change.commit), app: toBase64(message) } }
    },
  }
}
