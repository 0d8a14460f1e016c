# SPDX-License-Identifier: EUPL-1.2
"""What is left on the server, for whoever takes it: memory, files, logs, dumps.

What was written is a canary, in plaintext nowhere at any time.  What was sealed is taken from the wire;
it is gone from store, files and logs with the exit, from the store's memory in a minute.
"""

import asyncio
import base64
import json
import re
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from redis.asyncio import Redis

from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from tests.conftest import is_thorough
from tests.drivers import sealed
from tests.drivers.canary import holds, spellings
from tests.drivers.capsules import WholeStore
from tests.drivers.headless import Headless, Person, all_arrived, talk, texts
from tests.drivers.process_memory import can_be_read, counted, process_of
from tests.drivers.whole_edge import Trained, Young
from tests.stories.helpline import Helpline
from tests.stories.line_of_wire import Wire

MINUTE = 60
MEASURES = Path(__file__).resolve().parents[2] / "build" / "measures"
SEALED = re.compile(rb'"(?:app|commit|welcome|add)":"([A-Za-z0-9+/]{200,}={0,2})"')
ROOT = Path(__file__).resolve().parents[2]


def needles(body: bytes) -> tuple[bytes, ...]:
    """A stretch of the sealed *body*, which is base64: as it travels, and bare."""
    middle = len(body) // 8 * 4
    stretch = body[middle : middle + 64]
    return (stretch, base64.b64decode(stretch))


@dataclass
class Talk:
    """Two real clients in conversation at a server of its own, behind a wire that is listened to."""

    helpline: Helpline
    wire: Wire
    kim: Person
    anna: Person
    core: str = field(default_factory=lambda: f"kanarie-{secrets.token_hex(8)}")

    async def begins(self) -> None:
        """They meet, speak, and the counsellor's connection is gone when the visitor says one thing more."""
        self.anna.does("duty", duty="free", staff="anna")
        await self.anna.sees(lambda s: s["seat"] == "taken" and s["duty"] == "free")
        self.kim.does("start", name=f"{self.core} name", about=f"{self.core} about")
        await self.anna.sees(lambda s: s["offer"])
        self.anna.does("accept")
        await self.anna.sees(lambda s: talk(s)["phase"] == "talking")
        await self.kim.sees(lambda s: s["at"] == "talking")
        for _ in range(3):
            self.kim.does("write", text=f"{self.core} said")
            self.anna.does("write", text=f"{self.core} heard")
        await self.kim.sees(lambda s: len(texts(s["entries"], "theirs")) == 3 and all_arrived(s["entries"]))
        await self.anna.sees(lambda s: len(texts(talk(s)["entries"], "theirs")) == 3)
        self.anna.does("close")
        await self.kim.sees(lambda s: not s["people"][0]["here"])
        self.kim.does("write", text=f"{self.core} said to nobody")
        await self.kim.sees(lambda s: s["entries"][-1].get("progress") == "onItsWay")

    def sealed(self) -> Mapping[str, tuple[bytes, ...]]:
        """Everything sealed that has come to somebody over the wire, or waits for somebody in the store."""
        passed = bytes(self.wire.heard) + self.kept()
        return {
            f"sealed {at}": needles(body) for at, body in enumerate(dict.fromkeys(SEALED.findall(passed)))
        }

    async def processes(self) -> tuple[int, int]:
        """The live store's and the server's."""
        return await self.helpline.store_process(), self.helpline.process

    async def in_memory(self, *sought: bytes) -> list[int]:
        """How often any of *sought* is in the live store's memory, and in the server's."""
        return [counted(process, {"": sought})[""] for process in await self.processes()]

    def kept(self) -> bytes:
        """Every key of the store with its value, its log of commands, every file, and the log."""
        store = WholeStore(self.helpline.store_address, self.helpline.data)
        try:
            return store.taken() + self.helpline.log.read_bytes()
        finally:
            store.close()


@pytest.fixture
async def two() -> AsyncIterator[Talk]:
    """Two in conversation."""
    helpline = Helpline()
    async with Wire(helpline.port) as wire:
        helpline.public_port = wire.port
        async with (
            helpline,
            Headless("visitor", helpline.pages) as visitors,
            Headless("counsellor", helpline.pages) as counsellors,
        ):
            two = Talk(helpline, wire, visitors.person("kim"), counsellors.person("anna"))
            await two.begins()
            yield two


@pytest.fixture
async def helpline() -> AsyncIterator[Helpline]:
    """A demonstration of its own."""
    async with Helpline() as running:
        yield running


