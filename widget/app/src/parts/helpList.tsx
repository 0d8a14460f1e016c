// SPDX-License-Identifier: EUPL-1.2
// Others who can help: each number a link, and written out.

import { type HelpLine, isOld, linesFor } from "../help.ts"
import type { Audience } from "../model.ts"
import { help, month, t } from "../texts/words.ts"

interface HelpListProps {
  readonly audience: Audience
  /** The line that stands on this page already. */
  readonly but?: string
}

export function HelpList({ audience, but }: HelpListProps) {
  const content = help()
  const date = month(new Date(content.verified_on))
  return (
    <section class="help">
      <h2>{t("help-heading")}</h2>
      <ul>
        {linesFor(content, audience)
          .filter(({ id }) => id !== but)
          .map((line) => (
            <li key={line.id}>
              <HelpLink line={line} />
            </li>
          ))}
      </ul>
      <p class="quiet">
        {t("help-trace")} {isOld(content, Date.now()) ? t("help-old") : t("help-checked", { date })}
      </p>
    </section>
  )
}

function HelpLink({ line }: { readonly line: HelpLine }) {
  const site = line.site !== undefined && {
    href: `https://${line.site}`,
    target: "_blank",
    rel: "noopener noreferrer",
  }
  return (
    <a {...(site || { href: `tel:${line.call}` })}>
      <span>
        <strong>{line.name}</strong> <span class="note">{line.note}</span>
      </span>{" "}
      <bdi class="number">{line.site === undefined ? line.written : t("help-site", { site: line.site })}</bdi>
    </a>
  )
}
