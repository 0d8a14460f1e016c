// SPDX-License-Identifier: EUPL-1.2
// Ten minutes, and nobody has read it: over everything, until somebody has phoned and logged it. Escape does not help.

import type { Case } from "@lykta/core/wire.gen"
import { useEffect, useRef } from "preact/hooks"
import { StatusBanner } from "../officer/caseMarks.tsx"
import { t } from "../texts.ts"
import { CallForm } from "./callForm.tsx"
import type { CasesModel } from "./casesModel.ts"
import { Failed } from "./review.tsx"

function Modal({ model, it }: { model: CasesModel; it: Case }) {
  const $dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    $dialog.current?.showModal()
    document.getElementById("phone-title")?.focus()
  }, [])
  const doing = model.doing(it)
  const minutes = Math.floor((model.now.value - it.begun) / 60_000)
  return (
    <dialog
      ref={$dialog}
      class="phone"
      role="alertdialog"
      aria-labelledby="phone-title"
      aria-describedby="phone-body"
      onCancel={(event) => event.preventDefault()}
      // A browser may close it all the same, when Escape is pressed twice.
      onClose={() => $dialog.current?.showModal()}
    >
      <StatusBanner status={it.status} />
      <h2 id="phone-title" tabIndex={-1}>
        {t("phone-title", { number: it.number })}
      </h2>
      <p id="phone-body">{t("phone-body", { minutes, agency: it.agency.name })}</p>
      {it.status === "actual" && (
        <p>
          <a class="dial" href="tel:112">
            112
          </a>
        </p>
      )}
      <Failed model={model} it={it} of={["call"]} />
      <CallForm
        id="phone"
        kinds={["112", "agency"]}
        busy={doing?.asked === "call" && doing.failed === undefined}
        log={(call) => model.acts.call(it, call)}
      />
      <p class="quiet small">{t("phone-means")}</p>
    </dialog>
  )
}

export function PhoneModal({ model }: { model: CasesModel }) {
  const it = model.phone.value
  return it === undefined ? null : <Modal key={it.case} model={model} it={it} />
}
