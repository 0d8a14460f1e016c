// SPDX-License-Identifier: EUPL-1.2
// What an officer asks, and the answer to it: sealed like the report.

import type { Case } from "@lykta/core/wire.gen"
import { useSignal } from "@preact/signals"
import { useEffect } from "preact/hooks"
import { timeOfDay } from "../desk/names.ts"
import { answerText } from "../desk/passed.ts"
import { MAX_NOTE_CODE_POINTS } from "../report/notes.ts"
import { t } from "../texts.ts"
import type { CasesModel, OpenNote } from "./casesModel.ts"
import { isAskedByReader } from "./owed.ts"
import { Failed } from "./review.tsx"
import type { Asked } from "./telling.ts"
import { asksToJoin } from "./timeline.ts"

function One({ note }: { note: OpenNote }) {
  const by = { name: note.by, when: timeOfDay(note.at) }
  return (
    <li class={note.mine ? "note mine" : "note"}>
      <p class="quiet small">{note.mine ? t("notes-answered", by) : t("notes-asked", by)}</p>
      {note.text === undefined ? (
        <p class="quiet">{t("notes-closed")}</p>
      ) : (
        <p class="said" dir="auto">
          {note.text}
        </p>
      )}
    </li>
  )
}

function Answer({ model, it }: { model: CasesModel; it: Case }) {
  const answer = model.answerTo(it)
  const letters = [...answer.value.trim()].length
  const doing = model.doing(it)
  const busy = doing?.asked === "answer" && doing.failed === undefined
  const send = async (event: Event) => {
    event.preventDefault()
    if (await model.acts.answer(it, answer.peek().trim())) answer.value = ""
  }
  return (
    <form class="ask" onSubmit={(event) => void send(event)}>
      <label for="answer-text">{t("answer-label")}</label>
      <textarea
        id="answer-text"
        rows={3}
        dir="auto"
        aria-describedby="answer-means"
        value={answer.value}
        onInput={(event) => (answer.value = event.currentTarget.value)}
      />
      <p id="answer-means" class="quiet small">
        {letters > MAX_NOTE_CODE_POINTS
          ? t("notes-too-long", { over: letters - MAX_NOTE_CODE_POINTS })
          : t("answer-means")}
      </p>
      <Failed model={model} it={it} of={["answer", "notes"]} />
      <p class="acts">
        <button type="submit" disabled={busy || letters === 0 || letters > MAX_NOTE_CODE_POINTS}>
          {busy ? t("doing") : t("notes-send")}
        </button>
      </p>
    </form>
  )
}

/** What has come of it in the chat. */
function introducedText({ at, ask, answer }: Asked): string {
  if (answer === undefined) return t("join-unanswered", { time: timeOfDay(at) })
  return t("show-answered", { answer: answerText(answer.answer, ask), time: timeOfDay(answer.at) })
}

function Introducing({ model, it }: { model: CasesModel; it: Case }) {
  const failed = useSignal(false)
  const conversation = model.conversationOf(it)
  const introduced = model.telling.introduced(it, conversation)
  if (introduced !== undefined) return <p role="status">{introducedText(introduced)}</p>
  if (conversation === undefined || !model.telling.mayTell(it)) return null
  const isVerified = model.state.value.receipts.get(it.case) === true
  if (!isAskedByReader(it, isVerified)) return <p class="notice">{t("join-unverified")}</p>
  const introduce = () => (failed.value = !model.telling.introduce(it, conversation, isVerified))
  return (
    <>
      <p class="acts">
        <button type="button" onClick={introduce}>
          {t("join-introduce")}
        </button>
      </p>
      <div role="alert">{failed.value && <p class="notice pressing">{t("show-failed")}</p>}</div>
    </>
  )
}

/** Until an answer has gone to the officer who asks to talk with the young person. */
function Asking({ model, it }: { model: CasesModel; it: Case }) {
  const { asked } = it
  const waits = asked !== undefined && asksToJoin(it)
  return (
    <>
      <div role="alert">
        {waits && <p class="notice">{t("join-asks", { name: asked.name, office: asked.office })}</p>}
      </div>
      {waits && it.mine && <Introducing model={model} it={it} />}
    </>
  )
}

export function Notes({ model, it }: { model: CasesModel; it: Case }) {
  const notes = model.state.value.notes.get(it.case)
  useEffect(() => {
    if (it.notes > 0) model.acts.notes(it)
  }, [it.case, it.notes])
  if (it.notes === 0 && it.asked === undefined) return null
  return (
    <section class="notes" aria-labelledby="notes-title">
      <h3 id="notes-title">{t("answer-title")}</h3>
      <Asking model={model} it={it} />
      {notes === undefined && it.notes > 0 ? (
        <p class="quiet" role="status">
          {t("inbox-fetching")}
        </p>
      ) : (
        <ol class="plain">
          {notes?.map((note) => (
            <One key={note.note} note={note} />
          ))}
        </ol>
      )}
      <Answer model={model} it={it} />
    </section>
  )
}
