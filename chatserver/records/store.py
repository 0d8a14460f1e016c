# SPDX-License-Identifier: EUPL-1.2
"""The SQL engine: opens it, hands out transactions, and says `BusyError` when it does not answer.

Rule 1: all SQL runs inside `read` or `write`, and what was written is on disk when `write` ends.
Rule 2: no statement is built from text that somebody sent; a statement's parameters never reach a log.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, Self

import structlog
from sqlalchemy import event, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from chatserver.domain.errors import BusyError, CannotError

FILE_NAME: Final = "records.sqlite"
BUSY_SECONDS: Final = 2
_WRITES: Final = "lykta_writes"
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was answered survives a loss of power
    "PRAGMA secure_delete = ON",  # what was deleted is not in the file (R12)
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)

log = structlog.get_logger()

Transaction = AsyncConnection
"""What the functions of this package work in.  Others pass it on and never look inside."""


class RecordsError(CannotError):
    """A records URL, or a file behind it, that cannot be used."""


def records_url(configured: str | None, data_folder: Path) -> str:
    """The URL that is *configured*, else that of a SQLite file in *data_folder*."""
    return configured or f"sqlite+aiosqlite:///{data_folder / FILE_NAME}"


class Records:
    """The SQL database of one deployment."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """
        The database at *url*.  Nothing is asked of it yet.

        Raises:
            RecordsError: no database can be there.
        """
        parsed = _parse(url)
        _make_file(parsed)
        engine = create_async_engine(
            parsed,
            hide_parameters=True,
            pool_size=4,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            connect_args={"timeout": BUSY_SECONDS},
        )
        event.listen(engine.sync_engine, "connect", _configure)
        event.listen(engine.sync_engine, "begin", _begin)
        return cls(engine)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A transaction that only reads: it sees one state, and waits for nobody."""
        async with self._guarded(writes=False) as transaction:
            yield transaction

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """
        A transaction that may write; all of it is kept, or, if something is raised inside, none.

        Raises:
            BusyError: the database did not answer; whether a last commit was kept is unknown.
        """
        async with self._guarded(writes=True) as transaction:
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
        await self._engine.dispose()

    @asynccontextmanager
    async def _guarded(self, *, writes: bool) -> AsyncIterator[Transaction]:
        try:
            async with self._engine.connect() as opened:
                connection = await opened.execution_options(**{_WRITES: writes})
                async with connection.begin():
                    yield connection
        except IntegrityError:
            raise  # a rule of the tables, which the caller knows of
        except (DBAPIError, PoolTimeoutError) as broken:
            log.warning("records busy", code=type(broken).__name__)
            raise BusyError("the records did not answer") from broken


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        if parsed.drivername == "sqlite":
            parsed = parsed.set(drivername="sqlite+aiosqlite")
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError):
        raise RecordsError("LYKTA_RECORDS_URL is no URL of a database that Lykta knows.") from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise RecordsError("LYKTA_RECORDS_URL: this version keeps its records in a file of SQLite only.")
    return parsed


def _make_file(url: URL) -> None:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Before SQLite does, which would let others read it; its side files take the mode of this one.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as wrong:
        raise RecordsError(f"{path} cannot be used for the records: {wrong.strerror}.") from None


def _configure(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, and only before some statements.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    # One that reads first and writes later would fail at the write instead of waiting: so it says so at once.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
