// SPDX-License-Identifier: EUPL-1.2
// Saying that one has read it: only once the report is open here, with a sentence before it of who will see one's name.

import type { Case } from "@lykta/core/wire.gen"
import { t } from "../texts.ts"
import { deedsNow } from "./deeds.ts"
import { Failed } from "./failed.tsx"
import { finish } from "./finish.ts"
import type { OfficerModel } from "./officerModel.ts"

export function Acknowledge({ model, it }: { model: OfficerModel; it: Case }) {
  if (model.reading(it)?.at !== "open" || !deedsNow(it).has("acknowledge")) return null
  const doing = model.doing(it)
  const busy = doing?.asked === "acknowledge" && doing.failed === undefined
  const acknowledge = () => void finish(model, model.acts.acknowledge(it))
  return (
    <section class="step acknowledge" aria-labelledby="acknowledge-title">
      <h3 id="acknowledge-title" tabIndex={-1}>
        {t("acknowledge-title")}
      </h3>
      <p>{t("acknowledge-body", { name: model.me.name, office: it.agency.name })}</p>
      <Failed doing={doing} of={["acknowledge"]} />
      <p class="acts">
        <button type="button" class="primary" disabled={busy} onClick={acknowledge}>
          {busy ? t("doing") : t("acknowledge-do")}
        </button>
      </p>
    </section>
  )
}
