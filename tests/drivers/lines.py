# SPDX-License-Identifier: EUPL-1.2
"""Raw Socket.IO clients over both transports: they send what they are told to, right or wrong.

A line reads only when it is asked to, so a test decides who stalls.
"""

import asyncio
import contextlib
import itertools
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Protocol, Self

import aiohttp

PATIENCE_SECONDS = 10
"""Nothing here takes long; a test that waits for what never comes ends."""
SEPARATOR = "\x1e"
Json = dict[str, Any]


async def until(condition: Callable[[], object]) -> None:
    """Let everything else run until *condition* holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110  # the libraries' state has no event of its own
            await asyncio.sleep(0)


class Line(Protocol):
    """One Engine.IO connection, from the client's end."""

    async def send(self, *packets: str) -> None:
        """Send Engine.IO packets."""

    async def packet(self) -> str | None:
        """The next Engine.IO packet; none once the connection is over."""


class WebSocketLine:
    """Over a WebSocket."""

    def __init__(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        self.websocket = websocket

    async def send(self, *packets: str) -> None:
        for packet in packets:
            with contextlib.suppress(ConnectionError):
                await self.websocket.send_str(packet)

    async def packet(self) -> str | None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            message = await self.websocket.receive()
        return message.data if message.type is aiohttp.WSMsgType.TEXT else None


class PollingLine:
    """Over long polls, one GET and one POST at a time."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self.url = f"{url}?EIO=4&transport=polling"
        self._waiting: deque[str] = deque()
        self.statuses: list[int] = []

    async def send(self, *packets: str) -> None:
        async with self._http.post(self.url, data=SEPARATOR.join(packets)) as answer:
            self.statuses.append(answer.status)

    async def packet(self) -> str | None:
        if not self._waiting:
            self._waiting.extend(await self._poll())
        return self._waiting.popleft() if self._waiting else None

    async def _poll(self) -> list[str]:
        async with asyncio.timeout(PATIENCE_SECONDS), self._http.get(self.url) as answer:
            self.statuses.append(answer.status)
            return (await answer.text()).split(SEPARATOR) if answer.ok else []


class Caller:
    """A Socket.IO client on one namespace of one line."""

    def __init__(self, line: Line, namespace: str) -> None:
        self.line = line
        self.namespace = namespace
        self.sid = ""
        self.told: deque[tuple[str, Json]] = deque()
        """Events heard while waiting for something else."""
        self._answers = itertools.count(1)

    async def greeted(self) -> Json:
        """What the engine says first."""
        packet = await self.line.packet()
        assert packet is not None
        assert packet.startswith("0")
        greeting: Json = json.loads(packet[1:])
        self.sid = greeting["sid"]
        if isinstance(self.line, PollingLine):
            self.line.url += f"&sid={self.sid}"
        return greeting

    async def connects(self, auth: Any) -> Json:
        """Asks to be let in; the data of the answer, ``sid`` or ``message`` and ``data``."""
        await self.line.send(f"40{self.namespace},{json.dumps(auth)}")
        answer = await self._until(f"40{self.namespace},", f"44{self.namespace},")
        said: Json = json.loads(answer)
        return said

    async def asks(self, event: str, body: Any = None) -> Json:
        """Sends *event* and waits for its answer."""
        number = next(self._answers)
        await self.says(event, body, answer=number)
        return await self.answered(number)

    async def says(self, event: str, body: Any = None, *, answer: int | None = None) -> None:
        """Sends *event*."""
        parts = [event] if body is None else [event, body]
        await self.line.send(f"42{self.namespace},{'' if answer is None else answer}{json.dumps(parts)}")

    async def answered(self, number: int) -> Json:
        """The answer under *number*."""
        said: Json = json.loads(await self._until(f"43{self.namespace},{number}["))[0]
        return said

    async def hears(self, event: str) -> Json:
        """The next *event*, past all others."""
        while True:
            name, body = self.told.popleft() if self.told else await self._event()
            if name == event:
                return body

    async def ended(self) -> list[str]:
        """Waits for the end; all that was heard until then."""
        heard: list[str] = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (packet := await self._packet()) is not None:
                heard.append(packet)
        return heard

    async def _event(self) -> tuple[str, Json]:
        name, body = json.loads(await self._until(f"42{self.namespace},"))
        return name, body

    async def _until(self, *heads: str) -> str:
        while (packet := await self._packet()) is not None:
            for head in heads:
                if packet.startswith(head):
                    return packet[len(head) - head.endswith("[") :]
            if packet.startswith(f"42{self.namespace},"):
                name, body = json.loads(packet.removeprefix(f"42{self.namespace},"))
                self.told.append((name, body))
        raise EOFError(f"the connection ended before {heads}")

    async def _packet(self) -> str | None:
        while (packet := await self.line.packet()) == "2":
            await self.line.send("3")
        return packet


@contextlib.asynccontextmanager
async def websocket(
    url: str, namespace: str, *, headers: Mapping[str, str] | None = None, **options: Any
) -> AsyncIterator[Caller]:
    """A caller over a WebSocket, not let in yet."""
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{url}?EIO=4&transport=websocket", headers=headers, **options) as socket,
    ):
        yield Caller(WebSocketLine(socket), namespace)


@contextlib.asynccontextmanager
async def polling(
    url: str, namespace: str, *, headers: Mapping[str, str] | None = None
) -> AsyncIterator[Caller]:
    """A caller over long polls, not let in yet."""
    async with aiohttp.ClientSession(headers=headers) as http:
        yield Caller(PollingLine(http, url), namespace)


class RawHttp:
    """A TCP connection on which a test writes HTTP by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    @contextlib.asynccontextmanager
    async def dial(cls, port: int, *, limit: int = 2**16) -> AsyncIterator[Self]:
        """Connect to *port* on loopback."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=limit)
        try:
            yield cls(reader, writer)
        finally:
            writer.transport.abort()

    async def write(self, text: str) -> None:
        """Send *text*."""
        self.writer.write(text.encode())
        await self.writer.drain()

    async def head(self) -> str:
        """Status line and headers of the next answer."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return (await self.reader.readuntil(b"\r\n\r\n")).decode()

    async def cut(self) -> None:
        """Waits until the other end has cut the connection, whatever comes before."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            with contextlib.suppress(ConnectionError):
                while await self.reader.read(65_536):
                    pass
