// SPDX-License-Identifier: EUPL-1.2
// A counsellor's genuine device in the hands of the server: let in by a real visitor, and then without our rules.

import { fromBase64, fromBase64Url, toBase64 } from "../../src/bytes.ts"
import { keyPackageBytes } from "../../src/groupFraming.ts"
import { type KeyPair, staffPackage } from "../../src/groupJoin.ts"
import type { Visitor } from "../../src/visitor.ts"
import type { Body, Mail, MemberKey, Send } from "../../src/wire.gen.ts"
import { Evil } from "../evil.ts"
import { at, until } from "../meeting.ts"
import type { Stage } from "./stage.ts"

interface Accomplice {
  readonly visitor: Visitor
  readonly evil: Evil
  readonly conversation: Uint8Array
  /** Tells the visitor's page what it did, as its event n. */
  tells(body: Body, n: number): Promise<void>
}

export async function accompliceTalks(stage: Stage): Promise<Accomplice> {
  const { relay, helpline } = stage.meeting
  const visitor = await stage.waits()
  const [name = ""] = [...relay.visitors.keys()]
  const conversation = fromBase64Url(name)
  const device = await helpline.device({ name: "Eva" })
  const keys: KeyPair = await staffPackage({ conversation, member: 1, device, trust: helpline.trust })
  const key_package = toBase64(keyPackageBytes(keys.publicPackage))
  // The desk that is offered the visitor is only there to be offered it.
  stage.server.hears = (_, event, value) =>
    event === "member:key" ? { ...(value as MemberKey), key_package } : value
  stage.server.fault = (peer, event) =>
    peer.namespace === "/counsellor" && event === "message:new" ? "drop" : "pass"
  await stage.answers(await stage.meeting.desk("Anna"), "Anna")
  await until(visitor, at("talking"))
  const added = relay.asked.find((a) => a.event === "message:send")?.value as unknown as Send
  const evil = await Evil.joining(keys, fromBase64(added.body.welcome ?? ""))
  const tells = async (body: Body, n: number): Promise<void> => {
    const { era, mail } = relay.mailbox
    const next: Mail = { era, seq: mail.length + n, member: 1, n, at: Date.now(), body }
    relay.visitorPeer().tell("message:new", next)
  }
  return { visitor, evil, conversation, tells }
}
