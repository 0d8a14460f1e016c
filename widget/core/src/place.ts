// SPDX-License-Identifier: EUPL-1.2
// Where the relay is, as the page's own document says: no setting changes a script, and nothing is fetched first.

/** What is read of a document. */
interface Page {
  querySelector(selectors: string): { getAttribute(name: string): string | null } | null
  readonly location: { readonly origin: string }
}

/** The relay's origin: what `$document` names in `<meta name="relay">`, or where it came from itself. */
export function relayOf($document: Page): string {
  return $document.querySelector("[name=relay]")?.getAttribute("content") || $document.location.origin
}
