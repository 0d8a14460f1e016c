// SPDX-License-Identifier: EUPL-1.2
// The vectors are made by tests/vectors/make_denied.py; the registrar's tools read the same.

import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { type Http, trustFrom } from "../src/api.ts"
import { fromBase64 } from "../src/bytes.ts"
import type { DistrustError, Roots } from "../src/certificate.ts"
import type { Clock } from "../src/clock.ts"
import { isListed, NOTHING_YET, readDenied } from "../src/denied.ts"
import type { Distrust } from "../src/session.ts"

interface Vector<T> {
  readonly name: string
  readonly helpline: string
  readonly roots: readonly string[]
  readonly demoAllowed: boolean
  readonly now: number
  readonly newest: number
  readonly denied: readonly string[]
  readonly list: string
  readonly expect: T
}

interface Taken {
  readonly number: number
  readonly denied: readonly string[]
}

const vectors = JSON.parse(
  readFileSync(new URL("../../../tests/vectors/denied.json", import.meta.url), "utf8"),
) as {
  readonly valid: readonly Vector<Taken>[]
  readonly refused: readonly (Vector<Distrust> & { readonly layer: string })[]
}

const rootsOf = (vector: Vector<unknown>): Roots => ({
  helpline: vector.helpline,
  roots: vector.roots.map(fromBase64),
  demoAllowed: vector.demoAllowed,
  now: () => vector.now * 1000,
})
const namesOf = (denied: readonly string[]) => new Set(denied.map(atob))
const read = (vector: Vector<unknown>) =>
  readDenied(fromBase64(vector.list), rootsOf(vector), {
    ...NOTHING_YET,
    number: vector.newest,
    denied: namesOf(vector.denied),
  })

test.each(vectors.valid)("taken: $name", async (vector) => {
  const list = await read(vector)

  expect(list.number).toBe(vector.expect.number)
  expect(list.denied).toEqual(namesOf(vector.expect.denied))
  expect(vector.expect.denied.every((name) => isListed(list, fromBase64(name)))).toBe(true)
  expect(isListed(list, new Uint8Array(16).fill(255))).toBe(false)
})

test.each(vectors.refused)("refused by its $layer, as $expect: $name", async (vector) => {
  const why = await read(vector).catch((error: DistrustError) => error.why)

  expect(why).toBe(vector.expect)
})

// What a page makes of what a host answers.

const good = vectors.valid[0] as Vector<Taken>
const nobody = vectors.valid.find(({ name }) => name === "a list of nobody") as Vector<Taken>
const next = vectors.valid.find(({ name }) => name === "the next list") as Vector<Taken>

interface Host {
  list: string | number
  roots: number
  now: number
}

function host(said: Partial<Host> = {}) {
  const at: Host = { list: good.list, roots: 200, now: good.now, ...said }
  const asked: string[] = []
  const http: Http = async (url) => {
    asked.push(url)
    if (url.endsWith("/roots.json"))
      return new Response(JSON.stringify({ helpline: good.helpline, roots: good.roots }), {
        status: at.roots,
      })
    return typeof at.list === "number"
      ? new Response("<!doctype html>", { status: at.list })
      : new Response(fromBase64(at.list) as Uint8Array<ArrayBuffer>)
  }
  const clock = { now: () => at.now * 1000 } as Clock
  return { at, asked, ask: trustFrom("https://help.example", { demoAllowed: false, clock, http }) }
}

const whyOf = (asking: Promise<unknown>) => asking.then(() => "believed").catch((error) => error.why)
const annas = Uint8Array.from({ length: 16 }, (_, i) => i)

test("the list is asked for beside the roots, and who stands on it is denied", async () => {
  const { ask, asked } = host()

  const trust = await ask()

  expect(asked.sort()).toEqual(["https://help.example/denied.bin", "https://help.example/roots.json"])
  expect([trust.isDenied(annas), trust.isDenied(new Uint8Array(16))]).toEqual([true, false])
})

test("without a list nobody is trusted", async () => {
  expect(await whyOf(host({ list: 404 }).ask())).toBe("denyListMissing")
  expect(await whyOf(host({ list: "" }).ask())).toBe("denyListMissing")
})

test.each(vectors.refused.filter((v) => ["root", "signature", "lifetime"].includes(v.layer)))(
  "a list that is not the helpline's own is as good as none: $name",
  async (vector) => {
    if (vector.roots.length === 0) return
    expect(await whyOf(host({ list: vector.list }).ask())).toBe("denyListMissing")
  },
)

test("a demonstration elsewhere is told as that", async () => {
  const demo = vectors.refused.find(({ layer }) => layer === "demonstration") as Vector<Distrust>

  expect(await whyOf(host({ list: demo.list }).ask())).toBe("demonstration")
})

test("a list of another time is told as that", async () => {
  const day = 86_400

  expect(await whyOf(host({ now: good.now + 14 * day }).ask())).toBe("denyListOld")
  expect(await whyOf(host({ now: good.now - 2 * day }).ask())).toBe("denyListOld")
})

test("a host that breaks down for a moment is asked again; nothing is refused for ever", async () => {
  for (const broken of [host({ list: 503 }), host({ roots: 503 })])
    expect(await whyOf(broken.ask())).toBeUndefined()
})

test("an older list is not taken after a newer one while a page lives", async () => {
  const { at, ask } = host({ list: next.list })
  const trust = await ask()
  at.list = good.list

  expect(await whyOf(ask())).toBe("denyListOld")
  expect(trust.isDenied(annas)).toBe(false)
})

test("who was believed before is denied as soon as a list says so, wherever the trust is held", async () => {
  const { at, ask } = host({ list: nobody.list })
  const trust = await ask()
  const before = trust.isDenied(annas)
  at.list = good.list
  await ask()

  expect([before, trust.isDenied(annas)]).toEqual([false, true])
})

test("of two questions at once the newer answer stays", async () => {
  const { at, ask } = host({ list: next.list })
  const both = [ask(), Promise.resolve().then(() => ask())]
  at.list = good.list
  await Promise.allSettled(both)

  expect(await whyOf(ask())).toBe("denyListOld")
})
