// SPDX-License-Identifier: EUPL-1.2
// Whether the visitor has a connection now: by shape and by word.

import { t } from "../texts.ts"
import { Dot, Ring } from "./marks.tsx"

export function Connection({ here }: { here: boolean }) {
  return (
    <span class={here ? "connection" : "connection gone"}>
      {here ? <Dot /> : <Ring />}
      {here ? t("visitor-here") : t("visitor-away")}
    </span>
  )
}
