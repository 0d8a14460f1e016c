// SPDX-License-Identifier: EUPL-1.2
// The messages of a conversation, newest at the bottom, and the way down to them.

import type { Talk } from "@lykta/core"
import { useSignal } from "@preact/signals"
import type { RefObject } from "preact"
import { useEffect, useLayoutEffect, useRef } from "preact/hooks"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { Entries } from "./entries.tsx"
import { HelloCard } from "./helloCard.tsx"

/** So near the end counts as being there: half a line's rounding must not stop the following. */
const nearPixels = 48

function atEnd($log: HTMLElement): boolean {
  return $log.scrollHeight - $log.scrollTop - $log.clientHeight < nearPixels
}

/** Follows what is new, unless its reader has scrolled up to read something older. */
function useFollowing($log: RefObject<HTMLElement | null>, talk: Talk) {
  const below = useSignal(false)
  const followed = useRef(true)
  const last = talk.entries.at(-1)
  useLayoutEffect(() => {
    const $element = $log.current
    if ($element === null) return
    if (followed.current || last?.kind === "mine") $element.scrollTop = $element.scrollHeight
    else below.value = true
  }, [talk.conversation, last?.key])
  useEffect(() => {
    const $element = $log.current
    if ($element === null) return
    // A second step, or a larger field, takes height from the log: its end must not slip out of sight.
    const watching = new ResizeObserver(() => {
      if (followed.current) $element.scrollTop = $element.scrollHeight
    })
    watching.observe($element)
    return () => watching.disconnect()
  }, [])
  const scrolled = () => {
    followed.current = $log.current === null || atEnd($log.current)
    if (followed.current) below.value = false
  }
  const toEnd = () => $log.current?.scrollTo({ top: $log.current.scrollHeight })
  return { below, scrolled, toEnd }
}

/** Outside what scrolls and outside what is read out: a hint that comes and goes. */
function Now({ talk }: { talk: Talk }) {
  if (talk.phase !== "talking") return null
  if (!talk.visitorHere) return <p class="now quiet small">{t("visitor-away-body")}</p>
  return <p class="now quiet small">{talk.visitorWriting ? t("visitor-writing") : ""}</p>
}

function NotDelivered({ talk }: { talk: Talk }) {
  const failed = talk.entries.some((entry) => entry.kind === "mine" && entry.progress === "notDelivered")
  return (
    <p class="unseen" role="status">
      {failed ? t("progress-alert") : ""}
    </p>
  )
}

export function Log({ talk, model }: { talk: Talk; model: DeskModel }) {
  const $log = useRef<HTMLDivElement>(null)
  const { below, scrolled, toEnd } = useFollowing($log, talk)
  return (
    <div class="log-place">
      <div
        class={model.hidden.value ? "log hidden" : "log"}
        ref={$log}
        onScroll={scrolled}
        role="log"
        aria-label={t("log-label")}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {talk.hello !== undefined && <HelloCard hello={talk.hello} />}
        <Entries talk={talk} model={model} />
      </div>
      {below.value && (
        <button type="button" class="below" onClick={toEnd}>
          {t("log-new")}
        </button>
      )}
      <Now talk={talk} />
      <NotDelivered talk={talk} />
    </div>
  )
}
