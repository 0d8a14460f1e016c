// SPDX-License-Identifier: EUPL-1.2
// The page could not be sure who answers: a plain hard stop.

import type { Distrust } from "@lykta/core/session"
import type { Model } from "../model.ts"
import { Button, CloseChat, NotSafe } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { Page } from "../parts/page.tsx"
import { useRare } from "../parts/useRare.ts"
import { t } from "../texts/words.ts"

export function Refused({ model, why }: { readonly model: Model; readonly why: Distrust }) {
  const code = useRare()
  const actions = (
    <>
      <Button pressed={() => model.act.again()}>{t("try-again")}</Button>
      <CloseChat model={model} />
      <NotSafe model={model} />
    </>
  )
  return (
    <Page heading={t("refused-heading")} actions={actions}>
      <p>{t("refused-text")}</p>
      {code && <p class="quiet">{t("refused-reason", { reason: code.reason(why) })}</p>}
      <p>{t("refused-do")}</p>
      <HelpList audience={model.choices.value.audience} />
    </Page>
  )
}
