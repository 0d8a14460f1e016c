// SPDX-License-Identifier: EUPL-1.2

import { expect, test } from "vitest"
import { Helpline } from "../../../widget/core/test/people.ts"
import { MAX_NOTE_CODE_POINTS, readNote, writeNote } from "../../src/report/notes.ts"
import { openContentKey, publicKeyOf } from "../../src/seal.ts"

const seed = new Uint8Array(32).fill(9)
const name = { case: "AbCdEfGhIjKlMnOpQrStUv", note: "vUtSrQpOnMlKjIhGfEdCbA", agency: "ostersund" }

async function written(text: string) {
  const helpline = await Helpline.open()
  const device = await helpline.device({ name: "Olle", role: "officer" })
  const at = helpline.trust.now()
  const sealed = await writeNote(text, { name, device, at, to: [await publicKeyOf(seed)] })
  const [wrap] = sealed.wraps
  const context = { agency: name.agency, case: name.note, key: wrap?.key ?? "" }
  const contentKey = await openContentKey(wrap?.sealed ?? new Uint8Array(), seed, context)
  return { helpline, opened: { ciphertext: sealed.ciphertext, contentKey } }
}

test("a question comes to whoever it is for, with the name of who asks", async () => {
  const { helpline, opened } = await written("Vilken skola?\nTack")
  const note = await readNote(opened, { name, trust: helpline.trust })
  expect([note.text, note.writer.name, note.writer.role]).toEqual(["Vilken skola?\nTack", "Olle", "officer"])
})

test("a note that was moved to another case or note stays closed", async () => {
  const { helpline, opened } = await written("Ja")
  for (const moved of [
    { ...name, case: "another" },
    { ...name, note: "another" },
  ])
    await expect(readNote(opened, { name: moved, trust: helpline.trust })).rejects.toThrow("closed")
})

test("a note by somebody whom this helpline has not certified is not shown", async () => {
  const { opened } = await written("Ja")
  const other = await Helpline.open()
  await expect(readNote(opened, { name, trust: other.trust })).rejects.toThrow("distrust")
})

test("a note has something in it, and not more than its bound", async () => {
  await expect(written(" ")).rejects.toThrow("malformed")
  await expect(written("å".repeat(MAX_NOTE_CODE_POINTS + 1))).rejects.toThrow("tooLong")
  await expect(written("😀".repeat(MAX_NOTE_CODE_POINTS))).resolves.toBeDefined()
})
