// SPDX-License-Identifier: EUPL-1.2
// "Is writing": told once when it begins and once when it ends, not at every key.

import { useEffect, useMemo } from "preact/hooks"
import type { Acts } from "../model.ts"

/** Hands resting for so long are no longer writing. */
const REST_MS = 4_000

interface Typing {
  on(): void
  stop(): void
}

export function useTyping(act: Acts): Typing {
  const typing = useMemo(() => typingFor(act), [act])
  useEffect(() => typing.stop, [typing])
  return typing
}

function typingFor(act: Acts): Typing {
  let restId: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    if (restId === undefined) return
    clearTimeout(restId)
    restId = undefined
    act.typing(false)
  }
  const on = (): void => {
    if (restId === undefined) act.typing(true)
    clearTimeout(restId)
    restId = setTimeout(stop, REST_MS)
  }
  return { on, stop }
}
