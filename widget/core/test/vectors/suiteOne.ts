// SPDX-License-Identifier: EUPL-1.2
// Suite 0x0001 for a member that only listens: X25519 and Ed25519, and everything else of our provider. Nothing but the
// one vector of passive-client-random needs it: two hundred epochs of a large group, which suite 0x0002 has none of.

import { createPublicKey, verify } from "node:crypto"
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core"
import type { CiphersuiteImpl } from "ts-mls/crypto/ciphersuite.js"
import type { PrivateKey, PublicKey } from "ts-mls/crypto/hpke.js"
import { asSource, concat } from "../../src/bytes.ts"
import { suite } from "../../src/provider.ts"

const second = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
})
const SPKI = Uint8Array.from(Buffer.from("302a300506032b6570032100", "hex"))

function neverSpeaks(): never {
  throw new Error("this member only listens")
}

export const suiteOne: CiphersuiteImpl = {
  ...suite,
  name: "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519",
  signature: {
    sign: neverSpeaks,
    keygen: neverSpeaks,
    async verify(point, message, signature) {
      const key = createPublicKey({ key: Buffer.from(concat(SPKI, point)), format: "der", type: "spki" })
      return verify(null, message, key, signature)
    },
  },
  hpke: {
    ...suite.hpke,
    seal: neverSpeaks,
    exportSecret: neverSpeaks,
    importSecret: neverSpeaks,
    generateKeyPair: neverSpeaks,
    async open(recipientKey, enc, ct, info, aad = new Uint8Array()) {
      const from = { recipientKey, enc: asSource(enc), info: asSource(info) }
      return new Uint8Array(await second.open(from, asSource(ct), asSource(aad)))
    },
    importPrivateKey: async (key) => (await second.kem.deserializePrivateKey(asSource(key))) as PrivateKey,
    importPublicKey: async (key) => (await second.kem.deserializePublicKey(asSource(key))) as PublicKey,
    exportPrivateKey: async (key) => new Uint8Array(await second.kem.serializePrivateKey(key)),
    exportPublicKey: async (key) => new Uint8Array(await second.kem.serializePublicKey(key)),
    async deriveKeyPair(material) {
      const pair = await second.kem.deriveKeyPair(asSource(material))
      return { privateKey: pair.privateKey as PrivateKey, publicKey: pair.publicKey as PublicKey }
    },
  },
}