@pytest.mark.parametrize("over", ["exit", "end"] if is_thorough() else ["exit"])
async def test_what_they_wrote_is_nowhere_and_what_was_sealed_goes(two: Talk, over: str) -> None:
    """Plaintext: nowhere, ever.  Sealed: out of store, files, log with an exit; in a minute from memory."""
    plain = spellings(two.core)
    sealed_ = [needle for spelt in two.sealed().values() for needle in spelt]
    memory_is_ours = all(map(can_be_read, await two.processes()))
    assert len(sealed_) >= 16
    assert not holds(two.kept(), two.core)
    if memory_is_ours:
        assert min(await two.in_memory(b"{queue}:staff")) > 0, "a search that does find"
        assert (await two.in_memory(*sealed_))[0] > 0, "and what waits for the counsellor is there"
        assert await two.in_memory(*plain) == [0, 0]

    two.kim.does(over)
    await two.helpline.has_marks(1)

    if over == "exit":
        kept = two.kept()
        assert [needle for needle in sealed_ if needle in kept] == []
    if memory_is_ours:
        assert await two.in_memory(*plain) == [0, 0]
    if memory_is_ours and is_thorough():
        await forgotten(two, sealed_)
        kept = two.kept()
        assert [needle for needle in sealed_ if needle in kept] == []
    if not memory_is_ours:
        pytest.skip("memory was not searched: this account may not read that of other processes; root may")


async def forgotten(two: Talk, sealed_: Sequence[bytes]) -> None:
    """
    Wait until the store has none of it in its memory: a minute at most.

    What the server has then is written down for people to read: Python's small objects are not overwritten.
    """
    left = await two.in_memory(*sealed_)
    async with asyncio.timeout(MINUTE):
        while left[0] > 0:
            await asyncio.sleep(1)
            left = await two.in_memory(*sealed_)
    MEASURES.mkdir(parents=True, exist_ok=True)
    (MEASURES / "residue-in-memory.json").write_text(
        json.dumps(dict(zip(("store", "server"), left, strict=True)))
    )


async def test_a_mailbox_that_nobody_emptied_is_found_and_then_gone(
    valkey: Embedded, store: Store, met: tuple[Young, Trained], tmp_path: Path
) -> None:
    """What waits for somebody is in the store's memory; after the exit and a rinse no byte of it is."""
    young, _ = met
    body = sealed.words(young.conversation, young.epoch, size=4_000)(0, young.n + 1)
    sought = {"sealed": needles(str(body.app).encode())}
    process = await process_of(valkey.address)
    if not can_be_read(process):
        pytest.skip("this account may not read the memory of other processes; root may")
    assert (await young.sends(lambda _member, _n: body))["ok"]
    seized = WholeStore(valkey.address, tmp_path)
    assert sought["sealed"][0] in seized.taken()
    seized.close()
    assert counted(process, sought)["sealed"] > 0

    await young.caller.asks("conversation:exit")
    seized = WholeStore(valkey.address, tmp_path)
    assert sought["sealed"][0] not in seized.taken()
    seized.close()
    await store.rinse()

    assert counted(process, sought)["sealed"] == 0


async def test_no_idle_connection_keeps_what_it_carried(valkey: Embedded, store: Store) -> None:
    """A rinse closes every connection that nobody uses: its buffers go with it, at both ends."""
    await asyncio.gather(*(store.ping() for _ in range(5)))
    async with Redis(unix_socket_path=valkey.address) as redis:
        before = len(await redis.client_list())
        await store.rinse()
        after = len(await redis.client_list())

    assert before - after >= 4


def limits_of(process: int) -> list[str]:
    """How large a dump after a crash of *process* may be: now, and at most."""
    limits = Path(f"/proc/{process}/limits").read_text()
    return limits.split("Max core file size")[1].split()[:2]


def owner_of(process: int) -> int:
    """Whose the memory of *process* is."""
    return Path(f"/proc/{process}/mem").stat().st_uid


CRASHES = """
import os, resource, sys
from pathlib import Path
from chatserver.app.discretion import keep_to_itself
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if sys.argv[1] == "kept":
    keep_to_itself()
os.chdir(sys.argv[2])
os.abort()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="dumps lie elsewhere")
def test_a_crash_leaves_no_dump(tmp_path: Path) -> None:
    """A process of ours that is aborted writes nothing; one that was not told so does."""
    for how in ("kept", "plain"):
        (tmp_path / how).mkdir()
        command = [sys.executable, "-c", CRASHES, how, str(tmp_path / how)]
        crashed = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603  # ours
        assert crashed.returncode == -signal.SIGABRT
    pattern = Path("/proc/sys/kernel/core_pattern").read_text()

    assert list((tmp_path / "kept").iterdir()) == []
    if not pattern.startswith(("|", "/")):
        assert list((tmp_path / "plain").iterdir()) != [], "a search that does find"


async def test_neither_process_may_be_dumped(helpline: Helpline) -> None:
    """The server's own limits and the live store's; and the server shows itself to no neighbour."""
    for process in (helpline.process, await helpline.store_process()):
        assert limits_of(process) == ["1", "1"]
    # What a process that may not be dumped has under /proc belongs to root; ours may be root's all the same.
    assert owner_of(helpline.process) == 0
