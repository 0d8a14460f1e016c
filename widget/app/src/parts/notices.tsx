// SPDX-License-Identifier: EUPL-1.2
// Between the messages and the field: what has happened, what is safe, what to do.

import { useState } from "preact/hooks"
import type { Model } from "../model.ts"
import { t } from "../texts/words.ts"
import type { Talk } from "../views/talking.tsx"
import { Button } from "./button.tsx"

interface NoticesProps {
  readonly model: Model
  readonly state: Talk
}

export function Notices({ model, state }: NoticesProps) {
  return (
    <div class="notices">
      <div role="status">
        {lines(state).map((line) => (
          <p key={line} class="notice">
            {line}
          </p>
        ))}
      </div>
      <Another model={model} state={state} />
    </div>
  )
}

/** The most important first; without a connection nothing else is known. */
function lines({ connected, people, entries, another }: Talk): readonly string[] {
  if (!connected) return [t("talk-offline")]
  const failed = entries.some((entry) => entry.kind === "mine" && entry.progress === "notDelivered")
  const away = another === "no" ? people.filter(({ here }) => !here) : []
  return [
    ...(failed ? [t("talk-some-not-delivered")] : []),
    ...away.map(({ name }) => t("talk-other-away", { name })),
  ]
}

/** The counsellor has been away for long: whether to let in another is the visitor's choice, and can be changed. */
function Another({ model, state }: NoticesProps) {
  const [declined, setDeclined] = useState(false)
  if (state.another === "wanted") {
    return (
      <div class="card ask" role="status">
        <p>{t("another-wanted")}</p>
        <Button pressed={() => model.act.another(false)}>{t("another-stop")}</Button>
      </div>
    )
  }
  if (state.another === "no" || declined) return null
  const [name] = state.people.filter(({ here }) => !here).map((person) => person.name)
  return (
    <div class="card ask" role="status">
      <p>{name === undefined ? t("another-offer-nobody") : t("another-offer", { name })}</p>
      <Button pressed={() => model.act.another(true)}>{t("another-yes")}</Button>
      <Button pressed={() => setDeclined(true)}>{t("another-no")}</Button>
    </div>
  )
}
