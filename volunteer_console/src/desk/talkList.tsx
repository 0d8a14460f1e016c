// SPDX-License-Identifier: EUPL-1.2
// My conversations, one row each: who, how long, whether they are there, whether something is new. Never a line of text.

import type { Talk } from "@lykta/core"
import { t } from "../texts.ts"
import { Connection } from "./connection.tsx"
import type { DeskModel } from "./deskModel.ts"
import { notSafe, type TalkRow } from "./deskView.ts"
import { Triangle } from "./marks.tsx"
import { visitorName } from "./names.ts"
import { Timer } from "./timer.tsx"

function Phase({ talk, model }: { talk: Talk; model: DeskModel }) {
  if (talk.phase !== "talking") return <span>{t(`talk-${talk.phase}`)}</span>
  return (
    <>
      <Timer since={talk.since} now={model.now} />
      <Connection here={talk.visitorHere} known={model.state.value.connected} />
    </>
  )
}

function Row({ row, model }: { row: TalkRow; model: DeskModel }) {
  const { talk, shown, unread } = row
  return (
    <li>
      <button
        type="button"
        class="row"
        aria-current={shown ? "true" : undefined}
        onClick={() => model.show("talk", talk.conversation)}
      >
        <span class="row-name">
          <bdi>{visitorName(talk)}</bdi>
          {unread > 0 && <span class="new">{t("part-new", { count: unread })}</span>}
        </span>
        {notSafe(talk) && (
          <span class="urgent">
            <Triangle />
            {t("talk-urgent")}
          </span>
        )}
        <span class="row-state quiet small">
          <Phase talk={talk} model={model} />
        </span>
      </button>
    </li>
  )
}

export function TalkList({ model, talks }: { model: DeskModel; talks: readonly TalkRow[] }) {
  const cases = model.cases.value
  return (
    <section class="talks" aria-labelledby="talks-title">
      <h2 id="talks-title" tabIndex={-1}>
        {t("talks-title")}
      </h2>
      {talks.length === 0 ? (
        <p class="quiet">{t("talks-none")}</p>
      ) : (
        <ul class="plain cards">
          {talks.map((row) => (
            <Row key={row.talk.conversation} row={row} model={model} />
          ))}
        </ul>
      )}
      {cases && <cases.List />}
    </section>
  )
}
