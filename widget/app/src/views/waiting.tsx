// SPDX-License-Identifier: EUPL-1.2
// Waiting is a place to rest: where one stands, honestly, and something calm to read.

import type { Place, VisitorState } from "@lykta/core/session"
import type { Model } from "../model.ts"
import { Button, NotSafe } from "../parts/button.tsx"
import { HelpList } from "../parts/helpList.tsx"
import { KeepAwake } from "../parts/keepAwake.tsx"
import { Page } from "../parts/page.tsx"
import { useRare } from "../parts/useRare.ts"
import { useValue } from "../parts/useValue.ts"
import type { Key } from "../texts/keys.gen.ts"
import { t } from "../texts/words.ts"

const WHY: Readonly<Record<NonNullable<Place["why"]>, Key>> = {
  urgent: "wait-why-urgent",
  returned: "wait-why-returned",
  back: "wait-why-back",
}
interface WaitingProps {
  readonly model: Model
  readonly state: Extract<VisitorState, { at: "waiting" }>
}

export function Waiting({ model, state: { connected, place } }: WaitingProps) {
  const leave = (): void => {
    model.over.value = "leaveQueue"
  }
  const code = useRare()
  const ahead = useValue(model.ahead) && !place.urgent
  const elsewhere = place.unlikely || !place.open
  const help = <HelpList key="help" audience={model.choices.value.audience} />
  return (
    <Page heading={t("wait-heading")} actions={<NotSafe model={model} />}>
      <div class="card" role="status">
        <Standing place={place} connected={connected} />
        {ahead && <p>{t("unsafe-moving")}</p>}
      </div>
      {code && <code.Unkept model={model} />}
      {elsewhere && help}
      {code && <code.Calm />}
      <KeepAwake />
      <p class="quiet">{t("wait-locked")}</p>
      {!elsewhere && help}
      {/* At the very end: far from what is pressed in a hurry. */}
      <p>
        <Button pressed={leave}>{t("wait-leave")}</Button>
      </p>
    </Page>
  )
}

/** Place and range in words, and why either changed. */
function Standing({ place, connected }: { readonly place: Place; readonly connected: boolean }) {
  return (
    <>
      <p class="place">{placeInWords(place.place)}</p>
      <p>{place.open ? rangeInWords(place) : t("wait-nobody")}</p>
      {place.urgent && <p>{t("wait-urgent")}</p>}
      {place.why !== undefined && <p>{t(WHY[place.why])}</p>}
      {!connected && <p class="notice">{t("wait-offline")}</p>}
    </>
  )
}

function placeInWords(place: number): string {
  if (place === 0) return t("wait-offered")
  return place === 1 ? t("wait-next") : t("wait-place", { place })
}

function rangeInWords({ place, unlikely, soonestMinutes, latestMinutes }: Place): string {
  if (place === 0) return ""
  if (unlikely) return t("wait-unlikely")
  if (latestMinutes === undefined) return t("wait-unknown")
  if (!soonestMinutes) return t("wait-within", { latest: latestMinutes })
  if (soonestMinutes === latestMinutes) return t("wait-about", { latest: latestMinutes })
  return t("wait-range", { soonest: soonestMinutes, latest: latestMinutes })
}
