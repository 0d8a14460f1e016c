// SPDX-License-Identifier: EUPL-1.2
// What may be done with a case that I have read. Taking it on comes first; giving it away takes a second step.

import type { Case } from "@lykta/core/wire.gen"
import { t } from "../texts.ts"
import { deedsNow, type OfficerDeed } from "./deeds.ts"
import { Failed } from "./failed.tsx"
import { finish } from "./finish.ts"
import type { OfficerModel, Second } from "./officerModel.ts"
import { StepView } from "./stepView.tsx"

function Opens({ model, it, step }: { model: OfficerModel; it: Case; step: Second }) {
  return (
    <button type="button" id={`step-open-${step}`} onClick={() => model.begin(it, step)}>
      {t(`deed-${step}`)}
    </button>
  )
}

/** Those that give it on need the content key, which only an open report has. */
function stepsNow(
  may: ReadonlySet<OfficerDeed>,
  open: boolean,
): { apart: readonly Second[]; near: readonly Second[] } {
  const apart: Second[] = []
  if (may.has("reroute") && open) apart.push("reroute")
  if (may.has("decline")) apart.push("decline")
  const near: Second[] = []
  if (may.has("joined_asked")) near.push("join")
  if (may.has("outcome")) near.push("outcome")
  if (may.has("outcome") && open) near.push("colleague")
  return { apart, near }
}

function Accept({ model, it }: { model: OfficerModel; it: Case }) {
  const doing = model.doing(it)
  const busy = doing?.asked === "accept" && doing.failed === undefined
  return (
    <button
      type="button"
      class="primary"
      disabled={busy}
      onClick={() => void finish(model, model.acts.accept(it))}
    >
      {busy ? t("doing") : t("deed-accept")}
    </button>
  )
}

export function Deeds({ model, it }: { model: OfficerModel; it: Case }) {
  const may = deedsNow(it)
  const open = model.reading(it)?.at === "open"
  const { apart, near } = stepsNow(may, open)
  const step = model.step.value
  if (!may.has("accept") && apart.length === 0 && near.length === 0) return null
  return (
    <section class="deeds" aria-labelledby="deeds-title">
      <h3 id="deeds-title" tabIndex={-1}>
        {t("deeds-title")}
      </h3>
      {!open && (may.has("reroute") || may.has("decline")) && (
        <p class="quiet small">{t("deeds-open-first")}</p>
      )}
      <Failed doing={model.doing(it)} of={["accept"]} />
      {step === undefined ? (
        <div class="acts apart">
          <p class="acts">
            {may.has("accept") && <Accept model={model} it={it} />}
            {near.map((each) => (
              <Opens key={each} model={model} it={it} step={each} />
            ))}
          </p>
          <p class="acts">
            {apart.map((each) => (
              <Opens key={each} model={model} it={it} step={each} />
            ))}
          </p>
        </div>
      ) : (
        <StepView key={step} model={model} it={it} step={step} />
      )}
    </section>
  )
}
