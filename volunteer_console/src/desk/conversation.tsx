// SPDX-License-Identifier: EUPL-1.2
// The conversation in front: being let in, talking, over. Or, without one, what comes next.

import type { Duty, Talk } from "@lykta/core"
import { useEffect, useRef } from "preact/hooks"
import { t } from "../texts.ts"
import { BackStep } from "./backStep.tsx"
import { Composer } from "./composer.tsx"
import type { DeskModel } from "./deskModel.ts"
import { type Main, unkeptShown } from "./deskView.ts"
import { EndedNotice } from "./endedNotice.tsx"
import { EndStep } from "./endStep.tsx"
import { Log } from "./log.tsx"
import { TalkHeader } from "./talkHeader.tsx"
import { longTalk, slowOpening } from "./times.ts"

function Opening({ talk, model }: { talk: Talk; model: DeskModel }) {
  return (
    <div class="rest" role="status">
      <h3>{t("opening-title")}</h3>
      <p>{t("opening-body")}</p>
      {slowOpening(talk.since, model.now.value) && <p class="quiet">{t("opening-slow")}</p>}
    </div>
  )
}

function LongTalk({ talk, model }: { talk: Talk; model: DeskModel }) {
  const read = model.promptRead.value
  const due = longTalk(talk.since, model.now.value) && !read.has(talk.conversation)
  return (
    <div role="status">
      {due && (
        <div class="notice prompt">
          <p>{t("prompt-long")}</p>
          <button
            type="button"
            onClick={() => (model.promptRead.value = new Set([...read, talk.conversation]))}
          >
            {t("prompt-close")}
          </button>
        </div>
      )}
    </div>
  )
}

/** Everything else is as always, so a quiet line does. */
function Unkept({ model }: { model: DeskModel }) {
  const shown = unkeptShown(model.unkeptSince.value, model.now.value)
  return (
    <div class="quiet small" role="status">
      {shown && <p>{t("talk-unkept")}</p>}
    </div>
  )
}

function Foot({ talk, model }: { talk: Talk; model: DeskModel }) {
  if (model.ending.value === talk.conversation) return <EndStep talk={talk} model={model} />
  return talk.unsure ? <BackStep talk={talk} model={model} /> : <Composer talk={talk} model={model} />
}

function Talking({ talk, model }: { talk: Talk; model: DeskModel }) {
  return (
    <>
      <Log talk={talk} model={model} />
      <LongTalk talk={talk} model={model} />
      <Unkept model={model} />
      <Foot talk={talk} model={model} />
    </>
  )
}

function Ended({ talk, model }: { talk: Talk; model: DeskModel }) {
  return (
    <>
      <Log talk={talk} model={model} />
      <EndedNotice talk={talk} model={model} />
    </>
  )
}

function Empty({ duty, model }: { duty: Duty; model: DeskModel }) {
  const begin = (): void => {
    // The button goes; reading starts at the heading that comes.
    document.getElementById("talk-title")?.focus()
    model.acts.duty("free")
  }
  return (
    <div class="rest">
      <h2 id="talk-title" tabIndex={-1}>
        {t(`empty-${duty}-title`)}
      </h2>
      <p>{t(`empty-${duty}-body`)}</p>
      {duty === "away" && (
        <button type="button" class="primary" onClick={begin}>
          {t("empty-away-begin")}
        </button>
      )}
    </div>
  )
}

/** Another conversation has come to the front: unless somebody is busy elsewhere, reading starts at its heading. */
function useTurning(conversation: string | undefined) {
  const before = useRef(conversation)
  useEffect(() => {
    if (before.current === conversation) return
    before.current = conversation
    if (document.activeElement === document.body) document.getElementById("talk-title")?.focus()
  }, [conversation])
}

const phases = { opening: Opening, talking: Talking, ended: Ended }

export function Conversation({ model, main }: { model: DeskModel; main: Main }) {
  useTurning(main.show === "empty" ? undefined : main.talk.conversation)
  if (main.show === "empty") {
    return (
      <section class="talk" aria-labelledby="talk-title">
        <Empty duty={main.duty} model={model} />
      </section>
    )
  }
  const Phase = phases[main.show]
  return (
    <section class="talk" aria-labelledby="talk-title">
      <TalkHeader talk={main.talk} model={model} />
      <Phase key={main.talk.conversation} talk={main.talk} model={model} />
    </section>
  )
}
