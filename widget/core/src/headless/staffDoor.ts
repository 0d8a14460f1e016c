// SPDX-License-Identifier: EUPL-1.2
// How a counsellor without a browser gets in, in a demonstration: sign in as somebody made up, make a device key,
// have it certified. Only Node can: it says its own Origin and keeps the cookie by hand.

import { fromBase64, toBase64 } from "../bytes.ts"
import type { Device } from "../certificate.ts"
import { deviceOf, makeDeviceKey, publicKeyOf } from "../device.ts"
import type { Places } from "./places.ts"

export interface SignedIn {
  readonly name: string
  readonly cookie: string
  readonly origin: string
  readonly device: Device
}

interface Person {
  readonly id: string
  readonly name: string
}

/** `who`: the id or the name of one of the demonstration's staff. Throws an Error that a person understands. */
export async function signIn({ app, relay }: Places, who: string): Promise<SignedIn> {
  const at = { relay, headers: { "content-type": "application/json", origin: app } }
  const person = await find(relay, who)
  const answer = await ask(at, "/api/staff/demo/sign-in", { staff: person.id })
  const cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(";", 1)[0])
    .join("; ")
  const pair = await makeDeviceKey()
  const key = toBase64(await publicKeyOf(pair))
  const signedIn = { relay, headers: { ...at.headers, cookie } }
  const certified = await ask(signedIn, "/api/staff/device", { key })
  const { certificate } = (await certified.json()) as { certificate?: string }
  if (certificate === undefined) throw new Error("This device has not been certified yet.")
  const device = deviceOf(pair.privateKey, fromBase64(certificate))
  return { name: person.name, cookie, origin: app, device }
}

async function find(origin: string, who: string): Promise<Person> {
  const answer = await fetch(new URL("/api/staff/demo", origin)).catch(() => {
    throw new Error(`Nothing answers at ${origin}.`)
  })
  if (!answer.ok) throw new Error(`${origin} is not a demonstration: nobody can be signed in by name.`)
  const people = (await answer.json()) as readonly Person[]
  const wanted = who.toLowerCase()
  const found = people.find((p) => p.id === who || p.name.toLowerCase().split(" ").includes(wanted))
  if (found !== undefined) return found
  throw new Error(`Nobody here is called ${who}. There are: ${people.map((p) => p.name).join(", ")}.`)
}

interface Asking {
  readonly relay: string
  readonly headers: Readonly<Record<string, string>>
}

async function ask({ relay, headers }: Asking, path: string, body: object): Promise<Response> {
  const answer = await fetch(new URL(path, relay), { method: "POST", headers, body: JSON.stringify(body) })
  if (answer.ok) return answer
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
  throw new Error(`${path} was refused: ${code ?? answer.status}.`)
}
