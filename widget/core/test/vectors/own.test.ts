// SPDX-License-Identifier: EUPL-1.2
// Our own formats, by vectors that Python makes and reads too: the envelope, and what is padded inside it.

import { expect, test } from "vitest"
import envelopes from "../../../../tests/vectors/envelopes.json"
import padded from "../../../../tests/vectors/padded.json"
import sealed from "../../../../tests/vectors/sealed.json"
import { equal, fromBase64, fromBase64Url, LayoutError } from "../../src/bytes.ts"
import { decodeContent, encodeContent } from "../../src/content.ts"
import { readKeyPackage, readPrivate, readWelcome, stampBytes } from "../../src/groupFraming.ts"
import { GroupError } from "../../src/groupTypes.ts"
import { pad, unpad } from "../../src/padding.ts"

type Envelope = Omit<(typeof envelopes.valid)[number], "epoch">

/** Which refusal of the client is which layer of the vectors. */
const CODES: Readonly<Record<string, string>> = {
  layout: "malformed",
  form: "malformed",
  group: "otherGroup",
  stamp: "sender",
}

/** What the client makes of an envelope before it opens anything. Throws GroupError. */
function read({ conversation, content, message, member, n, moved }: Envelope) {
  const type = content === "commit" ? "commit" : "application"
  const found = readPrivate(fromBase64(message), fromBase64(conversation), type)
  const stamp = stampBytes(moved === null ? { member, n } : { member, n, subject: moved })
  if (!equal(found.authenticatedData, stamp)) throw new GroupError("sender")
  return found
}

test.each(envelopes.valid)("the client reads the envelope of $name", (vector) => {
  expect(Number(read(vector).epoch)).toBe(vector.epoch)
})

test.each(envelopes.refused)("the client refuses an envelope by its $layer: $name", (vector) => {
  expect(() => read(vector)).toThrow(new GroupError(CODES[vector.layer] as "malformed"))
})

test("what the client sealed once, this version still reads", () => {
  const conversation = fromBase64Url(sealed.conversation)
  expect(readKeyPackage(fromBase64(sealed.keyPackage)).leafNode.leafNodeSource).toBe("key_package")
  for (const { body, epoch } of sealed.events) {
    if ("commit" in body && body.commit !== undefined)
      expect(Number(readPrivate(fromBase64(body.commit), conversation, "commit").epoch)).toBe(epoch)
    if ("welcome" in body && body.welcome !== undefined)
      expect(readWelcome(fromBase64(body.welcome)).secrets).toHaveLength(1)
  }
})

test.each(padded.valid)("the client reads, and pads alike, $name", ({ padded: text, content, size }) => {
  const bytes = fromBase64(text)
  const inside = unpad(bytes)

  expect(bytes.length).toBe(size)
  expect(decodeContent(inside)).toEqual(content)
  expect(pad(inside)).toEqual(bytes)
  expect(encodeContent(content as Parameters<typeof encodeContent>[0])).toEqual(inside)
})

test.each(padded.refused)("the client shows nothing, by its $layer: $name", ({ padded: text, layer }) => {
  const bytes = fromBase64(text)
  if (layer === "padding") expect(() => unpad(bytes)).toThrow(LayoutError)
  else expect(decodeContent(unpad(bytes))).toEqual({ unknown: true })
})
