// SPDX-License-Identifier: EUPL-1.2
// The report, what the young person knows and wants, and which messages go with it.

import { timeOfDay, visitorName } from "../desk/names.ts"
import { FIELDS, type Guardian, guardiansInformed, MAX_GUARDIANS, type Section } from "../report/report.ts"
import { t } from "../texts.ts"
import {
  passable,
  withChosen,
  withField,
  withGuardian,
  withOneMoreGuardian,
  withoutGuardian,
} from "./draft.ts"
import { GuardianFields, SectionFields } from "./fields.tsx"
import { Frame, On, type StepProps } from "./frame.tsx"
import { Showing } from "./tellingView.tsx"

interface PartProps extends StepProps {
  readonly section: Section
  readonly only?: readonly string[]
  readonly hints?: Readonly<Record<string, string>>
}

function Part({ writing, section, only, hints }: PartProps) {
  const { draft } = writing
  return (
    <SectionFields
      section={section}
      kinds={FIELDS[section]}
      fields={draft.value.sections[section] ?? {}}
      {...(only !== undefined && { only })}
      {...(hints !== undefined && { hints })}
      say={(field, said) => (draft.value = withField(draft.peek(), section, field, said))}
    />
  )
}

/** Folded, and all of it optional. */
function Folded({ model, writing, section, only }: PartProps) {
  return (
    <details class="fold">
      <summary>{t(`section-${section}`)}</summary>
      <Part model={model} writing={writing} section={section} {...(only !== undefined && { only })} />
    </details>
  )
}

function Guardians({ writing }: StepProps) {
  const { draft } = writing
  const { guardians } = draft.value
  const informed = guardiansInformed({ guardians: guardians as readonly Guardian[] })
  return (
    <details class="fold" open={guardians.length > 0}>
      <summary>{t("section-guardians")}</summary>
      <p class="notice">{t("escalate-guardians-means")}</p>
      <div role="alert">{informed && <p class="notice pressing">{t("escalate-guardians-informed")}</p>}</div>
      {guardians.map((fields, at) => (
        <fieldset key={at} class="guardian">
          <legend>{t("escalate-guardian", { number: at + 1 })}</legend>
          <GuardianFields
            at={at}
            fields={fields}
            say={(field, said) => (draft.value = withGuardian(draft.peek(), at, field, said))}
          />
          <button type="button" onClick={() => (draft.value = withoutGuardian(draft.peek(), at))}>
            {t("escalate-guardian-remove")}
          </button>
        </fieldset>
      ))}
      {guardians.length < MAX_GUARDIANS && (
        <button type="button" onClick={() => (draft.value = withOneMoreGuardian(draft.peek()))}>
          {t("escalate-guardian-add")}
        </button>
      )}
    </details>
  )
}

const boxes = ["childWords", "observed", "secondHand", "secondHandFrom", "inference"] as const
const circumstances = ["when", "ongoing", "suspected", "violence", "images"] as const
const nowFields = Object.keys(FIELDS.now).filter((name) => name !== "where")

export function ReportStep({ model, writing }: StepProps) {
  const hints = {
    childWords: t("escalate-box-childWords"),
    observed: t("escalate-box-observed"),
    secondHand: t("escalate-box-secondHand"),
    inference: t("escalate-box-inference"),
  }
  const given = { model, writing }
  return (
    <Frame {...given} step="report" on={<On writing={writing} />}>
      <p>{t("escalate-report-body")}</p>
      <h3>{t("section-concern")}</h3>
      <Part {...given} section="concern" only={boxes} hints={hints} />
      <h3>{t("escalate-more")}</h3>
      <Folded {...given} section="concern" only={circumstances} />
      <Folded {...given} section="now" only={nowFields} />
      <Folded {...given} section="child" />
      <Guardians {...given} />
      <Folded {...given} section="household" />
      <Folded {...given} section="history" />
      <Folded {...given} section="reporter" />
    </Frame>
  )
}

export function ViewStep({ model, writing }: StepProps) {
  return (
    <Frame model={model} writing={writing} step="view" on={<On writing={writing} />}>
      <p>{t("escalate-view-body")}</p>
      <p class="notice">{t("escalate-view-tell")}</p>
      <Showing model={model} writing={writing} />
      <Part model={model} writing={writing} section="view" />
    </Frame>
  )
}

export function ExcerptStep({ model, writing }: StepProps) {
  const { draft } = writing
  const talk = model.talkOf(writing)
  const entries = passable(talk)
  const { chosen, kept } = draft.value
  return (
    <Frame model={model} writing={writing} step="excerpts" on={<On writing={writing} />}>
      <p>{t("escalate-excerpts-body")}</p>
      {kept.length > 0 && <p class="notice">{t("escalate-excerpts-kept", { count: kept.length })}</p>}
      {entries.length === 0 || talk === undefined ? (
        <p class="quiet">{t("escalate-excerpts-none")}</p>
      ) : (
        <ol class="plain excerpt-choice">
          {entries.map((entry) => (
            <li key={entry.key}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={chosen.has(entry.key)}
                  onChange={() => (draft.value = withChosen(draft.peek(), entry.key))}
                />
                <span>
                  <span class="quiet small">
                    {entry.kind === "mine"
                      ? t("entry-mine", { time: timeOfDay(entry.at) })
                      : t("entry-theirs", { name: visitorName(talk), time: timeOfDay(entry.at) })}
                  </span>
                  <span class="said" dir="auto">
                    {entry.text}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ol>
      )}
      <p role="status">{t("escalate-excerpts-count", { count: chosen.size + kept.length })}</p>
    </Frame>
  )
}
