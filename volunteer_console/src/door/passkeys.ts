// SPDX-License-Identifier: EUPL-1.2
// The browser's passkeys, and what can go wrong with them.

import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser"
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

/** Call it from a click. Throws what `problemOf` understands. */
export async function signInWithPasskey(api: StaffApi): Promise<Account> {
  demandPasskeys()
  const { options } = await api.signInBegin()
  return api.signInFinish(await startAuthentication({ optionsJSON: options }))
}

/** Call it from a click. Throws what `problemOf` understands. */
export async function makePasskey(api: StaffApi, link: string, invitation: Invitation): Promise<Account> {
  demandPasskeys()
  return api.enrolFinish(link, await startRegistration({ optionsJSON: invitation.options }))
}

function demandPasskeys(): void {
  if (!browserSupportsWebAuthn()) throw new DOMException("no passkeys here", "NotSupportedError")
}
