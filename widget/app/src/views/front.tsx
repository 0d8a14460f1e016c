// SPDX-License-Identifier: EUPL-1.2
// The page before the chat: all that one must know, in 120 words, and nothing that one must answer.

import { isOpen, type Model } from "../model.ts"
import { Button, CloseChat, NotSafe } from "../parts/button.tsx"
import { OwnTab } from "../parts/ownTab.tsx"
import { Page } from "../parts/page.tsx"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { language, t } from "../texts/words.ts"
import { FirstWords } from "./firstWords.tsx"

const ITEMS: readonly (readonly [Key, Key?])[] = [
  ["front-who", "front-who-more"],
  ["front-anonymous", "front-anonymous-more"],
  ["front-tell", "front-tell-more"],
  ["front-find"],
  ["front-watched", "front-watched-more"],
  ["front-leave", "front-leave-more"],
]

export function Front({ model }: { readonly model: Model }) {
  const open = isOpen(useValue(model.helpline), useValue(model.choices).audience, language())
  const actions = (
    <>
      <p class="openness" role="status">
        {open !== undefined && t(open ? "front-open" : "front-closed")}
      </p>
      {/* The relay decides: it may have opened since. */}
      <Button kind="primary" pressed={() => model.act.start(false)}>
        {t(open === false ? "front-other" : "front-start")}
      </Button>
      <NotSafe model={model} />
    </>
  )
  return (
    <Page heading={t("front-heading")} actions={actions}>
      <Languages model={model} />
      {model.anew.value && <p class="quiet">{t("front-anew")}</p>}
      <ul class="plain-words">
        {ITEMS.map(([lead, more]) => (
          <li key={lead}>
            <strong>{t(lead)}</strong> {more !== undefined && t(more)}
          </li>
        ))}
      </ul>
      <FirstWords model={model} />
      <OtherWays model={model} />
    </Page>
  )
}

function Languages({ model }: { readonly model: Model }) {
  return (
    <fieldset class="languages" aria-label={t("front-language")}>
      {model.languages.map(({ tag, name }) => (
        <button
          key={tag}
          type="button"
          class="button plain"
          lang={tag}
          aria-pressed={tag === language()}
          onClick={() => model.act.speak(tag)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

/** In a frame: a tab of its own, or away. */
function OtherWays({ model }: { readonly model: Model }) {
  if (!model.framed) return null
  return (
    <div class="other-ways">
      <p>
        <OwnTab />
      </p>
      <CloseChat model={model} />
    </div>
  )
}
