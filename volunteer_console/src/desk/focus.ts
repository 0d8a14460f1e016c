// SPDX-License-Identifier: EUPL-1.2
// Where the keyboard is put when what it was on has gone.

import { useEffect, useRef } from "preact/hooks"

/** For the heading of something that has just appeared in answer to an act: reading goes on from there. */
export function useArrivalFocus<E extends HTMLElement>() {
  const $heading = useRef<E>(null)
  useEffect(() => $heading.current?.focus(), [])
  return $heading
}
