// SPDX-License-Identifier: EUPL-1.2
// What stands in a conversation, one thing after another. Text is text: never markup, whatever it contains.

import type { Entry, Talk } from "@lykta/core"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { Ring, Ticks } from "./marks.tsx"
import { timeOfDay, visitorName } from "./names.ts"

type Mine = Extract<Entry, { kind: "mine" }>
type Theirs = Extract<Entry, { kind: "theirs" }>
type Event = Exclude<Entry, Mine | Theirs>

const visitorMember = 0

/** The visitor is never certified: their name is only what they want to be called. */
function nameOf(entry: Theirs | Event, talk: Talk): string {
  return entry.member === visitorMember ? visitorName(talk) : entry.name
}

function Progress({ entry }: { entry: Mine }) {
  return (
    <span class="progress">
      {entry.progress === "onItsWay" && <Ticks count={1} />}
      {entry.progress === "arrived" && <Ticks count={2} />}
      {entry.progress === "notDelivered" && <Ring />}
      {t(`progress-${entry.progress}`)}
    </span>
  )
}

function MineEntry({ entry, retry }: { entry: Mine; retry: () => void }) {
  const failed = entry.progress === "notDelivered"
  return (
    <li class={failed ? "entry mine failed" : "entry mine"}>
      <p class="unseen">{t("entry-mine", { time: timeOfDay(entry.at) })}</p>
      <p class="text" dir="auto" data-text>
        {entry.text}
      </p>
      <p class="under quiet small">
        <span aria-hidden="true">{timeOfDay(entry.at)}</span>
        <Progress entry={entry} />
        {failed && (
          <button type="button" class="small" onClick={retry}>
            {t("progress-retry")}
          </button>
        )}
      </p>
    </li>
  )
}

function TheirEntry({ entry, talk }: { entry: Theirs; talk: Talk }) {
  return (
    <li class="entry theirs">
      <p class="over quiet small">
        {t("entry-theirs", { name: nameOf(entry, talk), time: timeOfDay(entry.at) })}
      </p>
      <p class="text" dir="auto" data-text>
        {entry.text}
      </p>
    </li>
  )
}

function EventEntry({ entry, talk }: { entry: Event; talk: Talk }) {
  const values = { name: nameOf(entry, talk), time: timeOfDay(entry.at) }
  const said =
    entry.kind === "missing"
      ? t("entry-missing", { ...values, count: entry.count })
      : t(`entry-${entry.kind}`, values)
  return <li class="entry event quiet small">{said}</li>
}

function One({ entry, talk, model }: { entry: Entry; talk: Talk; model: DeskModel }) {
  switch (entry.kind) {
    case "mine":
      return <MineEntry entry={entry} retry={() => model.acts.retry(talk.conversation, entry.key)} />
    case "theirs":
      return <TheirEntry entry={entry} talk={talk} />
    default:
      return <EventEntry entry={entry} talk={talk} />
  }
}

export function Entries({ talk, model }: { talk: Talk; model: DeskModel }) {
  return (
    <ol class="plain entries">
      {talk.entries.map((entry) => (
        <One key={entry.key} entry={entry} talk={talk} model={model} />
      ))}
    </ol>
  )
}
