// SPDX-License-Identifier: EUPL-1.2
// The model over a real conversation. Everything lives in this page's memory and nowhere else.

import type { VisitorState } from "@lykta/core/session"
import { Visitor } from "@lykta/core/visitor"
import { effect, type Signal, signal } from "@preact/signals-core"
import {
  type Acts,
  choicesAfter,
  type Helpline,
  helloFrom,
  type Model,
  NOTHING_CHOSEN,
  type Over,
} from "./model.ts"
import type { Address } from "./page/address.ts"
import { tellHost } from "./page/host.ts"
import { fetchHelpline, RELAY, whomToTrust } from "./relay.ts"
import { LANGUAGES, use } from "./texts/languages.ts"
import { language } from "./texts/words.ts"

/** What the page itself knows. */
export interface Surroundings {
  readonly address: Address
  readonly exitPage: string
  readonly framed: boolean
  /** Leave at once. */
  readonly exit: () => void
}

export interface Live {
  readonly model: Model
  /** Tell the relay, wipe the keys and all that was typed, close the socket. Nothing may follow. */
  readonly forget: () => void
}

/** One visitor after another: each conversation has a fresh one, with fresh keys. */
class Chat {
  readonly state: Signal<VisitorState> = signal({ at: "arrived" })
  #visitor: Visitor
  #stop: () => void

  constructor() {
    ;[this.#visitor, this.#stop] = this.#begin()
  }

  get visitor(): Visitor {
    return this.#visitor
  }

  /** Forget the old one, begin with a new one. */
  renew(): void {
    this.forget()
    ;[this.#visitor, this.#stop] = this.#begin()
  }

  /** Tell the relay, wipe the keys, close the socket. */
  forget(): void {
    this.#stop()
    this.#visitor.exit()
  }

  #begin(): [Visitor, () => void] {
    const visitor = new Visitor({ url: RELAY, trust: whomToTrust })
    this.state.value = visitor.state
    return [visitor, visitor.subscribe((state) => (this.state.value = state))]
  }
}

/** The model of this page. */
export function liveModel(around: Surroundings): Live {
  const chat = new Chat()
  const own = ownValues(around.address)
  const act = actsOver(chat, own, around)
  const languages = Object.entries(LANGUAGES).map(([tag, { name }]) => ({ tag, name }))
  void refresh(own.helpline)
  resetOver(chat.state, own.over)
  const forget = (): void => {
    own.choices.value = NOTHING_CHOSEN
    wipe(own)
    chat.forget()
  }
  const { exitPage, framed } = around
  return { model: { state: chat.state, ...own, exitPage, framed, languages, act }, forget }
}

function ownValues({ audience }: Address) {
  return {
    over: signal<Over>("nothing"),
    helpline: signal<Helpline | undefined>(undefined),
    choices: signal({ ...NOTHING_CHOSEN, audience }),
    draft: signal(""),
    covered: signal(false),
    ahead: signal(false),
  }
}

type Own = ReturnType<typeof ownValues>

async function refresh(helpline: Own["helpline"]): Promise<void> {
  helpline.value = await fetchHelpline()
}

function wipe({ over, draft, covered, ahead }: Own): void {
  over.value = "nothing"
  draft.value = ""
  covered.value = false
  ahead.value = false
}

function actsOver(chat: Chat, own: Own, { address, exit }: Surroundings): Acts {
  const again = (): void => {
    own.choices.value = choicesAfter(chat.state.value, own.choices.value)
    wipe(own)
    chat.renew()
    void refresh(own.helpline)
  }
  const start = (urgent: boolean): void => {
    const choices = own.choices.value
    own.over.value = "nothing"
    own.ahead.value = urgent
    chat.visitor.start({ ...helloFrom(choices, urgent), audience: choices.audience, language: language() })
  }
  return {
    start,
    unsafe() {
      own.ahead.value = true
      chat.visitor.unsafe()
    },
    write: (text) => chat.visitor.write(text),
    typing: (on) => chat.visitor.typing(on),
    retry: (key) => chat.visitor.retry(key),
    another: (wanted) => chat.visitor.another(wanted),
    leaveQueue() {
      chat.visitor.leaveQueue()
      again()
    },
    end: () => chat.visitor.end(),
    again,
    retryStart() {
      const urgent = own.ahead.value
      again()
      start(urgent)
    },
    exit,
    close() {
      if (address.host !== undefined) tellHost(window, address.host, "closed")
    },
    speak: (tag) => void use(tag),
    words: () => chat.visitor.words(),
  }
}

/** What was laid over one state is not laid over the next, but for the numbers to call. */
function resetOver(state: Signal<VisitorState>, over: Signal<Over>): void {
  let before = state.peek().at
  effect(() => {
    const { at } = state.value
    if (at !== before && over.peek() !== "unsafe") over.value = "nothing"
    before = at
  })
}
