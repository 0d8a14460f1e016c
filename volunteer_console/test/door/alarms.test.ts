// SPDX-License-Identifier: EUPL-1.2
// A certificate near its end.

import { expect, test } from "vitest"
import { alarm } from "../../src/door/alarms.ts"

const now = 1_800_000_000_000
const day = 86_400_000

test.each([
  [30, undefined],
  [14.01, undefined],
  [14, { step: 14, days: 14 }],
  [7.5, { step: 14, days: 7 }],
  [7, { step: 7, days: 7 }],
  [3.5, { step: 7, days: 3 }],
  [3, { step: 3, days: 3 }],
  [1.5, { step: 3, days: 1 }],
  [0.5, { step: 3, days: 0 }],
  [-1, { step: 3, days: 0 }],
])("with %d days left the alarm is %o", (days, expected) => {
  expect(alarm(now + days * day, now)).toEqual(expected)
})
