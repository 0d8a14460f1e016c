# SPDX-License-Identifier: EUPL-1.2
"""The SQL database: opens it, hands out transactions, and says `BusyError` when it does not answer.

What differs between engines is in ``sqlite.py`` and ``postgresql.py``, and nowhere else.

Rule 1: all SQL runs inside `read` or `write`, and what was written is on disk when `write` ends.
Rule 2: no statement is built from text that somebody sent; a statement's parameters never reach a log.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final, Self

import structlog
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection

from chatserver.domain.errors import BusyError
from chatserver.records import engines, sqlite
from chatserver.records.engines import UNHURRIED, Opened, RecordsError
from chatserver.records.postgresql import open_postgresql
from chatserver.records.sqlite import open_sqlite

FILE_NAME: Final = "records.sqlite"
_ENGINES: Final[Mapping[str, Callable[[URL], Opened]]] = {
    "sqlite": open_sqlite,
    "sqlite+aiosqlite": open_sqlite,
    "postgresql": open_postgresql,
    "postgresql+asyncpg": open_postgresql,
}

log = structlog.get_logger()

Transaction = AsyncConnection
"""What the functions of this package work in.  Others pass it on and never look inside."""


def records_url(configured: str | None, data_folder: Path) -> str:
    """The URL that is *configured*, else that of a SQLite file in *data_folder*."""
    return configured or f"sqlite+aiosqlite:///{data_folder / FILE_NAME}"


def serve_alone(url: str) -> AbstractContextManager[object]:
    """
    While this is open, no other node serves from a database at *url* that is for one; PostgreSQL is for many.

    Raises:
        RecordsError: another node does.
    """
    parsed = _parse(url)
    is_for_one = _ENGINES[parsed.drivername] is open_sqlite
    return sqlite.serve_alone(parsed) if is_for_one else contextlib.nullcontext()


class Records:
    """The SQL database of one deployment."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @classmethod
    def open(cls, url: str) -> Self:
        """
        The database at *url*.  Nothing is asked of it yet.

        Raises:
            RecordsError: no database can be there.
        """
        parsed = _parse(url)
        return cls(_ENGINES[parsed.drivername](parsed))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A transaction that only reads: it sees one state, and waits for nobody."""
        async with self._guarded(self._opened.reading) as transaction:
            yield transaction

    @asynccontextmanager
    async def write(self, *, unhurried: bool = False) -> AsyncIterator[Transaction]:
        """
        A transaction that may write; all of it is kept, or, if something is raised inside, none.

        Those that may write take turns, on every node: each sees all that was kept before it began, and
        what it saw is still so when it writes.  *unhurried*: once it is its turn, it may take its time.

        Raises:
            BusyError: the database did not answer; whether a last commit was kept is unknown.
        """
        options = {**self._opened.writing, UNHURRIED: unhurried}
        async with self._guarded(options) as transaction:
            yield transaction

    async def ping(self) -> None:
        """
        Nothing, if the database answers.

        Raises:
            BusyError: it does not.
        """
        async with self.read() as transaction:
            await transaction.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Let go of every connection."""
        # One that was cut off, or stopped, would be waited for as long as it pleases.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(engines.BUSY_SECONDS):
                await self._opened.engine.dispose()

    @asynccontextmanager
    async def _guarded(self, options: Mapping[str, Any]) -> AsyncIterator[Transaction]:
        try:
            async with self._opened.engine.connect() as opened:
                connection = await opened.execution_options(**options)
                async with connection.begin():
                    yield connection
        except IntegrityError:
            raise  # a rule of the tables, which the caller knows of
        except (DBAPIError, PoolTimeoutError) as broken:
            log.warning("records busy", code=_reason(broken))
            raise BusyError("the records did not answer") from broken


def _reason(broken: BaseException) -> str:
    # A wrong password and a server that is away are one thing to a caller, and two to whoever mends it.
    return type(broken).__name__ if broken.__cause__ is None else _reason(broken.__cause__)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise RecordsError("LYKTA_RECORDS_URL is no URL of a database that Lykta knows.") from None
    if parsed.drivername not in _ENGINES:
        raise RecordsError("LYKTA_RECORDS_URL: records are kept in sqlite:// or postgresql:// only.")
    return parsed
