// SPDX-License-Identifier: EUPL-1.2
// Between the messages and the field: what has happened, what is safe, what to do.

import type { Model } from "../model.ts"
import { t } from "../texts/words.ts"
import type { Talk } from "../views/talking.tsx"
import { useRare } from "./useRare.ts"

export interface NoticesProps {
  readonly model: Model
  readonly state: Talk
}

export function Notices({ model, state }: NoticesProps) {
  const code = useRare()
  return (
    <div class="notices">
      <div role="status">
        {lines(state).map((line) => (
          <p key={line} class="notice">
            {line}
          </p>
        ))}
      </div>
      {code && <code.Another model={model} state={state} />}
      {code && <code.Unkept model={model} />}
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
