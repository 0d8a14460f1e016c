// SPDX-License-Identifier: EUPL-1.2
// The page around our frame, as far as we listen to it: it may only ask us to leave.

import { asMessage, heardFrom } from "@lykta/loader/bridge"

/** Call `exit` when the page at `origin` around `$window` asks for it. */
export function onHostExit($window: Window, origin: string, exit: () => void): void {
  const far = { origin, source: () => $window.parent }
  $window.addEventListener("message", (event) => {
    if (heardFrom(far, event) === "exit") exit()
  })
}

/** Tell the page at `origin` that the chat stands, or that it may be taken away. */
export function tellHost($window: Window, origin: string, ask: "shown" | "closed"): void {
  $window.parent.postMessage(asMessage(ask), origin)
}
