// SPDX-License-Identifier: EUPL-1.2
// Opening what others have sealed: who spoke, what, and whether it may be believed. Makes values, keeps nothing.
// Rule 1: the sender is the leaf whose key signed it; the stamp it signed and the relay's (member, n) must be the same.

import { unprotectPrivateMessage } from "ts-mls/messageProtection.js"
import type { PrivateMessage } from "ts-mls/privateMessage.js"
import { processPrivateMessage } from "ts-mls/processMessages.js"
import { emptyPskIndex } from "ts-mls/pskIndex.js"
import { decodeContent, type Received } from "./content.ts"
import { readPrivate, readStamp, type Stamp } from "./groupFraming.ts"
import {
  encryptionKeyOf,
  memberOf,
  type Roster,
  rosterAfter,
  type Seat,
  type Setting,
} from "./groupRoster.ts"
import { checkRenewed, stepOf } from "./groupRules.ts"
import {
  CONFIG,
  changeOf,
  commitPlace,
  type Draft,
  eventOf,
  type Held,
  hashOf,
  messagePlace,
} from "./groupState.ts"
import { type From, GroupError, type Opened } from "./groupTypes.ts"
import { unpad } from "./padding.ts"
import { suite } from "./provider.ts"

/** One epoch's keys and people, as far as opening needs them. */
interface Keys {
  readonly of: Parameters<typeof unprotectPrivateMessage>
  readonly roster: Roster
}

export interface OpenedBy {
  readonly opened: Opened
  readonly next: Held
  /** To be wiped once `next` is kept, and not before: until then `held` needs them. */
  readonly consumed: readonly Uint8Array[]
}

/** The epoch of a message, before anything else about it is known. Throws GroupError. */
export function epochOfMessage(
  bytes: Uint8Array,
  conversation: Uint8Array,
  type: "application" | "commit",
): number {
  return Number(readPrivate(bytes, conversation, type).epoch)
}

/** Opens an application message of the epoch of `held` or the one before. Throws GroupError. */
export async function openMessage(
  held: Held,
  bytes: Uint8Array,
  from: From,
  setting: Setting,
): Promise<OpenedBy> {
  const message = readPrivate(bytes, setting.conversation, "application")
  const place = inOrder(held, from, messagePlace(from.n))
  const keys = keysFor(held, message)
  const { content, tree, consumed } = await unsealed(keys)
  const { seat, stamp } = spokenBy(keys.roster, content.content, from)
  if (content.content.contentType !== "application" || stamp.subject !== undefined)
    throw new GroupError("sender")
  const opened = {
    by: memberOf(seat),
    content: contentOf(content.content.applicationData),
    n: from.n,
    skipped: skippedBefore(held, from),
  }
  const heard = new Map(held.heard).set(from.member, place)
  return { opened, next: { ...withTree(held, message, tree), heard }, consumed }
}

/** Tries a commit out on the epoch of `held`. Throws GroupError, and DistrustError about who would come. */
export async function tryCommit(held: Held, bytes: Uint8Array, from: From, setting: Setting): Promise<Draft> {
  const message = readPrivate(bytes, setting.conversation, "commit")
  const place = inOrder(held, from, commitPlace(from.n))
  if (message.epoch !== held.mls.groupContext.epoch) throw elsewhen(held, message)
  const { content } = await unsealed(keysFor(held, message))
  const { leaf, seat, stamp } = spokenBy(held.roster, content.content, from)
  if (content.content.contentType !== "commit") throw new GroupError("malformed")
  const { commit } = content.content
  const step = stepOf(commit, leaf, stamp, held.roster, held.used)
  const mls = await processed(held, message)
  const own = mls.privatePath.leafIndex
  const roster = await rosterAfter(mls.ratchetTree, held.roster, step, setting)
  // Who is removed does not follow the path, and looks at the key that the commit announces.
  const removed = step.leaves === own
  const renewed = removed ? commit.path?.leafNode.hpkePublicKey : encryptionKeyOf(mls.ratchetTree, leaf)
  checkRenewed({ by: leaf, step, before: held.mls.ratchetTree, after: renewed })
  const change = changeOf(held.roster, roster, own)
  return { mls, roster, change, commitHash: await hashOf(bytes), speaker: memberOf(seat), place }
}

