// SPDX-License-Identifier: EUPL-1.2
// One language: a chunk of its own, loaded when it is chosen.

import { lines, valid_until, verified_on } from "../../content/help.en.json"
import messages from "../../locales/en.ftl"
import type { Texts } from "./words.ts"

export const texts: Texts = { messages, help: { lines, valid_until, verified_on } }
