# SPDX-License-Identifier: EUPL-1.2
"""A real PostgreSQL for this run alone: in a folder of its own, on a Unix socket that nobody else may use."""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any, Final, Self

import asyncpg
import pytest

from chatserver.records.migrate import migrate
from chatserver.records.store import Records

PATIENCE_SECONDS: Final = 30
ADVICE: Final = (
    "PostgreSQL is missing: install it (Debian: sudo apt-get install postgresql) and run this again."
)
_DEBIANS: Final = Path("/usr/lib/postgresql")
_MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a folder of its own is made there
_ROOM_BYTES: Final = 1 << 28
_PEOPLE: Final = ("postgres", "nobody")
"""Whom it runs as where the tests run as root, which PostgreSQL refuses to run as."""
_INITDB: Final = ("-U", "lykta", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
_SETTINGS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "50",
    "shared_buffers": "16MB",
    "autovacuum": "off",
    "fsync": "off",  # nobody needs it after the run
    "full_page_writes": "off",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}
_TEMPLATE: Final = "of_today"


def programs() -> Path:
    """The newest folder with ``initdb``.  Without one the test is skipped; where ``CI`` is true, it fails."""
    debians = sorted(_DEBIANS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debians[-1] if debians else shutil.which("initdb")
    if found is None:
        if os.environ.get("CI") == "true":  # noqa: TID251  # a setting of the run, not of Lykta
            pytest.fail(ADVICE)
        pytest.skip(ADVICE)
    return Path(found).parent


class Postgres:
    """One that runs."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self._folder = folder
        self._process = process
        self._numbers = itertools.count(1)
        self._has_template = False

    @classmethod
    def start(cls) -> Self:
        """Make one with the newest programs, and wait until it answers."""
        found = programs()
        folder = Path(tempfile.mkdtemp(prefix="lykta-postgres-", dir=_fast_folder()))
        person = _person()
        if person is not None:
            os.chown(folder, person.pw_uid, person.pw_gid)
        run_as = _run_as(person) | {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
        made = [str(found / "initdb"), "-D", f"{folder}/data", *_INITDB]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **run_as)  # noqa: S603  # Debian's
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        served = [str(found / "postgres"), "-D", f"{folder}/data", "-k", str(folder), *settings]
        # It ends with the tests, however they end; a Ctrl-C is for them alone.
        served = ["setpriv", "--pdeathsig", "QUIT", *served]
        process = subprocess.Popen(  # noqa: S603  # Debian's
            served, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True, **run_as
        )
        _await_ready(process, folder / "log")
        return cls(folder, process)

    def stop(self) -> None:
        """End it, with all that it held."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(PATIENCE_SECONDS)
        shutil.rmtree(self._folder)

    @property
    def written(self) -> Path:
        """Where all that is written stands first, by the time it is answered."""
        return self._folder / "data" / "pg_wal"

    def url(self, database: str) -> str:
        """How Lykta is told of *database*."""
        return f"postgresql://lykta@/{database}?host={self._folder}"

    @asynccontextmanager
    async def empty(self) -> AsyncIterator[str]:
        """The URL of a fresh database without tables."""
        async with self._fresh("template0") as url:
            yield url

    @asynccontextmanager
    async def of_today(self) -> AsyncIterator[str]:
        """The URL of a fresh database with the tables of today."""
        if not self._has_template:
            await self._do(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0 STRATEGY FILE_COPY")
            records = Records.open(self.url(_TEMPLATE))
            await migrate(records)
            await records.close()
            self._has_template = True
        async with self._fresh(_TEMPLATE) as url:
            yield url

    @asynccontextmanager
    async def _fresh(self, template: str) -> AsyncIterator[str]:
        name = f"test_{next(self._numbers)}"
        # Copying files takes 15 ms, and by the log, which is the default, 50.
        await self._do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield self.url(name)
        await self._do(f"DROP DATABASE {name} WITH (FORCE)")

    async def crash(self) -> None:
        """Kill one of its processes (kill -9): it ends all others, recovers from its log, and goes on."""
        # Not `looking_in`, which says goodbye; and while it recovers from the last one it lets nobody in.
        with contextlib.suppress(asyncpg.PostgresError, OSError):
            connection = await asyncpg.connect(host=str(self._folder), user="lykta", database="postgres")
            os.kill(connection.get_server_pid(), signal.SIGKILL)
            connection.terminate()

    async def _do(self, statement: str) -> None:
        async with self.looking_in("postgres") as connection:
            await connection.execute(statement)

    @asynccontextmanager
    async def looking_in(self, database: str) -> "AsyncIterator[asyncpg.Connection[Any]]":
        """A way into *database* past our code."""
        connection = await asyncpg.connect(host=str(self._folder), user="lykta", database=database)
        yield connection
        await connection.close()


def _fast_folder() -> Path | None:
    # A fresh database a test is three hundred files: on a disk that costs five times the time.
    is_there = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES
    return _MEMORY if is_there else None


def _person() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    there = {each.pw_name: each for each in pwd.getpwall()}
    return next(there[name] for name in _PEOPLE if name in there)


def _run_as(person: pwd.struct_passwd | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _await_ready(process: "subprocess.Popen[bytes]", log: Path) -> None:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if b"ready to accept connections" in line:
            break
    else:
        raise RuntimeError(b"".join(said).decode())
    threading.Thread(target=_keep, args=(process.stderr, log), daemon=True).start()


def _keep(stream: IO[bytes], log: Path) -> None:
    # Read on to the end: a full pipe would stop it.
    with stream, log.open("wb") as kept:
        shutil.copyfileobj(stream, kept)
