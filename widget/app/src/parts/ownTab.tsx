// SPDX-License-Identifier: EUPL-1.2
// From a frame to a tab of its own, and what that leaves behind.

import { language, t } from "../texts/words.ts"

export function OwnTab() {
  return (
    <>
      <a href={`#lang=${language()}`} target="_blank" rel="noopener noreferrer">
        {t("front-tab")}
      </a>{" "}
      <span class="quiet">{t("front-tab-more")}</span>
    </>
  )
}
