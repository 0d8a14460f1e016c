# SPDX-License-Identifier: EUPL-1.2
"""Somebody has the device, with the capsule on it, and the whole store: what opens, and until when."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatserver.domain.errors import GoneError
from chatserver.live.embedded import Embedded
from tests.drivers import sealed
from tests.drivers.capsules import SAID, Reloadable, WholeStore, opens
from tests.drivers.lines import until
from tests.drivers.whole_edge import Trained, WholeEdge, Young


@pytest.fixture
def seized(valkey: Embedded, tmp_path: Path) -> Iterator[WholeStore]:
    """All that the server has; the records of these tests lie in their folder."""
    seized = WholeStore(valkey.address, tmp_path)
    yield seized
    seized.close()


@dataclass
class Scene:
    """A conversation in which both pages have left keys in trust, and capsules on their devices."""

    edge: WholeEdge
    young: Young
    trained: Trained
    seized: WholeStore
    mine: Reloadable
    theirs: Reloadable

    def opened(self) -> tuple[bytes | None, bytes | None]:
        """What whoever has everything reads in the visitor's capsule, and in the counsellor's."""
        everything = self.seized.taken()
        return opens(self.mine.slot, everything), opens(self.theirs.slot, everything)

    async def cut(self) -> None:
        """Both connections are gone, and the relay has noticed."""
        for seat in self.edge.seats.everyone():
            seat.far.end()
        await until(lambda: not self.edge.seats.everyone())
        await self.edge.settled()


async def exits(scene: Scene) -> None:
    """The visitor leaves quickly."""
    await scene.young.caller.asks("conversation:exit")


async def ends(scene: Scene) -> None:
    """The counsellor ends it."""
    await scene.trained.caller.asks("conversation:end", {"conversation": scene.trained.conversation})


async def leaves(scene: Scene) -> None:
    """The visitor ends it."""
    await scene.young.caller.asks("conversation:leave")


async def half_a_minute_after_leaving(scene: Scene) -> None:
    """Both pages say that they are leaving, go, and do not come back."""
    for caller in (scene.young.caller, scene.trained.caller):
        await caller.asks("capsule:leaving")
    await scene.cut()
    scene.seized.passes(29)
    assert scene.opened() == (SAID, SAID)
    scene.seized.passes(1)


async def five_minutes_after_vanishing(scene: Scene) -> None:
    """Both pages vanish without a word."""
    await scene.cut()
    scene.seized.passes(299)
    assert scene.opened() == (SAID, SAID)
    scene.seized.passes(1)


async def reloaded(scene: Scene) -> None:
    """Both pages have been reloaded, and the new ones have left keys of their own."""
    await scene.young.keeps(Reloadable())
    await scene.trained.keeps(Reloadable())


@pytest.fixture
async def scene(edge: WholeEdge, met: tuple[Young, Trained], seized: WholeStore) -> Scene:
    """Both have left keys, and said something."""
    young, trained = met
    scene = Scene(edge, young, trained, seized, Reloadable(), Reloadable())
    assert (await young.keeps(scene.mine))["ok"]
    assert (await trained.keeps(scene.theirs))["ok"]
    await trained.says()
    return scene


@pytest.mark.parametrize(
    "passes", [exits, ends, leaves, half_a_minute_after_leaving, five_minutes_after_vanishing, reloaded]
)
async def test_what_is_left_on_a_device_cannot_be_opened(
    scene: Scene, passes: Callable[[Scene], Awaitable[None]]
) -> None:
    """Before it, whoever has device and store reads all (so the search does find); after it, nothing."""
    assert scene.opened() == (SAID, SAID)
    await passes(scene)

    assert scene.opened() == (None, None)
    everything = scene.seized.taken()
    for page in (scene.mine, scene.theirs):
        assert page.key not in everything
        assert page.key_text.encode()[:16] not in everything
    with pytest.raises(GoneError):
        await scene.edge.capsules.take(scene.mine.resume(scene.young.conversation))


async def test_nothing_but_marks_is_left_of_a_conversation(scene: Scene) -> None:
    """After an exit the one key of the live store with its name is the mark that it is over."""
    await exits(scene)
    ours = [name for name in scene.seized.names() if scene.young.conversation.value in name]

    assert ours == [f"{{c:{scene.young.conversation.value}}}:gone"]


async def test_who_is_taken_out_cannot_open_what_they_keep(scene: Scene) -> None:
    """The visitor's Remove ends the counsellor's key, and not the visitor's own."""
    young = scene.young
    answer = await young.sends(sealed.commit(young.conversation, young.epoch, removes=scene.trained.member))

    assert answer["ok"]
    assert scene.opened() == (SAID, None)


async def test_the_records_never_have_a_key(scene: Scene) -> None:
    """While keys are in trust they are in the live store's memory, and in no file."""
    files = scene.seized.files()

    assert b"anna" in files
    assert opens(scene.mine.slot, files) is None
    assert opens(scene.theirs.slot, files) is None
