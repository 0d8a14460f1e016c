// SPDX-License-Identifier: EUPL-1.2
// The browser's passkeys, and what can go wrong with them.

import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser"
import { askingForSecret, type PasskeySecret, secretIn, withoutSecret } from "./passkeySecret.ts"
import { type Account, type Invitation, RefusedError, type StaffApi, UnreachableError } from "./staffApi.ts"

/** Why signing in or enrolling did not work. Nothing has changed. */
export type Problem = "cancelled" | "unsupported" | "refused" | "unreachable" | "registered" | "link"

const byName: Readonly<Record<string, Problem>> = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "registered",
  NotSupportedError: "unsupported",
  SecurityError: "unsupported",
}

/** The problem behind an error of the server or of the browser. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RefusedError) return error.code === "link_refused" ? "link" : "refused"
  if (error instanceof UnreachableError) return "unreachable"
  return (error instanceof Error && byName[error.name]) || "cancelled"
}

/** Who has come in, and the secret of the passkey if it has one. */
export interface Entered {
  readonly account: Account
  readonly secret?: PasskeySecret | undefined
}

/** Call it from a click. Throws what `problemOf` understands. */
export async function signInWithPasskey(api: StaffApi): Promise<Entered> {
  demandPasskeys()
  const { options } = await api.signInBegin()
  const answer = await startAuthentication({ optionsJSON: askingForSecret(options) })
  return { account: await api.signInFinish(withoutSecret(answer)), secret: await secretIn(answer) }
}

/** Call it from a click. Throws what `problemOf` understands. */
export async function makePasskey(api: StaffApi, link: string, invitation: Invitation): Promise<Entered> {
  demandPasskeys()
  const answer = await startRegistration({ optionsJSON: askingForSecret(invitation.options) })
  return { account: await api.enrolFinish(link, withoutSecret(answer)), secret: await secretIn(answer) }
}

/** The secret of the passkey `id`; nothing is sent. Call it from a click. Throws what `problemOf` understands. */
export async function askPasskey(api: StaffApi, id: string): Promise<PasskeySecret> {
  demandPasskeys()
  const { options } = await api.signInBegin()
  const only = { ...options, allowCredentials: [{ id, type: "public-key" as const }] }
  const secret = await secretIn(await startAuthentication({ optionsJSON: askingForSecret(only) }))
  if (secret === undefined) throw new DOMException("the passkey says nothing", "NotSupportedError")
  return secret
}

function demandPasskeys(): void {
  if (!browserSupportsWebAuthn()) throw new DOMException("no passkeys here", "NotSupportedError")
}
