// SPDX-License-Identifier: EUPL-1.2
// What I take: free, pause or away, each with what it means, and the way out of a pause.

import type { Duty } from "@lykta/core"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import type { DutyView } from "./deskView.ts"
import { Chosen } from "./marks.tsx"
import { minutesLeft } from "./times.ts"

const duties: readonly Duty[] = ["free", "pause", "away"]

/** What a choice means now: while I talk, being free begins afterwards. */
function means(duty: Duty, talking: boolean): string {
  return duty === "free" && talking ? t("duty-free-means-talking") : t(`duty-${duty}-means`)
}

interface ChoiceProps {
  readonly duty: Duty
  readonly view: DutyView
  readonly choose: () => void
}

function Choice({ duty, view, choose }: ChoiceProps) {
  const chosen = duty === view.duty
  return (
    <label class="choice">
      <input
        type="radio"
        name="duty"
        checked={chosen}
        aria-labelledby={`duty-${duty}`}
        aria-describedby={`duty-${duty}-means`}
        onChange={choose}
      />
      <span class="choice-name" id={`duty-${duty}`}>
        {chosen && <Chosen />}
        {t(`duty-${duty}`)}
      </span>
      <span class="choice-means" id={`duty-${duty}-means`}>
        {means(duty, view.talking)}
      </span>
    </label>
  )
}

function Pause({ model, until }: { model: DeskModel; until: number | undefined }) {
  return (
    <div class="pause">
      {until !== undefined && <p>{t("pause-minutes", { minutes: minutesLeft(until, model.now.value) })}</p>}
      <button type="button" onClick={() => model.acts.duty("free")}>
        {t("pause-ready")}
      </button>
    </div>
  )
}

export function DutySwitch({ model, view }: { model: DeskModel; view: DutyView }) {
  return (
    <section class="duty" aria-labelledby="duty-title">
      <h2 id="duty-title">{t("duty-title")}</h2>
      <div class="choices" role="radiogroup" aria-labelledby="duty-title">
        {duties.map((duty) => (
          <Choice key={duty} duty={duty} view={view} choose={() => model.acts.duty(duty)} />
        ))}
      </div>
      {/* Where there is no room for it inside each choice. */}
      <p class="duty-means quiet small" aria-hidden="true">
        {means(view.duty, view.talking)}
      </p>
      {view.duty === "pause" && !view.talking && <Pause model={model} until={view.pauseUntil} />}
      {view.talking && <p class="quiet small">{t("duty-talking")}</p>}
    </section>
  )
}
