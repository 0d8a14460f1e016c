# SPDX-License-Identifier: EUPL-1.2
"""A way to the live store on which one answer gets lost: the store has done it, the client never hears."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path


class Lossy:
    """A relay from a socket of its own to the store's."""

    def __init__(self, store: str, address: str) -> None:
        self.address = address
        self._store = store
        self._losing: bytes | None = None
        self.lost = 0

    def lose_the_answer_to(self, command: bytes) -> None:
        """Drop the connection once the store has answered the next request that holds *command*."""
        self._losing = command

    @classmethod
    @contextlib.asynccontextmanager
    async def before(cls, store: str, folder: Path) -> AsyncIterator["Lossy"]:
        """A relay before *store*."""
        lossy = cls(store, str(folder / "lossy.sock"))
        server = await asyncio.start_unix_server(lossy._carry, lossy.address)
        yield lossy
        server.close()

    async def _carry(self, client: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        replies, requests = await asyncio.open_unix_connection(self._store)
        while asked := await client.read(65_536):
            requests.write(asked)
            reply = await replies.read(65_536)
            if self._losing is not None and self._losing in asked:
                self._losing = None
                self.lost += 1
                break
            answers.write(reply)
        requests.close()
        answers.close()
