// SPDX-License-Identifier: EUPL-1.2
// A counsellor's conversation after a reload: opens what was kept of it. Only a page that finds something loads this.

import { fromBase64, fromBase64Url } from "./bytes.ts"
import { opened, read } from "./capsule.ts"
import { Candidate, type Device, StaffGroup, type Trust } from "./group.ts"
import { readSnapshot } from "./groupSnapshot.ts"
import { restoredEnd } from "./keeping.ts"
import type { KeptTalk } from "./kept.ts"
import { goOn } from "./renewal.ts"
import type { Shelf } from "./shelf.ts"
import { slotsIn } from "./slots.ts"
import { prefixOf, type RestoredTalk } from "./staffTalk.ts"

export interface StaffRestoring {
  readonly shelf: Shelf
  readonly conversation: string
  /** That was in trust; of one slot or of the other. */
  readonly key: Uint8Array
  readonly device: Device
  readonly trust: Trust
}

/** What the page before left of it, if that can be opened. */
export async function restoredTalk(from: StaffRestoring): Promise<RestoredTalk | undefined> {
  const slots = slotsIn(from.shelf, prefixOf(from.conversation))
  const counter = Math.max(...slots.map((slot) => slot.counter))
  for (const slot of slots) {
    const content = await opened(slot, from.key)
    if (content === undefined) continue
    try {
      return remade(read<KeptTalk>(content), from, { name: slot.name, counter })
    } catch {
      // Sealed by us and yet not understood: by another version of us.
    }
  }
  return undefined
}

function remade(
  { inside, candidate, ...kept }: KeptTalk,
  { device, trust }: StaffRestoring,
  from: RestoredTalk["from"],
): RestoredTalk {
  const { conversation: name, member } = kept.accepted
  const of = { conversation: fromBase64Url(name), member, device, trust }
  return {
    kept,
    from,
    candidate:
      candidate &&
      Candidate.restore(of, fromBase64(candidate.keyPackage), {
        initPrivateKey: fromBase64(candidate.initPrivateKey),
        hpkePrivateKey: fromBase64(candidate.hpkePrivateKey),
        signaturePrivateKey: fromBase64(candidate.signaturePrivateKey),
      }),
    inside: inside && {
      group: StaffGroup.restore(readSnapshot(fromBase64(inside.group), trust), trust),
      end: { ...restoredEnd(inside, { isVisitor: false }), goOn },
    },
  }
}
