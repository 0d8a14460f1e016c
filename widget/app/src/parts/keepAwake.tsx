// SPDX-License-Identifier: EUPL-1.2
// "Keep my screen on": off until it is asked for, and off again when the waiting is over.

import { useEffect, useState } from "preact/hooks"
import { canStayAwake, stayAwake } from "../page/wake.ts"
import { t } from "../texts/words.ts"

export function KeepAwake() {
  const [on, setOn] = useState(false)
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    if (!on) return
    const over = new AbortController()
    stayAwake(over.signal).catch(() => {
      setRefused(true)
      setOn(false)
    })
    return () => over.abort()
  }, [on])
  if (!canStayAwake) return null
  const changed = (): void => {
    setOn(!on)
    setRefused(false)
  }
  return (
    <div>
      <label class="choice">
        <input type="checkbox" checked={on} onChange={changed} />
        {t("wait-screen")}
      </label>
      <p class="quiet" role="status">
        {refused && t("wait-screen-refused")}
      </p>
    </div>
  )
}
