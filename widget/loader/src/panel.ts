// SPDX-License-Identifier: EUPL-1.2
// The open chat on somebody else's page: the frame, the way out beside it, and the bridge between them.
// Rule 1: the frame is another origin and stays one; only the two shapes of bridge.ts cross.

import { ANSWER_MS, type Ask, asMessage, type Far, heardFrom } from "./bridge.ts"
import { button, element, shell, tabLink } from "./dom.ts"
import { type Embed, SANDBOX } from "./embed.ts"
import { leave } from "./leave.ts"
import { onThirdShift } from "./shift.ts"

/** Show the chat over this page; `closed` is called when it was closed without leaving. */
export function openPanel(embed: Embed, closed: () => void): void {
  const { origin, texts, exit } = embed
  const over = new AbortController()
  const $frame = frame(embed)
  const far: Far = { origin, source: () => $frame.contentWindow }

  /** Take the chat away, once, and then go on with `next`. */
  const end = (next: () => void) => (): void => {
    if (over.signal.aborted) return
    over.abort()
    $shell.remove()
    next()
  }
  const go = end(() => leave(window, exit, texts.leaving))
  const asked: Readonly<Record<Ask, () => void>> = {
    exit: go,
    shown: () => $panel.classList.add("shown"),
    closed: end(closed),
  }
  const askToLeave = (): void => {
    $panel.classList.add("leaving")
    // The frame tells its counsellor and forgets its keys, then answers `exit`; without an answer we go alone.
    $frame.contentWindow?.postMessage(asMessage("exit"), origin)
    setTimeout(go, ANSWER_MS)
  }

  const $panel = panel(embed, $frame, asked.closed)
  const $shell = shell(embed.language, button("leave", texts.leave, askToLeave), $panel)
  listen(far, asked, over.signal)
  over.signal.addEventListener("abort", onThirdShift(window, askToLeave))
  keepAboveKeyboard($panel, over.signal)
  // First in the body, so that the way out is first for the keyboard.
  document.body.prepend($shell)
  $frame.focus()
}

function listen(far: Far, asked: Readonly<Record<Ask, () => void>>, signal: AbortSignal): void {
  const heard = (event: MessageEvent<unknown>): void => {
    const ask = heardFrom(far, event)
    if (ask !== undefined) asked[ask]()
  }
  window.addEventListener("message", heard, { signal })
}

function frame(embed: Embed): HTMLIFrameElement {
  const $frame = element("iframe", { title: embed.texts.panel, referrerPolicy: "no-referrer" })
  $frame.setAttribute("sandbox", SANDBOX)
  $frame.allow = "screen-wake-lock"
  // The chat must know where to post to; a wrong name here only means that nothing arrives.
  $frame.src = `${embed.chat}&host=${encodeURIComponent(location.origin)}`
  return $frame
}

/** The frame, and under it what is seen until the chat says that it stands, or for ever if it never comes. */
function panel(embed: Embed, $frame: HTMLIFrameElement, close: () => void): HTMLElement {
  const { texts } = embed
  const $wait = element(
    "div",
    { className: "wait" },
    element("p", {}, texts.opening),
    button("quiet", texts.close, close),
    tabLink("quiet", embed, texts.tab),
  )
  return element("section", { className: "panel", ariaLabel: texts.panel }, $wait, $frame)
}

/** Keep `$panel` above the on-screen keyboard: a frame cannot see it, the page can. */
function keepAboveKeyboard($panel: HTMLElement, signal: AbortSignal): void {
  const view = window.visualViewport
  if (view === null) return
  const fitted = (): void => {
    $panel.style.setProperty("block-size", `${view.height}px`)
    $panel.style.setProperty("inset-block-start", `${view.offsetTop}px`)
  }
  for (const name of ["resize", "scroll"]) view.addEventListener(name, fitted, { signal })
}
