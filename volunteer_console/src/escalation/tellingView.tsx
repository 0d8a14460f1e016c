// SPDX-License-Identifier: EUPL-1.2
// What the young person is shown and told in their chat, as their counsellor sees to it.

import { MAX_SHOWN_CODE_POINTS } from "@lykta/core/passing"
import type { Case } from "@lykta/core/wire.gen"
import { useSignal } from "@preact/signals"
import { useMemo } from "preact/hooks"
import { timeOfDay } from "../desk/names.ts"
import { t } from "../texts.ts"
import { withField } from "./draft.ts"
import type { StepProps } from "./frame.tsx"
import { contradicts, isUnsafe } from "./owed.ts"
import { plainWords } from "./plainWords.ts"
import type { Asked } from "./telling.ts"

const unknownKey = "0".repeat(64)

/** What the report says now about them, in words. */
function wordsOf({ model, writing }: StepProps): string {
  return plainWords(writing.report(model.talkOf(writing), { created: 0, answersTo: unknownKey }))
}

function answeredText({ at, answer }: Asked): string {
  if (answer === undefined) return t("show-unanswered", { time: timeOfDay(at) })
  return t("show-answered", { answer: t(`passed-${answer.answer}`), time: timeOfDay(answer.at) })
}

/** What came back, and whether the report says the same. */
export function Answered({ model, writing }: StepProps) {
  const asked = model.telling.asked(writing.case, writing.conversation)
  const answer = asked?.answer
  const other = answer !== undefined && contradicts(writing.draft.value, answer.answer)
  return (
    <div role="status">
      {asked !== undefined && <p class="notice">{answeredText(asked)}</p>}
      {other && (
        <>
          <p class="notice pressing">{t("show-contradicts")}</p>
          <p class="acts">
            <button type="button" onClick={() => model.telling.takeOver(writing)}>
              {t("show-take-over")}
            </button>
          </p>
        </>
      )}
    </div>
  )
}

/** Said before it is sent: they have seen something else, or nothing. */
export function ShownOrNot({ model, writing }: StepProps) {
  if (isUnsafe(writing.draft.value)) return <p class="notice">{t("show-unsafe-means")}</p>
  const asked = model.telling.asked(writing.case, writing.conversation)
  const old = asked !== undefined && writing.shownOf !== wordsOf({ model, writing })
  return (
    <>
      <Answered model={model} writing={writing} />
      {(old || asked === undefined) && (
        <p class="notice">
          <span>{t(old ? "show-old" : "show-not-yet")}</span>{" "}
          <button type="button" class="small" onClick={() => (writing.step.value = "view")}>
            {t("escalate-missing-go")}
          </button>
        </p>
      )}
    </>
  )
}

function Unsafe({ writing }: Pick<StepProps, "writing">) {
  const { draft } = writing
  const unsafe = isUnsafe(draft.value)
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={unsafe}
          onChange={() => (draft.value = withField(draft.peek(), "view", "told", unsafe ? "" : "notSafe"))}
        />
        {t("show-unsafe")}
      </label>
      <div role="status">{unsafe && <p class="notice">{t("show-unsafe-means")}</p>}</div>
    </>
  )
}

/** Why it cannot be shown now, or nothing. */
function obstacle({ model, writing }: StepProps) {
  const talk = model.talkOf(writing)
  if (talk?.phase !== "talking") return "show-no-talk"
  if (talk.unsure) return "show-unsure"
  return writing.agency === undefined ? "show-no-agency" : undefined
}

function Form({ model, writing }: StepProps) {
  const failed = useSignal(false)
  const of = wordsOf({ model, writing })
  const text = writing.shown.value ?? of
  const why = obstacle({ model, writing })
  const over = [...text].length - MAX_SHOWN_CODE_POINTS
  const show = () => {
    failed.value = !model.telling.show(writing, text)
    if (!failed.value) writing.shownOf = of
  }
  return (
    <>
      <p class="field">
        <label for="show-text">{t("show-text")}</label>
        <textarea
          id="show-text"
          rows={8}
          dir="auto"
          aria-describedby="show-text-means"
          aria-invalid={over > 0}
          value={text}
          onInput={(event) => (writing.shown.value = event.currentTarget.value)}
        />
        <span id="show-text-means" class={over > 0 ? "wrong small" : "quiet small"}>
          {over > 0
            ? t("escalate-too-long", { over, most: MAX_SHOWN_CODE_POINTS })
            : t("show-text-means", { agency: writing.agency?.name ?? "…" })}
        </span>
      </p>
      <p class="acts">
        <button type="button" disabled={why !== undefined || over > 0 || text.trim() === ""} onClick={show}>
          {t("show-do")}
        </button>
        {writing.shown.value !== undefined && (
          <button type="button" onClick={() => (writing.shown.value = undefined)}>
            {t("show-afresh")}
          </button>
        )}
      </p>
      <div role="alert">
        {why !== undefined && <p class="notice">{t(why)}</p>}
        {failed.value && why === undefined && <p class="notice pressing">{t("show-failed")}</p>}
      </div>
    </>
  )
}

/** Shown in the chat before it goes, unless that is dangerous. */
export function Showing({ model, writing }: StepProps) {
  return (
    <section aria-labelledby="show-title" class="foot step">
      <h3 id="show-title">{t("show-title")}</h3>
      <Unsafe writing={writing} />
      {!isUnsafe(writing.draft.value) && <Form model={model} writing={writing} />}
      <Answered model={model} writing={writing} />
    </section>
  )
}

/** Of a case that was sent: what they see of it in their chat. */
export function InTheChat({ model, it }: { readonly model: StepProps["model"]; readonly it: Case }) {
  const conversation = model.conversationOf(it)
  const asked = useMemo(
    () => model.telling.asked(it.case, conversation),
    [it, conversation, model.talks.value],
  )
  if (!it.mine || conversation === undefined) return null
  const unsafe = model.telling.isUnsafe(it.case)
  const said = it.status === "actual" ? (unsafe ? "told-unsafe" : "told-steps") : "told-exercise"
  return (
    <section class="foot step" aria-labelledby="told-title">
      <h3 id="told-title">{t("told-title")}</h3>
      {asked !== undefined && <p>{answeredText(asked)}</p>}
      <p role="status">{t(said)}</p>
      {it.status === "actual" && (
        <p class="acts">
          <button type="button" onClick={() => model.telling.mark(it.case, !unsafe)}>
            {t(unsafe ? "told-go-on" : "told-stop")}
          </button>
        </p>
      )}
    </section>
  )
}
