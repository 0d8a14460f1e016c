// SPDX-License-Identifier: EUPL-1.2
// Short pages between others: entering the line, being met, and the calm second step before something ends.

import type { Model } from "../model.ts"
import { Button, NotSafe } from "../parts/button.tsx"
import { Page } from "../parts/page.tsx"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

interface StepProps {
  readonly model: Model
  readonly connected: boolean
}

export function Joining({ model, connected }: StepProps) {
  return (
    <Page heading={t("joining-heading")} actions={<NotSafe model={model} />}>
      <p role="status">{!connected && t("joining-offline")}</p>
      <p>
        <Button pressed={() => model.act.leaveQueue()}>{t("wait-leave")}</Button>
      </p>
    </Page>
  )
}

export function Meeting({ model, connected }: StepProps) {
  return (
    <Page heading={t("meet-heading")} actions={<NotSafe model={model} />}>
      <p role="status">{t(connected ? "meet-text" : "meet-offline")}</p>
    </Page>
  )
}

interface AskProps {
  readonly model: Model
  readonly texts: readonly [heading: Key, text: Key, yes: Key, no: Key]
  readonly yes: () => void
}

/** Says what will happen before it happens. Staying is the easier press. */
function Ask({ model, texts, yes }: AskProps) {
  const [heading, text, yesText, noText] = texts
  const stay = (): void => {
    model.over.value = "nothing"
  }
  const actions = (
    <>
      <Button kind="primary" pressed={stay}>
        {t(noText)}
      </Button>
      <Button pressed={yes}>{t(yesText)}</Button>
    </>
  )
  return (
    <Page heading={t(heading)} actions={actions}>
      <p>{t(text)}</p>
    </Page>
  )
}

const LEAVE_QUEUE = ["wait-leave-heading", "wait-leave-text", "wait-leave-yes", "wait-leave-no"] as const
const END = ["end-heading", "end-text", "end-yes", "end-no"] as const

export function AskLeaveQueue({ model }: { readonly model: Model }) {
  return <Ask model={model} texts={LEAVE_QUEUE} yes={() => model.act.leaveQueue()} />
}

export function AskEnd({ model }: { readonly model: Model }) {
  return <Ask model={model} texts={END} yes={() => model.act.end()} />
}
