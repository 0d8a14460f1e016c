// SPDX-License-Identifier: EUPL-1.2
// What is fetched when it is needed, in a view that needs it. Where it cannot be had, the view does without.

import { useEffect } from "preact/hooks"
import { rare, rarely } from "../rare.ts"
import { useValue } from "./useValue.ts"

/** Nothing until it has come. */
export function useRare() {
  useEffect(() => void rarely().catch(() => undefined), [])
  return useValue(rare)
}
