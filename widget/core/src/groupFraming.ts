// SPDX-License-Identifier: EUPL-1.2
// MLS messages as bytes, and the stamp that each of ours carries in its authenticated data.
// Rule 1: one message has one form; other bytes for the same message are refused, so its hash is its name.
// Rule 2: the stamp is signed by the sender, so the relay can neither renumber nor splice nor replay.
//   stamp = member u32 | n u64, and in a commit that adds or removes: | that member u32

import type { KeyPackage } from "ts-mls/keyPackage.js"
import { decodeMlsMessage, encodeMlsMessage, type MLSMessage } from "ts-mls/message.js"
import type { PrivateMessage } from "ts-mls/privateMessage.js"
import type { Welcome } from "ts-mls/welcome.js"
import { concat, equal, LayoutError, Reader, unsigned } from "./bytes.ts"
import { GroupError } from "./groupTypes.ts"

export interface Stamp {
  readonly member: number
  readonly n: number
  /** Whom a commit adds or removes. */
  readonly subject?: number
}

export function stampBytes({ member, n, subject }: Stamp): Uint8Array {
  const own = concat(unsigned(member, 4), unsigned(n, 8))
  return subject === undefined ? own : concat(own, unsigned(subject, 4))
}

/** Throws LayoutError. */
export function readStamp(bytes: Uint8Array): Stamp {
  const reader = new Reader(bytes)
  const own = { member: reader.number(4), n: reader.number(8) }
  const stamp = reader.left === 0 ? own : { ...own, subject: reader.number(4) }
  reader.end()
  return stamp
}

/** Numbers that the Welcome's GroupInfo carries: the event's n, and whose number each leaf has. */
export interface Numbers {
  readonly n: number
  readonly members: ReadonlyMap<number, number>
}

/** Private use (RFC 9420, 17.3). */
export const NUMBERS_EXTENSION = 0xf001

export function numbersBytes({ n, members }: Numbers): Uint8Array {
  return concat(
    unsigned(n, 8),
    ...[...members].map(([leaf, member]) => concat(unsigned(leaf, 4), unsigned(member, 4))),
  )
}

/** Throws LayoutError. */
export function readNumbers(bytes: Uint8Array): Numbers {
  const reader = new Reader(bytes)
  const n = reader.number(8)
  const members = new Map<number, number>()
  while (reader.left > 0) members.set(reader.number(4), reader.number(4))
  if (new Set(members.values()).size !== members.size) throw new LayoutError("two with one number")
  return { n, members }
}

export function privateBytes(privateMessage: PrivateMessage): Uint8Array {
  return encodeMlsMessage({ version: "mls10", wireformat: "mls_private_message", privateMessage })
}

export function welcomeBytes(welcome: Welcome): Uint8Array {
  return encodeMlsMessage({ version: "mls10", wireformat: "mls_welcome", welcome })
}

export function keyPackageBytes(keyPackage: KeyPackage): Uint8Array {
  return encodeMlsMessage({ version: "mls10", wireformat: "mls_key_package", keyPackage })
}

/** A message of this group with content of that type. Throws GroupError. */
export function readPrivate(
  bytes: Uint8Array,
  group: Uint8Array,
  type: PrivateMessage["contentType"],
): PrivateMessage {
  const message = decoded(bytes)
  if (message.wireformat !== "mls_private_message") throw new GroupError("malformed")
  if (!equal(message.privateMessage.groupId, group)) throw new GroupError("otherGroup")
  if (message.privateMessage.contentType !== type) throw new GroupError("malformed")
  return message.privateMessage
}

/** Throws GroupError. */
export function readWelcome(bytes: Uint8Array): Welcome {
  const message = decoded(bytes)
  if (message.wireformat !== "mls_welcome") throw new GroupError("malformed")
  return message.welcome
}

/** Throws GroupError. */
export function readKeyPackage(bytes: Uint8Array): KeyPackage {
  const message = decoded(bytes)
  if (message.wireformat !== "mls_key_package") throw new GroupError("malformed")
  return message.keyPackage
}

function decoded(bytes: Uint8Array): MLSMessage {
  const message = attempt(bytes)
  // The decoder takes lengths that are not minimal, and does not mind what follows.
  if (message === undefined || !equal(encodeMlsMessage(message), bytes)) throw new GroupError("malformed")
  return message
}

function attempt(bytes: Uint8Array): MLSMessage | undefined {
  try {
    return decodeMlsMessage(bytes, 0)?.[0]
  } catch {
    return undefined
  }
}
