// SPDX-License-Identifier: EUPL-1.2
// What the visitor chose to say before the conversation. It came sealed, as the group's first message.

import type { Hello } from "@lykta/core"
import { t } from "../texts.ts"
import { Triangle } from "./marks.tsx"

type Field = "name" | "about" | "age"

const fields: readonly Field[] = ["name", "about", "age"]

function Said({ hello }: { hello: Hello }) {
  const said = fields.filter((field) => hello[field])
  if (said.length === 0) return hello.urgent || hello.back ? null : <p>{t("hello-nothing")}</p>
  return (
    <dl>
      {said.map((field) => (
        <div key={field}>
          <dt class="quiet small">{t(`hello-${field}`)}</dt>
          <dd dir="auto">{hello[field]}</dd>
        </div>
      ))}
    </dl>
  )
}

export function HelloCard({ hello }: { hello: Hello }) {
  return (
    <section class="hello" aria-labelledby="hello-title">
      <h3 id="hello-title" class="quiet small">
        {t("hello-title")}
      </h3>
      {hello.urgent && (
        <div class="hello-urgent">
          <p class="urgent">
            <Triangle />
            <strong>{t("hello-urgent")}</strong>
          </p>
          <p>{t("hello-urgent-advice")}</p>
        </div>
      )}
      {hello.back && <p>{t("hello-back")}</p>}
      <Said hello={hello} />
    </section>
  )
}
