// SPDX-License-Identifier: EUPL-1.2
// Who waits, lane by lane. Figures only: nothing here could name anybody.

import type { Lane, LaneWaiting, Offer } from "@lykta/core"
import { t } from "../texts.ts"
import { Triangle } from "./marks.tsx"
import { laneName } from "./names.ts"
import { wholeMinutes } from "./times.ts"

/** Who waits; the one who is offered to me is no longer counted, but has not been answered either. */
function Waiting({ waiting, offered }: { waiting: number; offered: boolean }) {
  if (waiting === 0 && offered) return <span>{t("lane-answering")}</span>
  return <span class={waiting > 0 ? undefined : "quiet"}>{t("lane-waiting", { count: waiting })}</span>
}

function LaneCard({ lane: at, offered }: { lane: LaneWaiting; offered: boolean }) {
  const { lane, waiting, urgent, longestWaitSeconds, counsellors } = at
  return (
    <li class="lane">
      <h3>{laneName(lane)}</h3>
      <p class="lane-figures">
        <Waiting waiting={waiting} offered={offered} />
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

interface LanesProps {
  readonly lanes: readonly LaneWaiting[]
  readonly offer: Offer | undefined
}

const key = ({ audience, language }: Lane): string => `${audience} ${language}`

function Lanes({ lanes, offer }: LanesProps) {
  if (lanes.length === 0) return <p class="quiet">{t("lanes-none")}</p>
  return (
    <>
      <ul class="plain cards">
        {lanes.map((lane) => (
          <LaneCard
            key={key(lane.lane)}
            lane={lane}
            offered={offer !== undefined && key(offer.lane) === key(lane.lane)}
          />
        ))}
      </ul>
      {offer === undefined && lanes.every((lane) => lane.waiting === 0) && (
        <p class="quiet small">{t("lanes-all-calm")}</p>
      )}
    </>
  )
}

export function LaneList({ lanes, offer }: LanesProps) {
  return (
    <section class="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title" tabIndex={-1}>
        {t("lanes-title")}
      </h2>
      <Lanes lanes={lanes} offer={offer} />
    </section>
  )
}
