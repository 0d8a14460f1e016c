// SPDX-License-Identifier: EUPL-1.2
// Logging that somebody has phoned: whom, and who answered. Said only of calls that were made.

import type { CallKind } from "@lykta/core/wire.gen"
import { useSignal } from "@preact/signals"
import { t } from "../texts.ts"
import type { Call } from "./casesModel.ts"

const most = { to: 120, named: 80 } as const

interface CallFormProps {
  readonly id: string
  readonly kinds: readonly CallKind[]
  readonly busy: boolean
  log(call: Omit<Call, "at">): void
}

export function CallForm({ id, kinds, busy, log }: CallFormProps) {
  const kind = useSignal<CallKind | undefined>(kinds.length === 1 ? kinds[0] : undefined)
  const to = useSignal("")
  const named = useSignal("")
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = kind.peek()
    if (chosen !== undefined) log({ kind: chosen, to: to.peek().trim(), named: named.peek().trim() })
  }
  return (
    <form class="call" onSubmit={submit}>
      {kinds.length > 1 && (
        <fieldset class="codes">
          <legend>{t("call-whom")}</legend>
          {kinds.map((each) => (
            <label key={each} class="check">
              <input
                type="radio"
                name={`${id}-kind`}
                checked={kind.value === each}
                onChange={() => (kind.value = each)}
              />
              {t(`call-kind-${each}`)}
            </label>
          ))}
        </fieldset>
      )}
      <p class="field">
        <label for={`${id}-named`}>{t("call-named")}</label>
        <input
          id={`${id}-named`}
          type="text"
          autocomplete="off"
          maxLength={most.named}
          aria-describedby={`${id}-named-means`}
          value={named.value}
          onInput={(event) => (named.value = event.currentTarget.value)}
        />
        <span id={`${id}-named-means`} class="quiet small">
          {t("call-named-means")}
        </span>
      </p>
      {kind.value !== "112" && (
        <p class="field">
          <label for={`${id}-to`}>{t("call-to")}</label>
          <input
            id={`${id}-to`}
            type="text"
            autocomplete="off"
            maxLength={most.to}
            value={to.value}
            onInput={(event) => (to.value = event.currentTarget.value)}
          />
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary" disabled={kind.value === undefined || busy}>
          {busy ? t("doing") : t("call-log")}
        </button>
      </p>
    </form>
  )
}
