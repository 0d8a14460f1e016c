// SPDX-License-Identifier: EUPL-1.2
// What the embedding page asked for, read from the script's own tag. Pure.

import en from "../locales/en.ftl"
import sv from "../locales/sv.ftl"

type Text = "talk" | "leave" | "opening" | "close" | "tab" | "panel" | "leaving"
export type Texts = Readonly<Record<Text, string>>

export const TEXTS: Readonly<Record<string, Texts>> = { sv: sv as Texts, en: en as Texts }
const FALLBACK = "sv"

/** The neutral page, unless the embedding page names another (`data-exit`). */
export const EXIT_PAGE = "https://www.wikipedia.org/"

/** The chat needs exactly these: with less, storage or the way out breaks. */
export const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation"

export interface Embed {
  readonly language: string
  readonly texts: Texts
  /** Where the chat lives, from where this script came. */
  readonly origin: string
  readonly chat: string
  readonly exit: string
  /** `frame`: over this page. `tab`: a link to a tab of its own. */
  readonly opens: "frame" | "tab"
}

/** The attributes of the tag that are read. */
export interface Attributes {
  readonly language?: string | undefined
  readonly audience?: string | undefined
  /** The neutral page, as an address or from this site's root. */
  readonly exit?: string | undefined
  readonly opens?: string | undefined
}

/** The page around: its language, and the address that a relative one counts from. */
export interface Around {
  readonly language: string
  readonly address: string
}

/** What to embed, for a script from `source` with `attributes`, on the page `around`. */
export function readEmbed(source: string, attributes: Attributes, around: Around): Embed {
  const language = spoken(attributes.language ?? around.language)
  const texts = TEXTS[language] as Texts
  const wishes = new URLSearchParams({ lang: language })
  if (attributes.audience !== undefined) wishes.set("for", attributes.audience)
  return {
    language,
    texts,
    origin: new URL(source).origin,
    // Behind the #: what a page wishes is nobody's business on the way.
    chat: `${new URL("/chat/", source).href}#${wishes}`,
    exit: webAddress(attributes.exit, around.address) ?? EXIT_PAGE,
    opens: attributes.opens === "tab" ? "tab" : "frame",
  }
}

/** The first part of `tag` if we have words for it. */
function spoken(tag: string): string {
  const language = tag.toLowerCase().split("-")[0] ?? ""
  return Object.hasOwn(TEXTS, language) ? language : FALLBACK
}

/** `text` as an address to go to. Nothing that could run as a script. */
function webAddress(text: string | undefined, base: string): string | undefined {
  if (text === undefined || !URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined
}
