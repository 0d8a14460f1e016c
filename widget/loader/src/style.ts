// SPDX-License-Identifier: EUPL-1.2
// The loader's look, kept apart from the page's by a closed shadow root. Tokens as in widget/app/src/style/tokens.css.

const CSS = `
:host { all: initial; color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; --ground: #fbf8f2;
  --surface: #fff; --text: #1b2430; --accent: #8a4a00; --on-accent: #fff; --line: #857b6b; --focus: #1747b5; }
:host([hidden]) { display: none; }
@media (prefers-color-scheme: dark) { :host { --ground: #12171e; --surface: #1b222c; --text: #eef2f6;
  --accent: #f3b75f; --on-accent: #1b1204; --line: #6f7d8d; --focus: #ffd795; } }
* { box-sizing: border-box; }
.button { font: inherit; font-weight: 600; min-block-size: 48px; min-inline-size: 48px; padding: 8px 20px;
  border-radius: 12px; border: 1px solid transparent; cursor: pointer; display: inline-flex; align-items: center;
  justify-content: center; text-decoration: none; -webkit-tap-highlight-color: transparent; }
.button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.talk, .leave { position: fixed; box-shadow: 0 1px 4px rgb(0 0 0 / .3); }
.talk { z-index: 2147483640; inset-block-end: 16px; inset-inline-end: 16px; background: var(--accent);
  color: var(--on-accent); }
.leave { z-index: 2147483645; inset-block-start: 8px; inset-inline-end: 16px; background: var(--text);
  color: var(--ground); }
.panel { position: fixed; z-index: 2147483644; inset-inline-end: 0; inset-block-start: 0; block-size: 100dvh;
  inline-size: 100%; background: var(--ground); color: var(--text); }
.wait { padding: 76px 16px 16px; display: flex; flex-direction: column; gap: 12px; align-items: flex-start; }
.wait p { margin: 0; }
.quiet { background: var(--surface); color: var(--text); border-color: var(--line); font-weight: 400; }
iframe { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; border: 0; visibility: hidden; }
.shown { z-index: 2147483646; }
.shown iframe { visibility: visible; }
.shown .wait { display: none; }
.leave:focus-visible { z-index: 2147483647; }
.leaving { visibility: hidden; }
.leaving iframe { visibility: hidden; }
@media (min-width: 60rem) { .panel { inline-size: 30rem; border-inline-start: 1px solid var(--line); }
  .leave { inset-inline: 12px auto; }
  .wait { padding-block-start: 16px; } }
@media (forced-colors: active) { .button { border-color: ButtonText; } }
`

/** Dress `root`. A strict `style-src` of the page forbids style elements, but not sheets made by script. */
export function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
    root.adoptedStyleSheets = [sheet]
  } catch {
    // Safari before 16.4: works where the page allows it, and the panel is usable bare.
    root.append(Object.assign(document.createElement("style"), { textContent: CSS }))
  }
}