/** The place of an event, if it comes after all that this member is known to have sent. */
function inOrder(held: Held, { member }: From, place: number): number {
  if (place <= (held.heard.get(member) ?? 0)) throw new GroupError("replayed")
  return place
}

function skippedBefore(held: Held, { member, n }: From): number {
  const last = held.heard.get(member)
  return last === undefined ? 0 : Math.max(0, n - eventOf(last) - 1)
}

function keysFor(held: Held, message: PrivateMessage): Keys {
  const { mls, roster, before } = held
  const config = CONFIG.keyRetentionConfig
  if (message.epoch === mls.groupContext.epoch) {
    const secret = mls.keySchedule.senderDataSecret
    return { of: [secret, message, mls.secretTree, mls.ratchetTree, mls.groupContext, config, suite], roster }
  }
  const former = mls.historicalReceiverData.get(message.epoch)
  if (former === undefined) throw elsewhen(held, message)
  const { senderDataSecret, secretTree, ratchetTree, groupContext } = former
  return {
    of: [senderDataSecret, message, secretTree, ratchetTree, groupContext, config, suite],
    roster: before,
  }
}

/** Mail comes in order: what is sealed ahead of us shows that a commit has been left out. */
function elsewhen({ mls }: Held, { epoch }: PrivateMessage): GroupError {
  return new GroupError(epoch > mls.groupContext.epoch ? "behind" : "epoch")
}

async function unsealed(keys: Keys): ReturnType<typeof unprotectPrivateMessage> {
  try {
    return await unprotectPrivateMessage(...keys.of)
  } catch {
    // A key that was used already, another group's bytes, a broken signature: the library tells them apart only by text.
    throw new GroupError("unreadable")
  }
}

type Content = Awaited<ReturnType<typeof unprotectPrivateMessage>>["content"]["content"]

function spokenBy(
  roster: Roster,
  content: Content,
  from: From,
): { readonly leaf: number; readonly seat: Seat; readonly stamp: Stamp } {
  const leaf = content.sender.senderType === "member" ? content.sender.leafIndex : -1
  const seat = roster.get(leaf)
  if (seat === undefined) throw new GroupError("sender")
  const stamp = stampIn(content.authenticatedData)
  // Three must agree: whom the visitor seated on that leaf, what the leaf signed, what the relay says.
  const agreed = seat.member === stamp.member && stamp.member === from.member && stamp.n === from.n
  if (!agreed) throw new GroupError("sender")
  return { leaf, seat, stamp }
}

function stampIn(bytes: Uint8Array): Stamp {
  try {
    return readStamp(bytes)
  } catch {
    throw new GroupError("sender")
  }
}

function contentOf(padded: Uint8Array): Received {
  try {
    return decodeContent(unpad(padded))
  } catch {
    return { unknown: true }
  } finally {
    padded.fill(0)
  }
}

function withTree(held: Held, message: PrivateMessage, secretTree: Held["mls"]["secretTree"]): Held {
  const { mls } = held
  if (message.epoch === mls.groupContext.epoch) return { ...held, mls: { ...mls, secretTree } }
  const former = new Map(mls.historicalReceiverData)
  const data = former.get(message.epoch)
  if (data !== undefined) former.set(message.epoch, { ...data, secretTree })
  return { ...held, mls: { ...mls, historicalReceiverData: former } }
}

async function processed(held: Held, message: PrivateMessage): Promise<Held["mls"]> {
  try {
    return (await processPrivateMessage(held.mls, message, emptyPskIndex, suite)).newState
  } catch {
    throw new GroupError("unreadable")
  }
}
