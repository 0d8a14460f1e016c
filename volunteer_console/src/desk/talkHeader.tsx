// SPDX-License-Identifier: EUPL-1.2
// Above a conversation, always in sight: who, how long, whether they are there. Ending is here, far from sending.

import type { Talk } from "@lykta/core"
import { useSignal } from "@preact/signals"
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

/** On demand, and asked anew each time: they change when somebody comes or goes. */
function SpokenWords({ talk, model }: { talk: Talk; model: DeskModel }) {
  const words = useSignal("")
  const show = async (open: boolean): Promise<void> => {
    if (open) words.value = (await model.acts.words(talk.conversation))?.join(" ") ?? t("spoken-none")
  }
  return (
    <details class="quiet small" onToggle={(event) => void show(event.currentTarget.open)}>
      <summary>{t("spoken-open")}</summary>
      <p>{t("spoken-text")}</p>
      <p>
        <bdi translate={false}>{words}</bdi>
      </p>
    </details>
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
      {talk.phase === "talking" && <SpokenWords key={talk.conversation} talk={talk} model={model} />}
      {talk.phase !== "opening" && <Acts talk={talk} model={model} />}
      <p class="talk-state">
        {talk.phase === "talking" && <Connection here={talk.visitorHere} />}
        {talk.phase !== "ended" && <Timer since={talk.since} now={model.now} />}
        {talk.lane !== undefined && <span class="talk-lane quiet">{laneName(talk.lane)}</span>}
      </p>
    </header>
  )
}
