// SPDX-License-Identifier: EUPL-1.2
// How near a text is to the longest that can be sent. Code points, as the visitor's page counts them.

import { limits } from "@lykta/core/wire.gen"

const nearBy = 200

export type Count =
  | { readonly at: "plenty" }
  | { readonly at: "near"; readonly left: number }
  | { readonly at: "over"; readonly over: number }

export function count(text: string): Count {
  // A text has at least half as many code points as units: most need not be walked.
  if (text.length < limits.MAX_TEXT_CODE_POINTS - nearBy) return { at: "plenty" }
  const left = limits.MAX_TEXT_CODE_POINTS - [...text].length
  if (left < 0) return { at: "over", over: -left }
  return left <= nearBy ? { at: "near", left } : { at: "plenty" }
}
