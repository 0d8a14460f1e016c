// SPDX-License-Identifier: EUPL-1.2
// The visitor's page began again, and it may be somebody else who looks at it. In place of the field, until it is read.

import type { Talk } from "@lykta/core"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { useArrivalFocus } from "./focus.ts"

export function BackStep({ talk, model }: { talk: Talk; model: DeskModel }) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  return (
    <section class="foot step" aria-labelledby="back-title">
      <div role="alert">
        <h3 id="back-title" ref={$title} tabIndex={-1}>
          {t("back-title")}
        </h3>
        <p>{t("back-body")}</p>
      </div>
      <p class="acts">
        <button type="button" class="primary" onClick={() => model.acts.acknowledge(talk.conversation)}>
          {t("back-write")}
        </button>
      </p>
    </section>
  )
}
