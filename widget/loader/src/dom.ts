// SPDX-License-Identifier: EUPL-1.2
// Elements, without a string that is parsed as markup.

import type { Embed } from "./embed.ts"
import { dress } from "./style.ts"

/** A new element with `properties` and `children`. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const $element = Object.assign(document.createElement(name), properties)
  $element.append(...children)
  return $element
}

/** An element for the page whose inside the page can neither style nor reach. */
export function shell(language: string, ...children: readonly Node[]): HTMLElement {
  const $shell = element("div", { lang: language })
  const root = $shell.attachShadow({ mode: "closed" })
  dress(root)
  root.append(...children)
  return $shell
}

export function button(kind: string, text: string, pressed: () => void): HTMLButtonElement {
  return element("button", { type: "button", className: `button ${kind}`, onclick: pressed }, text)
}

/** A link to the chat in a tab of its own, which knows nothing of this page. */
export function tabLink(kind: string, embed: Embed, text: string): HTMLAnchorElement {
  const link = { className: `button ${kind}`, href: embed.chat, target: "_blank", rel: "noopener noreferrer" }
  return element("a", link, text)
}
