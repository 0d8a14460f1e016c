// SPDX-License-Identifier: EUPL-1.2
// The model over a real conversation. Everything lives in this page's memory, and sealed on this tab's shelf.

import type { VisitorState } from "@lykta/core/session"
import { Visitor, type VisitorOptions } from "@lykta/core/visitor"
import { effect, type Signal, signal } from "@preact/signals-core"
import {
  type Acts,
  choicesAfter,
  type Helpline,
  helloFrom,
  isUnkept,
  type Model,
  NOTHING_CHOSEN,
  type Over,
  type Returning,
} from "./model.ts"
import type { Address } from "./page/address.ts"
import { tellHost } from "./page/host.ts"
import { tabShelf, watched } from "./page/tabShelf.ts"
import { rarely } from "./rare.ts"
import { fetchHelpline, RELAY, whomToTrust } from "./relay.ts"
import type { Handed, Release } from "./reload/oneTab.ts"
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
  /** The page goes, and may come back: wipe all but what is kept for then. */
  readonly leaving: () => void
  /** Look for what a page before this one has kept. Asks for words: they must be here. */
  readonly comeBack: () => void
}

/** One visitor after another: each conversation has a fresh one, with fresh keys. */
class Chat {
  readonly state: Signal<VisitorState> = signal({ at: "arrived" })
  readonly options: VisitorOptions
  readonly #handOver: () => Promise<Handed>
  #visitor!: Visitor
  #stop = nothing
  /** While something is kept no other tab may have it. */
  #release: Promise<Release> | undefined
  #isDenied = false

