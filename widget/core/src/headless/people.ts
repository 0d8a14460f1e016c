// SPDX-License-Identifier: EUPL-1.2
// The two kinds of people that this client can be, made ready for one helpline.

import { trustFrom } from "../api.ts"
import { fromBase64 } from "../bytes.ts"
import { checkCertificate, DistrustError, type Trust } from "../certificate.ts"
import { systemClock } from "../clock.ts"
import { Desk } from "../desk.ts"
import { deviceFromPkcs8 } from "../device.ts"
import { Visitor } from "../visitor.ts"
import { fetchPlaces } from "./places.ts"
import { signIn } from "./staffDoor.ts"

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"])

/** `url`: where the pages are; the relay is where their manifest says. */
export async function visitor(url: string): Promise<Visitor> {
  const { app, relay } = await fetchPlaces(url)
  return new Visitor({ url: relay, trust: trustOf(app) })
}

export async function counsellor(
  url: string,
  who: string,
): Promise<{ readonly desk: Desk; readonly name: string }> {
  const { app, relay } = await fetchPlaces(url)
  const { name, ...seat } = await signIn({ app, relay }, who)
  return { desk: new Desk({ url: relay, trust: trustOf(app), ...seat }), name }
}

/** A device that a registrar has certified: whose sign-in, its key (PKCS #8) and its certificate, both in base64. */
export interface Certified {
  readonly cookie: string
  readonly key: string
  readonly certificate: string
}

export async function certified(url: string, { cookie, key, certificate }: Certified): Promise<Desk> {
  const device = await deviceFromPkcs8(fromBase64(key), fromBase64(certificate))
  return new Desk({ url, trust: trustOf(url), device, cookie, origin: new URL(url).origin })
}

/** What a visitor's page would say now about `certificate` (base64): a name and a role, or why not. */
export async function checked(url: string, certificate: string): Promise<string> {
  try {
    const trust = await trustOf(url)()
    const { name, role } = await checkCertificate(fromBase64(certificate), trust)
    return `${name}, ${role}`
  } catch (error) {
    if (error instanceof DistrustError) return error.why
    throw error
  }
}

/** Made-up staff are good enough for a machine that talks with itself, and for nobody else. */
function trustOf(url: string): () => Promise<Trust> {
  const demoAllowed = LOOPBACK.has(new URL(url).hostname)
  return trustFrom(url, { demoAllowed, clock: systemClock, http: fetch })
}
