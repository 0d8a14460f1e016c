// SPDX-License-Identifier: EUPL-1.2
// The pages before the desk: one card each, one thing to do on it.

import type { ComponentChildren } from "preact"
import { LanguageChoice } from "../languageChoice.tsx"
import type { Preferences } from "../preferences.ts"
import { t } from "../texts.ts"
import type { DoorState } from "./door.ts"
import type { DemoPerson } from "./staffApi.ts"

/** What the pages can ask for; `Door` does it. */
export interface DoorActs {
  look(): unknown
  toSignIn(): unknown
  signIn(): unknown
  signInAs(person: DemoPerson): unknown
  enrol(): unknown
  signOut(): unknown
}

/** What is still held in this page while its sign-in has run out. */
export type Again = "no" | "desk" | "talks"

type At<K extends DoorState["at"]> = Extract<DoorState, { at: K }>

export function Card({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby="card-title">
      <h1 id="card-title" tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  )
}

function Problem({ state: { problem } }: { state: At<"signIn" | "enrol"> }) {
  return (
    <div role="alert">
      {problem !== undefined && (
        <p class={problem === "cancelled" ? "notice" : "notice pressing"}>{t(`problem-${problem}`)}</p>
      )}
    </div>
  )
}

function Asking({ asking, children }: { asking: boolean; children: ComponentChildren }) {
  return (
    <>
      <p class="quiet waiting" role="status">
        {asking ? t("sign-in-waiting") : ""}
      </p>
      {!asking && children}
    </>
  )
}

function DemoPeople({ people, acts }: { people: readonly DemoPerson[]; acts: DoorActs }) {
  return (
    <ul class="plain demo-people">
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" onClick={() => acts.signInAs(person)}>
            {t("demo-choose", { name: person.name, role: t(`role-${person.role}`) })}
          </button>
        </li>
      ))}
    </ul>
  )
}

function signInLead(again: Again): { title: string; lead: string } {
  switch (again) {
    case "no":
      return { title: t("sign-in-title"), lead: t("sign-in-lead") }
    case "desk":
      return { title: t("sign-in-again-title"), lead: t("sign-in-again-body") }
    case "talks":
      return { title: t("sign-in-again-title"), lead: t("sign-in-again-talks") }
  }
}

interface SignInProps {
  readonly state: At<"signIn">
  readonly acts: DoorActs
  readonly again: Again
}

/** The demonstration: whom to be comes first, a passkey of one's own last. */
function DemoSignIn({ state, acts, again }: SignInProps) {
  return (
    <Card title={t("demo-title")}>
      {again !== "no" && <p>{signInLead(again).lead}</p>}
      <p>{t("demo-lead")}</p>
      <Problem state={state} />
      <Asking asking={state.asking}>
        <DemoPeople people={state.people} acts={acts} />
        <p class="demo-passkey">
          <button type="button" class="small" onClick={() => acts.signIn()}>
            {t("sign-in-passkey")}
          </button>
        </p>
      </Asking>
    </Card>
  )
}

function SignIn({ state, acts, again }: SignInProps) {
  const { title, lead } = signInLead(again)
  return (
    <Card title={title}>
      <p>{lead}</p>
      <Problem state={state} />
      <Asking asking={state.asking}>
        <p>
          <button type="button" class="primary large" onClick={() => acts.signIn()}>
            {t("sign-in-passkey")}
          </button>
        </p>
        <p class="quiet">{t("sign-in-how")}</p>
      </Asking>
      <details>
        <summary>{t("sign-in-lost-title")}</summary>
        <p>{t("sign-in-lost-body")}</p>
      </details>
    </Card>
  )
}

function Enrol({ state, acts }: { state: At<"enrol">; acts: DoorActs }) {
  const { name, role } = state.invitation
  return (
    <Card title={t("enrol-title", { name })}>
      <p>{t("enrol-lead", { role: t(`role-${role}`) })}</p>
      <ol class="steps">
        <li>{t("enrol-step-passkey")}</li>
        <li>{t("enrol-step-words")}</li>
        <li>{t("enrol-step-ready")}</li>
      </ol>
      <Problem state={state} />
      <Asking asking={state.asking}>
        <p>
          <button type="button" class="primary large" onClick={() => acts.enrol()}>
            {t("enrol-make")}
          </button>
        </p>
        <p class="quiet">{t("sign-in-how")}</p>
      </Asking>
    </Card>
  )
}

