// SPDX-License-Identifier: EUPL-1.2
// The bar that never scrolls: a neutral name, and the way out.

import type { Model } from "../model.ts"
import { t } from "../texts/words.ts"

interface BarProps {
  readonly model: Model
  readonly demo: boolean
}

/** First in the document, so that the keyboard comes here first; a link, so that it works before any script. */
export function Bar({ model, demo }: BarProps) {
  const exit = (event: Event): void => {
    event.preventDefault()
    model.act.exit()
  }
  return (
    <header>
      <div class="bar">
        <a class="button leave" href={model.exitPage} target="_top" rel="nofollow noreferrer" onClick={exit}>
          {t("bar-leave")}
        </a>
        <span class="name">{t("bar-name")}</span>
      </div>
      {demo && <p class="demo">{t("demo-banner")}</p>}
    </header>
  )
}
