// SPDX-License-Identifier: EUPL-1.2
// Questions to whoever wrote the report, and their answers: sealed, like the report.

import type { Case } from "@lykta/core/wire.gen"
import { useEffect } from "preact/hooks"
import { MAX_NOTE_CODE_POINTS } from "../report/notes.ts"
import { t } from "../texts.ts"
import { deedsNow } from "./deeds.ts"
import { Failed } from "./failed.tsx"
import type { OfficerModel, ReadNote } from "./officerModel.ts"
import { dayAndTime } from "./when.ts"

function NoteLine({ note }: { note: ReadNote }) {
  const by = { name: note.by, when: dayAndTime(note.at) }
  return (
    <li class={note.mine ? "note mine" : "note"}>
      <p class="quiet small">{note.mine ? t("notes-asked", by) : t("notes-answered", by)}</p>
      {note.text === undefined ? <p class="quiet">{t("notes-closed")}</p> : <p class="said">{note.text}</p>}
    </li>
  )
}

function AskField({ model, it }: { model: OfficerModel; it: Case }) {
  const question = model.question(it)
  const doing = model.doing(it)
  const busy = doing?.asked === "ask" && doing.failed === undefined
  const letters = [...question.value.trim()].length
  const send = async (event: Event) => {
    event.preventDefault()
    if (await model.acts.ask(it, question.peek().trim())) question.value = ""
  }
  return (
    <form class="ask" onSubmit={(event) => void send(event)}>
      <label for="ask-text">{t("notes-ask")}</label>
      <textarea
        id="ask-text"
        rows={3}
        aria-describedby="ask-means"
        value={question.value}
        onInput={(event) => (question.value = event.currentTarget.value)}
      />
      <p id="ask-means" class="quiet small">
        {letters > MAX_NOTE_CODE_POINTS
          ? t("notes-too-long", { over: letters - MAX_NOTE_CODE_POINTS })
          : t("notes-ask-means")}
      </p>
      <Failed doing={doing} of={["ask"]} />
      <p class="acts">
        <button type="submit" disabled={busy || letters === 0 || letters > MAX_NOTE_CODE_POINTS}>
          {busy ? t("doing") : t("notes-send")}
        </button>
      </p>
    </form>
  )
}

export function Notes({ model, it }: { model: OfficerModel; it: Case }) {
  const open = model.reading(it)?.at === "open"
  const notes = model.state.value.notes.get(it.case)
  // How many there are is all that is told beforehand; they are fetched to be opened, once the report is.
  useEffect(() => void (open && model.acts.notes(it)), [open, it.case, it.notes])
  return (
    <section class="notes" aria-labelledby="notes-title">
      <h3 id="notes-title">{t("notes-title")}</h3>
      {!open && <p class="quiet">{t("notes-open-first", { count: it.notes })}</p>}
      <Failed doing={model.doing(it)} of={["notes"]} />
      {open && notes !== undefined && notes.length > 0 && (
        <ol class="plain">
          {notes.map((note) => (
            <NoteLine key={note.note} note={note} />
          ))}
        </ol>
      )}
      {open && deedsNow(it).has("ask") && <AskField model={model} it={it} />}
    </section>
  )
}
