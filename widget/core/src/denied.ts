// SPDX-License-Identifier: EUPL-1.2
// The deny-list: whom nobody may believe any more although their certificate is genuine.
// Rule 1: the same checks in the same order as chatserver/signing/denied.py; tests/vectors/denied.json binds both.

import { concat, LayoutError, type Reader, utf8 } from "./bytes.ts"
import {
  check,
  checkOurs,
  checkRooted,
  checkTime,
  DistrustError,
  HELPLINE_BYTES,
  type Issuing,
  issuingName,
  KIND,
  parsed,
  type Roots,
  readHead,
  readIssuing,
  readSigned,
  readTimes,
  SERIAL_BYTES,
  type Signed,
  type Timed,
} from "./certificate.ts"

export interface DenyList {
  readonly number: number
  /** Sixteen characters each, one for a byte. */
  readonly denied: ReadonlySet<string>
}

interface Written extends DenyList, Timed, Signed {
  readonly helpline: Uint8Array
  readonly issuing: Issuing
}

const LIST_SECONDS = 14 * 86_400

export const NOTHING_YET: DenyList = { number: 0, denied: new Set() }

/** Whether `list` has the serial of a device or the name of an issuing key. */
export function isListed(list: DenyList, name: Uint8Array): boolean {
  return list.denied.has(String.fromCharCode(...name))
}

/** The list that `bytes` are, if it may take the place of `before`. Throws DistrustError. */
export async function readDenied(bytes: Uint8Array, trust: Roots, before: DenyList): Promise<DenyList> {
  const list = parsed(bytes, (reader) => readSigned(reader, readList))
  const { issuing, notBefore, notAfter } = list
  await checkRooted(issuing, trust)
  await check(issuing.key, concat(utf8("lykta denied v1\0"), list.body), list.signature)
  await checkOurs(trust, issuing.demo, list.helpline, issuing.helpline)
  checkTime(list, trust.now() / 1000)
  // A genuine issuer makes none that lives longer.
  if (notBefore < issuing.notBefore || notAfter > issuing.notAfter || notAfter - notBefore > LIST_SECONDS)
    throw new DistrustError("forged")
  const name = await issuingName(issuing)
  if (isListed(list, name) || isListed(before, name)) throw new DistrustError("denied")
  if (list.number < before.number) throw new DistrustError("denyListOld")
  return list
}

function readList(reader: Reader): Omit<Written, keyof Signed> {
  readHead(reader, KIND.denied)
  const [helpline, number] = [reader.take(HELPLINE_BYTES), reader.number(8)]
  const times = readTimes(reader)
  const issuing = readSigned(reader, readIssuing)
  return { helpline, number, ...times, issuing, denied: new Set(readNames(reader)) }
}

/** They rise: there is one way to write a list. */
function readNames(reader: Reader): readonly string[] {
  const names = Array.from({ length: reader.number(2) }, () =>
    String.fromCharCode(...reader.take(SERIAL_BYTES)),
  )
  if (names.some((name, i) => name <= (names[i - 1] ?? ""))) throw new LayoutError("not rising")
  return names
}
