// SPDX-License-Identifier: EUPL-1.2
// Who is who: certificates of staff devices, and their endorsements of one leaf key in one conversation.
// Rule 1: nothing here knows of MLS, sockets or stores; it is given bytes, a trust and a time.
// Rule 2: every refusal is one of session.ts's Distrust; the first check that fails is the answer. The same
// checks in the same order are in chatserver/signing/trust.py; tests/vectors/certificates.json binds both.

import { concat, equal, LayoutError, Reader, sha256, unsigned, utf8 } from "./bytes.ts"
import { isPoint, isSigned, POINT_BYTES } from "./p256.ts"
import type { Distrust } from "./session.ts"

export type Role = "counsellor" | "supervisor" | "officer" | "safeguarding"

/** What a device believes before it meets anybody. */
export interface Roots {
  /** The helpline's name, as in `roots.json`. */
  readonly helpline: string
  /** P-256 points, 65 bytes, uncompressed. */
  readonly roots: readonly Uint8Array[]
  /** Whether certificates with the demonstration bit are taken (loopback only). */
  readonly demoAllowed: boolean
  /** Milliseconds since 1970, this device's clock. */
  now(): number
}

/** With it somebody can be checked. */
export interface Trust extends Roots {
  /** Whether the deny-list has this: the serial of a device, or the name of an issuing key. */
  isDenied(name: Uint8Array): boolean
}

/** A staff person's device: its certificate (issuing || device, as it travels) and its key's signature. */
export interface Device {
  readonly certificate: Uint8Array
  /** ECDSA over P-256 and SHA-256 as r || s, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** A person, as a checked certificate says. */
export interface Staff {
  readonly name: string
  readonly role: Role
  readonly demo: boolean
  readonly helpline: string
  /** 65 bytes; the same device has the same key in every conversation. */
  readonly deviceKey: Uint8Array
}

/** What a console needs to know of its own certificate. */
export interface Certified extends Staff {
  /** When it ends, milliseconds since 1970. */
  readonly notAfter: number
}

/** One leaf of one conversation. */
export interface Leaf {
  /** 24 bytes. */
  readonly conversation: Uint8Array
  /** The leaf's signature key, 65 bytes. */
  readonly key: Uint8Array
}

/** This is not somebody whom anyone may be shown as checked. */
export class DistrustError extends Error {
  readonly why: Distrust

