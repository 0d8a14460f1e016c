// SPDX-License-Identifier: EUPL-1.2
// Shows one state: gallery.html#sight=waiting&lang=sv; without a sight, the list of all. Languages: sv, en, ar-XB (made
// up, from right to left). Presses are written to the console. Never part of what visitors are given.

import type { VisitorState } from "@lykta/core/session"
import { type Signal, signal } from "@preact/signals-core"
import { render } from "preact"
import type { Acts, Model } from "../model.ts"
import { fitScreen } from "../page/screen.ts"
import "../style/style.css"
import { rare } from "../rare.ts"
import { LANGUAGES, useRareTexts } from "../texts/languages.ts"
import { Shell } from "../views/shell.tsx"
import { pseudo, turned } from "./pseudo.ts"
import { SIGHTS, type Sight, valuesOf } from "./states.ts"

const $chat = document.getElementById("chat") as HTMLElement
const languages: typeof LANGUAGES = {
  ...LANGUAGES,
  "ar-XB": {
    name: "pseudo",
    direction: "rtl",
    load: async () => ({ texts: pseudo((await import("../texts/en.ts")).texts) }),
    loadRare: async () => ({ default: turned((await import("../../locales/en.rare.ftl")).default) }),
  },
}

const act = new Proxy({} as Acts, {
  get: (_, name) => (value: unknown) => {
    console.info(name, value)
    return name === "words" ? Promise.resolve(["dabub", "fogim", "hujal", "kanos", "lurit"]) : undefined
  },
})

function modelOf(sight: Sight, state: Signal<VisitorState>): Model {
  const { helpline, over, choices, draft, covered, ahead, framed, ...more } = valuesOf(sight)
  return {
    state,
    helpline: signal(helpline),
    over: signal(over),
    choices: signal(choices),
    draft: signal(draft),
    covered: signal(covered),
    ahead: signal(ahead),
    returning: signal(more.returning),
    veiled: signal(more.veiled),
    unkept: signal(more.unkept),
    anew: signal(more.anew),
    exitPage: "https://www.wikipedia.org/",
    framed,
    languages: Object.entries(LANGUAGES).map(([tag, { name }]) => ({ tag, name })),
    act,
  }
}

function List() {
  return (
    <main class="scroll">
      <h1>Gallery</h1>
      <ul>
        {Object.keys(SIGHTS).map((name) => (
          <li key={name}>
            {Object.keys(languages).map((language) => (
              <a key={language} href={`#sight=${name}&lang=${language}`}>
                {name} {language}{" "}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </main>
  )
}

/** Show `sight`, and what was there before it first. */
function draw(sight: Sight): void {
  const state = signal(sight.before ?? sight.state)
  render(<Shell model={modelOf(sight, state)} />, $chat)
  state.value = sight.state
}

/** Show what the address asks for. */
async function show(): Promise<void> {
  const wishes = new URLSearchParams(location.hash.slice(1))
  const name = wishes.get("sight") ?? ""
  const sight = SIGHTS[name]
  await useRareTexts(wishes.get("lang") ?? "sv", languages)
  render(null, $chat)
  if (sight === undefined) render(<List />, $chat)
  else draw(sight)
  // For whoever waits until it stands.
  $chat.setAttribute("data-sight", name)
}

window.addEventListener("hashchange", show)
fitScreen(window)
// Not awaited: what is fetched imports from this script, and each would wait for the other.
void import("../reload/rare.tsx").then((code) => {
  rare.value = code
  return show()
})
