// SPDX-License-Identifier: EUPL-1.2
// The part of the screen that is ours: without the on-screen keyboard. Browsers disagree whether the page
// shrinks for it (`dvh` does not on iOS), so the height is measured and handed to the style sheet.

/** Keep `--screen` and `--screen-top` of the root element true. */
export function fitScreen($window: Window): void {
  const view = $window.visualViewport
  if (view === null) return
  const $root = $window.document.documentElement
  const fitted = (): void => {
    // Zoomed in with two fingers: the page must stay as large as it is.
    if (view.scale > 1.01) return
    $root.style.setProperty("--screen", `${view.height}px`)
    $root.style.setProperty("--screen-top", `${view.offsetTop}px`)
  }
  view.addEventListener("resize", fitted)
  view.addEventListener("scroll", fitted)
  fitted()
}
