// SPDX-License-Identifier: EUPL-1.2
// Puts the console together: the door, then one desk. The only file that knows everything.

import "./style/style.css"
import { systemClock } from "@lykta/core"
import { relayOf } from "@lykta/core/place"
import { effect } from "@preact/signals"
import { render } from "preact"
import { Chime } from "./attention/chime.ts"
import { SystemNotice } from "./attention/systemNotice.ts"
import { ConsolePage } from "./consolePage.tsx"
import { Door } from "./door/door.ts"
import { StaffApi } from "./door/staffApi.ts"
import { Preferences } from "./preferences.ts"
import { Shift } from "./shift.ts"
import { tabShelf } from "./tabShelf.ts"
import { direction, language } from "./texts.ts"

const enrolment = /^#enrol=(.+)$/

/** The secret of an enrolment link, taken out of the address at once: it must not be seen, kept or copied. */
function takeLink(): string | undefined {
  const link = enrolment.exec(location.hash)?.[1]
  if (link !== undefined) history.replaceState(null, "", location.pathname)
  return link
}

function enter(door: Door): void {
  const link = takeLink()
  void (link === undefined ? door.look() : door.invite(decodeURIComponent(link)))
}

const preferences = new Preferences(navigator.languages)
language.value = preferences.language
effect(() => {
  document.documentElement.lang = language.value
  document.documentElement.dir = direction.value
})

const chime = new Chime()
for (const touch of ["pointerdown", "keydown"])
  document.addEventListener(touch, () => chime.unlock(), { once: true })

const relay = relayOf(document)
const door = new Door({ api: new StaffApi(relay), clock: systemClock, page: new URL(location.href) })
const shelf = await tabShelf()
const shift = new Shift(door, { preferences, chime, notice: new SystemNotice(), relay, shelf })

const $console = document.getElementById("console")
if ($console !== null) render(<ConsolePage door={door} shift={shift} preferences={preferences} />, $console)

// A link pasted into the address bar of an open console changes only the fragment: the page does not load again.
addEventListener("hashchange", () => enrolment.test(location.hash) && enter(door))
enter(door)
