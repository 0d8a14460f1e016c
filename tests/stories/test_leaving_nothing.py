# SPDX-License-Identifier: EUPL-1.2
"""What a visitor writes is in no log, no file, no store, and crosses no wire in the clear."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

from redis.asyncio import Redis

from tests.stories.helpline import Helpline
from tests.stories.line_of_wire import Wire
from tests.stories.people import Counsellor, Stage, Visitor

CANARY = "kanariefageln-som-ingen-far-se-4711"


def spellings(text: str) -> list[bytes]:
    """*text* as it could stand somewhere: plain, or in base64 at each of its three offsets."""
    shifted = (base64.b64encode(b"x" * offset + text.encode()) for offset in range(3))
    # The first and last characters of a stretch of base64 depend on what stands around it.
    return [text.encode(), *(encoded[4:-4] for encoded in shifted)]


def holds(content: bytes) -> bool:
    """Whether the canary is in *content*, in any spelling."""
    return any(spelling in content for spelling in spellings(CANARY))


def files_with_it(folder: Path) -> list[str]:
    """The files below *folder* that hold the canary."""
    return [path.name for path in folder.rglob("*") if path.is_file() and holds(path.read_bytes())]


async def live_store(helpline: Helpline) -> AsyncIterator[tuple[bytes, bytes, int]]:
    """Every key of the live store, with its dumped value and its time to live in ms."""
    async with Redis(unix_socket_path=helpline.store_address) as store:
        async for key in store.scan_iter():
            yield key, await store.dump(key) or b"", await store.pttl(key)


async def tell_it(stage: Stage) -> tuple[Visitor, Counsellor]:
    """The visitor writes the canary, before the chat and in it, and the counsellor answers with it."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.text("Say something first, if you want").click()
    await visitor.view.get_by_label("What is it about?").fill(CANARY)
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")
    await visitor.says(CANARY)
    await counsellor.reads(CANARY)
    await counsellor.says(f"{CANARY}, sa du")
    await visitor.reads(f"{CANARY}, sa du")
    return visitor, counsellor


def test_the_search_finds_what_is_planted(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing, unless it finds what was put there."""
    for offset in range(3):
        planted = base64.b64encode(b"." * offset + CANARY.encode() + b"...")
        (tmp_path / f"planted-{offset}").write_bytes(b"something before " + planted + b" and after")
    (tmp_path / "plain").write_text(f"a line with {CANARY} in it")

    assert len(files_with_it(tmp_path)) == 4


async def test_a_canary_is_found_nowhere(own: tuple[Stage, Wire]) -> None:
    """While they talk, and after it, what was written stands in the two pages and nowhere else."""
    stage, wire = own
    visitor, counsellor = await tell_it(stage)

    during = [key async for key, value, _ in live_store(stage.helpline) if holds(value)]
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")
    after = [key async for key, value, _ in live_store(stage.helpline) if holds(value)]

    assert during == after == []
    assert files_with_it(stage.helpline.log.parent) == []
    assert len(wire.heard) > 10_000
    assert not holds(bytes(wire.heard))


async def test_nothing_in_the_live_store_is_for_ever(own: tuple[Stage, Wire]) -> None:
    """Every key has an end (R11)."""
    stage, _ = own
    await tell_it(stage)

    keys = [(key, left) async for key, _, left in live_store(stage.helpline)]

    assert len(keys) > 3
    assert [key for key, left in keys if left < 0] == []
