// SPDX-License-Identifier: EUPL-1.2
// What is not needed at first, or by few: while waiting, words to compare, after a reload, between two tabs, while
// nothing can be kept, after a refusal.

import type { Distrust } from "@lykta/core/session"
import { useEffect, useState } from "preact/hooks"
import type { Model } from "../model.ts"
import { Button, NotSafe } from "../parts/button.tsx"
import type { NoticesProps } from "../parts/notices.tsx"
import { OwnTab } from "../parts/ownTab.tsx"
import { Page } from "../parts/page.tsx"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

export { ReadAgain, Return } from "./afterwards.tsx"
export { comeBack, held } from "./comeBack.ts"
export { Passed } from "./passed.tsx"

/** An answer usually takes a moment; whoever waits longer is told that it does. */
const SLOW_MS = 3_000

interface RareProps {
  readonly model: Model
}

/** Something to read for whoever waits. */
export function Calm() {
  return (
    <section>
      <h2>{t("calm-heading")}</h2>
      {CALM.map(([heading, text]) => (
        <details key={heading} class="fold">
          <summary>{t(heading)}</summary>
          <p>{t(text)}</p>
        </details>
      ))}
    </section>
  )
}

/** Between the first sight of something kept and the conversation. */
export function Returning({ model }: RareProps) {
  return useValue(model.returning) === "opening" ? <Opening model={model} /> : <Elsewhere model={model} />
}

function Opening({ model }: RareProps) {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const late = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(late)
  }, [])
  return (
    <Page heading={t("returning-heading")} actions={<NotSafe model={model} />}>
      <p role="status">{slow && t("returning-slow")}</p>
    </Page>
  )
}

const CALM: readonly (readonly [Key, Key])[] = [
  ["calm-breathe", "calm-breathe-text"],
  ["calm-look", "calm-look-text"],
  ["calm-say", "calm-say-text"],
  ["calm-then", "calm-then-text"],
]

const SAID: Readonly<Record<"elsewhere" | "asking" | "silent", Key>> = {
  elsewhere: "elsewhere-text",
  asking: "elsewhere-asking",
  silent: "elsewhere-silent",
}

function Elsewhere({ model }: RareProps) {
  const at = useValue(model.returning)
  const said = at === "no" || at === "opening" ? "elsewhere" : at
  const actions = (
    <>
      <Button kind="primary" pressed={() => model.act.goOnHere()}>
        {t("elsewhere-here")}
      </Button>
      {said === "silent" && <Button pressed={() => model.act.again()}>{t("elsewhere-new")}</Button>}
      <NotSafe model={model} />
    </>
  )
  return (
    <Page heading={t("elsewhere-heading")} actions={actions}>
      <p role="status">{t(SAID[said])}</p>
    </Page>
  )
}

/** In the place of a conversation: whoever opens a closed tab again sees nothing of it by that alone. */
export function Veil({ model }: RareProps) {
  const show = (): void => {
    model.veiled.value = false
  }
  const actions = (
    <>
      <Button kind="primary" pressed={show}>
        {t("veil-show")}
      </Button>
      <NotSafe model={model} />
    </>
  )
  return (
    <Page heading={t("veil-heading")} actions={actions}>
      <p>{t("veil-text")}</p>
    </Page>
  )
}

export function Moved({ model }: RareProps) {
  return (
    <Page heading={t("moved-heading")} actions={<NotSafe model={model} />}>
      <p>{t("moved-text")}</p>
    </Page>
  )
}

/** The counsellor has been away for long: whether to let in another is the visitor's choice, and can be changed. */
export function Another({ model, state }: NoticesProps) {
  const [declined, setDeclined] = useState(false)
  if (state.another === "wanted") {
    return (
      <div class="card ask" role="status">
        <p>{t("another-wanted")}</p>
        <Button pressed={() => model.act.another(false)}>{t("another-stop")}</Button>
      </div>
    )
  }
  if (state.another === "no" || declined) return null
  const [name] = state.people.filter(({ here }) => !here).map((person) => person.name)
  return (
    <div class="card ask" role="status">
      <p>{name === undefined ? t("another-offer-nobody") : t("another-offer", { name })}</p>
      <Button pressed={() => model.act.another(true)}>{t("another-yes")}</Button>
      <Button pressed={() => setDeclined(true)}>{t("another-no")}</Button>
    </div>
  )
}

/** Five words to compare by voice. They change when somebody comes or goes, which the messages tell. */
export function Words({ model, state: { entries } }: NoticesProps) {
  const [words, setWords] = useState<readonly string[]>([])
  useEffect(() => void model.act.words()?.then(setWords), [entries])
  return (
    <p role="status">
      {t("words-text")} <bdi translate={false}>{words.join(" ")}</bdi>
    </p>
  )
}

/** Said once, quietly, and put away with a press. */
export function Unkept({ model }: RareProps) {
  const [read, setRead] = useState(false)
  if (!useValue(model.unkept) || read) return null
  return (
    <details class="fold quiet">
      <summary>{t("unkept-line")}</summary>
      <p>{t("unkept-text")}</p>
      {model.framed && (
        <div class="other-ways">
          <p>{t("unkept-tab")}</p>
          <p>
            <OwnTab />
          </p>
        </div>
      )}
      <Button kind="plain" pressed={() => setRead(true)}>
        {t("unkept-close")}
      </Button>
    </details>
  )
}

const REASONS: Readonly<Record<Distrust, Key>> = {
  unknownRoot: "distrust-unknown-root",
  expired: "distrust-expired",
  notYet: "distrust-not-yet",
  demonstration: "distrust-demonstration",
  wrongHelpline: "distrust-wrong-helpline",
  wrongUse: "distrust-wrong-use",
  forged: "distrust-forged",
  malformed: "distrust-malformed",
  notAllowed: "distrust-not-allowed",
  denied: "distrust-denied",
  denyListMissing: "distrust-deny-list",
  denyListOld: "distrust-deny-list",
}

/** Why nobody was let in, in words. */
export function reason(why: Distrust): string {
  return t(REASONS[why])
}
