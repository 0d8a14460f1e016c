// SPDX-License-Identifier: EUPL-1.2

import { expect, onTestFinished, test } from "vitest"
import { Agency } from "../src/agency.ts"
import { ManualClock } from "./manualClock.ts"
import { type Answer, type Peer, type Service, SocketServer } from "./relay/socketServer.ts"

/** The officers' door. */
class Door implements Service {
  readonly peers: Peer[] = []

  http(): unknown {
    return undefined
  }

  arrives(peer: Peer): Answer | undefined {
    this.peers.push(peer)
    return undefined
  }

  asks(): unknown {
    return { ok: false, code: "unknown", retry: false }
  }

  leaves(): void {}
}

async function opened() {
  const door = new Door()
  const server = await SocketServer.open(door)
  const clock = new ManualClock()
  let heard = 0
  let wake = () => {}
  const agency = new Agency({
    url: server.url,
    clock,
    changed: () => {
      heard += 1
      wake()
    },
  })
  const changed = () => new Promise<void>((resolve) => (wake = resolve))
  onTestFinished(async () => {
    agency.close()
    await server.close()
  })
  const first = changed()
  agency.open()
  await first
  return { door, server, clock, agency, changed, count: () => heard }
}

test("a connection that was made, and a case that changed, are told", async () => {
  const { door, agency, changed, count } = await opened()
  const next = changed()
  door.peers[0]?.tell("case:changed", { case: "c".repeat(22) })
  await next
  expect([count(), agency.connected]).toEqual([2, true])
})

test("after a connection that was lost another is made, of a newer generation, and told", async () => {
  const { door, server, clock, agency, changed } = await opened()
  const next = changed()
  server.cutAll()
  await expect.poll(() => agency.connected).toBe(false)
  clock.advance(2_000)
  await next
  const [first, second] = door.peers.map(({ auth }) => Number(auth.generation))
  expect(second).toBeGreaterThan(first ?? 0)
})

test("whoever opened a newer page keeps the seat: no other connection is made", async () => {
  const { door, agency, clock } = await opened()
  door.peers[0]?.tell("seat:displaced", {})
  await expect.poll(() => agency.connected).toBe(false)
  clock.advance(60_000)
  expect(door.peers).toHaveLength(1)
})
