// SPDX-License-Identifier: EUPL-1.2
// The one file a page embeds:
//   <script src="https://chat.example.org/loader.js" async data-language="sv"></script>
// It adds one calm button. Until that is pressed, it asks for nothing and changes nothing.

import { button, shell, tabLink } from "./dom.ts"
import { type Embed, readEmbed } from "./embed.ts"
import { openPanel } from "./panel.ts"

function addButton(embed: Embed): void {
  const { language, texts } = embed
  const $talk = embed.opens === "tab" ? tabLink("talk", embed, texts.talk) : button("talk", texts.talk, open)
  const $shell = shell(language, $talk)
  function open(): void {
    $shell.hidden = true
    openPanel(embed, () => {
      $shell.hidden = false
      $talk.focus()
    })
  }
  document.body.append($shell)
}

const $script = document.currentScript
if ($script instanceof HTMLScriptElement) {
  const embed = readEmbed($script.src, $script.dataset, {
    language: document.documentElement.lang,
    address: document.baseURI,
  })
  if (document.body === null) document.addEventListener("DOMContentLoaded", () => addButton(embed))
  else addButton(embed)
}
