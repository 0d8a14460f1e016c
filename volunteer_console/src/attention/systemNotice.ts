// SPDX-License-Identifier: EUPL-1.2
// The system's notification while somebody is offered: opt-in, one sentence, no content, gone with the offer.

export type Allowed = "yes" | "no" | "unknown"

export function noticesAllowed(): Allowed {
  if (typeof Notification === "undefined" || Notification.permission === "denied") return "no"
  return Notification.permission === "granted" ? "yes" : "unknown"
}

/** Asks the browser's reader; call it from a click. */
export async function askForNotices(): Promise<Allowed> {
  if (noticesAllowed() === "unknown") await Notification.requestPermission()
  return noticesAllowed()
}

export class SystemNotice {
  #shown: Notification | undefined

  show(sentence: string): void {
    if (noticesAllowed() !== "yes") return
    this.close()
    // One tag, so that it replaces itself; silent, because the page has its own sound.
    const shown = new Notification(sentence, { tag: "lykta", silent: true })
    shown.onclick = () => {
      window.focus()
      this.close()
    }
    this.#shown = shown
  }

  close(): void {
    this.#shown?.close()
    this.#shown = undefined
  }
}
