// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, test } from "vitest"
import { type Attributes, EXIT_PAGE, readEmbed, SANDBOX, TEXTS } from "../src/embed.ts"

const SOURCE = "https://chat.example.org/loader.js"
const AROUND = { language: "en-GB", address: "https://site.example.org/page/" }

const embed = (attributes: Attributes = {}, around = AROUND) => readEmbed(SOURCE, attributes, around)

describe("language", () => {
  test("is that of the page", () => {
    expect(embed().texts.talk).toBe("Talk to someone")
    expect(embed({}, { ...AROUND, language: "sv" }).texts.talk).toBe("Prata med någon")
  })

  test("is that of the tag, if it says one", () => {
    expect(embed({ language: "sv" }).language).toBe("sv")
  })

  test.each(["", "de", "constructor"])("is Swedish where %j is not spoken", (language) => {
    expect(embed({ language }).language).toBe("sv")
  })

  test("has the same texts in every one", () => {
    const [first, ...others] = Object.values(TEXTS).map((texts) => Object.keys(texts))
    expect(others).toEqual(others.map(() => first))
  })
})

describe("the chat's address", () => {
  test("is where the script came from, with wishes behind the #", () => {
    expect(embed({ audience: "adult" }).chat).toBe("https://chat.example.org/chat/#lang=en&for=adult")
    expect(embed().origin).toBe("https://chat.example.org")
  })
})

describe("the neutral page", () => {
  test("is the usual one unless the tag names another", () => {
    expect(embed().exit).toBe(EXIT_PAGE)
    expect(embed({ exit: "https://weather.example.org/today" }).exit).toBe(
      "https://weather.example.org/today",
    )
    expect(embed({ exit: "/weather" }).exit).toBe("https://site.example.org/weather")
  })

  test.each(["javascript:alert(1)", "data:text/html,x", "https://"])("is never %s", (exit) => {
    expect(embed({ exit }).exit).toBe(EXIT_PAGE)
  })
})

test("the chat opens in a frame unless the tag asks for a tab", () => {
  expect(embed().opens).toBe("frame")
  expect(embed({ opens: "tab" }).opens).toBe("tab")
  expect(embed({ opens: "popup" }).opens).toBe("frame")
})

test("the frame may do what the way out needs, and no more", () => {
  expect(SANDBOX.split(" ").sort()).toEqual([
    "allow-forms",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-same-origin",
    "allow-scripts",
    "allow-top-navigation",
  ])
})
