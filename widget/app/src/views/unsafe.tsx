// SPDX-License-Identifier: EUPL-1.2
// "I am not safe now": 112 at once, and what else can be done from where one is. From every page, and back again.
// Rule 1: opening this page says nothing to anybody; each press here says what it does.

import type { VisitorState } from "@lykta/core/session"
import { useState } from "preact/hooks"
import type { Model } from "../model.ts"
import { Button } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { Page } from "../parts/page.tsx"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

/** One thing that can be done from here, apart from calling. */
interface Next {
  readonly text?: string
  readonly press?: readonly [Key, () => void]
  readonly back: Key
}

export function Unsafe({ model }: { readonly model: Model }) {
  const state = useValue(model.state)
  const ahead = useValue(model.ahead)
  const [opened] = useState(state.at)
  const next = nextIn({ model, state, ahead, opened })
  const actions = (
    <>
      {next.press !== undefined && <Button pressed={next.press[1]}>{t(next.press[0])}</Button>}
      <Button pressed={() => close(model)}>{t(next.back)}</Button>
    </>
  )
  return (
    <Page heading={t("unsafe-heading")} actions={actions}>
      <p>
        <a class="button primary call" href="tel:112">
          {t("unsafe-call")}
        </a>
      </p>
      <p>
        {t("unsafe-reach")} {t("unsafe-tell-where")}
      </p>
      <p class="notice" role="status">
        {next.text}
      </p>
      <HelpList audience={model.choices.value.audience} but="112" />
    </Page>
  )
}

function close(model: Model): void {
  model.over.value = "nothing"
}

interface Where {
  readonly model: Model
  readonly state: VisitorState
  readonly ahead: boolean
  /** Where the visitor was when this page was opened. */
  readonly opened: VisitorState["at"]
}

function nextIn(where: Where): Next {
  const { model, state } = where
  switch (state.at) {
    case "arrived":
      // Something is being opened: a new beginning would throw it away.
      if (model.returning.value !== "no") return { back: "back" }
      return {
        text: t("unsafe-start-more"),
        press: ["unsafe-start", () => model.act.start(true)],
        back: "back",
      }
    case "joining":
    case "waiting":
      return inLine(where)
    case "closed":
    case "full":
      return { text: t("unsafe-nobody"), back: "back" }
    case "meeting":
      return { text: t("unsafe-answered"), back: "unsafe-to-talk" }
    case "talking":
      return inTalk(where, state)
    default:
      return { back: "back" }
  }
}

function inLine({ model, state, ahead }: Where): Next {
  if (state.at === "waiting" && state.place.urgent) return { text: t("unsafe-moved"), back: "back" }
  if (ahead) return { text: t("unsafe-moving"), back: "back" }
  return {
    text: t("unsafe-start-more"),
    press: ["unsafe-ahead", () => moveAhead(model)],
    back: "back",
  }
}

/** The button goes away with the press, so the focus goes back to where this page begins. */
function moveAhead(model: Model): void {
  model.act.unsafe()
  document.querySelector("h1")?.focus()
}

/** Who opened this page before the conversation began is told that somebody is here. */
function inTalk({ model, opened }: Where, { people }: Extract<VisitorState, { at: "talking" }>): Next {
  if (opened !== "talking") {
    const name = people[0]?.name
    return {
      text: name === undefined ? t("unsafe-answered") : t("unsafe-here", { name }),
      back: "unsafe-to-talk",
    }
  }
  return {
    text: t("unsafe-say-it"),
    press: ["unsafe-write", () => tell(model)],
    back: "unsafe-to-talk",
  }
}

/** Write it as any other message, and show that it stands there. */
function tell(model: Model): void {
  model.act.write(t("unsafe-message"))
  close(model)
}
