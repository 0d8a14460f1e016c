// SPDX-License-Identifier: EUPL-1.2
// A conversation that is over: by whom, what is gone, what not to do. In place of the field.

import type { Talk } from "@lykta/core"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { useArrivalFocus } from "./focus.ts"

/** The relay still counts it as mine: with nobody else on duty the visitor would wait for ever. */
function Alone({ talk, model }: { talk: Talk; model: DeskModel }) {
  return (
    <>
      <p>
        {t("ended-alone")} {model.state.value.duty !== "away" && t("ended-alone-ready")}
      </p>
      <p>
        <button type="button" class="primary" onClick={() => model.end(talk.conversation)}>
          {t("ended-alone-end")}
        </button>
      </p>
    </>
  )
}

export function EndedNotice({ talk, model }: { talk: Talk; model: DeskModel }) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  const why = talk.why ?? "lost"
  return (
    <section class="foot ended" aria-labelledby="ended-title">
      <div role="status">
        <h3 id="ended-title" ref={$title} tabIndex={-1}>
          {t(`ended-${why}-title`)}
        </h3>
        <p>{t(`ended-${why}-body`)}</p>
      </div>
      {why === "keysLost" && <Alone talk={talk} model={model} />}
      <p class="acts">
        <button type="button" onClick={() => model.dismiss(talk.conversation)}>
          {t("ended-close")}
        </button>
        {why !== "keysLost" && <span class="quiet small">{t("ended-close-means")}</span>}
      </p>
    </section>
  )
}
