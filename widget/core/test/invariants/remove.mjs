// SPDX-License-Identifier: EUPL-1.2
// Takes out each invariant of the adapter, one at a time and on a copy, and wants the test that names it to be red.
// First the same tests must be green with nothing taken out.

import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { REMOVALS } from "./table.mjs"

const CORE = fileURLToPath(new URL("../..", import.meta.url))
const ROOT = fileURLToPath(new URL("../../../..", import.meta.url))

/** A copy of the core beside what it imports, so that nothing that is being worked on is touched. */
function copy() {
  mkdirSync(join(ROOT, "build"), { recursive: true })
  const folder = mkdtempSync(join(ROOT, "build", "without-"))
  for (const part of ["src", "test", "package.json", "vitest.config.ts"])
    cpSync(join(CORE, part), join(folder, part), { recursive: true })
  return folder
}

/** The titles of the tests in `files` that fail. */
function redIn(folder, files) {
  const report = join(folder, "report.json")
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs")
  const told = ["--reporter=json", `--outputFile=${report}`]
  spawnSync(process.execPath, [vitest, "run", "--root", folder, ...told, ...files], { stdio: "ignore" })
  const { testResults } = JSON.parse(readFileSync(report, "utf8"))
  rmSync(report)
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  )
}

function without(folder, { file, from, to }, look) {
  const path = join(folder, file)
  const whole = readFileSync(path, "utf8")
  if (!whole.includes(from)) throw new Error(`${file} has not what is to be taken out: ${from}`)
  writeFileSync(path, whole.replaceAll(from, to))
  const found = look()
  writeFileSync(path, whole)
  return found
}

function main(folder) {
  const green = redIn(folder, [...new Set(REMOVALS.map(({ test: [path] }) => path))])
  if (green.length > 0) throw new Error(`red with nothing taken out: ${green.join("; ")}`)
  for (const removal of REMOVALS) {
    const [path, name] = removal.test
    const red = without(folder, removal, () => redIn(folder, [path]))
    const isSeen = red.some((title) => title.includes(name))
    process.stdout.write(
      `${removal.invariant}: ${removal.without}: ${isSeen ? `${red.length} red` : "NOT SEEN"}\n`,
    )
    if (!isSeen) process.exitCode = 1
  }
}

const folder = copy()
try {
  main(folder)
} finally {
  rmSync(folder, { recursive: true })
}
