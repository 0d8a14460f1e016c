// SPDX-License-Identifier: EUPL-1.2
// Cases as the desk draws them: each part with its model.

import type { Talk } from "@lykta/core"
import { computed } from "@preact/signals"
import type { CaseDesk } from "../desk/caseDesk.ts"
import { CaseBar, CaseList, CaseStrip } from "./caseList.tsx"
import { CasePart } from "./casePart.tsx"
import type { CasesModel } from "./casesModel.ts"
import { PhoneModal } from "./phoneModal.tsx"

export function caseDeskOf(model: CasesModel): CaseDesk {
  return {
    Part: () => <CasePart model={model} />,
    Bar: () => <CaseBar model={model} />,
    List: () => <CaseList model={model} />,
    Strip: ({ talk }: { talk: Talk }) => <CaseStrip model={model} talk={talk} />,
    Modal: () => <PhoneModal model={model} />,
    front: computed(() => model.writing.value?.case ?? model.shown.value?.case),
    unsent: () => model.unsent(),
  }
}
