// SPDX-License-Identifier: EUPL-1.2
// What is passed on about the visitor: shown before it goes, asked about, and each step after that.
// Nothing is remembered here: what was answered stands in the conversation, and goes with it.

import {
  ANSWERS,
  type Ask,
  type PassingAnswer,
  type PassingStep,
  type StepTold,
  type Told,
  toldIn,
  writtenPassing,
} from "@lykta/core/passing"
import type { Entry } from "@lykta/core/session"
import type { Acts } from "../model.ts"
import { Button } from "../parts/button.tsx"
import { MyMessage } from "../parts/entries.tsx"
import type { Key } from "../texts/keys.gen.ts"
import { t, timeOfDay } from "../texts/words.ts"

type Message = Extract<Entry, { kind: "mine" | "theirs" }>
type Asked = Extract<Told, { what: "ask" }>

interface PassedProps {
  readonly entry: Message
  readonly entries: readonly Entry[]
  readonly covered: boolean
  readonly act: Acts | undefined
}

const ANSWERED: Readonly<Record<PassingAnswer, Key>> = {
  yes: "passed-yes",
  no: "passed-no",
  talk: "passed-talk",
}
const MET: Readonly<Record<PassingAnswer, Key>> = { yes: "met-yes", no: "met-no", talk: "passed-talk" }
const STEP: Readonly<Record<Exclude<PassingStep, "outcome">, Key>> = {
  sent: "passed-sent",
  read: "passed-read",
  accepted: "passed-accepted",
  rerouted: "passed-rerouted",
  declined: "passed-declined",
  closed: "passed-closed",
  cancelled: "passed-cancelled",
  expired: "passed-expired",
}
const OUTCOME: Readonly<Record<NonNullable<StepTold["outcome"]>, Key>> = {
  safe_now: "passed-outcome-safe",
  investigation: "passed-outcome-investigation",
  no_investigation: "passed-outcome-none",
  police: "passed-outcome-police",
  not_found: "passed-outcome-not-found",
  other: "passed-outcome-other",
}

/** The answers to `ask`, in words. */
function answersTo(ask: Ask | undefined): Readonly<Record<PassingAnswer, Key>> {
  return ask?.name === undefined ? ANSWERED : MET
}

/** What `entry` is to the reader; nothing, if it was told before or cannot be understood. */
export function Passed({ entry, entries, covered, act }: PassedProps) {
  const told = toldIn(entries, { isVisitor: true }).find(({ key }) => key === entry.key)
  if (told?.what === "answer" && entry.kind === "mine") {
    const text = t(answersTo(told.to)[told.answer.answer])
    return <MyMessage entry={{ ...entry, text }} covered={covered} act={act} newest={true} />
  }
  const name = entry.kind === "theirs" ? entry.name : ""
  if (told?.what === "step") return <Step step={told.step} name={name} covered={covered} />
  return told?.what === "ask" ? <Question asked={told} name={name} covered={covered} act={act} /> : null
}

interface StepProps {
  readonly step: StepTold
  readonly name: string
  readonly covered: boolean
}

function Step({
  step: { step, outcome = "other", agency, at, name: reader = "" },
  name,
  covered,
}: StepProps) {
  const key = step === "outcome" ? OUTCOME[outcome] : STEP[step]
  const time = timeOfDay(at)
  return (
    <li class="passed-step">
      <p>{covered ? t("talk-hidden") : t(key, { agency, time, reader, name })}</p>
      {!covered && step !== "read" && (
        <p class="state">
          <time>{time}</time>
        </p>
      )}
    </li>
  )
}

interface QuestionProps {
  readonly asked: Asked
  readonly name: string
  readonly covered: boolean
  readonly act: Acts | undefined
}

function Question({ asked, name, covered, act }: QuestionProps) {
  const { agency, name: reader } = asked.ask
  const heading =
    reader === undefined ? t("passed-heading", { name, agency }) : t("met-heading", { reader, agency })
  return (
    <li class="passed">
      <div class="card">
        <p class="passed-heading">{covered ? t("talk-hidden") : heading}</p>
        {!covered && (
          <>
            {reader === undefined ? (
              <Shown text={asked.text} />
            ) : (
              <p dir="auto">{t("met-before", { name, reader })}</p>
            )}
            <Answering asked={asked} act={act} />
          </>
        )}
      </div>
    </li>
  )
}

function Shown({ text }: { readonly text: string }) {
  return (
    <>
      <p>{t("passed-before")}</p>
      <p class="passed-text" dir="auto">
        {text}
      </p>
    </>
  )
}

function Answering({ asked, act }: Pick<QuestionProps, "asked" | "act">) {
  const { ask, answer, old } = asked
  if (answer !== undefined)
    return (
      <p class="passed-answered">
        {t("passed-answered", { answer: t(answersTo(ask)[answer.answer]), time: timeOfDay(answer.at) })}
      </p>
    )
  if (old) return <p class="passed-answered">{t("passed-old")}</p>
  return act === undefined ? null : <Answers asked={asked} act={act} />
}

const field = (): HTMLElement | null => document.querySelector("textarea")

/** What is answered goes as a message of its own, so it is seen to arrive. The buttons go: the field is where one is next. */
function Answers({ asked: { ask }, act }: { readonly asked: Asked; readonly act: Acts }) {
  const say = (answer: PassingAnswer) => (): void => {
    const { ref, round } = ask
    act.write(writtenPassing({ say: "answer", ref, round, answer }), true)
    field()?.focus()
  }
  const isMeeting = ask.name !== undefined
  return (
    <>
      <p class="passed-question">{t(isMeeting ? "met-question" : "passed-question")}</p>
      <div class="passed-answers">
        {ANSWERS.map((answer) => (
          <Button key={answer} pressed={say(answer)}>
            {t(answersTo(ask)[answer])}
          </Button>
        ))}
      </div>
      <p class="passed-means">{t(isMeeting ? "met-means" : "passed-means")}</p>
    </>
  )
}
