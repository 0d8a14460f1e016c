// SPDX-License-Identifier: EUPL-1.2
// The fields of a report, made from its table: a line, a text, a choice or a tick, each with what it is called.

import { GUARDIAN, mostOf, type Section } from "../report/report.ts"
import { type Key, t } from "../texts.ts"
import { type Fields, over } from "./draft.ts"

type Kind = "line" | "text" | "flag" | readonly string[]
type Label = Extract<Key, `field-${string}` | `value-${string}`>

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly kind: Kind
  readonly said: string | boolean | undefined
  readonly hint?: string
  valueName(value: string): string
  say(said: string | boolean): void
}

function Choice({ id, label, kind, said, valueName, say }: FieldProps & { kind: readonly string[] }) {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={said === undefined ? "" : String(said)}
        onChange={(event) => say(event.currentTarget.value)}
      >
        <option value="">{t("escalate-unsaid")}</option>
        {kind.map((value) => (
          <option key={value} value={value}>
            {valueName(value)}
          </option>
        ))}
      </select>
    </p>
  )
}

function Words({ id, label, kind, said, hint, say }: FieldProps & { kind: "line" | "text" }) {
  const text = typeof said === "string" ? said : ""
  const tooMany = over(kind, text)
  const means = { "aria-describedby": `${id}-means`, "aria-invalid": tooMany > 0, id, dir: "auto" } as const
  return (
    <p class="field">
      <label for={id}>{label}</label>
      {kind === "text" ? (
        <textarea {...means} rows={3} value={text} onInput={(event) => say(event.currentTarget.value)} />
      ) : (
        <input
          {...means}
          type="text"
          autocomplete="off"
          value={text}
          onInput={(event) => say(event.currentTarget.value)}
        />
      )}
      <span id={`${id}-means`} class={tooMany > 0 ? "wrong small" : "quiet small"}>
        {tooMany > 0 ? t("escalate-too-long", { over: tooMany, most: mostOf(kind) }) : hint}
      </span>
    </p>
  )
}

function Tick({ id, label, said, say }: FieldProps) {
  return (
    <label class="check" for={id}>
      <input
        id={id}
        type="checkbox"
        checked={said === true}
        onChange={(event) => say(event.currentTarget.checked)}
      />
      {label}
    </label>
  )
}

export function Field(props: FieldProps) {
  const { kind } = props
  if (kind === "flag") return <Tick {...props} />
  if (kind === "line" || kind === "text") return <Words {...props} kind={kind} />
  return <Choice {...props} kind={kind} />
}

interface SectionFieldsProps {
  readonly section: Section
  readonly kinds: Readonly<Record<string, Kind>>
  readonly fields: Fields
  readonly only?: readonly string[]
  readonly hints?: Readonly<Record<string, string>>
  say(field: string, said: string | boolean): void
}

/** The fields of one section, or some of them, in the table's order. */
export function SectionFields({ section, kinds, fields, only, hints, say }: SectionFieldsProps) {
  const names = Object.keys(kinds).filter((name) => only === undefined || only.includes(name))
  return (
    <>
      {names.map((name) => (
        <Field
          key={name}
          id={`field-${section}-${name}`}
          label={t(`field-${section}-${name}` as Label)}
          kind={kinds[name] ?? "line"}
          said={fields[name]}
          {...(hints?.[name] !== undefined && { hint: hints[name] })}
          valueName={(value) => t(`value-${value}` as Label)}
          say={(said) => say(name, said)}
        />
      ))}
    </>
  )
}

export function GuardianFields({
  at,
  fields,
  say,
}: {
  at: number
  fields: Fields
  say: (field: string, said: string | boolean) => void
}) {
  return (
    <>
      {Object.entries(GUARDIAN).map(([name, kind]) => (
        <Field
          key={name}
          id={`field-guardian-${at}-${name}`}
          label={t(`field-guardian-${name}` as Label)}
          kind={kind}
          said={fields[name]}
          valueName={(value) => t(`value-guardian-${value}` as Label)}
          // What is not said of a guardian is "no".
          say={(said) => say(name, name === "informed" && said === "" ? "no" : said)}
        />
      ))}
    </>
  )
}
