// SPDX-License-Identifier: EUPL-1.2
// The language of the page, each by its own name.

import type { Preferences } from "./preferences.ts"
import { type Language, language, languages, t } from "./texts.ts"

const ownNames: Readonly<Record<Language, string>> = { sv: "Svenska", en: "English" }

export function LanguageChoice({ preferences }: { preferences: Preferences }) {
  const choose = (chosen: Language) => {
    language.value = chosen
    preferences.choose({ language: chosen })
  }
  return (
    <fieldset class="setting languages">
      <legend>{t("settings-language")}</legend>
      {languages.map((each) => (
        <label key={each} class="check" lang={each}>
          <input
            type="radio"
            name="language"
            checked={language.value === each}
            onChange={() => choose(each)}
          />
          {ownNames[each]}
        </label>
      ))}
    </fieldset>
  )
}
