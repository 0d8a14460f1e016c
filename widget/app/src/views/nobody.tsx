// SPDX-License-Identifier: EUPL-1.2
// Nobody can answer: the lane is closed, or the line is full. Other help, and no blame.

import type { Model } from "../model.ts"
import { Button, CloseChat, NotSafe } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { Page } from "../parts/page.tsx"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

const TEXTS: Readonly<Record<"closed" | "full", readonly [heading: Key, text: Key]>> = {
  closed: ["closed-heading", "closed-text"],
  full: ["full-heading", "full-text"],
}

export function Nobody({ model, why }: { readonly model: Model; readonly why: "closed" | "full" }) {
  const [heading, text] = TEXTS[why]
  const actions = (
    <>
      <Button pressed={() => model.act.retryStart()}>{t("try-again")}</Button>
      <CloseChat model={model} />
      <NotSafe model={model} />
    </>
  )
  return (
    <Page heading={t(heading)} actions={actions}>
      <p>{t(text)}</p>
      <HelpList audience={model.choices.value.audience} />
    </Page>
  )
}
