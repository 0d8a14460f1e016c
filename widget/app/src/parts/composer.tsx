// SPDX-License-Identifier: EUPL-1.2
// The field. What stands in it survives every other page, and leaves this one only by the button or Enter.

import type { NotTaken } from "@lykta/core/session"
import { limits } from "@lykta/core/wire.gen"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import type { Model } from "../model.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"
import { PRIVATE } from "../views/firstWords.tsx"
import { useTyping } from "./typing.ts"
import { useValue } from "./useValue.ts"

/** The counter appears when so many are left. */
const NEARLY = 400
const BORDERS_PX = 2

/** Why the text stays in the field. An empty one needs no words; too long is said by the counter. */
const REFUSED: Readonly<Record<NotTaken, Key | undefined>> = {
  empty: undefined,
  tooLong: undefined,
  controlCharacters: "talk-control-characters",
  notTalking: "talk-not-talking",
  // Only staff are asked to make sure who came back.
  unsure: undefined,
}

export function Composer({ model }: { readonly model: Model }) {
  const $field = useRef<HTMLTextAreaElement>(null)
  const [refused, setRefused] = useState<NotTaken | undefined>(undefined)
  const typing = useTyping(model.act)
  const draft = useValue(model.draft)
  const covered = useValue(model.covered)
  useLayoutEffect(() => grow($field.current), [draft])

  const send = (): void => {
    const why = model.act.write(draft)
    setRefused(why)
    if (why === undefined) model.draft.value = ""
    typing.stop()
    $field.current?.focus()
  }
  const wrote = (text: string): void => {
    model.draft.value = text
    setRefused(undefined)
    typing.on()
  }
  const key = (event: KeyboardEvent): void => {
    if (!sends(event)) return
    event.preventDefault()
    send()
  }
  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      <textarea
        ref={$field}
        {...PRIVATE}
        rows={1}
        dir="auto"
        class={covered ? "covered" : ""}
        aria-label={t("talk-field")}
        aria-describedby="field-hint"
        placeholder={t("talk-field")}
        value={draft}
        onInput={(event) => wrote(event.currentTarget.value)}
        onKeyDown={key}
        onBlur={typing.stop}
      />
      <button type="button" class="button primary" onClick={send}>
        {t("talk-send")}
      </button>
      <p id="field-hint" class="hint" role="status">
        {hint(draft, refused)}
      </p>
    </form>
  )
}

/** Enter sends where there is a keyboard to write with; with a finger it is a new line, and the button sends. */
function sends(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return false
  return matchMedia("(hover: hover) and (pointer: fine)").matches
}

function hint(draft: string, refused: NotTaken | undefined): string {
  const left = limits.MAX_TEXT_CODE_POINTS - [...draft].length
  if (left < 0) return t("talk-over-count", { over: -left })
  const why = refused && REFUSED[refused]
  if (why !== undefined) return t(why)
  return left <= NEARLY ? t("talk-left-count", { left }) : ""
}

/** As tall as its text; the style sheet says how far. */
function grow($field: HTMLTextAreaElement | null): void {
  if ($field === null) return
  $field.style.setProperty("block-size", "auto")
  $field.style.setProperty("block-size", `${$field.scrollHeight + BORDERS_PX}px`)
}
