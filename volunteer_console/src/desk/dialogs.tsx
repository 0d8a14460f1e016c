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
import type { DeskModel } from "./deskModel.ts"
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

function Dialog({
  title,
  model,
  children,
}: {
  title: string
  model: DeskModel
  children: ComponentChildren
}) {
  const $dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    $dialog.current?.showModal()
    // One dialog opened from another has nothing to give the focus back to.
    return () => document.activeElement === document.body && document.getElementById("settings-open")?.focus()
  }, [])
  return (
    <dialog ref={$dialog} aria-labelledby="dialog-title" onClose={() => (model.dialog.value = undefined)}>
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
function Keys({
  model,
  settings: { report, lookAtReportKey },
}: {
  model: DeskModel
  settings: SettingsActs
}) {
  useEffect(lookAtReportKey, [])
  return (
    <section class="setting" aria-labelledby="keys-title">
      <h3 id="keys-title">{t("keys-title")}</h3>
      <p>{t("keys-talk-until", { day: untilDay(model.me.notAfter) })}</p>
      {report.value !== undefined && <ReportKey report={report.value} />}
    </section>
  )
}

function SignOut({ model, signOut }: { model: DeskModel; signOut: () => void }) {
  if (talking(model.state.value)) return <p class="quiet small">{t("settings-sign-out-not-now")}</p>
  return (
    <button type="button" onClick={signOut}>
      {t("settings-sign-out")}
    </button>
  )
}

function Settings({ model, settings }: { model: DeskModel; settings: SettingsActs }) {
  return (
    <Dialog title={t("settings-title")} model={model}>
      <LanguageChoice preferences={settings.preferences} />
      <Sound acts={settings} />
      <Notices preferences={settings.preferences} />
      <Keys model={model} settings={settings} />
      <p class="acts apart">
        <button type="button" onClick={() => (model.dialog.value = "shortcuts")}>
          {t("shortcuts-open")}
        </button>
        <SignOut model={model} signOut={settings.signOut} />
      </p>
    </Dialog>
  )
}

function Shortcuts({ model }: { model: DeskModel }) {
  return (
    <Dialog title={t("shortcuts-title")} model={model}>
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
      return <Settings key="settings" model={model} settings={settings} />
    case "shortcuts":
      return <Shortcuts key="shortcuts" model={model} />
    default:
      return null
  }
}
