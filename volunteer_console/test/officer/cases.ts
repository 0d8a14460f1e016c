// SPDX-License-Identifier: EUPL-1.2
// A case to begin a test with.

import type { Case } from "@lykta/core/wire.gen"

export const now = Date.UTC(2026, 10, 24, 20, 41)
export const minute = 60_000

export const waiting: Case = {
  case: "AbCdEfGhIjKlMnOpQrStUv",
  number: "4711",
  version: 1,
  urgency: "p1",
  status: "actual",
  state: "sent",
  agency: { id: "ostersund", name: "Östersund" },
  begun: now - minute,
  since: now - minute,
  loop: 0,
  rung: 0,
  rungs: 2,
  raised: [],
  break_glass: false,
  calls: 0,
  notes: 0,
  mine: false,
  unread: true,
}
