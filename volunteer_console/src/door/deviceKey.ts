// SPDX-License-Identifier: EUPL-1.2
// This browser's own key: P-256, never exportable, kept in IndexedDB, one per member of staff.
// Rule: nothing else is ever put into this database.

import { makeDeviceKey } from "@lykta/core"

const database = "lykta-console"
const store = "device"

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store)
  return settled(request)
}

/** What is kept for `staff`; if nothing is, `fresh` from now on. One transaction: two tabs get the same key. */
async function keepFirst(db: IDBDatabase, staff: string, fresh: CryptoKeyPair): Promise<CryptoKeyPair> {
  const keys = db.transaction(store, "readwrite", { durability: "strict" }).objectStore(store)
  const kept: CryptoKeyPair | undefined = await settled(keys.get(staff))
  if (kept !== undefined) return kept
  await settled(keys.add(fresh, staff))
  return fresh
}

/** The key of `staff` in this browser, made the first time. Throws if the browser will not keep one. */
export async function deviceKey(staff: string): Promise<CryptoKeyPair> {
  const fresh = await makeDeviceKey()
  const db = await open()
  try {
    return await keepFirst(db, staff, fresh)
  } finally {
    db.close()
  }
}

/** Asks the browser not to throw the key away when space is short. It may say no; nothing depends on it. */
export async function askToKeep(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false)
}
