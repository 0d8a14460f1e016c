// SPDX-License-Identifier: EUPL-1.2
// Which commits there are, and who may make them. Pure; decided on the opened commit, before the library acts on it.
//
//   who      may commit        and must renew keys
//   leaf 0   one Add           no (MLS needs no path for it)
//   leaf 0   one Remove        yes
//   anybody  nothing           yes
//
// Everything else (Update, PSK, ReInit, external init, extensions of the group, proposals by reference, an Add and a
// Remove together) does not exist here. The relay cannot look inside a commit, so every receiver does.

import type { Commit } from "ts-mls/commit.js"
import type { Proposal } from "ts-mls/proposal.js"
import type { RatchetTree } from "ts-mls/ratchetTree.js"
import { equal } from "./bytes.ts"
import type { Stamp } from "./groupFraming.ts"
import { encryptionKeyOf, type Roster, type Step, VISITOR_LEAF } from "./groupRoster.ts"
import { GroupError } from "./groupTypes.ts"

/** What `commit` by the leaf `by` does, if there is such a commit. Throws GroupError `notAllowed` or `sender`. */
export function stepOf(
  commit: Commit,
  by: number,
  stamp: Stamp,
  roster: Roster,
  used: ReadonlySet<number>,
): Step {
  const step = rowOf(commit, by, stamp)
  if (step.joins !== undefined && used.has(step.joins)) throw new GroupError("sender")
  // The number that the visitor's device wrote beside the leaf must be that leaf's.
  const left = step.leaves === undefined ? undefined : roster.get(step.leaves)?.member
  if (step.leaves !== undefined && left !== stamp.subject) throw new GroupError("sender")
  return step
}

function rowOf({ proposals, path }: Commit, by: number, { subject }: Stamp): Step {
  const [only, ...others] = proposals
  if (others.length > 0 || only?.proposalOrRefType === "reference") throw new GroupError("notAllowed")
  const kind = only?.proposal.proposalType ?? "nothing"
  const named = kind !== "nothing"
  const known = kind === "nothing" || kind === "add" || kind === "remove"
  if (!known || (named && by !== VISITOR_LEAF)) throw new GroupError("notAllowed")
  if (kind !== "add" && path === undefined) throw new GroupError("notAllowed")
  if (named !== (subject !== undefined)) throw new GroupError("sender")
  return stepIn(only?.proposal, subject)
}

function stepIn(proposal: Proposal | undefined, subject: number | undefined): Step {
  if (proposal?.proposalType === "add" && subject !== undefined) return { joins: subject }
  if (proposal?.proposalType !== "remove") return {}
  if (proposal.remove.removed === VISITOR_LEAF) throw new GroupError("notAllowed")
  return { leaves: proposal.remove.removed }
}

/** What comes after a commit without an Add, on the committer's leaf. */
export interface Renewal {
  readonly by: number
  readonly step: Step
  readonly before: RatchetTree
  readonly after: Uint8Array | undefined
}

/**
 * Throws GroupError `staleKey` unless the committer's key is a new one. Without it a removed member could read on:
 * the flaw of ts-mls 1.0-1.6.2 (a Remove without a path), which neither the relay nor the official vectors notice.
 */
export function checkRenewed({ by, step, before, after }: Renewal): void {
  if (step.joins !== undefined) return
  const old = encryptionKeyOf(before, by)
  if (old === undefined || after === undefined || equal(old, after)) throw new GroupError("staleKey")
}
