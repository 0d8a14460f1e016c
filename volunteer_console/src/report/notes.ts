// SPDX-License-Identifier: EUPL-1.2
// A question of an officer's, or its answer: a short text, vouched for by its writer's device, sealed like a report.
// Rule 1: bound to one case and one note, so that no relay can move an answer under another question.

import type { Device, Staff, Trust } from "@lykta/core"
import { equal, fromBase64, sha256, toBase64, utf8 } from "@lykta/core/bytes"
import { isSigned } from "@lykta/core/p256"
import { hexOf, type NoteName, openNote, type SealedVersion, sealNote } from "./sealing.ts"
import { canonical, ReportError, signerOf } from "./signedReport.ts"

export const MAX_NOTE_CODE_POINTS = 2_000

interface Signed {
  readonly v: 1
  readonly at: number
  readonly text: string
  readonly certificate: string
  readonly signature: string
}

/** A note that was opened. */
export interface ReadNote {
  readonly text: string
  readonly at: number
  readonly writer: Staff
}

async function signedText(name: NoteName, said: Pick<Signed, "at" | "text">): Promise<Uint8Array> {
  const digest = hexOf(await sha256(utf8(canonical({ at: said.at, text: said.text }))))
  return utf8(["lykta/note/v1", name.case, name.note, digest].join("|"))
}

/** `text`, by `device` at `at`, for the owners of the keys `to`. Throws ReportError, SealError. */
export async function writeNote(
  text: string,
  of: { name: NoteName; device: Device; at: number; to: readonly Uint8Array[] },
): Promise<SealedVersion> {
  if (text.trim() === "") throw new ReportError("malformed")
  if (!isNote(text)) throw new ReportError("tooLong")
  const { name, device, at } = of
  const signature = toBase64(await device.sign(await signedText(name, { at, text })))
  const said: Signed = { v: 1, at, text, certificate: toBase64(device.certificate), signature }
  return sealNote(utf8(canonical(said)), of.to, name)
}

/** What a note says, and who wrote it. Throws ReportError, SealError. */
export async function readNote(
  sealed: { ciphertext: Uint8Array; contentKey: Uint8Array },
  of: { name: NoteName; trust: Trust },
): Promise<ReadNote> {
  const said = parsed(await openNote(sealed.ciphertext, sealed.contentKey, of.name))
  const writer = await signerOf(fromBase64(said.certificate), { at: said.at, trust: of.trust })
  const signature = fromBase64(said.signature)
  if (!(await isSigned(writer.deviceKey, await signedText(of.name, said), signature)))
    throw new ReportError("unsigned")
  return { text: said.text, at: said.at, writer }
}

function isNote(text: unknown): boolean {
  return typeof text === "string" && text.trim() !== "" && [...text].length <= MAX_NOTE_CODE_POINTS
}

function parsed(bytes: Uint8Array): Signed {
  try {
    const said: Partial<Signed> = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
    const texts = typeof said.certificate === "string" && typeof said.signature === "string"
    const whole = said.v === 1 && Number.isSafeInteger(said.at) && isNote(said.text) && texts
    if (whole && equal(utf8(canonical(said)), bytes)) return said as Signed
  } catch {
    // One answer, whatever is wrong with it.
  }
  throw new ReportError("malformed")
}
