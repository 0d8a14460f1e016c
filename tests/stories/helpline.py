# SPDX-License-Identifier: EUPL-1.2
"""The demonstration as a process of its own, on free ports: started, killed and started again by stories."""

import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Self

from redis.asyncio import Redis

from tests.drivers.ports import free_port
from tests.drivers.process_memory import process_of

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30


class Helpline:
    """One demonstration: ``async with Helpline() as helpline``."""

    def __init__(self, command: str = "demo", *, split: bool = True, **settings: str) -> None:
        self._command = command
        self._folder = tempfile.TemporaryDirectory(prefix="lykta-")
        self.data = Path(self._folder.name) / "data"
        self.log = Path(self._folder.name) / "log"
        self.port, self.host_page_port, self.metrics_port = free_port(), free_port(), free_port()
        self.pages_port = free_port()
        self._split = split and command == "demo"
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self.public_port = self.port
        """Where browsers reach it: a story may put a wire in between."""
        self.known_as = "localhost"

    @property
    def origin(self) -> str:
        """Where browsers reach the relay."""
        return f"http://{self.known_as}:{self.public_port}"

    @property
    def pages(self) -> str:
        """Where browsers reach the pages: apart from the relay, unless they are not split."""
        return f"http://localhost:{self.pages_port}" if self._split else self.origin

    @property
    def host_page(self) -> str:
        """The page of the site that embeds the chat."""
        return f"http://127.0.0.1:{self.host_page_port}/"

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("LYKTA_")}  # noqa: TID251
        return own | {
            "LYKTA_DATA_FOLDER": str(self.data),
            "LYKTA_PORT": str(self.port),
            "LYKTA_HOST_PAGE_PORT": str(self.host_page_port),
            "LYKTA_METRICS_PORT": str(self.metrics_port),
            "LYKTA_ORIGIN": self.origin,
            "LYKTA_PAGES_PORT": str(self.pages_port),
            "LYKTA_PAGES_ORIGIN": self.pages,
            "LYKTA_EMBEDDING_SITES": self.host_page.rstrip("/"),
            "LYKTA_EXIT_PAGE": f"{self.host_page}neutral",
            "LYKTA_PAUSE_SECONDS": "1",
            "LYKTA_LOG_JSON": "yes",
            **self._settings,
        }

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        self._folder.cleanup()

    async def start(self) -> None:
        """Start, and wait until it is ready."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "chatserver",
                self._command,
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        async with asyncio.timeout(START_SECONDS):
            while not await self._answers():
                if self._process.returncode is not None:
                    raise RuntimeError(self.log.read_text())
                await asyncio.sleep(0.05)

    async def _answers(self) -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.write(
            f"GET /ready HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n\r\n".encode()
        )
        try:
            answer = await reader.read()
        except OSError:  # a start that failed lets go of who waits at its door: its log says why
            return False
        finally:
            writer.close()
        return answer.startswith(b"HTTP/1.1 200")

    async def kill(self) -> None:
        """End it at once, as a crash would (kill -9)."""
        await self._end(signal.SIGKILL)

    @property
    def process(self) -> int:
        """The server's process."""
        if self._process is None:
            raise RuntimeError("not started")
        return self._process.pid

    async def store_process(self) -> int:
        """The live store's process."""
        return await process_of(self.store_address)

    async def kill_store(self) -> None:
        """End its live store at once, as a crash would (kill -9); the server goes on."""
        os.kill(await self.store_process(), signal.SIGKILL)

    async def keys_in_trust_age(self, seconds: float) -> None:
        """What pages have left in trust for a reload has so much less to live, or is over."""
        async with Redis(unix_socket_path=self.store_address) as store:
            async for name in store.scan_iter("*:capsule:*"):
                await store.pexpire(name, await store.pttl(name) - round(seconds * 1_000))

    async def keys_in_trust(self) -> set[bytes]:
        """The keys that pages have left in trust for a reload."""
        async with Redis(unix_socket_path=self.store_address) as store:
            kept = [await store.hget(name, "key") async for name in store.scan_iter("*:capsule:*")]
        return {key for key in kept if isinstance(key, bytes)}

    async def has_marks(self, count: int) -> None:
        """Wait until so many conversations are over."""
        async with asyncio.timeout(START_SECONDS), Redis(unix_socket_path=self.store_address) as store:
            while len([name async for name in store.scan_iter("*:gone")]) < count:  # noqa: ASYNC110  # as in `logs`
                await asyncio.sleep(0.05)

    async def logs(self, event: str) -> None:
        """Wait until the server has written *event*."""
        async with asyncio.timeout(START_SECONDS):
            while event not in self.log.read_text():  # noqa: ASYNC110  # another process sets no event of ours
                await asyncio.sleep(0.05)

    @property
    def store_address(self) -> str:
        """The socket of its live store."""
        return str(next((self.data / "live").rglob("*.sock*")))

    async def stop(self) -> None:
        """End it as an operator would."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.send_signal(how)
            await process.wait()
