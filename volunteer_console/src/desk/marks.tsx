// SPDX-License-Identifier: EUPL-1.2
// Small shapes beside words. Each is only a second way of saying what the word says, so a screen reader skips it.

import type { ComponentChildren } from "preact"

function Mark({ kind, children }: { kind: string; children: ComponentChildren }) {
  return (
    <svg class={`mark mark-${kind}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

/** Not safe now. */
export function Triangle() {
  return (
    <Mark kind="urgent">
      <path d="M8 1 15.5 15H.5z" fill="currentColor" />
      <path class="cut" d="M7.1 5.5h1.8v5H7.1zM7.1 11.6h1.8v1.8H7.1z" />
    </Mark>
  )
}

/** Connected. */
export function Dot() {
  return (
    <Mark kind="here">
      <circle cx="8" cy="8" r="5.5" fill="currentColor" />
    </Mark>
  )
}

/** Not connected. */
export function Ring() {
  return (
    <Mark kind="away">
      <circle
        cx="8"
        cy="8"
        r="4.5"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-dasharray="3 2.5"
      />
    </Mark>
  )
}

/** How far a message of mine has come: one tick on its way, two when it has arrived. */
export function Ticks({ count }: { count: 1 | 2 }) {
  return (
    <Mark kind="ticks">
      <path d="M1 8.5 4.5 12 10 4.5" fill="none" stroke="currentColor" stroke-width="1.8" />
      {count === 2 && (
        <path d="M7.5 11.2 8.3 12 14.5 4.5" fill="none" stroke="currentColor" stroke-width="1.8" />
      )}
    </Mark>
  )
}

/** Chosen. */
export function Chosen() {
  return (
    <Mark kind="chosen">
      <path d="M2 8.5 6 12.5 14 3.5" fill="none" stroke="currentColor" stroke-width="2.4" />
    </Mark>
  )
}
