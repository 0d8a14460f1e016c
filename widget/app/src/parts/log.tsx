// SPDX-License-Identifier: EUPL-1.2
// The list of messages: newest at the bottom, and there it stays, also when the keyboard comes.

import type { ComponentChildren } from "preact"
import { useRef, useState } from "preact/hooks"
import { t } from "../texts/words.ts"
import { Button } from "./button.tsx"

/** Scrolled up by more than this, one is reading older messages. */
const AWAY_PX = 120

/**
 * A reversed flex column holds on to its end by itself, so no script has to scroll; its `scrollTop` is 0 at the
 * newest and falls upwards.
 */
export function Log({ children }: { readonly children: ComponentChildren }) {
  const $log = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const scrolled = (): void => {
    setAway(($log.current?.scrollTop ?? 0) < -AWAY_PX)
  }
  return (
    <div class="log-frame">
      {/* Only what is added is read out: the changing state of a message would never stop talking. */}
      <div
        ref={$log}
        class="log"
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t("talk-log")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        onScroll={scrolled}
      >
        <div class="column">{children}</div>
      </div>
      {away && <Button pressed={() => $log.current?.scrollTo({ top: 0 })}>{t("talk-newest")}</Button>}
    </div>
  )
}
