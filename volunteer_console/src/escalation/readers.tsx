// SPDX-License-Identifier: EUPL-1.2
// Who could open it: by name, with what is new about their keys. A key that changed cannot be passed by unseen.

import { Triangle } from "../desk/marks.tsx"
import { t } from "../texts.ts"
import { type Found, forAgency, type Reader, type Writing } from "./casesModel.ts"

const shownDigits = 16

function roleOf({ role, rung, recovery }: Reader): string {
  if (recovery) return t("readers-recovery")
  return rung === undefined ? t(`role-${role}`) : rung
}

function One({ reader }: { reader: Reader }) {
  return (
    <li>
      <bdi>{reader.name}</bdi> <span class="quiet">{roleOf(reader)}</span>{" "}
      <span class="small quiet" dir="ltr">
        {t("step-colleague-key", { key: reader.key.slice(0, shownDigits) })}
      </span>
    </li>
  )
}

function Changed({ writing, changed }: { writing: Writing; changed: readonly Reader[] }) {
  if (changed.length === 0) return null
  return (
    <div class="notice pressing changed-keys" role="alert">
      <Triangle />
      <div>
        <p>
          <strong>{t("readers-changed", { count: changed.length })}</strong> {t("readers-changed-means")}
        </p>
        <ul>
          {changed.map((reader) => (
            <One key={reader.key} reader={reader} />
          ))}
        </ul>
        <label class="check">
          <input
            type="checkbox"
            checked={writing.keysRead.value}
            onChange={(event) => (writing.keysRead.value = event.currentTarget.checked)}
          />
          {t("readers-changed-read")}
        </label>
      </div>
    </div>
  )
}

export function Readers({ writing, found }: { writing: Writing; found: Found }) {
  const { readers, refused, unopenable } = found
  const changed = readers.filter(({ acquaintance }) => acquaintance === "changed")
  return (
    <section class="readers" aria-labelledby="readers-title">
      <h4 id="readers-title">{t("readers-title")}</h4>
      <Changed writing={writing} changed={changed} />
      {!readers.some(forAgency) && (
        <p class="notice pressing" role="alert">
          {t("readers-none")}
        </p>
      )}
      {unopenable.length > 0 && (
        <p class="notice pressing">{t("readers-unopenable", { rungs: unopenable.join(", ") })}</p>
      )}
      {refused > 0 && <p class="notice">{t("readers-refused", { count: refused })}</p>}
      <ul class="colleagues">
        {readers.map((reader) => (
          <One key={reader.key} reader={reader} />
        ))}
      </ul>
    </section>
  )
}
