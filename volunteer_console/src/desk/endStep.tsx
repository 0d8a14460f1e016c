// SPDX-License-Identifier: EUPL-1.2
// The second step before a conversation is ended: what will happen, and the way back first.

import type { Talk } from "@lykta/core"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { useArrivalFocus } from "./focus.ts"

export function EndStep({ talk, model }: { talk: Talk; model: DeskModel }) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  return (
    <section class="foot step" aria-labelledby="end-title">
      <h3 id="end-title" ref={$title} tabIndex={-1}>
        {t("end-title")}
      </h3>
      <p>{t("end-body")}</p>
      <p>{t("end-before")}</p>
      <p class="acts apart">
        <button type="button" class="primary" onClick={() => (model.ending.value = undefined)}>
          {t("end-stay")}
        </button>
        <button type="button" onClick={() => model.end(talk.conversation)}>
          {t("end-do")}
        </button>
      </p>
    </section>
  )
}
