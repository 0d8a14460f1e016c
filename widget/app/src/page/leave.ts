// SPDX-License-Identifier: EUPL-1.2
// Leaving at once. In this order: nothing to be seen, keys and connection gone, another page in our place.
// Rule 1: nothing here waits for the network. Rule 2: no step may keep the next from happening.

import { ANSWER_MS, asMessage } from "@lykta/loader/bridge"

export interface Leaving {
  /** The neutral page. */
  readonly exitPage: string
  /** The origin of the page around our frame; it leaves with us. */
  readonly host: string | undefined
  /** What is read aloud meanwhile. */
  readonly loading: string
  /** Tell the relay, wipe keys, close the socket, take the views down. */
  readonly forget: () => void
}

/** Leave `$window` for the neutral page. */
export function leave($window: Window, leaving: Leaving): void {
  blank($window.document, leaving.loading)
  try {
    leaving.forget()
  } catch {
    // Whatever broke: somebody wants to be gone, and there is nobody to tell.
  }
  depart($window, leaving)
}

/** Take everything off the page, and cover the rest. */
export function blank($document: Document, loading: string): void {
  const $alert = $document.createElement("p")
  $alert.className = "cover"
  $alert.setAttribute("role", "alert")
  $document.body.replaceChildren($alert)
  // Filled after it was inserted, or it is not announced.
  $alert.textContent = loading
}

function depart($window: Window, { exitPage, host }: Leaving): void {
  if ($window.parent === $window) {
    // Not `href`: that would leave the chat one press of Back away.
    $window.location.replace(exitPage)
    return
  }
  // The page around us removes this frame, and this timer with it; if it does not, we take the whole tab.
  $window.setTimeout(
    () => ($window.top ?? $window).location.replace(exitPage),
    host === undefined ? 0 : ANSWER_MS,
  )
  if (host !== undefined) $window.parent.postMessage(asMessage("exit"), host)
}
