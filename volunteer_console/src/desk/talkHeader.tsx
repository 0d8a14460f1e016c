// SPDX-License-Identifier: EUPL-1.2
// Above a conversation, always in sight: who, how long, whether they are there. Ending is here, far from sending.

import type { Talk } from "@lykta/core"
import { t } from "../texts.ts"
import { Connection } from "./connection.tsx"
import type { DeskModel } from "./deskModel.ts"
import { notSafe } from "./deskView.ts"
import { Triangle } from "./marks.tsx"
import { laneName, visitorName } from "./names.ts"
import { Timer } from "./timer.tsx"

function Acts({ talk, model }: { talk: Talk; model: DeskModel }) {
  const hidden = model.hidden.value
  return (
    <p class="acts">
      <button type="button" onClick={() => (model.hidden.value = !hidden)}>
        {hidden ? t("text-show") : t("text-hide")}
      </button>
      {talk.phase === "talking" && (
        <button type="button" onClick={() => (model.ending.value = talk.conversation)}>
          {t("end-open")}
        </button>
      )}
    </p>
  )
}

export function TalkHeader({ talk, model }: { talk: Talk; model: DeskModel }) {
  return (
    <header class="talk-header">
      <h2 id="talk-title" tabIndex={-1}>
        <bdi>{visitorName(talk)}</bdi>
        {notSafe(talk) && (
          <span class="urgent">
            <Triangle />
            {t("talk-urgent")}
          </span>
        )}
      </h2>
      {talk.phase !== "opening" && <Acts talk={talk} model={model} />}
      <p class="talk-state">
        {talk.phase === "talking" && <Connection here={talk.visitorHere} />}
        {talk.phase !== "ended" && <Timer since={talk.since} now={model.now} />}
        {talk.lane !== undefined && <span class="talk-lane quiet">{laneName(talk.lane)}</span>}
      </p>
    </header>
  )
}
