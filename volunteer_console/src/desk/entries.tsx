// SPDX-License-Identifier: EUPL-1.2
// What stands in a conversation, one thing after another. Text is text: never markup, whatever it contains.

import type { Entry, Talk } from "@lykta/core"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { Ring, Ticks } from "./marks.tsx"
import { timeOfDay, visitorName } from "./names.ts"
import { passedText, toldAt } from "./passed.ts"

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

/** Words, or what was told of a case. */
function Text({ text, over }: { text: string; over?: string | undefined }) {
  return (
    <>
      {over !== undefined && <p class="over quiet small">{over}</p>}
      <p class="text" dir="auto" data-text>
        {text}
      </p>
    </>
  )
}

function Said({ entry, talk }: SaidProps<Mine | Theirs>) {
  const told = entry.passing ? toldAt(talk, entry.key) : undefined
  return <Text {...(told === undefined ? { text: entry.passing ? "" : entry.text } : passedText(told))} />
}

interface SaidProps<E> {
  readonly entry: E
  readonly talk: Talk
}

function MineEntry({ entry, talk, retry }: SaidProps<Mine> & { readonly retry: () => void }) {
  const failed = entry.progress === "notDelivered"
  return (
    <li class={failed ? "entry mine failed" : "entry mine"}>
      <p class="unseen">{t("entry-mine", { time: timeOfDay(entry.at) })}</p>
      <Said entry={entry} talk={talk} />
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

function TheirEntry({ entry, talk }: SaidProps<Theirs>) {
  return (
    <li class="entry theirs">
      <p class="over quiet small">
        {t("entry-theirs", { name: nameOf(entry, talk), time: timeOfDay(entry.at) })}
      </p>
      <Said entry={entry} talk={talk} />
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

/** Of several messages that are one, one is shown; unless another did not arrive. */
function isShown(entry: Entry, talk: Talk): boolean {
  if (!("passing" in entry && entry.passing) || toldAt(talk, entry.key) !== undefined) return true
  return entry.kind === "mine" && entry.progress === "notDelivered"
}

function One({ entry, talk, model }: { entry: Entry; talk: Talk; model: DeskModel }) {
  if (!isShown(entry, talk)) return null
  switch (entry.kind) {
    case "mine":
      return (
        <MineEntry entry={entry} talk={talk} retry={() => model.acts.retry(talk.conversation, entry.key)} />
      )
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
