// SPDX-License-Identifier: EUPL-1.2
// Buttons, in the four kinds there are.

import type { ComponentChildren } from "preact"
import type { Model } from "../model.ts"
import { t } from "../texts/words.ts"

export interface ButtonProps {
  /** `primary`: the one of its view. `danger`: only "I am not safe now". `plain`: a word that can be pressed. */
  readonly kind?: "primary" | "quiet" | "danger" | "plain"
  readonly pressed: () => void
  readonly children: ComponentChildren
}

export function Button({ kind = "quiet", pressed, children }: ButtonProps) {
  return (
    <button type="button" class={`button ${kind}`} onClick={pressed}>
      {children}
    </button>
  )
}

/** On every page: 112. It only opens a page; whoever presses by mistake has said nothing. */
export function NotSafe({ model }: { readonly model: Model }) {
  const pressed = (): void => {
    model.over.value = "unsafe"
  }
  return (
    <Button kind="danger" pressed={pressed}>
      {t("not-safe")}
    </Button>
  )
}

/** In a frame: the chat goes, the page below stays. */
export function CloseChat({ model }: { readonly model: Model }) {
  return model.framed ? <Button pressed={() => model.act.close()}>{t("close-chat")}</Button> : null
}
