// SPDX-License-Identifier: EUPL-1.2
// What one may say before the chat. None of it is required; it stays in the page until somebody is let in.

import { type Audience, audiencesIn, type Choices, type Model } from "../model.ts"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { language, t } from "../texts/words.ts"

/** What is sent for each age, the same in every language; absent words mean that the figures say it. */
const AGES: readonly (readonly [string, Key?])[] = [
  ["", "hello-age-unsaid"],
  ["≤ 12", "hello-age-12"],
  ["13–14"],
  ["15–17"],
  ["18–20"],
  ["≥ 21", "hello-age-21"],
]
const AUDIENCES: Readonly<Record<Audience, Key>> = {
  young: "audience-young",
  adult: "audience-adult",
  professional: "audience-professional",
}
/** Together well inside the largest padded message. */
const MAX_NAME = 40
const MAX_ABOUT = 1_000
/** How much room is left is said when it is so little. */
const NEARLY = 200

/** A browser must neither fill these in, nor remember them, nor send them away to be spelt. */
export const PRIVATE = { autocomplete: "off", spellcheck: false, "data-gramm": "false" } as const

interface FieldProps {
  readonly choices: Choices
  readonly choose: (change: Partial<Choices>) => void
}

export function FirstWords({ model }: { readonly model: Model }) {
  const choices = useValue(model.choices)
  const choose = (change: Partial<Choices>): void => {
    model.choices.value = { ...model.choices.value, ...change }
  }
  return (
    <details class="fold">
      <summary>{t("hello-open")}</summary>
      <div class="form">
        <p class="quiet">{t("hello-nothing-needed")}</p>
        <Name choices={choices} choose={choose} />
        <About choices={choices} choose={choose} />
        <Age choices={choices} choose={choose} />
        <Who choices={choices} choose={choose} served={audiencesIn(model.helpline.value, language())} />
      </div>
    </details>
  )
}

function Name({ choices, choose }: FieldProps) {
  return (
    <>
      <label for="name">{t("hello-name")}</label>
      <input
        id="name"
        {...PRIVATE}
        dir="auto"
        maxLength={MAX_NAME}
        value={choices.name}
        aria-describedby="name-hint"
        onInput={(event) => choose({ name: event.currentTarget.value })}
      />
      <p id="name-hint" class="quiet">
        {t("hello-name-hint")}
      </p>
    </>
  )
}

function About({ choices, choose }: FieldProps) {
  const left = MAX_ABOUT - choices.about.length
  return (
    <>
      <label for="about">{t("hello-about")}</label>
      <textarea
        id="about"
        {...PRIVATE}
        dir="auto"
        rows={3}
        maxLength={MAX_ABOUT}
        value={choices.about}
        aria-describedby="about-hint"
        onInput={(event) => choose({ about: event.currentTarget.value })}
      />
      <p id="about-hint" class="quiet" role="status">
        {left <= NEARLY && t("hello-about-left", { left })}
      </p>
    </>
  )
}

function Age({ choices, choose }: FieldProps) {
  return (
    <>
      <label for="age">{t("hello-age")}</label>
      <select id="age" value={choices.age} onChange={(event) => choose({ age: event.currentTarget.value })}>
        {AGES.map(([value, key]) => (
          <option key={value} value={value}>
            {key === undefined ? value : t(key)}
          </option>
        ))}
      </select>
    </>
  )
}

function Who({ choices, choose, served }: FieldProps & { readonly served: readonly Audience[] }) {
  return (
    <fieldset>
      <legend>{t("audience-question")}</legend>
      {served.map((one) => (
        <label key={one} class="choice">
          <input
            type="radio"
            name="audience"
            checked={one === choices.audience}
            onChange={() => choose({ audience: one })}
          />
          {t(AUDIENCES[one])}
        </label>
      ))}
    </fieldset>
  )
}
