// SPDX-License-Identifier: EUPL-1.2
// Somebody is offered to me: who it is for, how long there is to answer, what happens otherwise.

import type { Offer } from "@lykta/core"
import { limits } from "@lykta/core/wire.gen"
import { useEffect, useRef } from "preact/hooks"
import { t } from "../texts.ts"
import type { DeskModel } from "./deskModel.ts"
import { Triangle } from "./marks.tsx"
import { laneName } from "./names.ts"
import { shortcuts } from "./shortcuts.ts"
import { countdown, wholeMinutes } from "./times.ts"

function Lease({ offer, model }: { offer: Offer; model: DeskModel }) {
  const { seconds, share } = countdown(offer.expiresAt, model.now.value, limits.LEASE_SECONDS)
  return (
    <div class="lease">
      <p>
        <strong class="lease-left">{t("offer-left", { seconds })}</strong>{" "}
        <span class="quiet">{t("offer-after")}</span>
      </p>
      <progress max={1} value={share} aria-hidden="true" />
    </div>
  )
}

/** Read out once, when the offer comes: the countdown itself would never be silent. */
function Announcement({ offer }: { offer: Offer | undefined }) {
  if (offer === undefined) return <p class="unseen" role="alert" />
  const keys = t("shortcut-keys", { key: shortcuts.accept.shown })
  const values = { lane: laneName(offer.lane), seconds: limits.LEASE_SECONDS, keys }
  return (
    <p class="unseen" role="alert">
      {offer.urgent ? t("offer-announce-urgent", values) : t("offer-announce", values)}
    </p>
  )
}

/** An offer that comes is brought in sight; whoever is busy nowhere reads on from its heading, never from a button. */
function useArrival(offer: string) {
  const $card = useRef<HTMLElement>(null)
  useEffect(() => {
    $card.current?.scrollIntoView({ block: "nearest" })
    if (document.activeElement === document.body) document.getElementById("offer-title")?.focus()
  }, [offer])
  return $card
}

function Card({ offer, model }: { offer: Offer; model: DeskModel }) {
  const $card = useArrival(offer.offer)
  return (
    <section ref={$card} class={offer.urgent ? "offer offer-urgent" : "offer"} aria-labelledby="offer-title">
      <div class="offer-what">
        <h2 id="offer-title" tabIndex={-1}>
          {offer.urgent && <Triangle />}
          {offer.urgent ? t("offer-title-urgent") : t("offer-title")}
        </h2>
        <p>
          {laneName(offer.lane)} · {t("offer-waited", { minutes: wholeMinutes(offer.waitedSeconds) })}
        </p>
      </div>
      <Lease offer={offer} model={model} />
      <p class="offer-accept">
        <button type="button" class="primary large" onClick={() => model.accept()}>
          {t("offer-accept")}
        </button>
      </p>
      <p class="offer-decline">
        <button type="button" aria-describedby="decline-means" onClick={() => model.acts.decline()}>
          {t("offer-decline")}
        </button>
        <span id="decline-means" class="quiet small">
          {t("offer-decline-means")}
        </span>
      </p>
    </section>
  )
}

interface OfferCardProps {
  readonly model: DeskModel
  readonly offer: Offer | undefined
  /** Nothing else is in front. */
  readonly alone: boolean
}

export function OfferCard({ model, offer, alone }: OfferCardProps) {
  return (
    <div class={alone ? "offer-place alone" : "offer-place"}>
      <Announcement offer={offer} />
      {offer !== undefined && <Card offer={offer} model={model} />}
    </div>
  )
}
