// SPDX-License-Identifier: EUPL-1.2
// The helpline's addresses for cases. One method per address; what they take and answer is wire/cases.py's.
// Rule: a refusal is a RefusedError with its code, silence is an UnreachableError; nothing is logged or kept.

import type {
  Case,
  CaseAcknowledge,
  CaseCall,
  CaseDo,
  CaseNamed,
  CaseReroute,
  CaseRoute,
  CaseRouted,
  CaseSubmit,
  CaseWraps,
  Notes,
  NoteWrite,
  Recipients,
  Report,
} from "@lykta/core/wire.gen"
import { answer } from "./door/staffApi.ts"

export class CasesApi {
  readonly #base: string

  /** `relay`: its origin. */
  constructor(relay: string) {
    this.#base = `${relay}/api/cases`
  }

  #post<T>(path: string, body: object): Promise<T> {
    const headers = { "content-type": "application/json" }
    const sent = { method: "POST", credentials: "include", headers, body: JSON.stringify(body) } as const
    return answer(fetch(this.#base + path, sent))
  }

  /** All that I may see. */
  mine(): Promise<readonly Case[]> {
    return answer(fetch(this.#base, { credentials: "include", cache: "no-store" }))
  }

  route(to: CaseRoute): Promise<CaseRouted> {
    return this.#post("/route", to)
  }

  /** Stores it, and begins its review. Saying the same again is safe. */
  submit(sealed: CaseSubmit): Promise<Case> {
    return this.#post("", sealed)
  }

  call(call: CaseCall): Promise<Case> {
    return this.#post("/call", call)
  }

  recipients(agency: string): Promise<Recipients> {
    return this.#post("/recipients", { agency })
  }

  /** The sealed report, with only the wraps that are mine. */
  report(of: CaseNamed): Promise<Report> {
    return this.#post("/report", of)
  }

  acknowledge(read: CaseAcknowledge): Promise<Case> {
    return this.#post("/acknowledge", read)
  }

  deed(deed: CaseDo): Promise<Case> {
    return this.#post("/deed", deed)
  }

  wraps(wraps: CaseWraps): Promise<Case> {
    return this.#post("/wraps", wraps)
  }

  reroute(to: CaseReroute): Promise<unknown> {
    return this.#post("/reroute", to)
  }

  notes(of: string): Promise<Notes> {
    return this.#post("/notes", { case: of })
  }

  note(note: NoteWrite): Promise<Notes> {
    return this.#post("/note", note)
  }
}
