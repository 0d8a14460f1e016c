// SPDX-License-Identifier: EUPL-1.2
// The list of cases: what calls first, each with its urgency, its age and, where it is none about a child, a word that says so.

import type { Case } from "@lykta/core/wire.gen"
import { elapsed } from "../desk/times.ts"
import { t } from "../texts.ts"
import { StatusWord, UrgencyWord } from "./caseMarks.tsx"
import { calls, isOver } from "./inbox.ts"
import type { OfficerModel } from "./officerModel.ts"

/** How long ago `since` was, in words. */
export function ageOf(since: number, now: number): string {
  const { hours, minutes } = elapsed(since, now)
  if (hours >= 48) return t("inbox-age-days", { days: Math.floor(hours / 24) })
  if (hours >= 6) return t("inbox-age-many-hours", { hours })
  return hours > 0 ? t("inbox-age-hours", { hours, minutes }) : t("inbox-age-minutes", { minutes })
}

function Row({ model, it }: { model: OfficerModel; it: Case }) {
  const shown = model.looking.value.chosen === it.case
  return (
    <li>
      <button
        type="button"
        class={calls(it) ? "row case-row calling" : "row case-row"}
        aria-current={shown ? "true" : undefined}
        id={`row-${it.case}`}
        onClick={() => model.choose(it.case)}
      >
        <StatusWord status={it.status} />
        <span class="row-name">
          <UrgencyWord urgency={it.urgency} />
          {calls(it) && <span class="new">{t("inbox-unread")}</span>}
        </span>
        <span class="row-state">
          <span>{t("inbox-number", { number: it.number })}</span>
          <span class="quiet">{t(`case-state-${it.state}`)}</span>
          <span class="quiet">{ageOf(it.released ?? it.begun, model.now.value)}</span>
        </span>
        {it.loop > 0 && !isOver(it) && <span class="small">{t("inbox-again", { times: it.loop })}</span>}
      </button>
    </li>
  )
}

function Empty({ model }: { model: OfficerModel }) {
  if (model.state.value.cases === undefined) return <p class="quiet">{t("inbox-fetching")}</p>
  return (
    <div class="inbox-empty">
      <p>{t("inbox-empty-title")}</p>
      <p class="quiet">{t("inbox-empty-body")}</p>
    </div>
  )
}

export function InboxList({ model }: { model: OfficerModel }) {
  const cases = model.cases.value
  return (
    <section class="inbox" aria-labelledby="inbox-title">
      <h2 id="inbox-title" tabIndex={-1}>
        {t("inbox-title", { count: model.calling.value })}
      </h2>
      {cases.length === 0 ? (
        <Empty model={model} />
      ) : (
        <ul class="plain cards">
          {cases.map((it) => (
            <Row key={it.case} model={model} it={it} />
          ))}
        </ul>
      )}
    </section>
  )
}
