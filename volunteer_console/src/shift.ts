// SPDX-License-Identifier: EUPL-1.2
// From an open door to a desk, and what the browser's window has to do with it.
// Rule: one desk for as long as the page lives. A sign-in that has run out does not take it away: it holds the keys.

import { Desk, type Shelf } from "@lykta/core"
import { computed, effect, signal } from "@preact/signals"
import { drawAttention } from "./attention/attention.ts"
import type { Chime } from "./attention/chime.ts"
import type { SystemNotice } from "./attention/systemNotice.ts"
import { DeskModel } from "./desk/deskModel.ts"
import { talking } from "./desk/deskView.ts"
import type { SettingsActs } from "./desk/dialogs.tsx"
import type { Door, Opened } from "./door/door.ts"
import type { OfficerAt, OfficerPage } from "./officer/officerShift.ts"
import type { Preferences } from "./preferences.ts"

interface Means {
  readonly preferences: Preferences
  readonly chime: Chime
  readonly notice: SystemNotice
  /** The relay's origin. */
  readonly relay: string
  /** Where conversations are kept over a reload, if anywhere. */
  readonly shelf: Shelf | undefined
}

/** As in the style sheet: from here all parts stand beside one another. */
const wide = "(min-width: 75em)"

/** When a part of the page that did not come is asked for again. */
const againMs = 3_000

interface At {
  readonly staff: string
  readonly desk: Desk
  readonly model: DeskModel
}

/** An officer's desk, and its page: code that only they load. */
interface OfficersDesk extends OfficerAt {
  readonly Page: typeof OfficerPage
}

export class Shift {
  readonly at = signal<At | undefined>(undefined)
  readonly officer = signal<OfficersDesk | undefined>(undefined)
  readonly settings: SettingsActs
  readonly #door: Door
  readonly #means: Means
  readonly #now = signal(Date.now())

  constructor(door: Door, means: Means) {
    this.#door = door
    this.#means = means
    this.settings = {
      preferences: means.preferences,
      tryChime: () => {
        means.chime.unlock()
        means.chime.play("offer")
      },
      signOut: () => void this.#signOut(),
      report: door.report,
      lookAtReportKey: () => void door.lookAtReportKey(),
    }
    setInterval(() => (this.#now.value = Date.now()), 1000)
    effect(() => {
      const state = door.state.value
      if (state.at !== "open") return
      if (state.opened.me.role === "officer") void this.#openOfficer(state.opened)
      else this.#open(state.opened)
    })
  }

  async #openOfficer(opened: Opened): Promise<void> {
    const { officerAt, OfficerPage } = await import("./officer/officerShift.ts")
    const officer = this.officer.peek()
    if (officer?.staff === opened.staff) return officer.open()
    if (officer !== undefined || this.at.peek() !== undefined) return location.reload()
    const signedOut = () => void this.#door.toSignIn()
    const at = officerAt(opened, { ...this.#means, now: this.#now, signedOut })
    this.officer.value = { ...at, Page: OfficerPage }
    at.open()
  }

  #open(opened: Opened): void {
    const at = this.at.peek()
    if (at === undefined && this.officer.peek() === undefined) this.#begin(opened)
    else if (at?.staff === opened.staff) at.desk.open()
    // Somebody else: their desk must not hold what this page has in memory.
    else location.reload()
  }

  #begin(opened: Opened): void {
    const { staff, me, device, trust } = opened
    const { shelf } = this.#means
    const desk = new Desk({ url: this.#means.relay, device, trust, ...(shelf && { shelf }) })
    const state = signal(desk.state)
    desk.subscribe((now) => (state.value = now))
    const model = new DeskModel({ state, now: this.#now, acts: desk, me })
    watchWindow(model)
    watchLeaving(desk)
    void this.#loadCases(opened, { desk, model })
    model.follow()
    drawAttention(model, this.#means)
    effect(() => {
      if (state.value.seat === "signedOut") void this.#door.toSignIn()
    })
    this.at.value = { staff, desk, model }
    desk.open()
  }

  /** The desk stands without them; tried again until they are there. */
  async #loadCases(opened: Opened, { desk, model }: Pick<At, "desk" | "model">): Promise<void> {
    try {
      const { casesAt } = await import("./escalation/caseShift.ts")
      const talks = computed(() => model.state.value.talks)
      // Asked for again and again: whoever is signing in must not be disturbed.
      const signedOut = () => {
        if (this.#door.state.peek().at === "open") void this.#door.toSignIn()
      }
      const pass = (conversation: string, text: string) => desk.write(conversation, text, true) === undefined
      const { relay, shelf } = this.#means
      const means = { relay, shelf, now: this.#now, talks, signedOut, pass }
      model.cases.value = casesAt(opened, { ...means, hinted: (f) => desk.onCase(f) })
    } catch {
      setTimeout(() => void this.#loadCases(opened, { desk, model }), againMs)
    }
  }

  /** A fresh page afterwards: nothing of the shift stays in memory. */
  async #signOut(): Promise<void> {
    this.at.peek()?.desk.close()
    this.officer.peek()?.close()
    await this.#door.signOut()
    location.reload()
  }
}

/** Tells `model` how wide the window is and whether it is in front, and asks before it is left in a conversation. */
function watchWindow(model: DeskModel): void {
  const width = matchMedia(wide)
  const look = () =>
    model.look({
      wide: width.matches,
      inFront: document.visibilityState === "visible" && document.hasFocus(),
    })
  width.addEventListener("change", look)
  document.addEventListener("visibilitychange", look)
  for (const event of ["focus", "blur"]) addEventListener(event, look)
  look()
  // Where they are not kept, leaving would lose the keys of the conversation, and nobody else has them.
  addEventListener("beforeunload", (event) => {
    const state = model.state.peek()
    const unsent = model.cases.peek()?.unsent() ?? false
    if (unsent || (talking(state) && !state.kept)) event.preventDefault()
  })
}

/** A reload and a closed tab look alike; a page that was put aside is loaded anew before it is shown. */
function watchLeaving(desk: Desk): void {
  addEventListener("pagehide", () => desk.leaving())
  addEventListener("pageshow", (event) => event.persisted && location.reload())
}