  constructor(draft: () => string) {
    const shelf = tabShelf()
    const kept = { url: RELAY, trust: whomToTrust }
    this.options = shelf ? { ...kept, shelf: watched(shelf, () => this.#hold()) } : kept
    this.#handOver = async () => ({ draft: draft(), kept: await this.#visitor.handOver() })
    this.use(new Visitor(this.options))
  }

  get visitor(): Visitor {
    return this.#visitor
  }

  /** What a page before this one has left, by the conversation's name. */
  get restorable(): string | undefined {
    return this.options.shelf && Visitor.restorable(this.options.shelf)
  }

  /** Where another tab can ask for it. */
  get handOver(): () => Promise<Handed> {
    return this.#handOver
  }

  /** This visitor, from now on. */
  use(visitor: Visitor, release?: Release): void {
    this.#stop()
    this.#release = release && Promise.resolve(release)
    this.#visitor = visitor
    this.state.value = visitor.state
    this.#stop = visitor.subscribe((state) => (this.state.value = state))
  }

  /** Forget the old one, begin with a new one. */
  renew(): void {
    this.forget()
    this.use(new Visitor(this.options))
  }

  /** Tell the relay, wipe the keys, close the socket. */
  forget(): void {
    this.#stop()
    this.#visitor.exit()
    void this.#release?.then((release) => release()).catch(nothing)
  }

  /** What is written and cannot be held for this tab alone is not kept at all. */
  #hold(): void {
    if (this.#isDenied) throw new Error("not held")
    this.#release ??= rarely().then(({ held }) => held(this.restorable ?? "", this.#handOver))
    this.#release.catch(() => (this.#isDenied = true))
  }
}

const nothing = (): void => undefined

/** The model of this page. */
export function liveModel(around: Surroundings): Live {
  const own = ownValues(around.address)
  const chat = new Chat(() => own.draft.value)
  const goOn = { here: nothing }
  const act = actsOver({ chat, own, around, goOn })
  const languages = Object.entries(LANGUAGES).map(([tag, { name }]) => ({ tag, name }))
  void refresh(own.helpline)
  resetOver(chat.state, own.over)
  watchKept(chat, own.unkept)
  watchLoss(chat.state, own, act.again)
  const wiped = (forget: () => void) => (): void => {
    own.choices.value = NOTHING_CHOSEN
    wipe(own)
    forget()
  }
  const { exitPage, framed } = around
  return {
    model: { state: chat.state, ...own, exitPage, framed, languages, act },
    forget: wiped(() => chat.forget()),
    leaving: wiped(() => chat.visitor.leaving()),
    comeBack: () => comeBack(chat, own, goOn),
  }
}

function ownValues({ audience }: Address) {
  return {
    over: signal<Over>("nothing"),
    helpline: signal<Helpline | undefined>(undefined),
    choices: signal({ ...NOTHING_CHOSEN, audience }),
    draft: signal(""),
    covered: signal(false),
    ahead: signal(false),
    returning: signal<Returning>("no"),
    veiled: signal(false),
    unkept: signal(false),
    anew: signal(isLoadedAnew()),
  }
}

type Own = ReturnType<typeof ownValues>

/** The same whether or not anything was kept here: nobody who opens a closed tab again learns that there was. */
function isLoadedAnew(): boolean {
  const [{ type } = { type: "" }] = performance.getEntriesByType(
    "navigation",
  ) as PerformanceNavigationTiming[]
  return type === "reload" || type === "back_forward"
}

/** Goes on with what the page before has left, if there is something. */
function comeBack(chat: Chat, own: Own, goOn: { here: () => void }): void {
  const conversation = chat.restorable
  if (conversation === undefined) return
  const { options, handOver } = chat
  const { returning } = own
  returning.value = "opening"
  const page = {
    options,
    returning,
    handOver,
    found(visitor: Visitor, release: Release, draft: string) {
      own.veiled.value = visitor.state.at === "talking"
      own.draft.value = draft
      chat.use(visitor, release)
      returning.value = "no"
    },
    gone: () => (returning.value = "no"),
  }
  rarely()
    .then((code) => code.comeBack(conversation, page))
    .then((here) => (goOn.here = here))
    // The code for it cannot be had: the page begins anew, and erases it with the next conversation.
    .catch(page.gone)
}

async function refresh(helpline: Own["helpline"]): Promise<void> {
  helpline.value = await fetchHelpline()
}

function wipe({ over, draft, covered, ahead, returning, veiled }: Own): void {
  over.value = "nothing"
  draft.value = ""
  covered.value = false
  ahead.value = false
  returning.value = "no"
  veiled.value = false
}

interface Means {
  readonly chat: Chat
  readonly own: Own
  readonly around: Surroundings
  readonly goOn: { readonly here: () => void }
}

function actsOver({ chat, own, around: { address, exit }, goOn }: Means): Acts {
  let back = false
  const again = (): void => {
    const state = chat.state.value
    if (state.at === "ended") back = state.why === "lost"
    own.choices.value = choicesAfter(chat.state.value, own.choices.value)
    wipe(own)
    chat.renew()
    void refresh(own.helpline)
  }
  const start = (urgent: boolean): void => {
    const choices = own.choices.value
    own.over.value = "nothing"
    own.ahead.value = urgent
    chat.visitor.start({
      ...helloFrom(choices, { urgent, back }),
      audience: choices.audience,
      language: language(),
    })
  }
  return {
    start,
    unsafe() {
      own.ahead.value = true
      chat.visitor.unsafe()
    },
    write: (text, passing) => chat.visitor.write(text, passing),
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
    goOnHere: () => goOn.here(),
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

/** A page takes a moment until something is kept; without a shelf it never will be. */
const SURE_MS = 5_000

function watchKept({ state, options }: Chat, unkept: Signal<boolean>): void {
  let before = false
  let late: ReturnType<typeof setTimeout> | undefined
  effect(() => {
    const now = isUnkept(state.value)
    if (now === before) return
    before = now
    clearTimeout(late)
    if (!now) unkept.value = false
    else
      late = setTimeout(
        () => void rarely().then(() => (unkept.value = true), nothing),
        options.shelf && SURE_MS,
      )
  })
}

/** What is lost before anybody asked to see it is not told of to whoever looks at the page. */
function watchLoss(state: Signal<VisitorState>, { veiled, anew }: Own, again: () => void): void {
  effect(() => {
    const { value } = state
    if (!veiled.peek() || value.at !== "ended" || value.why !== "lost") return
    anew.value = true
    queueMicrotask(again)
  })
}
