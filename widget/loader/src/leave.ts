// SPDX-License-Identifier: EUPL-1.2
// Leaving the page at once: nothing of it is left to see, and the way back does not lead here.

import { element } from "./dom.ts"

/** Blank `$window` and put `exit` in the place of its entry in the history. */
export function leave($window: Window, exit: string, loading: string): void {
  silence($window)
  blank($window.document, loading)
  // Not `href`: that would leave this page one press of Back away.
  $window.location.replace(exit)
}

/** A page with a half-filled form must not ask "leave this page?" now. */
function silence($window: Window): void {
  $window.onbeforeunload = null
  $window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true })
}

/** Everything goes, the title too; a slow neutral page is awaited on an empty sheet. */
function blank($document: Document, loading: string): void {
  const $alert = element("p", {})
  $alert.setAttribute("role", "alert")
  $document.title = ""
  $document.documentElement.replaceChildren(element("body", {}, $alert))
  // Filled after it was inserted, or it is not announced.
  $alert.textContent = loading
}
