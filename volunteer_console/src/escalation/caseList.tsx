// SPDX-License-Identifier: EUPL-1.2
// The cases that are mine, or for a supervisor all of them: who needs what first, in a word and a shape.

import type { Talk } from "@lykta/core"
import type { Case } from "@lykta/core/wire.gen"
import { Ring } from "../desk/marks.tsx"
import { elapsed } from "../desk/times.ts"
import { StatusWord, UrgencyWord } from "../officer/caseMarks.tsx"
import { t } from "../texts.ts"
import type { CasesModel } from "./casesModel.ts"
import { asksToJoin, isOpen } from "./timeline.ts"

function Row({ model, it }: { model: CasesModel; it: Case }) {
  const { hours, minutes } = elapsed(it.since, model.now.value)
  const [raised] = it.raised
  return (
    <li>
      <button
        type="button"
        class="row"
        aria-current={model.chosen.value === it.case ? "true" : undefined}
        onClick={() => model.choose(it.case)}
      >
        <span class="row-name">
          {t("inbox-number", { number: it.number })} <StatusWord status={it.status} />
          {it.unread && <span class="new">{t("cases-unread")}</span>}
        </span>
        <UrgencyWord urgency={it.urgency} />
        {raised !== undefined && (
          <span class="raised small">
            <Ring />
            {t(`raised-${raised}`)}
          </span>
        )}
        {asksToJoin(it) && <strong class="small">{t("cases-asked")}</strong>}
        <span class="row-state quiet small">
          <span>{t(`case-state-${it.state}`)}</span>
          <span class="timer">
            {hours > 0 ? t("timer-hours", { hours, minutes }) : t("timer-minutes", { minutes })}
          </span>
        </span>
      </button>
    </li>
  )
}

/** Nothing for a counsellor who has none. */
export function CaseList({ model }: { model: CasesModel }) {
  const supervising = model.me.role === "supervisor"
  const { cases, connected } = model.state.value
  const open = model.cases.value.filter(isOpen)
  if (!supervising && open.length === 0) return null
  const reviewing = open.filter(({ state }) => state === "in_review").length
  return (
    <section class="cases" aria-labelledby="cases-title">
      <h2 id="cases-title" tabIndex={-1}>
        {supervising ? t("cases-title-all", { count: reviewing }) : t("cases-title-mine")}
      </h2>
      {!connected && <p class="notice">{t("cases-lost")}</p>}
      {open.length === 0 ? (
        <p class="quiet">{cases === undefined ? t("inbox-fetching") : t("cases-none")}</p>
      ) : (
        <ul class="plain cards">
          {open.map((it) => (
            <Row key={it.case} model={model} it={it} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Across the page, whichever part of it is in front: a supervisor is waited for. */
export function CaseBar({ model }: { model: CasesModel }) {
  const waiting = model.cases.value.filter((it) => it.state === "in_review" && !it.mine)
  const [first] = waiting
  const said = model.me.role === "supervisor" && first !== undefined && !model.open
  return (
    <div role="alert">
      {said && (
        <p class="notice pressing">
          <span>{t("cases-waiting", { count: waiting.length })}</span>
          <button type="button" onClick={() => model.choose(first.case)}>
            {t("cases-go")}
          </button>
        </p>
      )}
    </div>
  )
}

/** Beside a conversation: the way to escalate it, the draft that was put aside, or where its case stands. */
export function CaseStrip({ model, talk }: { model: CasesModel; talk: Talk }) {
  const it = model.caseOf(talk.conversation)
  const draft = model.draftFor(talk.conversation)
  if (it !== undefined)
    return (
      <p class="case-strip">
        <button type="button" onClick={() => model.choose(it.case)}>
          {t("strip-case", {
            number: it.number,
            state: t(asksToJoin(it) ? "cases-asked" : `case-state-${it.state}`),
          })}
        </button>
      </p>
    )
  if (model.writing.value?.conversation === talk.conversation || talk.phase === "opening") return null
  return (
    <p class="case-strip">
      <button type="button" id="escalate-open" onClick={() => model.begin(talk.conversation)}>
        {draft === undefined ? t("escalate-open") : t("escalate-go-on")}
      </button>
    </p>
  )
}
