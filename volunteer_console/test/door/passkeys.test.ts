// SPDX-License-Identifier: EUPL-1.2
// What is said when a passkey did not work.

import { expect, test } from "vitest"
import { problemOf } from "../../src/door/passkeys.ts"
import { RefusedError, UnreachableError } from "../../src/door/staffApi.ts"

const named = (name: string) => Object.assign(new Error("of the browser"), { name })

test.each([
  [new RefusedError("passkey_refused"), "refused"],
  [new RefusedError("link_refused"), "link"],
  [new UnreachableError(), "unreachable"],
  [named("NotAllowedError"), "cancelled"],
  [named("AbortError"), "cancelled"],
  [named("InvalidStateError"), "registered"],
  [named("NotSupportedError"), "unsupported"],
  [named("SecurityError"), "unsupported"],
  [named("SomethingNew"), "cancelled"],
  ["not even an error", "cancelled"],
])("%s is told as %s", (error, problem) => {
  expect(problemOf(error)).toBe(problem)
})
