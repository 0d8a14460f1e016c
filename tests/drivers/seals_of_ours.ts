// SPDX-License-Identifier: EUPL-1.2
// The browser's seals as JSON lines, for Python's to be held against. Bytes are base64.
//   report: X-Wing, for reports (volunteer_console/src/seal.ts)     p256: as MLS uses it (widget/core/src/provider.ts)

import { createInterface } from "node:readline"
import { sealVersion } from "../../volunteer_console/src/report/sealing.ts"
import {
  openReport,
  publicKeyOf,
  type ReportContext,
  SealError,
  sealReport,
} from "../../volunteer_console/src/seal.ts"
import { concat, fromBase64, toBase64, utf8 } from "../../widget/core/src/bytes.ts"
import { POINT_BYTES } from "../../widget/core/src/p256.ts"
import { suite } from "../../widget/core/src/provider.ts"

interface Asked extends ReportContext {
  readonly do: keyof typeof DEEDS
  readonly content: string
  /** A public key to seal to, or a private one to open with. */
  readonly with: string
  readonly info: string
}

const { hpke } = suite

const DEEDS = {
  publicKey: (asked: Asked) => publicKeyOf(fromBase64(asked.with)),
  seal: (asked: Asked) => sealReport(fromBase64(asked.content), fromBase64(asked.with), asked),
  open: (asked: Asked) => openReport(fromBase64(asked.content), fromBase64(asked.with), asked),
  /** As the relay would carry it: JSON. */
  version: async (asked: Asked) => {
    const name = { case: asked.case, version: 1, agency: asked.agency }
    const sealed = await sealVersion(fromBase64(asked.content), [fromBase64(asked.with)], name)
    const wraps = sealed.wraps.map(({ key, sealed: content }) => ({ key, sealed: toBase64(content) }))
    return utf8(JSON.stringify({ envelope: name, ciphertext: toBase64(sealed.ciphertext), wraps }))
  },
  p256Seal: async (asked: Asked) => {
    const to = await hpke.importPublicKey(fromBase64(asked.with))
    const { enc, ct } = await hpke.seal(to, fromBase64(asked.content), fromBase64(asked.info))
    return concat(enc, ct)
  },
  p256Open: async (asked: Asked) => {
    const sealed = fromBase64(asked.content)
    const own = await hpke.importPrivateKey(fromBase64(asked.with))
    const [enc, ct] = [sealed.slice(0, POINT_BYTES), sealed.slice(POINT_BYTES)]
    return hpke.open(own, enc, ct, fromBase64(asked.info))
  },
} satisfies Readonly<Record<string, (asked: Asked) => Promise<Uint8Array>>>

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as Asked
  const answer = await DEEDS[asked.do](asked).then(
    (bytes) => ({ bytes: toBase64(bytes) }),
    (error: Error) => ({ refused: error instanceof SealError ? error.code : "closed" }),
  )
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
