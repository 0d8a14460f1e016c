// SPDX-License-Identifier: EUPL-1.2

import * as checks from "./framingChecks.ts"
import { official } from "./official.ts"

official(
  "message-protection",
  "their messages open, and ours do, sealed and signed",
  checks.messageProtection,
)
official("messages", "every form is read and written back the same", checks.messages)
official("welcome", "a Welcome opens, and is signed and confirmed", checks.welcome)
