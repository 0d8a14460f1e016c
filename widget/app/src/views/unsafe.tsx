// SPDX-License-Identifier: EUPL-1.2
// "I am not safe now": 112 at once, and first in the line. From every page, and back again.

import type { VisitorState } from "@lykta/core/session"
import type { Model } from "../model.ts"
import { Button } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { Page } from "../parts/page.tsx"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

/** What else can be done from here, by where the visitor is. */
const NEXT: Readonly<Record<VisitorState["at"], Key | undefined>> = {
  arrived: "unsafe-start-more",
  joining: "unsafe-moved",
  closed: "unsafe-nobody",
  full: "unsafe-nobody",
  waiting: "unsafe-moved",
  meeting: "unsafe-answered",
  talking: "unsafe-say-it",
  refused: undefined,
  ended: undefined,
}

export function Unsafe({ model }: { readonly model: Model }) {
  const { at } = useValue(model.state)
  const next = NEXT[at]
  const back = (): void => {
    model.over.value = "nothing"
  }
  const actions = (
    <>
      {at === "arrived" && <Button pressed={() => model.act.start(true)}>{t("unsafe-start")}</Button>}
      <Button pressed={back}>{t(at === "meeting" || at === "talking" ? "unsafe-to-talk" : "back")}</Button>
    </>
  )
  return (
    <Page heading={t("unsafe-heading")} actions={actions}>
      <p>
        <a class="button primary call" href="tel:112">
          {t("unsafe-call")}
        </a>
      </p>
      <p>
        {t("unsafe-reach")} {t("unsafe-tell-where")}
      </p>
      <p class="notice" role="status">
        {next !== undefined && t(next)}
      </p>
      <HelpList audience={model.choices.value.audience} />
    </Page>
  )
}
