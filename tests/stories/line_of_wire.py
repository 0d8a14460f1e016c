# SPDX-License-Identifier: EUPL-1.2
"""A stretch of wire between browsers and the server, which a story can cut, mend and listen to.

It is a plain TCP relay on loopback: browsers' own "offline" switches leave open WebSockets alone.
"""

import asyncio
import contextlib
from typing import Self


class Wire:
    """
    Carries bytes from *port* (picked freely) to *target* while whole.

    *renamed* is the name by which browsers know the server; the server itself hears ``localhost``.
    """

    def __init__(self, target: int, *, renamed: str = "localhost") -> None:
        self.target = target
        self._renamed = renamed
        self.port = 0
        self.heard = bytearray()
        """Every byte that crossed, both ways: for looking for what must never cross."""
        self._whole = True
        self._ends: set[asyncio.StreamWriter] = set()
        self._carriers: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        await asyncio.gather(*self._carriers, return_exceptions=True)

    def cut(self) -> None:
        """Drop every connection and refuse new ones."""
        self._whole = False
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        """Carry again."""
        self._whole = True

    @property
    def _name(self) -> bytes:
        return f"localhost:{self.port}".encode()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._ends |= {writer, back}
        for source, sink in ((reader, back), (there, writer)):
            carrier = asyncio.get_running_loop().create_task(self._carry(source, sink))
            self._carriers.add(carrier)
            carrier.add_done_callback(self._carriers.discard)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await source.read(65_536):
                self.heard += chunk
                sink.write(chunk.replace(f"{self._renamed}:{self.port}".encode(), self._name))
                await sink.drain()
        self._ends.discard(sink)
        sink.transport.abort()
