// SPDX-License-Identifier: EUPL-1.2
// A page of the chat: what can be read scrolls, what can be pressed stays in sight.

import type { ComponentChildren } from "preact"

export interface PageProps {
  readonly heading: string
  readonly children?: ComponentChildren
  /** The presses, the most likely first. */
  readonly actions: ComponentChildren
}

export function Page({ heading, children, actions }: PageProps) {
  return (
    <div class="page">
      <div class="scroll">
        <div class="column">
          {/* Takes the focus when the page comes, so that a screen reader begins here. */}
          <h1 tabIndex={-1}>{heading}</h1>
          {children}
        </div>
      </div>
      <div class="actions">{actions}</div>
    </div>
  )
}
