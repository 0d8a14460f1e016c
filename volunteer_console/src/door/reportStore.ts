// SPDX-License-Identifier: EUPL-1.2
// Where the report keys of this browser are kept: a database of their own, one list per member of staff.
// Rule: what is stored is the public key, a wrapped seed and a key that nobody can take out; never a seed.

/** One report key as it is kept. */
export interface KeptKey {
  /** X-Wing, public. */
  readonly sealKey: Uint8Array
  /** AES-GCM, non-extractable: opens `wrapped`, here and nowhere else. */
  readonly wrapping: CryptoKey
  readonly iv: Uint8Array
  readonly wrapped: Uint8Array
  /** With it `wrapped` is sealed once more, by what this passkey alone can say. */
  readonly passkey?: { readonly id: string; readonly iv: Uint8Array }
}

const database = "lykta-report-keys"
const store = "keys"

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function within<T>(mode: IDBTransactionMode, act: (keys: IDBObjectStore) => Promise<T>): Promise<T> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store)
  const db = await settled(request)
  try {
    return await act(db.transaction(store, mode, { durability: "strict" }).objectStore(store))
  } finally {
    db.close()
  }
}

async function listOf(keys: IDBObjectStore, staff: string): Promise<readonly KeptKey[]> {
  const kept: readonly KeptKey[] | undefined = await settled(keys.get(staff))
  return kept ?? []
}

/** The keys of `staff`, the latest first: old ones still open what was sealed to them. */
export function keptKeys(staff: string): Promise<readonly KeptKey[]> {
  return within("readonly", (keys) => listOf(keys, staff))
}

/** What `change` makes of the keys of `staff`, from now on. One transaction: two tabs get the same keys. */
export function changeKeys(
  staff: string,
  change: (kept: readonly KeptKey[]) => readonly KeptKey[],
): Promise<readonly KeptKey[]> {
  return within("readwrite", async (keys) => {
    const changed = change(await listOf(keys, staff))
    await settled(keys.put(changed, staff))
    return changed
  })
}
