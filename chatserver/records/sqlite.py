# SPDX-License-Identifier: EUPL-1.2
"""Records in one file of SQLite: what a demonstration, and a helpline on one machine, has."""

import fcntl
import os
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.ext.asyncio import create_async_engine

from chatserver.records import engines
from chatserver.records.engines import CONNECTIONS, WRITES, Opened, RecordsError

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was answered survives a loss of power
    "PRAGMA secure_delete = ON",  # what was deleted is not in the file (R12)
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


_SERVING: Final = "-serving"


def open_sqlite(url: URL) -> Opened:
    """
    The engine for the file that *url* names; it is made if there is none.

    Raises:
        RecordsError: no file can be there.
    """
    if not url.database or url.database == ":memory:":
        raise RecordsError("LYKTA_RECORDS_URL: SQLite keeps the records in a file: name one.")
    _make_file(url.database)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=engines.BUSY_SECONDS,
        connect_args={"timeout": engines.BUSY_SECONDS},
    )
    event.listen(engine.sync_engine, "connect", configure)
    event.listen(engine.sync_engine, "begin", _begin)
    return Opened(engine, reading={}, writing={WRITES: True})


def serve_alone(url: URL) -> IO[str]:
    """
    Be the only node that serves from the file that *url* names, until what is returned is closed.

    Nodes on one file would wait for each other's disks, and hints of one would not reach the other.

    Raises:
        RecordsError: another node does.
    """
    lock = Path(f"{url.database}{_SERVING}").open("w", encoding="utf-8")  # noqa: SIM115  # held by whoever serves
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise RecordsError(
            f"Another node serves from {url.database}: SQLite is for one. Several share PostgreSQL: "
            "see docs/how-to/postgresql.md."
        ) from None
    return lock


def configure(connection: Any, _record: Any) -> None:
    """Set up a new *connection*."""
    # The driver would begin transactions by itself, and only before some statements.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _make_file(name: str) -> None:
    path = Path(name)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Before SQLite does, which would let others read it; its side files take the mode of this one.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as wrong:
        raise RecordsError(f"{path} cannot be used for the records: {wrong.strerror}.") from None


def _begin(connection: Connection) -> None:
    # One that reads first and writes later would fail at the write instead of waiting: so it says so at once.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
