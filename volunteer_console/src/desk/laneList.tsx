// SPDX-License-Identifier: EUPL-1.2
// Who waits, lane by lane. Figures only: nothing here could name anybody.

import type { LaneWaiting } from "@lykta/core"
import { t } from "../texts.ts"
import { Triangle } from "./marks.tsx"
import { laneName } from "./names.ts"
import { wholeMinutes } from "./times.ts"

function LaneCard({ lane: at }: { lane: LaneWaiting }) {
  const { lane, waiting, urgent, longestWaitSeconds, counsellors } = at
  return (
    <li class="lane">
      <h3>{laneName(lane)}</h3>
      <p class="lane-figures">
        <span class={waiting > 0 ? undefined : "quiet"}>{t("lane-waiting", { count: waiting })}</span>
        <span class="quiet small">{t("lane-duty", { count: counsellors })}</span>
      </p>
      {urgent > 0 && (
        <p class="urgent">
          <Triangle />
          {t("lane-urgent", { count: urgent })}
        </p>
      )}
      {waiting > 0 && (
        <p class="quiet small">{t("lane-longest", { minutes: wholeMinutes(longestWaitSeconds) })}</p>
      )}
    </li>
  )
}

function Lanes({ lanes }: { lanes: readonly LaneWaiting[] }) {
  if (lanes.length === 0) return <p class="quiet">{t("lanes-none")}</p>
  return (
    <>
      <ul class="plain cards">
        {lanes.map((lane) => (
          <LaneCard key={`${lane.lane.audience} ${lane.lane.language}`} lane={lane} />
        ))}
      </ul>
      {lanes.every((lane) => lane.waiting === 0) && <p class="quiet small">{t("lanes-all-calm")}</p>}
    </>
  )
}

export function LaneList({ lanes }: { lanes: readonly LaneWaiting[] }) {
  return (
    <section class="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title" tabIndex={-1}>
        {t("lanes-title")}
      </h2>
      <Lanes lanes={lanes} />
    </section>
  )
}
