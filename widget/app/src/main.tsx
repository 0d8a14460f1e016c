// SPDX-License-Identifier: EUPL-1.2
// Where the page begins: read the address, fetch the language, show the chat, watch the ways out.

import { onThirdShift } from "@lykta/loader/shift"
import { render } from "preact"
import { liveModel } from "./live.ts"
import { isRunning, type Model } from "./model.ts"
import { readAddress } from "./page/address.ts"
import { onHostExit, tellHost } from "./page/host.ts"
import { blank, leave } from "./page/leave.ts"
import { fitScreen } from "./page/screen.ts"
import "./style/style.css"
import { choose, LANGUAGES, use } from "./texts/languages.ts"
import { t } from "./texts/words.ts"
import { Shell } from "./views/shell.tsx"

const $chat = document.getElementById("chat") as HTMLElement
const address = readAddress(new URL(location.href), navigator.languages)
const framed = window.parent !== window
// In the document, not in the code: whoever runs the helpline names the page, and no build changes for it.
const exitPage = document.querySelector<HTMLAnchorElement>(".leave")?.href ?? "about:blank"
let left = false

const { model, forget, leaving, comeBack } = liveModel({ address, exitPage, framed, exit })

function exit(): void {
  left = true
  leave(window, { exitPage, host: address.host, loading: t("bar-leaving"), forget: takeDown })
}

function takeDown(): void {
  forget()
  render(null, $chat)
}

// Not awaited: what is fetched later imports from this script, and each would wait for the other.
void use(choose(address.languages, Object.keys(LANGUAGES))).then(show)

function show(): void {
  fitScreen(window)
  $chat.replaceChildren()
  comeBack()
  render(<Shell model={model} />, $chat)
  watchWaysOut(model)
}

function watchWaysOut({ state }: Model): void {
  onThirdShift(window, exit)
  window.addEventListener("beforeunload", (event) => {
    if (!left && isRunning(state.value)) event.preventDefault()
  })
  // A reload and a closed tab look alike. What a browser keeps for the way back has nothing in it, and is loaded anew
  // if it is shown.
  window.addEventListener("pagehide", (event) => {
    if (left) return
    leaving()
    if (!event.persisted) return
    render(null, $chat)
    blank(document, "")
  })
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload()
  })
  if (address.host !== undefined && framed) {
    onHostExit(window, address.host, exit)
    tellHost(window, address.host, "shown")
  }
}
