// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, test } from "vitest"
import tokens from "../src/style/tokens.css?raw"

const STYLES = import.meta.glob<string>("../src/style/*.css", {
  query: "?raw",
  import: "default",
  eager: true,
})
const SOURCES = import.meta.glob<string>("../src/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
})

const TEXT = 6.5
const LINE = 3.8
const [day = "", night = ""] = tokens.split("@media (prefers-color-scheme: dark)")

function tokensOf(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]),
  )
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of one colour on another. */
function mixed(over: string, under: string, share: number): string {
  const part = (at: number) => {
    const [a, b] = [over, under].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16))
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, "0")
  }
  return `#${[1, 3, 5].map(part).join("")}`
}

describe.each([
  ["day", tokensOf(day)],
  ["night", { ...tokensOf(day), ...tokensOf(night) }],
])("by %s", (time, colours) => {
  const of = (name: string): string => colours[name] ?? "#000000"

  test.each([
    ["text", "ground"],
    ["text", "surface"],
    ["text", "own"],
    ["quiet", "ground"],
    ["quiet", "surface"],
    ["on-accent", "accent"],
    ["ground", "text"],
    ["danger", "ground"],
  ])("%s can be read on %s", (front, back) => {
    expect(contrast(of(front), of(back))).toBeGreaterThanOrEqual(TEXT)
  })

  test("lines of controls and the ring of the focus can be seen", () => {
    expect(contrast(of("line"), of("ground"))).toBeGreaterThanOrEqual(LINE)
    expect(contrast(of("focus"), of("ground"))).toBeGreaterThanOrEqual(LINE)
  })

  test("text can be read where the lantern shines", () => {
    const glow = time === "night" ? mixed(of("accent"), of("ground"), 0.1) : of("ground")
    for (const front of ["text", "quiet", "danger"])
      expect(contrast(of(front), glow)).toBeGreaterThanOrEqual(TEXT)
  })
})

test.each(Object.entries(STYLES))("%s knows no left and right, and moves nothing for long", (_, css) => {
  expect(css).not.toMatch(
    /(?<![\w-])(margin|padding|border|inset)-(left|right|top|bottom)|(?<![\w(-])(left|right|top|bottom|width|height|(min|max)-(width|height)):\s|text-align: (left|right)|float:/,
  )
  expect(css).not.toMatch(/transition/)
})

test.each(Object.entries(SOURCES))("%s stores nothing and parses no markup", (file, source) => {
  // The one place where something is kept, sealed.
  const looked = file.endsWith("/page/tabShelf.ts") ? source.replace("= sessionStorage\n", "") : source
  expect(looked).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|localStorage|sessionStorage|indexedDB|\.cookie\b|caches\b|serviceWorker/,
  )
})