  constructor(why: Distrust) {
    super(why)
    this.name = "DistrustError"
    this.why = why
  }
}

export interface Timed {
  readonly notBefore: number
  readonly notAfter: number
}

export interface Signed {
  /** All but the signature. */
  readonly body: Uint8Array
  readonly signature: Uint8Array
}

export interface Issuing extends Timed, Signed {
  readonly demo: boolean
  readonly helpline: Uint8Array
  readonly key: Uint8Array
}

interface DeviceCertificate extends Timed, Signed {
  readonly demo: boolean
  /** SHA-256 of the X-Wing key, in a report certificate alone. */
  readonly sealDigest: Uint8Array | undefined
  readonly use: number
  readonly role: Role
  readonly serial: Uint8Array
  readonly key: Uint8Array
  readonly name: string
}

export interface Chain {
  readonly issuing: Issuing
  readonly device: DeviceCertificate
}

interface Identity extends Chain {
  readonly endorsement: Timed & Signed
}

const VERSION = 1
export const KIND = { issuing: 1, device: 2, leaf: 3, denied: 4, report: 5 } as const
const ROLES: readonly Role[] = ["counsellor", "supervisor", "officer", "safeguarding"]
const USE = { talk: 1, report: 2 } as const
const STAFF_IDENTITY = 1
const ISSUING_BYTES = 164
export const HELPLINE_BYTES = 16
export const SERIAL_BYTES = 16
const SIGNATURE_BYTES = 64
const SEAL_DIGEST_BYTES = 32
const MAX_NAME_BYTES = 64
/** How far apart two honest clocks may be. */
export const SLACK_SECONDS = 120
const ENDORSED_SECONDS = 12 * 3600
/** Endorsements begin in the past: the clock of a visitor's old phone may be slow by far more than the slack. */
export const BACKDATED_SECONDS = 3600

/** A visitor's whole identity. */
export const VISITOR_IDENTITY: Uint8Array = new Uint8Array([0])

/** How certificates name a helpline. */
export async function helplineDigest(name: string): Promise<Uint8Array> {
  return (await sha256(utf8(name))).slice(0, HELPLINE_BYTES)
}

/** How certificates and words write a role. */
export function roleNumber(role: Role): number {
  return ROLES.indexOf(role) + 1
}

/** The times of an endorsement made at `now` (ms), in seconds. */
export function endorsedTimes(now: number): Timed {
  const notBefore = Math.floor(now / 1000) - BACKDATED_SECONDS
  return { notBefore, notAfter: notBefore + ENDORSED_SECONDS }
}

/** Checks `certificate` (issuing || device) alone, as a console does with its own. Throws DistrustError. */
export async function checkCertificate(certificate: Uint8Array, trust: Trust): Promise<Certified> {
  const chain = parsed(certificate, readChain)
  await checkChain(chain, trust)
  await checkFacts(chain, trust, [chain.issuing, chain.device])
  return { ...staffOf(chain, trust), notAfter: chain.device.notAfter * 1000 }
}

/** Who may speak with `leaf`, by the credential `identity`. Throws DistrustError. */
export async function checkIdentity(identity: Uint8Array, leaf: Leaf, trust: Trust): Promise<Staff> {
  const found = parsed(identity, readIdentity)
  await checkChain(found, trust)
  const signed = await endorsedText(leaf, trust, found.endorsement.body)
  await check(found.device.key, signed, found.endorsement.signature)
  await checkFacts(found, trust, [found.issuing, found.device, found.endorsement])
  return staffOf(found, trust)
}

/** Who an identity that has been checked before says it is. Throws DistrustError (malformed). */
export function readStaff(identity: Uint8Array, trust: Trust): Staff {
  return staffOf(parsed(identity, readIdentity), trust)
}

/** The identity that lets `leaf` speak for `device` from now on, for twelve hours. */
export async function endorse(device: Device, leaf: Leaf, trust: Trust): Promise<Uint8Array> {
  const times = endorsedTimes(trust.now())
  const head = new Uint8Array([VERSION, KIND.leaf])
  const body = concat(head, unsigned(times.notBefore, 8), unsigned(times.notAfter, 8))
  const signature = await device.sign(await endorsedText(leaf, trust, body))
  const [issuing, own] = [device.certificate.slice(0, ISSUING_BYTES), device.certificate.slice(ISSUING_BYTES)]
  return concat(new Uint8Array([STAFF_IDENTITY]), issuing, unsigned(own.length, 2), own, body, signature)
}

async function endorsedText(leaf: Leaf, trust: Trust, body: Uint8Array): Promise<Uint8Array> {
  return concat(
    utf8("lykta leaf v1\0"),
    await helplineDigest(trust.helpline),
    leaf.conversation,
    leaf.key,
    body,
  )
}

/** How the deny-list names an issuing key. */
export async function issuingName({ key }: Issuing): Promise<Uint8Array> {
  return (await sha256(key)).slice(0, SERIAL_BYTES)
}

/** Throws DistrustError unless a root has signed `issuing`. */
export async function checkRooted(issuing: Issuing, trust: Roots): Promise<void> {
  const signed = concat(utf8("lykta issuer v1\0"), issuing.body)
  const roots = trust.roots.filter(isPoint)
  const known = await Promise.all(roots.map((root) => isSigned(root, signed, issuing.signature)))
  if (!known.includes(true)) throw new DistrustError("unknownRoot")
}

export async function checkChain({ issuing, device }: Chain, trust: Trust): Promise<void> {
  await checkRooted(issuing, trust)
  const own = concat(utf8("lykta device v1\0"), issuing.body, issuing.signature, device.body)
  await check(issuing.key, own, device.signature)
}

export async function check(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<void> {
  if (!(await isSigned(key, message, signature))) throw new DistrustError("forged")
}

async function checkFacts(chain: Chain, trust: Trust, timed: readonly Timed[]): Promise<void> {
  const { issuing, device } = chain
  await checkDemonstration(chain, trust)
  for (const each of timed) checkTime(each, trust.now() / 1000)
  if (device.use !== USE.talk) throw new DistrustError("wrongUse")
  // A genuine issuer makes no device that outlives it.
  if (device.notBefore < issuing.notBefore || device.notAfter > issuing.notAfter)
    throw new DistrustError("forged")
  if ([device.serial, await issuingName(issuing)].some(trust.isDenied)) throw new DistrustError("denied")
}

/** Throws DistrustError unless `chain` is of our helpline, and a demonstration only where one may be. */
export async function checkDemonstration({ issuing, device }: Chain, trust: Roots): Promise<void> {
  await checkOurs(trust, issuing.demo || device.demo, issuing.helpline)
  if (issuing.demo !== device.demo) throw new DistrustError("forged")
}

/** Throws DistrustError if one of `helplines` is another than ours, or this is a demonstration where none may be. */
export async function checkOurs(
  trust: Roots,
  demo: boolean,
  ...helplines: readonly Uint8Array[]
): Promise<void> {
  const ours = await helplineDigest(trust.helpline)
  if (!helplines.every((each) => equal(each, ours))) throw new DistrustError("wrongHelpline")
  if (demo && !trust.demoAllowed) throw new DistrustError("demonstration")
}

/** Throws DistrustError unless `now` (seconds) is within, give or take the slack. */
export function checkTime(each: Timed, now: number): void {
  if (now + SLACK_SECONDS < each.notBefore) throw new DistrustError("notYet")
  if (now - SLACK_SECONDS > each.notAfter) throw new DistrustError("expired")
}

export function staffOf({ device }: Chain, trust: Trust): Staff {
  const { name, role, demo, key } = device
  return { name, role, demo, helpline: trust.helpline, deviceKey: key }
}

export function parsed<T>(bytes: Uint8Array, read: (reader: Reader) => T): T {
  try {
    const reader = new Reader(bytes)
    const found = read(reader)
    reader.end()
    return found
  } catch {
    throw new DistrustError("malformed")
  }
}

function readIdentity(reader: Reader): Identity {
  reader.expect(STAFF_IDENTITY)
  const issuing = reader.take(ISSUING_BYTES)
  const device = reader.take(reader.number(2))
  const chain = parsed(concat(issuing, device), readChain)
  return { ...chain, endorsement: readSigned(reader, readEndorsement) }
}

export function readChain(reader: Reader): Chain {
  return { issuing: readSigned(reader, readIssuing), device: readSigned(reader, readDevice) }
}

/** Reads what `read` reads and the signature after it, and keeps the bytes that were signed. */
export function readSigned<T>(reader: Reader, read: (reader: Reader) => T): T & Signed {
  const from = reader.at
  const found = read(reader)
  return { ...found, body: reader.since(from), signature: reader.take(SIGNATURE_BYTES) }
}

export function readIssuing(reader: Reader): Omit<Issuing, keyof Signed> {
  readHead(reader, KIND.issuing)
  const demo = readFlag(reader)
  return { demo, helpline: reader.take(HELPLINE_BYTES), ...readTimes(reader), key: readKey(reader) }
}

function readDevice(reader: Reader): Omit<DeviceCertificate, keyof Signed> {
  reader.expect(VERSION)
  const kind = reader.number(1)
  const [demo, use, role] = [readFlag(reader), reader.number(1), ROLES[reader.number(1) - 1]]
  const known = kind === KIND.report ? use === USE.report : kind === KIND.device && (use === 1 || use === 2)
  if (role === undefined || !known) throw new LayoutError("not in the tables")
  const serial = reader.take(SERIAL_BYTES)
  const [times, key] = [readTimes(reader), readKey(reader)]
  const sealDigest = kind === KIND.report ? reader.take(SEAL_DIGEST_BYTES) : undefined
  return { demo, use, role, serial, ...times, key, sealDigest, name: readName(reader) }
}

function readEndorsement(reader: Reader): Timed {
  readHead(reader, KIND.leaf)
  return readTimes(reader)
}

export function readHead(reader: Reader, kind: number): void {
  reader.expect(VERSION)
  reader.expect(kind)
}

export function readTimes(reader: Reader): Timed {
  return { notBefore: reader.number(8), notAfter: reader.number(8) }
}

function readFlag(reader: Reader): boolean {
  const flags = reader.number(1)
  if (flags > 1) throw new LayoutError("a flag that does not exist yet")
  return flags === 1
}

function readKey(reader: Reader): Uint8Array {
  const key = reader.take(POINT_BYTES)
  if (!isPoint(key)) throw new LayoutError("no point of the curve")
  return key
}

// Marks that turn the direction of text: with them a name could be read as another one.
const NOT_IN_NAMES = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

function readName(reader: Reader): string {
  const written = reader.take(reader.number(1))
  const name = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(written)
  const sound = written.length >= 1 && written.length <= MAX_NAME_BYTES && name === name.normalize("NFC")
  if (!sound || NOT_IN_NAMES.test(name)) throw new LayoutError("a name that could be taken for another")
  return name
}
