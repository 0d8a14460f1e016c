// SPDX-License-Identifier: EUPL-1.2
// A staff device: its key, which in a browser nobody can take out, and what is signed with it.

import { asSource } from "./bytes.ts"
import type { Device } from "./certificate.ts"

const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const

/** A fresh key pair; the private key cannot be exported unless `extractable`. */
export async function makeDeviceKey(
  { extractable }: { readonly extractable: boolean } = { extractable: false },
): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ECDSA, extractable, ["sign", "verify"])
}

/** The public key as certificates carry it: 65 bytes, uncompressed. */
export async function publicKeyOf({ publicKey }: CryptoKeyPair): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))
}

/** The device whose key is `privateKey` and whose `certificate` is issuing || device. */
export function deviceOf(privateKey: CryptoKey, certificate: Uint8Array): Device {
  return {
    certificate,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, asSource(bytes))),
  }
}

/** For Node: a device whose key is kept as PKCS #8. */
export async function deviceFromPkcs8(pkcs8: Uint8Array, certificate: Uint8Array): Promise<Device> {
  const key = await crypto.subtle.importKey("pkcs8", asSource(pkcs8), ECDSA, false, ["sign"])
  return deviceOf(key, certificate)
}
