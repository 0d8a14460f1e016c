// SPDX-License-Identifier: EUPL-1.2
// Above a conversation, always in sight: who, how long, whether they are there. Ending is here, far from sending.

import type { Talk } from "@lykta/core"
import { useSignal } from "@preact/signals"
import { useEffect } from "preact/hooks"
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

/** On demand, and asked for again with each new entry: they change when somebody comes or goes. */
function SpokenWords({ talk, model }: { talk: Talk; model: DeskModel }) {
  const words = useSignal("")
  const open = useSignal(false)
  const show = async (): Promise<void> => {
    words.value = (await model.acts.words(talk.conversation))?.join(" ") ?? t("spoken-none")
  }
  useEffect(() => {
    if (open.value) void show()
  }, [open.value, talk.entries])
  return (
    <details class="spoken quiet small" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{t("spoken-open")}</summary>
      <p>{t("spoken-text")}</p>
      <p>
        <bdi translate={false}>{words}</bdi>
      </p>
    </details>
  )
}

export function TalkHeader({ talk, model }: { talk: Talk; model: DeskModel }) {
  const cases = model.cases.value
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
        {talk.phase === "talking" && (
          <Connection here={talk.visitorHere} known={model.state.value.connected} />
        )}
        {talk.phase !== "ended" && <Timer since={talk.since} now={model.now} />}
        {talk.lane !== undefined && <span class="talk-lane quiet">{laneName(talk.lane)}</span>}
      </p>
      {talk.phase === "talking" && <SpokenWords key={talk.conversation} talk={talk} model={model} />}
      {cases && <cases.Strip talk={talk} />}
    </header>
  )
}
