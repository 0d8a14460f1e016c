# SPDX-License-Identifier: EUPL-1.2
"""People without a browser: the real client in Node, with real encryption, driven by lines of JSON.

``widget/core/src/headless/driver.ts`` says what a line may ask for.  One process holds as many clients as
are wanted.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

CLIENT = Path(__file__).resolve().parents[2] / "build" / "core" / "client.mjs"
PATIENCE_SECONDS = 20
STATE_BYTES = 1 << 22

State = Mapping[str, Any]


class Headless:
    """One process of clients: ``async with Headless("visitor", url) as visitors``."""

    def __init__(self, role: str, url: str, *options: str) -> None:
        self._arguments = (role, url, *options, "--json")
        self._people: dict[str, Person] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        reading = await self._open.enter_async_context(asyncio.TaskGroup())
        self._process = await asyncio.create_subprocess_exec(
            "node",
            str(CLIENT),
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=STATE_BYTES,
        )
        reading.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._open.aclose()

    def person(self, name: str) -> "Person":
        """The client of that name in this process."""
        return self._people.setdefault(name, Person(name, self._say))

    def _say(self, command: Mapping[str, object]) -> None:
        if self._process is None or self._process.stdin is None:
            raise RuntimeError("not started")
        self._process.stdin.write(json.dumps(command).encode() + b"\n")

    async def _read(self) -> None:
        if self._process is None or self._process.stdout is None:
            raise RuntimeError("not started")
        async for line in self._process.stdout:
            said = json.loads(line)
            self.person(said["client"]).heard(said)


class Person:
    """One client, as its last state shows it."""

    def __init__(self, name: str, say: Callable[[Mapping[str, object]], None]) -> None:
        self.name = name
        self.state: State = {}
        self.answers: list[State] = []
        self._say = say
        self._changed = asyncio.Event()

    def does(self, deed: str, **details: object) -> None:
        """Ask the client for something."""
        self._say({"client": self.name, "do": deed, **details})

    async def sees(self, what: Callable[[State], object]) -> State:
        """Wait for a state in which *what* is there; a state that has not got so far has no such field."""

        def there() -> bool:
            try:
                return bool(what(self.state))
            except (KeyError, IndexError):
                return False

        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not there():
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self.name} still sees {self.state}") from None
        return self.state

    async def answer(self) -> State:
        """The next thing that the client says beside its states."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.answers:
                await self._changed.wait()
        return self.answers.pop(0)

    def heard(self, said: State) -> None:
        """The client has said something."""
        if "state" in said:
            self.state = said["state"]
        else:
            self.answers.append(said)
        self._changed.set()
        self._changed = asyncio.Event()


def talk(state: State) -> State:
    """The newest conversation of a counsellor."""
    newest: State = state["talks"][-1]
    return newest


def texts(entries: list[State], kind: str) -> list[str]:
    """What was said, in order: ``mine`` or ``theirs``."""
    return [entry["text"] for entry in entries if entry["kind"] == kind]


def all_arrived(entries: list[State]) -> bool:
    """Whether everything of mine has come to everybody."""
    return all(entry["progress"] == "arrived" for entry in entries if entry["kind"] == "mine")
