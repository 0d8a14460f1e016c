# SPDX-License-Identifier: EUPL-1.2
"""Records in PostgreSQL, for more than one node.  What SQLite promises by its nature is asked for here.

Writers take turns, as with ``BEGIN IMMEDIATE``: each takes one advisory lock first, and holds it until it
is kept or undone.  Not SERIALIZABLE: that fails a transaction whose body has run, and a body cannot be run
again from here; and over tables this small it fails nearly every two that meet.  READ COMMITTED, for in
the stricter levels the statement that waits for the lock would fix what is seen *before* it has waited.
Writes are rare (a sign-in, a certificate, a deed), and a turn is a few milliseconds long.
"""

import asyncio
import ssl
from typing import Any, Final

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, ExceptionContext
from sqlalchemy.ext.asyncio import create_async_engine

from chatserver.records import engines
from chatserver.records.engines import CONNECTIONS, UNHURRIED, WRITES, Opened, RecordsError

WRITERS: Final = int.from_bytes(b"lykta\0\0\1", "big")
"""The advisory lock of whoever writes."""
IDLE_SECONDS: Final = 10
"""How long a node that was stopped amid a transaction may keep all others from writing."""
LONGEST_SECONDS: Final = 10
"""After this a connection is given up: a server that was stopped, or cut off, never says that it is late."""

_LOCAL: Final = {"localhost", "127.0.0.1", "::1"}
_TLS: Final = ("disable", "verify-full")
_WORDS: Final = {"host", "sslmode", "sslrootcert"}
_WATCH: Final = "lykta_watch"
_READING: Final = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_WRITING: Final = {"isolation_level": "READ COMMITTED", WRITES: True}


def open_postgresql(url: URL) -> Opened:
    """
    The engine for the database that *url* names.

    Raises:
        RecordsError: the URL says something that is not understood.
    """
    if not url.database:
        raise RecordsError("LYKTA_RECORDS_URL names no database: postgresql://user@host/database.")
    _check_words(url)
    encryption = _encryption(url)
    ours = [word for word in url.query if word != "host"]
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg").difference_update_query(ours),
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=engines.BUSY_SECONDS,
        connect_args={
            "async_creator_fn": _connect,
            "ssl": encryption,
            "timeout": engines.BUSY_SECONDS,
            "server_settings": _session(),
        },
    )
    for name, heard in (
        ("checkout", _watch),
        ("checkin", _let_go),
        ("begin", _begin),
        ("handle_error", _hush),
    ):
        event.listen(engine.sync_engine, name, heard)
    return Opened(engine, reading=_READING, writing=_WRITING)


def _session() -> dict[str, str]:
    busy, idle = (str(round(1000 * seconds)) for seconds in (engines.BUSY_SECONDS, IDLE_SECONDS))
    return {
        "application_name": "lykta",
        "idle_in_transaction_session_timeout": idle,
        "lock_timeout": busy,
        "statement_timeout": busy,
        "synchronous_commit": "on",  # what was answered survives a loss of power
    }


def _check_words(url: URL) -> None:
    for word, value in url.query.items():
        if word not in _WORDS or not isinstance(value, str):
            raise RecordsError(
                f"LYKTA_RECORDS_URL: after ? stands each of {', '.join(sorted(_WORDS))} once at most."
            )


def _encryption(url: URL) -> ssl.SSLContext | bool:
    mode = url.query.get("sslmode", _TLS[0] if _is_local(url) else _TLS[1])
    if mode not in _TLS:
        raise RecordsError(f"LYKTA_RECORDS_URL: sslmode is {' or '.join(_TLS)}; other modes look at nothing.")
    if mode == _TLS[0]:
        return False
    roots = url.query.get("sslrootcert")
    try:
        return ssl.create_default_context(cafile=None if roots is None else str(roots))
    except OSError:
        raise RecordsError("LYKTA_RECORDS_URL: sslrootcert is no file with certificates.") from None


def _is_local(url: URL) -> bool:
    named = url.query.get("host", url.host)
    return named is None or named in _LOCAL or str(named).startswith("/")


async def _connect(**arguments: Any) -> "asyncpg.Connection[Any]":
    try:
        return await asyncpg.connect(**arguments)
    except (OSError, ValueError) as broken:  # refused, too late, no such host: not what SQLAlchemy expects
        raise asyncpg.InterfaceError(type(broken).__name__) from broken


def _watch(connection: Any, record: Any, _proxy: Any) -> None:
    end = connection.driver_connection.terminate
    record.info[_WATCH] = asyncio.get_running_loop().call_later(LONGEST_SECONDS, end)


def _let_go(_connection: Any, record: Any) -> None:
    # One that could not be made, or was given up while it was made, comes back too, and was never watched.
    watch = record.info.pop(_WATCH, None)
    if watch is not None:
        watch.cancel()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(WRITES, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
    if options.get(UNHURRIED, False):
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.connection.info[_WATCH].cancel()


def _hush(context: ExceptionContext) -> None:
    # PostgreSQL tells in a detail which values broke a rule, and a traceback would show it.
    broken = context.original_exception.__cause__
    if isinstance(broken, asyncpg.PostgresError):
        broken.detail = None
