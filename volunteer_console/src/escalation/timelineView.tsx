// SPDX-License-Identifier: EUPL-1.2
// Where a case stands, as lines: what was done, who has read it, what comes next and when.

import type { Case } from "@lykta/core/wire.gen"
import { Ring } from "../desk/marks.tsx"
import { timeOfDay } from "../desk/names.ts"
import { countdown } from "../desk/times.ts"
import { t } from "../texts.ts"
import type { CasesModel } from "./casesModel.ts"
import { type Line, timeline } from "./timeline.ts"

function stateText(it: Case, line: Extract<Line, { at: number; code?: unknown }>): string {
  const said = t(`case-state-${it.state}`)
  const { code } = line as { code?: Case["code"] }
  return code === undefined ? said : t("case-state-why", { state: said, why: t(`case-code-${code}`) })
}

function readText(model: CasesModel, it: Case, line: Extract<Line, { what: "read" }>): string {
  const said = { name: line.name, office: line.office, time: timeOfDay(line.at) }
  const receipt = model.state.value.receipts.get(it.case)
  if (receipt === undefined) return t("line-read-told", said)
  return receipt ? t("line-read", said) : t("line-read-forged", said)
}

function textOf(model: CasesModel, it: Case, line: Line): string {
  switch (line.what) {
    case "begun":
      return it.loop > 0 ? t("line-begun-again") : t("line-begun")
    case "released":
      return t("line-released", { agency: it.agency.name, rung: it.rung + 1, rungs: it.rungs })
    case "called":
      return t("line-called", { count: it.calls })
    case "broken":
      return t("line-broken")
    case "read":
      return readText(model, it, line as Extract<Line, { what: "read" }>)
    case "asked": {
      const { name, office } = line as Extract<Line, { what: "asked" }>
      return t("line-asked", { name, office })
    }
    case "next":
      return t(`line-next-${(line as Extract<Line, { what: "next" }>).step}`)
    default:
      return stateText(it, line as Extract<Line, { at: number; code?: unknown }>)
  }
}

function Minutes({ until, now }: { until: number; now: number }) {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  const shown = { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") }
  return <span class="timer">{seconds === 0 ? t("line-due") : t("line-in", shown)}</span>
}

/** Read out when the state changes, not each second. */
export function Timeline({ model, it }: { model: CasesModel; it: Case }) {
  return (
    <ol class="plain timeline" aria-label={t("line-label")}>
      {timeline(it).map((line) => (
        <li key={line.what} class={line.what === "next" ? "line-next" : "line-done"}>
          {line.what === "next" && <Ring />}
          <span class="line-text">{textOf(model, it, line)}</span>{" "}
          <span class="quiet small">
            {line.what === "next" ? (
              <Minutes until={line.at} now={model.now.value} />
            ) : (
              "at" in line && line.at !== undefined && timeOfDay(line.at)
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}

const reviewMs = 120_000

/** How long a supervisor has, and what happens then. */
export function ReviewTimer({ it, now }: { it: Case; now: number }) {
  const from = it.break_glass_from
  if (it.state !== "in_review") return null
  if (from === undefined) return <p class="quiet">{t("review-calm")}</p>
  const { seconds, share } = countdown(from, now, reviewMs / 1000)
  return (
    <div class="lease">
      <p>
        <strong class="lease-left">{seconds > 0 ? t("review-left", { seconds }) : t("review-over")}</strong>{" "}
        <span class="quiet">{t("review-after")}</span>
      </p>
      <progress max={1} value={share} aria-hidden="true" />
    </div>
  )
}
