// SPDX-License-Identifier: EUPL-1.2
// The whole page: the bar, and the one view that the state asks for.

import type { VisitorState } from "@lykta/core/session"
import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { type Helpline, laidOver, type Model, type Over, type Returning } from "../model.ts"
import { Bar } from "../parts/bar.tsx"
import { NotSafe } from "../parts/button.tsx"
import { Page } from "../parts/page.tsx"
import { useRare } from "../parts/useRare.ts"
import { useValue } from "../parts/useValue.ts"
import { t, words } from "../texts/words.ts"
import { Ended } from "./ended.tsx"
import { Front } from "./front.tsx"
import { Nobody } from "./nobody.tsx"
import { Refused } from "./refused.tsx"
import { AskEnd, AskLeaveQueue, Joining, Meeting } from "./steps.tsx"
import { Talking } from "./talking.tsx"
import { Unsafe } from "./unsafe.tsx"
import { Waiting } from "./waiting.tsx"

export function Shell({ model }: { readonly model: Model }) {
  const state = useValue(model.state)
  const over = laidOver(useValue(model.over), state)
  const helpline = useValue(model.helpline)
  useValue(words)
  const instead = insteadOf(state, useValue(model.returning), useValue(model.veiled))
  const $main = useHeadingFocus(over === "nothing" ? (instead ?? state.at) : over)
  return (
    <>
      <Bar model={model} demo={isDemo(helpline, state)} />
      <main ref={$main}>
        {over !== "nothing" && OVER[over](model)}
        {over === "nothing" && (instead ? <Rarely model={model} show={instead} /> : viewOf(model, state))}
      </main>
    </>
  )
}

const OVER: Readonly<Record<Exclude<Over, "nothing">, (model: Model) => ComponentChildren>> = {
  unsafe: (model) => <Unsafe model={model} />,
  end: (model) => <AskEnd model={model} />,
  leaveQueue: (model) => <AskLeaveQueue model={model} />,
}

function viewOf(model: Model, state: VisitorState): ComponentChildren {
  switch (state.at) {
    case "arrived":
      return <Front model={model} />
    case "joining":
      return <Joining model={model} connected={state.connected} />
    case "closed":
    case "full":
      return <Nobody model={model} why={state.at} />
    case "waiting":
      return <Waiting model={model} state={state} />
    case "meeting":
      return <Meeting model={model} connected={state.connected} />
    case "talking":
      return <Talking model={model} state={state} />
    case "refused":
      return <Refused model={model} why={state.why} />
    case "ended":
      return <Ended model={model} state={state} />
    case "moved":
      return undefined
  }
}

type Instead = "Returning" | "Veil" | "Moved"

/** What few ever see is shown in the place of what the state asks for. */
function insteadOf({ at }: VisitorState, returning: Returning, veiled: boolean): Instead | undefined {
  if (at === "moved") return "Moved"
  if (returning !== "no") return "Returning"
  return veiled && at === "talking" ? "Veil" : undefined
}

function Rarely({ model, show }: { readonly model: Model; readonly show: Instead }) {
  const View = useRare()?.[show]
  return View ? (
    <View model={model} />
  ) : (
    <Page heading={t("bar-leaving")} actions={<NotSafe model={model} />} />
  )
}

/** What is pretended is called so: by the helpline, or by the certificate of anyone here. */
function isDemo(helpline: Helpline | undefined, state: VisitorState): boolean {
  const people = state.at === "talking" ? state.people : []
  return helpline?.demo === true || people.some(({ demo }) => demo)
}

/** When another view comes, the focus goes to its heading; not at the first, which is where the browser puts it. */
function useHeadingFocus(view: string) {
  const $main = useRef<HTMLElement>(null)
  const before = useRef(view)
  useEffect(() => {
    if (before.current !== view) $main.current?.querySelector("h1")?.focus()
    before.current = view
  }, [view])
  return $main
}
