// SPDX-License-Identifier: EUPL-1.2
// What a group keeps, and the snapshot that hands it to the hook which writes it down.
// Rule 1: a snapshot prints as nothing; only groupSnapshot.ts looks inside.

import type { Draft, Held } from "./groupState.ts"
import { PRINTED, type Snapshot } from "./groupTypes.ts"

/** A commit of mine whose fate is unknown. */
export interface UnderWay {
  readonly draft: Draft
  readonly commit: Uint8Array
  readonly welcome?: Uint8Array
  /** The epoch that it begins. */
  readonly epoch: number
}

export interface Parts {
  readonly member: number
  readonly conversation: Uint8Array
  readonly held: Held
  readonly own: UnderWay | undefined
}

const inside = new WeakMap<Snapshot, Parts>()

class SealedSnapshot implements Snapshot {
  toJSON(): string {
    return PRINTED
  }
}

export function snapshotOf(parts: Parts): Snapshot {
  const snapshot = new SealedSnapshot()
  inside.set(snapshot, parts)
  return snapshot
}

/** Throws TypeError for anything that `snapshotOf` has not made. */
export function partsOf(snapshot: Snapshot): Parts {
  const parts = inside.get(snapshot)
  if (parts === undefined) throw new TypeError("not a snapshot")
  return parts
}
