// SPDX-License-Identifier: EUPL-1.2
// What a conversation's end does first after a reload.

import { expect, test } from "vitest"
import { Commits } from "../src/commits.ts"
import { VisitorGroup } from "../src/group.ts"
import { readSnapshot } from "../src/groupSnapshot.ts"
import { emptyInbox } from "../src/inbox.ts"
import { emptyOutbox } from "../src/outbox.ts"
import { goOn } from "../src/renewal.ts"
import { emptyScene } from "../src/scene.ts"
import { kept } from "./disk.ts"
import { ManualClock } from "./manualClock.ts"
import { OneEnd, turn } from "./oneEnd.ts"
import { Helpline } from "./people.ts"
import { ClearGroup } from "./relay/clearGroup.ts"

test("a commit of which nobody has seen a byte is dropped, so that the renewal can be made", async () => {
  const helpline = await Helpline.open()
  const { disk, talk } = await kept(helpline)
  await talk.visitor.emptyCommit(2)
  const group = VisitorGroup.restore(readSnapshot(disk.newest, helpline.trust), helpline.trust)
  const inTurn = (_: number, f: () => Promise<void>): Promise<void> => f()
  const commits = new Commits({ inTurn, adopted: () => undefined, failed: () => undefined })
  const end = { era: "", scene: emptyScene, left: [], keys: 1, position: 0, opened: {}, adopting: false }

  const pending = goOn(
    { ...end, outbox: emptyOutbox, inbox: emptyInbox(0) },
    {
      clock: new ManualClock(),
      group,
      commits,
      want: async ({ make }) => (await make(2)).body.commit !== undefined,
      renewed: () => undefined,
      isOver: () => false,
    },
  )

  expect(pending).toBeUndefined()
  await turn()
  await expect(group.seal({ text: "a" }, 3)).resolves.toMatchObject({ epoch: 2 })
})

test("a resume acknowledges, and so waits until all is written down", async () => {
  let done = (): void => undefined
  const keep = (): Promise<void> =>
    new Promise((resolve) => {
      done = resolve
    })
  const end = new OneEnd(new ClearGroup("n".repeat(32), 1, 1, [0, 1]), undefined, keep)

  void end.conversation.resume()
  await turn()
  expect(end.values("resume")).toEqual([])
  done()
  await turn()

  expect(end.values("resume")).toHaveLength(1)
})
