// SPDX-License-Identifier: EUPL-1.2
// A supervisor's part in a case: read, approve or send back, cancel, close; and the author's way alone, if it opens.
// Rule: whoever decides has opened the report on this page. Each deed that cannot be taken back has a second step.

import type { Case, DeedCode } from "@lykta/core/wire.gen"
import { type Signal, useSignal } from "@preact/signals"
import { useArrivalFocus } from "../desk/focus.ts"
import { ReportSheet } from "../officer/reportSheet.tsx"
import { t } from "../texts.ts"
import type { CasesModel } from "./casesModel.ts"
import { codes, type Deed, deedsNow } from "./deeds.ts"
import { mayBreak } from "./timeline.ts"

interface CaseProps {
  readonly model: CasesModel
  readonly it: Case
}

export function Opening({ model, it }: CaseProps) {
  const reading = model.reading(it)
  if (reading?.at === "open")
    return <ReportSheet it={it} open={reading.report} acting={model.me.role === "supervisor"} />
  return (
    <div class="opening">
      <p>{t("review-sealed")}</p>
      <div role="alert">
        {reading?.at === "cannot" && <p class="notice pressing">{t(`review-cannot-${reading.why}`)}</p>}
      </div>
      <button
        type="button"
        class="primary"
        disabled={reading?.at === "opening"}
        onClick={() => model.acts.open(it)}
      >
        {reading?.at === "opening" ? t("open-opening") : t("open-do")}
      </button>
    </div>
  )
}

export function Failed({ model, it, of }: CaseProps & { of: readonly string[] }) {
  const doing = model.doing(it)
  const failed = doing !== undefined && of.includes(doing.asked) ? doing.failed : undefined
  return (
    <div role="alert">
      {failed !== undefined && <p class="notice pressing">{t(`escalate-failed-${failed}`)}</p>}
    </div>
  )
}

interface SecondProps extends CaseProps {
  readonly deed: Exclude<Deed, "approve">
  back(): void
}

/** Why, and what will happen. */
function Second({ model, it, deed, back }: SecondProps) {
  const $title = useArrivalFocus<HTMLHeadingElement>()
  const code = useSignal<DeedCode | undefined>(undefined)
  const chosen = code.value
  const act = () => {
    if (chosen === undefined) return
    model.acts.do(it, deed, chosen)
    back()
  }
  return (
    <div class="step">
      <h3 ref={$title} tabIndex={-1}>
        {t(`review-${deed}-title`)}
      </h3>
      <p>{t(`review-${deed}-body`)}</p>
      <fieldset class="codes">
        <legend>{t("step-decline-why")}</legend>
        {codes[deed].map((each) => (
          <label key={each} class="check">
            <input type="radio" name="why" checked={chosen === each} onChange={() => (code.value = each)} />
            {t(`case-code-${each}`)}
          </label>
        ))}
      </fieldset>
      <p class="acts apart">
        <button type="button" onClick={back}>
          {t("step-back")}
        </button>
        <button type="button" class="primary" disabled={chosen === undefined} onClick={act}>
          {t(`review-${deed}`)}
        </button>
      </p>
    </div>
  )
}

type Going = Signal<Exclude<Deed, "approve"> | undefined>

function Buttons({ model, it, going }: CaseProps & { going: Going }) {
  const deeds = deedsNow(it)
  const read = model.reading(it)?.at === "open"
  const busy = model.doing(it) !== undefined && model.doing(it)?.failed === undefined
  const others = deeds.filter((deed) => deed !== "approve")
  return (
    <div class="review-acts">
      {deeds.includes("approve") && (
        <p class="acts">
          <button
            type="button"
            class="primary large"
            disabled={!read || busy}
            aria-describedby={read ? undefined : "approve-first"}
            onClick={() => model.acts.do(it, "approve")}
          >
            {busy ? t("doing") : t("review-approve")}
          </button>
          {!read && (
            <span id="approve-first" class="quiet small">
              {t("review-read-first")}
            </span>
          )}
        </p>
      )}
      <p class="acts apart">
        {others.map((deed) => (
          <button
            key={deed}
            type="button"
            disabled={busy || (deed === "return" && !read)}
            onClick={() => (going.value = deed as Exclude<Deed, "approve">)}
          >
            {t(`review-${deed}-open`)}
          </button>
        ))}
      </p>
    </div>
  )
}

export function Review({ model, it }: CaseProps) {
  const going: Going = useSignal(undefined)
  return (
    <section class="review" aria-labelledby="deeds-title">
      <h3 id="deeds-title" tabIndex={-1}>
        {t("review-label")}
      </h3>
      <Failed model={model} it={it} of={["approve", "return", "cancel", "close", "reopen"]} />
      {going.value === undefined ? (
        <Buttons model={model} it={it} going={going} />
      ) : (
        <Second model={model} it={it} deed={going.value} back={() => (going.value = undefined)} />
      )}
    </section>
  )
}

/** Alone, and only when nobody answers: what it means stands there before it can be pressed. */
export function BreakGlass({ model, it }: CaseProps) {
  const sure = useSignal(false)
  if (!mayBreak(it, model.now.value)) return null
  return (
    <section class="foot step" aria-labelledby="break-title">
      <h3 id="break-title">{t("break-title")}</h3>
      <p>{t("break-body")}</p>
      <Failed model={model} it={it} of={["break_glass"]} />
      <label class="check">
        <input
          type="checkbox"
          checked={sure.value}
          onChange={(event) => (sure.value = event.currentTarget.checked)}
        />
        {t("break-sure")}
      </label>
      <p class="acts">
        <button type="button" disabled={!sure.value} onClick={() => model.acts.breakGlass(it)}>
          {t("break-do")}
        </button>
      </p>
    </section>
  )
}
