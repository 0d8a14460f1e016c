// SPDX-License-Identifier: EUPL-1.2
// The helpline's staff addresses: sign in, enrol, certify this device. One method per address.
// Rule: a refusal is a RefusedError with its code, silence is an UnreachableError; nothing is logged or kept.

import type { Role } from "@lykta/core"
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser"

/** A device of mine as the helpline knows it; `certificate` is base64 of issuing || device. */
export interface DeviceStanding {
  readonly state: "pending" | "certified"
  readonly certificate?: string
  /** Of the report key, if it has one; `certificate` is base64 of issuing || report. */
  readonly report?: { readonly state: "pending" | "certified"; readonly certificate?: string }
}

/** Who is signed in. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly helpline: string
  readonly devices: readonly (DeviceStanding & { readonly key: string })[]
}

export interface DemoPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
}

/** What an enrolment link is for. */
export interface Invitation {
  readonly options: PublicKeyCredentialCreationOptionsJSON
  readonly name: string
  readonly role: Role
}

/** Understood, and not done. */
export class RefusedError extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.name = "RefusedError"
    this.code = code
  }
}

/** No answer, or one that asks to try again. */
export class UnreachableError extends Error {}

export async function answer<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch(() => {
    throw new UnreachableError()
  })
  const body: unknown = await response.json().catch(() => ({}))
  if (response.ok) return body as T
  const { code, retry } = body as { code?: string; retry?: boolean }
  if (retry === true || response.status >= 500) throw new UnreachableError()
  throw new RefusedError(code ?? "refused")
}

export class StaffApi {
  readonly #base: string

  /** `relay`: its origin. The cookie is the relay's alone; the page's own host never sees it. */
  constructor(relay: string) {
    this.#base = `${relay}/api/staff`
  }

  #get<T>(path: string): Promise<T> {
    return answer(fetch(`${this.#base}/${path}`, { credentials: "include", cache: "no-store" }))
  }

  #post<T>(path: string, body: object): Promise<T> {
    const headers = { "content-type": "application/json" }
    const sent = { method: "POST", credentials: "include", headers, body: JSON.stringify(body) } as const
    return answer(fetch(`${this.#base}/${path}`, sent))
  }

  /** Throws RefusedError `not_signed_in`. */
  me(): Promise<Account> {
    return this.#get("me")
  }

  signInBegin(): Promise<{ options: PublicKeyCredentialRequestOptionsJSON }> {
    return this.#post("sign-in/begin", {})
  }

  signInFinish(credential: AuthenticationResponseJSON): Promise<Account> {
    return this.#post("sign-in/finish", { credential })
  }

  enrolBegin(link: string): Promise<Invitation> {
    return this.#post("enrol/begin", { link })
  }

  enrolFinish(link: string, credential: RegistrationResponseJSON): Promise<Account> {
    return this.#post("enrol/finish", { link, credential })
  }

  /** Announces this device's key, and its report key if it has one (base64). May be repeated. */
  device(key: string, report?: string): Promise<DeviceStanding> {
    return this.#post("device", report === undefined ? { key } : { key, report })
  }

  async signOut(): Promise<void> {
    await this.#post("sign-out", {})
  }

  /** Who can be chosen in a demonstration; nobody when this is none. */
  async demo(): Promise<readonly DemoPerson[]> {
    try {
      return await this.#get("demo")
    } catch (error) {
      if (error instanceof RefusedError) return []
      throw error
    }
  }

  demoSignIn(staff: string): Promise<Account> {
    return this.#post("demo/sign-in", { staff })
  }
}
