// SPDX-License-Identifier: EUPL-1.2
// A signal's value in a view, which is drawn again when it changes: what we need of @preact/signals, whose
// watching of every read costs a kilobyte of the first load.

import { effect, type ReadonlySignal } from "@preact/signals-core"
import { useLayoutEffect, useReducer } from "preact/hooks"

export function useValue<T>(source: ReadonlySignal<T>): T {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0)
  const shown = source.peek()
  useLayoutEffect(
    () =>
      effect(() => {
        // The first run is only to watch; but what changed between drawing and watching is not missed.
        if (source.value !== shown) redraw(undefined)
      }),
    [source, shown],
  )
  return shown
}
