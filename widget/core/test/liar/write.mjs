// SPDX-License-Identifier: EUPL-1.2
// Writes docs/explanation/malicious-server.md from the table of the tests, with the words that a visitor reads;
// with --check only compares. What a visitor reads comes from the page's own tables and texts.

import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { REMOVALS } from "../invariants/table.mjs"

const at = (path) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const read = (path) => readFileSync(at(path), "utf8")

const PAGE = "docs/explanation/malicious-server.md"
const NOTICES = { missing: "talk-missing", away: "talk-away", notDelivered: "progress-not-delivered" }
const ENDS = { lost: "lost-heading", counsellor: "ended-heading-counsellor" }
const PLACES = { waiting: "wait-heading", closed: "closed-heading" }
const OUTCOMES = {
  stopped: "**stopped**",
  told: "**told**",
  harmless: "harmless",
  believed: "**believed at first**",
}

/** The table, as the tests have it. */
async function table() {
  const built = buildSync({
    entryPoints: [at("widget/core/test/liar/table.ts")],
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
  })
  const [{ text }] = built.outputFiles
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`)
}

const texts = read("widget/app/locales/en.ftl") + read("widget/app/locales/en.rare.ftl")
const reasons = read("widget/app/src/reload/rare.tsx")

/** A text in English; of several forms the one for one. Throws if there is none. */
function said(key) {
  const [, line] = new RegExp(`^${key} = (.+)$`, "m").exec(texts) ?? []
  const [, one] = new RegExp(`^${key} =\\n(?: .*\\n)*? +\\[one\\] (.+)$`, "m").exec(texts) ?? []
  const found = line ?? one
  if (found === undefined) throw new Error(`no text ${key}`)
  return found.replaceAll(/\{ \$name \}/g, "Anna").replaceAll(/\{ \$reason \}/g, "")
}

function reasonKey(why) {
  const [, key] = new RegExp(`${why}: "([\\w-]+)"`).exec(reasons) ?? []
  if (key === undefined) throw new Error(`no reason ${why}`)
  return key
}

function keysOf(visitor) {
  if (visitor.at === "refused") return ["refused-heading", reasonKey(visitor.why)]
  if (visitor.at === "ended") return [ENDS[visitor.why]]
  return visitor.at === "talking" ? visitor.reads.map((notice) => NOTICES[notice]) : [PLACES[visitor.at]]
}

function seen(visitor) {
  const keys = keysOf(visitor)
  if (keys.length === 0) return "nothing unusual"
  return keys.map((key) => `“${said(key)}” (\`${key}\`)`).join(" ")
}

/** Throws unless the test stands where the table says. */
function found([path, name]) {
  const [own, bare] = [path.endsWith(".py") ? `def ${name}(` : name, name]
  if (!read(path).includes(own)) throw new Error(`${path} has no test ${bare}`)
  return `\`${path}\`: ${path.endsWith(".py") ? `\`${bare}\`` : bare}`
}

function sectionOf([title, rows]) {
  const lines = Object.values(rows).map(
    ({ does, happens, outcome, visitor, shows, counsellor = [] }) =>
      `| ${does} | ${OUTCOMES[outcome]}: ${happens} | ${shows ?? seen(visitor)} | ${counsellor.map((n) => `“${said(NOTICES[n])}”`.replace("Anna", "Kim")).join(" ")} |`,
  )
  return [
    `## ${title}`,
    "",
    "| the server | what comes of it | what the visitor sees | what the counsellor sees besides |",
    "|---|---|---|---|",
    ...lines,
    "",
  ]
}

async function page() {
  const { SECTIONS, ELSEWHERE } = await table()
  const count = SECTIONS.reduce((sum, [, rows]) => sum + Object.keys(rows).length, 0)
  return [
    "# What a hostile server can do",
    "",
    "Generated from `widget/core/test/liar/table.ts` by `make generate`; do not edit. A row is a test: the same table is",
    "asserted by `widget/core/test/liar/malicious.test.ts`, where real clients with real encryption stand at both ends and",
    "the server between them lies. A row without a test, or a test without a row, does not compile.",
    "",
    `${count} rows. In each, besides what it says: nothing is shown at either end that nobody said there, nothing in another`,
    "order or twice, and no word of it is in what passed through the server.",
    "",
    "- **stopped**: somebody's page stops, and no more is said;",
    "- **told**: something is missing, and it stands where it is missing;",
    "- harmless: both ends have all that was said;",
    "- **believed at first**: a lie that cannot be noticed at once; the row says what is left of it.",
    "",
    "What no encryption changes: a server can refuse to serve, end any conversation, and knows when somebody talked with",
    "somebody.",
    "",
    ...SECTIONS.flatMap(sectionOf),
    "## Where else it is tested",
    "",
    "| the server | what comes of it | test |",
    "|---|---|---|",
    ...ELSEWHERE.map(({ does, happens, test }) => `| ${does} | ${happens} | ${found(test)} |`),
    "",
    "## The nine invariants, taken out one by one",
    "",
    "What the library of the encryption is held to (`widget/core/src/group*.ts`). `make test-all` takes each out, on a copy,",
    "and wants the test to be red that stands beside it here.",
    "",
    "| invariant | without it | red |",
    "|---|---|---|",
    ...REMOVALS.map(({ invariant, without, test: [path, name] }) => {
      const red = found([`widget/core/${path}`, name])
      return `| ${invariant} | ${without} | ${red} |`
    }),
    "",
    "Four attempts are impossible by type or refused (`widget/core/test/impossible.test.ts`): to send before it is known who",
    "answers, to send to five, to change who is here by anybody but the visitor, and anything with a state that is not",
    "written down.",
    "",
  ].join("\n")
}

const text = await page()
const isOld = (() => {
  try {
    return read(PAGE) !== text
  } catch {
    return true
  }
})()
const isCheck = process.argv.includes("--check")
if (isOld && isCheck) {
  process.stderr.write(`${PAGE} is old: run \`make generate\`\n`)
  process.exitCode = 1
} else if (isOld) {
  writeFileSync(at(PAGE), text)
  process.stdout.write(`Wrote ${PAGE}.\n`)
}
