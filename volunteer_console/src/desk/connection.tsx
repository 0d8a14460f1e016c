// SPDX-License-Identifier: EUPL-1.2
// Whether the visitor has a connection now: by shape and by word. Without one of our own nobody knows.

import { t } from "../texts.ts"
import { Dot, Ring } from "./marks.tsx"

export function Connection({ here, known }: { here: boolean; known: boolean }) {
  const fine = here && known
  return (
    <span class={fine ? "connection" : "connection gone"}>
      {fine ? <Dot /> : <Ring />}
      {known ? t(here ? "visitor-here" : "visitor-away") : t("visitor-unknown")}
    </span>
  )
}
