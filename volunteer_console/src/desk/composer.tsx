// SPDX-License-Identifier: EUPL-1.2
// The field to write in. Enter sends; what could not be sent stays, with the reason under it.

import { type NotTaken, systemClock, type Talk } from "@lykta/core"
import { type Signal, useSignal } from "@preact/signals"
import { useEffect, useMemo, useRef } from "preact/hooks"
import { t } from "../texts.ts"
import { count } from "./counter.ts"
import type { DeskModel } from "./deskModel.ts"
import { visitorName } from "./names.ts"
import { sends } from "./shortcuts.ts"
import { TypingHint } from "./typingHint.ts"

/** Whether the screen is mainly touched: then there may be no Shift to make a new line with. */
const touch = (): boolean => matchMedia("(pointer: coarse)").matches

function Under({ text, refused }: { text: string; refused: NotTaken | undefined }) {
  const counted = count(text)
  if (counted.at === "over") return <>{t("write-over", { count: counted.over })}</>
  if (refused !== undefined && refused !== "tooLong") return <>{t(`write-${refused}`)}</>
  if (counted.at === "near") return <>{t("write-left", { count: counted.left })}</>
  return <>{touch() ? "" : t("write-hint")}</>
}

/** Writes the draft, or says why not. */
function useWriting(talk: Talk, model: DeskModel, draft: Signal<string>) {
  const { conversation } = talk
  const refused = useSignal<NotTaken | undefined>(undefined)
  const hint = useMemo(
    () => new TypingHint(systemClock, (on) => model.acts.typing(conversation, on)),
    [model, conversation],
  )
  useEffect(() => () => hint.stop(), [hint])
  const wrote = (text: string) => {
    draft.value = text
    refused.value = undefined
    hint.wrote(text)
  }
  const send = () => {
    refused.value = model.acts.write(conversation, draft.value)
    if (refused.value !== undefined) return
    draft.value = ""
    hint.stop()
  }
  return { refused, wrote, send }
}

/** The field takes the focus when it appears, so that a conversation can be answered at once; never from a dialog. */
function useFirstFocus() {
  const $field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (document.activeElement?.closest("dialog") === null) $field.current?.focus()
  }, [])
  return $field
}

export function Composer({ talk, model }: { talk: Talk; model: DeskModel }) {
  const draft = model.draft(talk.conversation)
  const { refused, wrote, send } = useWriting(talk, model, draft)
  const $field = useFirstFocus()
  const pressed = (event: KeyboardEvent) => {
    if (!sends(event, { touch: touch() })) return
    event.preventDefault()
    send()
  }
  const submitted = (event: Event) => {
    event.preventDefault()
    send()
    $field.current?.focus()
  }
  const wrong = refused.value !== undefined || count(draft.value).at === "over"
  return (
    <form class="write" onSubmit={submitted}>
      <label class="unseen" for="write">
        {t("write-label", { name: visitorName(talk) })}
      </label>
      <textarea
        id="write"
        ref={$field}
        rows={2}
        dir="auto"
        autocomplete="off"
        value={draft.value}
        aria-describedby="write-under"
        aria-invalid={wrong}
        onInput={(event) => wrote(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <button type="submit" class="primary">
        {t("write-send")}
      </button>
      <p id="write-under" class={wrong ? "small wrong" : "small quiet"} role={wrong ? "alert" : undefined}>
        <Under text={draft.value} refused={refused.value} />
      </p>
    </form>
  )
}
