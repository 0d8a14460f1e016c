// SPDX-License-Identifier: EUPL-1.2
// The first minutes: is somebody in danger, the call, and where it goes. Large, short, one thing at a time.

import { useEffect } from "preact/hooks"
import { Triangle } from "../desk/marks.tsx"
import { timeOfDay } from "../desk/names.ts"
import { FIELDS } from "../report/report.ts"
import { t } from "../texts.ts"
import { CallForm } from "./callForm.tsx"
import type { Found, Writing } from "./casesModel.ts"
import { withField } from "./draft.ts"
import { SectionFields } from "./fields.tsx"
import { Frame, On, type StepProps } from "./frame.tsx"
import { Readers } from "./readers.tsx"
import { dangers } from "./steps.ts"

export function DangerStep({ model, writing }: StepProps) {
  const { status } = writing
  return (
    <Frame model={model} writing={writing} step="danger">
      <p>{t("escalate-danger-body")}</p>
      <ul class="plain cards">
        {dangers.map((each) => (
          <li key={each}>
            <button type="button" class="row danger-choice" onClick={() => writing.answer(each)}>
              <span class="row-name">
                {each === "now" && <Triangle />}
                {t(`escalate-danger-${each}`)}
              </span>
              <span class="quiet small">{t(`escalate-danger-${each}-means`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <label class="check">
        <input
          type="checkbox"
          checked={status.value === "exercise"}
          onChange={(event) => (status.value = event.currentTarget.checked ? "exercise" : "actual")}
        />
        {t("escalate-exercise")}
      </label>
    </Frame>
  )
}

const script = ["who", "what", "where", "person", "reach", "limits", "number"] as const

export function CallStep({ model, writing }: StepProps) {
  const exercise = writing.status.value !== "actual"
  const log = (call: { kind: "112" | "agency" | "other"; to: string; named: string }) => {
    writing.calls.value = [...writing.calls.peek(), { ...call, at: model.now.peek() }]
  }
  return (
    <Frame model={model} writing={writing} step="call" on={<CallOn writing={writing} />}>
      <p>{t(exercise ? "escalate-call-exercise" : "escalate-call-body")}</p>
      {!exercise && (
        <p>
          <a class="dial" href="tel:112">
            112
          </a>
        </p>
      )}
      <h3>{t("escalate-script-title")}</h3>
      <ol class="script">
        {script.map((line) => (
          <li key={line}>
            {t(`escalate-script-${line}`, { name: model.me.name, helpline: model.me.helpline })}
          </li>
        ))}
      </ol>
      <Calls writing={writing} />
      <CallForm id="first" kinds={["112"]} busy={false} log={log} />
    </Frame>
  )
}

function Calls({ writing }: { writing: Writing }) {
  return (
    <div role="status">
      {writing.calls.value.map(({ at, named }) => (
        <p key={at} class="notice">
          {named === ""
            ? t("call-logged", { time: timeOfDay(at) })
            : t("call-logged-named", { time: timeOfDay(at), named })}
        </p>
      ))}
    </div>
  )
}

/** Going on without having phoned is possible, and says so. */
function CallOn({ writing }: { writing: Writing }) {
  if (writing.calls.value.length > 0) return <On writing={writing} />
  return (
    <button type="button" onClick={() => writing.move(1)}>
      {t("escalate-call-later")}
    </button>
  )
}

export function ConsultStep({ model, writing }: StepProps) {
  return (
    <Frame model={model} writing={writing} step="consult">
      <p>{t("escalate-consult-body")}</p>
      <ul class="script">
        {(["talk", "ask", "phone"] as const).map((each) => (
          <li key={each}>{t(`escalate-consult-${each}`)}</li>
        ))}
      </ul>
    </Frame>
  )
}

interface PlaceProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly found: Found | undefined
  choose(code: string): void
}

function Municipality({ id, label, value, found, choose }: PlaceProps) {
  const known = found?.routed.municipalities ?? []
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{t("escalate-untold")}</option>
        {known.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </p>
  )
}

function ByHand({ model, writing, found }: StepProps & { found: Found }) {
  const { agencies } = found.routed
  return (
    <p class="field">
      <label for="by-hand">{t("escalate-agency-choose")}</label>
      <select
        id="by-hand"
        value={writing.agency?.id ?? ""}
        onChange={(event) => {
          writing.byHand.value = event.currentTarget.value
          model.acts.route(writing)
        }}
      >
        <option value="">{t("escalate-agency-none")}</option>
        {agencies.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </p>
  )
}

function Agency({ model, writing, found }: StepProps & { found: Found }) {
  const { agency } = found.routed
  return (
    <section class="agency" aria-labelledby="agency-title">
      <h3 id="agency-title">{writing.agency?.name ?? t("escalate-agency-unknown")}</h3>
      {agency !== undefined && agency.id === writing.agency?.id && (
        <>
          <p>{agency.open ? t("escalate-agency-open") : t("escalate-agency-closed")}</p>
          {agency.stale && <p class="notice pressing">{t("escalate-agency-stale")}</p>}
          {agency.phones.length > 0 && (
            <ul class="plain">
              {agency.phones.map((phone) => (
                <li key={phone}>
                  <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <ByHand model={model} writing={writing} found={found} />
      {writing.agency !== undefined && <Readers writing={writing} found={found} />}
    </section>
  )
}

function RouteState({ model, writing }: StepProps) {
  const route = writing.route.value
  return (
    <>
      <p class="quiet" role="status">
        {route.at === "asking" ? t("escalate-where-asking") : ""}
      </p>
      {route.at === "failed" && (
        <p class="notice pressing" role="alert">
          {t("escalate-where-failed")}
          <button type="button" onClick={() => model.acts.route(writing)}>
            {t("escalate-again")}
          </button>
        </p>
      )}
    </>
  )
}

export function WhereStep({ model, writing }: StepProps) {
  const { found, nowIn, home, draft } = writing
  useEffect(() => {
    if (writing.route.peek().at === "none") model.acts.route(writing)
  }, [])
  const choose = (place: typeof nowIn) => (code: string) => {
    place.value = code
    writing.byHand.value = ""
    model.acts.route(writing)
  }
  return (
    <Frame model={model} writing={writing} step="where" on={<On writing={writing} />}>
      <p>{t("escalate-where-body")}</p>
      <SectionFields
        section="now"
        kinds={FIELDS.now}
        fields={draft.value.sections.now ?? {}}
        only={["where"]}
        hints={{ where: t("escalate-where-told") }}
        say={(field, said) => (draft.value = withField(draft.peek(), "now", field, said))}
      />
      <Municipality
        id="now-in"
        label={t("escalate-now-in")}
        value={nowIn.value}
        found={found}
        choose={choose(nowIn)}
      />
      <Municipality
        id="home"
        label={t("escalate-home")}
        value={home.value}
        found={found}
        choose={choose(home)}
      />
      <RouteState model={model} writing={writing} />
      {found !== undefined && <Agency model={model} writing={writing} found={found} />}
    </Frame>
  )
}
