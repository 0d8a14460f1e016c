// SPDX-License-Identifier: EUPL-1.2
// The page could not be sure who answers: a plain hard stop.

import type { Distrust } from "@lykta/core/session"
import type { Model } from "../model.ts"
import { Button, CloseChat, NotSafe } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { Page } from "../parts/page.tsx"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

const REASONS: Readonly<Record<Distrust, Key>> = {
  unknownRoot: "distrust-unknown-root",
  expired: "distrust-expired",
  notYet: "distrust-not-yet",
  demonstration: "distrust-demonstration",
  wrongHelpline: "distrust-wrong-helpline",
  wrongUse: "distrust-wrong-use",
  forged: "distrust-forged",
  malformed: "distrust-malformed",
  notAllowed: "distrust-not-allowed",
  denied: "distrust-denied",
  denyListMissing: "distrust-deny-list",
  denyListOld: "distrust-deny-list",
}

export function Refused({ model, why }: { readonly model: Model; readonly why: Distrust }) {
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
      <p class="quiet">{t("refused-reason", { reason: t(REASONS[why]) })}</p>
      <p>{t("refused-do")}</p>
      <HelpList audience={model.choices.value.audience} />
    </Page>
  )
}
