// SPDX-License-Identifier: EUPL-1.2
// What did not work, what is safe and what to do, beside what was pressed.

import { t } from "../texts.ts"
import type { Asked, Doing } from "./officerModel.ts"

/** Always in the page, so that a screen reader hears it fill. */
export function Failed({ doing, of }: { doing: Doing | undefined; of: readonly Asked[] }) {
  const failed = doing !== undefined && of.includes(doing.asked) ? doing.failed : undefined
  return <div role="alert">{failed !== undefined && <p class="notice">{t(`failed-${failed}`)}</p>}</div>
}