function Pending({ state }: { state: At<"pending"> }) {
  const { name, role, helpline } = state.account
  return (
    <Card title={t("pending-title")}>
      <p>{t("pending-lead")}</p>
      <ol class="words" aria-label={t("pending-words")} translate={false} dir="ltr">
        {state.words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ol>
      <p class="quiet small">{t("pending-who", { name, role: t(`role-${role}`), helpline })}</p>
      <p>{t("pending-voice")}</p>
      <p class="quiet waiting" role="status">
        {state.answering ? t("pending-waiting") : t("pending-unreachable")}
      </p>
    </Card>
  )
}

function Distrust({ state, acts }: { state: At<"distrust">; acts: DoorActs }) {
  return (
    <Card title={t("distrust-title")}>
      <p class="notice pressing">{t(`distrust-${state.why}`)}</p>
      <p>{t("distrust-do")}</p>
      <TryAgain acts={acts} />
    </Card>
  )
}

function TryAgain({ acts }: { acts: DoorActs }) {
  return (
    <p>
      <button type="button" class="primary" onClick={() => acts.look()}>
        {t("door-try-again")}
      </button>
    </p>
  )
}

export function Moment({ text }: { text: string }) {
  return (
    <section class="card moment" role="status">
      <h1>{text}</h1>
    </section>
  )
}

function Unreachable({ acts }: { acts: DoorActs }) {
  return (
    <Card title={t("door-unreachable-title")}>
      <p>{t("door-unreachable-body")}</p>
      <TryAgain acts={acts} />
    </Card>
  )
}

function EnrolFailed({ acts }: { acts: DoorActs }) {
  return (
    <Card title={t("enrol-failed-title")}>
      <p>{t("problem-link")}</p>
      <p>
        <button type="button" onClick={() => acts.toSignIn()}>
          {t("enrol-to-sign-in")}
        </button>
      </p>
    </Card>
  )
}

function DeviceFailed({ acts }: { acts: DoorActs }) {
  return (
    <Card title={t("device-failed-title")}>
      <p>{t("device-failed-body")}</p>
      <TryAgain acts={acts} />
    </Card>
  )
}

function Page({ state, acts, again }: { state: DoorState; acts: DoorActs; again: Again }) {
  switch (state.at) {
    case "looking":
      return <Moment text={t("door-looking")} />
    case "enrolLooking":
      return <Moment text={t("enrol-looking")} />
    case "device":
      return <Moment text={t("device-making")} />
    case "open":
      return <Moment text={t("desk-opening")} />
    case "unreachable":
      return <Unreachable acts={acts} />
    case "signIn":
      return state.people.length > 0 ? (
        <DemoSignIn state={state} acts={acts} again={again} />
      ) : (
        <SignIn state={state} acts={acts} again={again} />
      )
    case "enrol":
      return <Enrol state={state} acts={acts} />
    case "enrolFailed":
      return <EnrolFailed acts={acts} />
    case "deviceFailed":
      return <DeviceFailed acts={acts} />
    case "pending":
      return <Pending state={state} />
    case "distrust":
      return <Distrust state={state} acts={acts} />
  }
}

/** Those pages on which somebody is signed in already and might want to leave. */
const leavable: ReadonlySet<DoorState["at"]> = new Set(["pending", "distrust", "deviceFailed"])

interface DoorPageProps {
  readonly state: DoorState
  readonly acts: DoorActs
  readonly again: Again
  readonly preferences: Preferences
}

export function DoorPage({ state, acts, again, preferences }: DoorPageProps) {
  return (
    <div class="door">
      <header class="door-name">
        <strong>{t("app-name")}</strong>
      </header>
      <main>
        <Page state={state} acts={acts} again={again} />
      </main>
      <footer>
        <LanguageChoice preferences={preferences} />
        {leavable.has(state.at) && (
          <button type="button" onClick={() => acts.signOut()}>
            {t("door-sign-out")}
          </button>
        )}
      </footer>
    </div>
  )
}
