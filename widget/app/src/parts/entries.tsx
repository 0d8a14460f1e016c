// SPDX-License-Identifier: EUPL-1.2
// What stands in the conversation. Text is text: each message keeps its own direction and its own lines.

import type { Entry, Progress } from "@lykta/core/session"
import type { Acts } from "../model.ts"
import { rare } from "../rare.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t, timeOfDay } from "../texts/words.ts"
import { useValue } from "./useValue.ts"

type Mine = Extract<Entry, { kind: "mine" }>
type Theirs = Extract<Entry, { kind: "theirs" }>
type Event = Exclude<Entry, Mine | Theirs>

const PROGRESS: Readonly<Record<Progress, readonly [mark: string, words: Key]>> = {
  sending: ["…", "progress-sending"],
  onItsWay: ["✓", "progress-on-its-way"],
  arrived: ["✓✓", "progress-arrived"],
  notDelivered: ["!", "progress-not-delivered"],
}
const EVENTS: Readonly<Record<Event["kind"], Key>> = {
  joined: "talk-joined",
  left: "talk-left",
  away: "talk-away",
  back: "talk-back",
  missing: "talk-missing",
  restored: "talk-back",
}

export interface EntriesProps {
  readonly entries: readonly Entry[]
  /** The text is hidden: it is not in the document at all. */
  readonly covered: boolean
  /** Absent where nothing can be done any more. */
  readonly act?: Acts
}

export function Entries({ entries, covered, act }: EntriesProps) {
  const code = useValue(rare)
  const newest = entries.findLast((entry) => entry.kind === "mine")
  return (
    <ul class="entries">
      {entries.map((entry) => {
        if ("passing" in entry && entry.passing) {
          return (
            code && (
              <code.Passed key={entry.key} entry={entry} entries={entries} covered={covered} act={act} />
            )
          )
        }
        switch (entry.kind) {
          case "mine":
            return (
              <MyMessage
                key={entry.key}
                entry={entry}
                covered={covered}
                act={act}
                newest={entry === newest}
              />
            )
          case "theirs":
            return <TheirMessage key={entry.key} entry={entry} covered={covered} />
          default:
            return (
              <li key={entry.key} class="event">
                {t(EVENTS[entry.kind], { ...entry })}
              </li>
            )
        }
      })}
    </ul>
  )
}

export interface MyMessageProps {
  readonly entry: Mine
  readonly covered: boolean
  readonly act: Acts | undefined
  /** Of the older ones that arrived the mark says enough for the eye. */
  readonly newest: boolean
}

export function MyMessage({ entry, covered, act, newest }: MyMessageProps) {
  const { key, text, at, progress } = entry
  const [mark, words] = PROGRESS[progress]
  const quiet = progress === "arrived" && !newest
  return (
    <li class={`message mine ${progress}`}>
      <span class="unseen">{t("talk-you")} </span>
      <Text text={text} covered={covered} />
      <p class="state">
        <time>{timeOfDay(at)}</time> <span aria-hidden="true">{mark}</span>{" "}
        <span class={quiet ? "unseen" : ""}>{t(words)}</span>
        {progress === "notDelivered" && act && (
          <button type="button" class="button retry" onClick={() => act.retry(key)}>
            {t("progress-retry")}
          </button>
        )}
      </p>
    </li>
  )
}

function TheirMessage({ entry, covered }: { readonly entry: Theirs; readonly covered: boolean }) {
  return (
    <li class="message theirs">
      <p class="author">{t("talk-other", { name: entry.name })}</p>
      <Text text={entry.text} covered={covered} />
      <p class="state">
        <time>{timeOfDay(entry.at)}</time>
      </p>
    </li>
  )
}

function Text({ text, covered }: { readonly text: string; readonly covered: boolean }) {
  if (covered) return <p class="text covered">{t("talk-hidden")}</p>
  return (
    <p class="text" dir="auto">
      {text}
    </p>
  )
}
