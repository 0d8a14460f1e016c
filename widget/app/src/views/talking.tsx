// SPDX-License-Identifier: EUPL-1.2
// The conversation: who is here, what was said, and the field.

import type { Entry, Person, VisitorState } from "@lykta/core/session"
import { useState } from "preact/hooks"
import type { Model } from "../model.ts"
import { Button, NotSafe } from "../parts/button.tsx"
import { Composer } from "../parts/composer.tsx"
import { Entries } from "../parts/entries.tsx"
import { Log } from "../parts/log.tsx"
import { Notices } from "../parts/notices.tsx"
import { useRare } from "../parts/useRare.ts"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

export type Talk = Extract<VisitorState, { at: "talking" }>

interface TalkingProps {
  readonly model: Model
  readonly state: Talk
}

const WITH: Readonly<Record<Person["role"], Key>> = {
  counsellor: "talk-with-counsellor",
  supervisor: "talk-with-supervisor",
  officer: "talk-with-officer",
  safeguarding: "talk-with-safeguarding",
}

export function Talking({ model, state }: TalkingProps) {
  const covered = useValue(model.covered)
  const [words, setWords] = useState(false)
  const code = useRare()
  return (
    <div class="talk">
      <div class="over-log">
        <Who people={state.people} />
        <Tools model={model} covered={covered} words={() => setWords(!words)} />
        {words && code && <code.Words model={model} state={state} />}
      </div>
      <Log>
        <Entries entries={state.entries} covered={covered} act={model.act} />
        {!state.entries.some(isMessage) && <p class="event">{t("talk-empty")}</p>}
        <Writing people={state.people} />
      </Log>
      <Notices model={model} state={state} />
      <Composer model={model} />
    </div>
  )
}

function isMessage({ kind }: Entry): boolean {
  return kind === "mine" || kind === "theirs"
}

/** One line for each who is here, as their certificates say. */
function Who({ people }: { readonly people: readonly Person[] }) {
  return (
    <h1 tabIndex={-1} class="who">
      {people.length === 0 && t("talk-nobody")}
      {people.map(({ member, role, name, helpline }) => (
        <span key={member}>{t(WITH[role], { name, helpline })} </span>
      ))}
    </h1>
  )
}

interface ToolsProps {
  readonly model: Model
  readonly covered: boolean
  readonly words: () => void
}

/** On a small screen all but the most urgent waits behind one press. */
function Tools({ model, covered, words }: ToolsProps) {
  const [open, setOpen] = useState(false)
  const ask = (): void => {
    model.over.value = "end"
  }
  const cover = (): void => {
    model.covered.value = !covered
  }
  return (
    <div class={`tools ${open ? "open" : ""}`}>
      <NotSafe model={model} />
      <button type="button" class="button plain more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("talk-more")}
      </button>
      <span class="rest">
        <Button kind="plain" pressed={cover}>
          {t(covered ? "talk-show" : "talk-hide")}
        </Button>
        <Button kind="plain" pressed={words}>
          {t("talk-words")}
        </Button>
        <Button kind="plain" pressed={ask}>
          {t("talk-end")}
        </Button>
      </span>
    </div>
  )
}

function Writing({ people }: { readonly people: readonly Person[] }) {
  return (
    <p class="writing">
      {people
        .filter(({ writing }) => writing)
        .map(({ name }) => t("talk-writing", { name }))
        .join(" ")}
    </p>
  )
}
