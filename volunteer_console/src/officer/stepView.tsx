// SPDX-License-Identifier: EUPL-1.2
// The second, calm step: what will happen, a choice where there is one, and the way back.

import type { Case } from "@lykta/core/wire.gen"
import { useSignal } from "@preact/signals"
import type { ComponentChildren } from "preact"
import { useArrivalFocus } from "../desk/focus.ts"
import { t } from "../texts.ts"
import { declineCodes, outcomeCodes } from "./deeds.ts"
import { Failed } from "./failed.tsx"
import { finish } from "./finish.ts"
import type { Asked, Choices, OfficerModel, Second } from "./officerModel.ts"

const askedBy: Readonly<Record<Second, Asked>> = {
  decline: "decline",
  outcome: "outcome",
  reroute: "reroute",
  colleague: "sealAgain",
  join: "joined_asked",
}

interface FrameProps {
  readonly model: OfficerModel
  readonly it: Case
  readonly step: Second
  /** Whether what is chosen is enough. */
  readonly ready: boolean
  act(): Promise<boolean>
  readonly children?: ComponentChildren
}

function Frame({ model, it, step, ready, act, children }: FrameProps) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  const doing = model.doing(it)
  const busy = doing?.asked === askedBy[step] && doing.failed === undefined
  const back = () => {
    model.step.value = undefined
    requestAnimationFrame(() => document.getElementById(`step-open-${step}`)?.focus())
  }
  return (
    <div class="step">
      <h4 ref={$title} tabIndex={-1}>
        {t(`step-${step}-title`)}
      </h4>
      <p>{t(`step-${step}-body`)}</p>
      {children}
      <Failed doing={doing} of={[askedBy[step], "choices"]} />
      <p class="acts apart">
        <button type="button" onClick={back}>
          {t("step-back")}
        </button>
        <button
          type="button"
          class="primary"
          disabled={!ready || busy}
          onClick={() => void finish(model, act())}
        >
          {busy ? t("doing") : t(`step-${step}-do`)}
        </button>
      </p>
    </div>
  )
}

interface ChoiceProps<C extends string> {
  readonly legend: string
  readonly codes: readonly C[]
  readonly chosen: C | undefined
  name(code: C): string
  choose(code: C): void
}

function Choice<C extends string>({ legend, codes, chosen, name, choose }: ChoiceProps<C>) {
  return (
    <fieldset class="codes">
      <legend>{legend}</legend>
      {codes.map((code) => (
        <label key={code} class="check">
          <input type="radio" name="code" checked={chosen === code} onChange={() => choose(code)} />
          <bdi>{name(code)}</bdi>
        </label>
      ))}
    </fieldset>
  )
}

interface StepProps {
  readonly model: OfficerModel
  readonly it: Case
}

function Decline({ model, it }: StepProps) {
  const code = useSignal<(typeof declineCodes)[number] | undefined>(undefined)
  const chosen = code.value
  const act = async () => chosen !== undefined && model.acts.decline(it, chosen)
  return (
    <Frame model={model} it={it} step="decline" ready={chosen !== undefined} act={act}>
      <Choice
        legend={t("step-decline-why")}
        codes={declineCodes}
        chosen={chosen}
        name={(each) => t(`case-code-${each}`)}
        choose={(each) => (code.value = each)}
      />
    </Frame>
  )
}

function Outcome({ model, it }: StepProps) {
  const code = useSignal<(typeof outcomeCodes)[number] | undefined>(undefined)
  const chosen = code.value
  const act = async () => chosen !== undefined && model.acts.outcome(it, chosen)
  return (
    <Frame model={model} it={it} step="outcome" ready={chosen !== undefined} act={act}>
      <Choice
        legend={t("step-outcome-what")}
        codes={outcomeCodes}
        chosen={chosen}
        name={(each) => t(`case-code-${each}`)}
        choose={(each) => (code.value = each)}
      />
    </Frame>
  )
}

function Looking({ found }: { found: boolean }) {
  return (
    <p class="quiet" role="status">
      {found ? "" : t("step-looking")}
    </p>
  )
}

function Reroute({ model, it, choices }: StepProps & { choices: Choices }) {
  const agency = useSignal<string | undefined>(undefined)
  const chosen = agency.value
  const agencies = choices.agencies ?? []
  const act = async () => chosen !== undefined && model.acts.reroute(it, chosen)
  return (
    <Frame model={model} it={it} step="reroute" ready={chosen !== undefined} act={act}>
      <Looking found={choices.agencies !== undefined} />
      {agencies.length > 0 && (
        <Choice
          legend={t("step-reroute-where")}
          codes={agencies.map(({ id }) => id)}
          chosen={chosen}
          name={(id) => agencies.find((each) => each.id === id)?.name ?? id}
          choose={(id) => (agency.value = id)}
        />
      )}
    </Frame>
  )
}

function SealAgain({ model, it, choices }: StepProps & { choices: Choices }) {
  const { colleagues } = choices
  return (
    <Frame
      model={model}
      it={it}
      step="colleague"
      ready={colleagues !== undefined && colleagues.length > 0}
      act={() => model.acts.sealAgain(it)}
    >
      <Looking found={colleagues !== undefined} />
      {colleagues?.length === 0 && <p>{t("step-colleague-none")}</p>}
      <ul class="colleagues">
        {colleagues?.map(({ key, name }) => (
          <li key={key}>
            <bdi>{name}</bdi>{" "}
            <span class="quiet small">{t("step-colleague-key", { key: key.slice(0, 16) })}</span>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

function Join({ model, it }: StepProps) {
  return (
    <Frame model={model} it={it} step="join" ready act={() => model.acts.askToJoin(it)}>
      <p>{t("step-join-who", { name: model.me.name, office: it.agency.name })}</p>
    </Frame>
  )
}

export function StepView({ model, it, step }: StepProps & { step: Second }) {
  const choices = model.state.value.choices.get(it.case) ?? {}
  switch (step) {
    case "decline":
      return <Decline model={model} it={it} />
    case "outcome":
      return <Outcome model={model} it={it} />
    case "reroute":
      return <Reroute model={model} it={it} choices={choices} />
    case "colleague":
      return <SealAgain model={model} it={it} choices={choices} />
    case "join":
      return <Join model={model} it={it} />
  }
}
