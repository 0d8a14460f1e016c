// SPDX-License-Identifier: EUPL-1.2
// After the end: what is gone, what is not, and how to come back.

import type { VisitorState, Why } from "@lykta/core/session"
import type { Model } from "../model.ts"
import { Button, NotSafe } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { Page } from "../parts/page.tsx"
import { useRare } from "../parts/useRare.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

export interface EndedProps {
  readonly model: Model
  readonly state: Extract<VisitorState, { at: "ended" }>
}

const BY_VISITOR = ["ended-heading-visitor", "ended-thanks"] as const
const LOST = ["lost-heading", "lost-text"] as const
/** How each end is called, and what is said of it. Whatever no person decided is a loss. */
const ENDS: Readonly<Record<Why, readonly [heading: Key, text: Key]>> = {
  visitor: BY_VISITOR,
  counsellor: ["ended-heading-counsellor", "ended-thanks-counsellor"],
  exit: BY_VISITOR,
  lost: LOST,
  replaced: LOST,
  keysLost: LOST,
}
const GONE: readonly Key[] = ["ended-gone-server", "ended-gone-keys", "ended-gone-here"]

export function Ended({ model, state }: EndedProps) {
  const code = useRare()
  const [heading, text] = ENDS[state.why]
  const lost = ENDS[state.why] === LOST
  // Whoever was cut off comes first of all back to somebody; whoever is done, out of here.
  const presses = [
    ["ended-close", () => (model.framed ? model.act.close() : model.act.exit())],
    ["ended-again", () => model.act.again()],
  ] as const
  const actions = (
    <>
      {(lost ? [...presses].reverse() : presses).map(([key, pressed], index) => (
        <Button key={key} kind={index === 0 ? "primary" : "quiet"} pressed={pressed}>
          {t(key)}
        </Button>
      ))}
      <NotSafe model={model} />
    </>
  )
  return (
    <Page heading={t(heading)} actions={actions}>
      <p>{t(text)}</p>
      <Gone />
      {code && !lost && <code.Return />}
      {code && <code.ReadAgain model={model} state={state} />}
      {lost && <HelpList audience={model.choices.value.audience} />}
    </Page>
  )
}

function Gone() {
  return (
    <section>
      <h2>{t("ended-gone-heading")}</h2>
      <ul>
        {GONE.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p>{t("ended-not-gone")}</p>
    </section>
  )
}
