// SPDX-License-Identifier: EUPL-1.2
// Another tab has the desk: where it is, and the way back with what it costs.

import { Card } from "../door/doorPage.tsx"
import { t } from "../texts.ts"

export function DisplacedPage({ takeBack }: { takeBack: () => void }) {
  return (
    <main class="door">
      <Card title={t("displaced-title")}>
        <p>{t("displaced-body")}</p>
        <p>
          <button type="button" onClick={takeBack}>
            {t("displaced-here")}
          </button>
        </p>
        <p class="quiet small">{t("displaced-warning")}</p>
      </Card>
    </main>
  )
}
