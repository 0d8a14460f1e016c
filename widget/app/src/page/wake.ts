// SPDX-License-Identifier: EUPL-1.2
// Keeping the screen on while somebody waits, if they want that.

export const canStayAwake = "wakeLock" in navigator

/**
 * Keep the screen on until `signal` is aborted; browsers let go when the page is hidden, so it is asked for again.
 *
 * @throws if the browser refuses now, for instance to save power
 */
export async function stayAwake(signal: AbortSignal): Promise<void> {
  const ask = async (): Promise<void> => {
    const lock = await navigator.wakeLock.request("screen")
    if (signal.aborted) await lock.release()
    else signal.addEventListener("abort", () => void lock.release(), { once: true })
  }
  const again = (): void => {
    if (document.visibilityState === "visible") ask().catch(() => undefined)
  }
  await ask()
  document.addEventListener("visibilitychange", again, { signal })
}
