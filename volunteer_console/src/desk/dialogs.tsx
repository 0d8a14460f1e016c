// SPDX-License-Identifier: EUPL-1.2
// Settings and the list of shortcuts: native dialogs, so that focus stays inside and Escape closes.

import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals"
import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { askForNotices, noticesAllowed } from "../attention/systemNotice.ts"
import type { ReportStanding } from "../door/door.ts"
import { LanguageChoice } from "../languageChoice.tsx"
import type { Preferences } from "../preferences.ts"
import { language, t } from "../texts.ts"
import type { DeskModel, Me } from "./deskModel.ts"
import { talking } from "./deskView.ts"
import { acts, shortcuts } from "./shortcuts.ts"

/** What the settings can do beyond the desk. */
export interface SettingsActs {
  readonly preferences: Preferences
  tryChime(): void
  signOut(): void
  /** How far one's own report key is; nothing for those who open no reports. */
  readonly report: ReadonlySignal<ReportStanding | undefined>
  /** Asks whether it has been certified by now. */
  lookAtReportKey(): void
}

/** The page that a dialog belongs to: a desk's model, or an officer's. */
export interface DialogHost {
  readonly me: Me
  readonly dialog: Signal<"settings" | "shortcuts" | undefined>
}

function Dialog({ title, host, children }: { title: string; host: DialogHost; children: ComponentChildren }) {
  const $dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    $dialog.current?.showModal()
    // One dialog opened from another has nothing to give the focus back to.
    return () => document.activeElement === document.body && document.getElementById("settings-open")?.focus()
  }, [])
  return (
    <dialog ref={$dialog} aria-labelledby="dialog-title" onClose={() => (host.dialog.value = undefined)}>
      <header class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" onClick={() => $dialog.current?.close()}>
          {t("settings-close")}
        </button>
      </header>
      {children}
    </dialog>
  )
}

function Sound({ acts: { preferences, tryChime } }: { acts: SettingsActs }) {
  const { sound } = preferences
  return (
    <div class="setting">
      <label class="check">
        <input
          type="checkbox"
          checked={sound.value}
          onChange={() => preferences.choose({ sound: !sound.value })}
        />
        {t("settings-sound")}
      </label>
      <button type="button" onClick={tryChime}>
        {t("settings-sound-try")}
      </button>
    </div>
  )
}

async function toggleNotices(preferences: Preferences, denied: Signal<boolean>): Promise<void> {
  const wanted = !preferences.notify.value
  const allowed = wanted ? await askForNotices() : "yes"
  denied.value = allowed !== "yes"
  preferences.choose({ notify: wanted && allowed === "yes" })
}

function Notices({ preferences }: { preferences: Preferences }) {
  const denied = useSignal(noticesAllowed() === "no")
  const toggle = () => void toggleNotices(preferences, denied)
  return (
    <div class="setting">
      <label class="check">
        <input type="checkbox" checked={preferences.notify.value && !denied.value} onChange={toggle} />
        {t("settings-notify")}
      </label>
      <p class="quiet small" role="status">
        {denied.value ? t("settings-notify-denied") : t("settings-notify-means")}
      </p>
    </div>
  )
}

function untilDay(notAfter: number): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: "long" }).format(notAfter)
}

function ReportKey({ report }: { report: ReportStanding }) {
  switch (report.at) {
    case "certified":
      return <p>{t("keys-report-until", { day: untilDay(report.notAfter) })}</p>
    case "doubt":
      return <p class="notice pressing">{t("keys-report-doubt", { why: t(`distrust-${report.why}`) })}</p>
    case "none":
      return <p class="notice pressing">{t("keys-report-none")}</p>
    case "waiting":
      return (
        <>
          <p>{t("keys-report-waiting")}</p>
          <ol class="words" aria-label={t("pending-words")} translate={false} dir="ltr">
            {report.words.map((word) => (
              <li key={word}>{word}</li>
            ))}
          </ol>
        </>
      )
  }
}

/** One's own keys: what they are for, how far they are, when they end. */
function Keys({ me, settings: { report, lookAtReportKey } }: { me: Me; settings: SettingsActs }) {
  useEffect(lookAtReportKey, [])
  return (
    <section class="setting" aria-labelledby="keys-title">
      <h3 id="keys-title">{t("keys-title")}</h3>
      <p>{t("keys-talk-until", { day: untilDay(me.notAfter) })}</p>
      {report.value !== undefined && <ReportKey report={report.value} />}
    </section>
  )
}

function SignOut({ busy, signOut }: { busy: boolean; signOut: () => void }) {
  if (busy) return <p class="quiet small">{t("settings-sign-out-not-now")}</p>
  return (
    <button type="button" onClick={signOut}>
      {t("settings-sign-out")}
    </button>
  )
}

interface SettingsProps {
  readonly host: DialogHost
  readonly settings: SettingsActs
  /** Whether a conversation is going on. */
  readonly busy: boolean
  readonly children?: ComponentChildren
}

/** `children`: what else one page has. */
export function Settings({ host, settings, busy, children }: SettingsProps) {
  return (
    <Dialog title={t("settings-title")} host={host}>
      <LanguageChoice preferences={settings.preferences} />
      <Sound acts={settings} />
      <Notices preferences={settings.preferences} />
      <Keys me={host.me} settings={settings} />
      <p class="acts apart">
        {children}
        <SignOut busy={busy} signOut={settings.signOut} />
      </p>
    </Dialog>
  )
}

function Shortcuts({ model }: { model: DeskModel }) {
  return (
    <Dialog title={t("shortcuts-title")} host={model}>
      <dl class="shortcuts">
        {acts.map((act) => (
          <div key={act}>
            <dt>{t(`shortcut-${act}`)}</dt>
            <dd>
              <kbd>{t("shortcut-keys", { key: shortcuts[act].shown })}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p class="quiet small">{t("shortcuts-note")}</p>
    </Dialog>
  )
}

export function Dialogs({ model, settings }: { model: DeskModel; settings: SettingsActs }) {
  switch (model.dialog.value) {
    case "settings":
      return (
        <Settings key="settings" host={model} settings={settings} busy={talking(model.state.value)}>
          <button type="button" onClick={() => (model.dialog.value = "shortcuts")}>
            {t("shortcuts-open")}
          </button>
        </Settings>
      )
    case "shortcuts":
      return <Shortcuts key="shortcuts" model={model} />
    default:
      return null
  }
}
