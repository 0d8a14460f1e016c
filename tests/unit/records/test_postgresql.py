# SPDX-License-Identifier: EUPL-1.2
"""Records in PostgreSQL: what it must be asked for, and that nothing of it is waited for too long."""

import asyncio
import os
import signal
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from structlog.testing import capture_logs

from chatserver.domain.errors import BusyError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import engines, postgresql, staff
from chatserver.records.store import Records, Transaction
from tests.drivers.postgres import Postgres

ANNA = Staff(StaffId("a" * 22), Person("Anna", Role.COUNSELLOR))


@pytest.fixture
def engine() -> str:
    """What the records of these tests are in."""
    return "postgresql"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)


async def say(transaction: Transaction, statement: str) -> object:
    """What the database answers to *statement*."""
    return (await transaction.execute(text(statement))).scalar()


async def writes(records: Records, statement: str = "SELECT 1", *, unhurried: bool = False) -> None:
    """A transaction that may write says *statement*."""
    async with records.write(unhurried=unhurried) as transaction:
        await transaction.execute(text(statement))


async def collides(records: Records, code: str) -> None:
    """A transaction that PostgreSQL undoes, for the reason *code*, after it has written."""
    async with records.write() as transaction:
        await staff.add(transaction, ANNA, now_ms=1)
        await transaction.execute(text(f"DO $$ BEGIN RAISE 'collided' USING ERRCODE = '{code}'; END $$"))


async def sleeps_amid_a_write(records: Records, other: Records) -> None:
    """A node has written and does nothing, until the *other* has had its turn."""
    async with records.write() as transaction:
        await staff.add(transaction, ANNA, now_ms=1)
        await writes(other, "INSERT INTO staff VALUES ('b', 'Bo', 'counsellor', false, 1)")
        await staff.everybody(transaction)


@asynccontextmanager
async def stopped(records: Records) -> AsyncIterator[None]:
    """The process at the other end of the one connection of *records* does not go on."""
    async with records.read() as transaction:
        process = int(str(await say(transaction, "SELECT pg_backend_pid()")))
    os.kill(process, signal.SIGSTOP)
    yield
    os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("application_name", "lykta"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("lock_timeout", "2s"),
        ("statement_timeout", "2s"),
        ("synchronous_commit", "on"),
    ],
)
async def test_every_connection_is_set_up(records: Records, setting: str, value: str) -> None:
    """What is answered is on disk, and no wait is without an end."""
    async with records.read() as one, records.write() as two:
        assert [await say(each, f"SHOW {setting}") for each in (one, two)] == [value, value]


async def test_whatever_the_database_was_set_to(records: Records) -> None:
    """An operator's defaults do not change what a transaction guarantees."""
    for default in ("default_transaction_isolation = serializable", "synchronous_commit = off"):
        await writes(
            records,
            f"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {default}', current_database()); END $$",
        )
    other = Records.open(records._opened.engine.url.render_as_string(hide_password=False))
    async with other.write() as transaction:
        assert await say(transaction, "SHOW transaction_isolation") == "read committed"
        assert await say(transaction, "SHOW synchronous_commit") == "on"
    await other.close()


async def test_a_read_cannot_write(records: Records) -> None:
    """Who did not ask for a turn changes nothing."""
    with pytest.raises(BusyError):
        async with records.read() as transaction:
            await staff.add(transaction, ANNA, now_ms=1)
    async with records.read() as transaction:
        assert await staff.everybody(transaction) == []


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("unhurried", [True, False])
async def test_somebody_elses_turn_is_not_waited_for_long(
    url: str, running: Postgres, *, unhurried: bool
) -> None:
    """Records that another node writes to for too long are busy; asking again is safe."""
    records = Records.open(url)
    async with running.looking_in(str(make_url(url).database)) as other:
        await other.execute(f"SELECT pg_advisory_lock({postgresql.WRITERS})")
        with pytest.raises(BusyError):
            await writes(records, unhurried=unhurried)
    await writes(records, unhurried=unhurried)
    await records.close()


@pytest.mark.usefixtures("impatient")
async def test_a_locked_table_is_not_waited_for_long(url: str, running: Postgres) -> None:
    """A change of the schema gives up while somebody's statement holds the table."""
    records = Records.open(url)
    async with running.looking_in(str(make_url(url).database)) as other, other.transaction():
        await other.execute("SELECT 1 FROM staff")
        late = asyncio.wait_for(
            writes(records, "ALTER TABLE staff ADD COLUMN more integer", unhurried=True), 5
        )
        with pytest.raises(BusyError):
            await late
    await records.close()


@pytest.mark.usefixtures("impatient")
async def test_only_a_migration_may_take_its_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that is late is given up; one that changes the schema is not, once it is its turn."""
    monkeypatch.setattr(postgresql, "LONGEST_SECONDS", 0.6)
    records = Records.open(url)
    with pytest.raises(BusyError):
        await writes(records, "SELECT pg_sleep(0.4)")
    await writes(records, "SELECT pg_sleep(0.8)", unhurried=True)
    with pytest.raises(BusyError):
        await writes(records, "SELECT pg_sleep(0.4)")
    await records.close()


@pytest.mark.parametrize("code", ["40001", "40P01"])
async def test_a_collision_is_busy(records: Records, code: str) -> None:
    """What PostgreSQL undoes for another's sake is told as busy, and nothing of it stands."""
    with pytest.raises(BusyError):
        await collides(records, code)
    async with records.read() as transaction:
        assert await staff.everybody(transaction) == []


async def test_a_node_that_was_stopped_amid_a_write_gives_its_turn_back(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever does nothing for long while all others wait loses its transaction."""
    monkeypatch.setattr(postgresql, "IDLE_SECONDS", 0.2)
    asleep, awake = Records.open(url), Records.open(url)
    with pytest.raises(BusyError):
        await sleeps_amid_a_write(asleep, awake)
    async with awake.read() as transaction:
        assert [each.id.value for each in await staff.everybody(transaction)] == ["b"]
    for records in (asleep, awake):
        await records.close()


async def test_a_lost_connection_costs_one_answer(records: Records) -> None:
    """After a restart of the database the first is told that it is busy, and the next is answered."""
    with pytest.raises(BusyError):
        await writes(records, "SELECT pg_terminate_backend(pg_backend_pid())")
    await records.ping()


async def test_a_database_that_stops_is_busy(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that neither answers nor says that it is late is given up, and a new connection works."""
    monkeypatch.setattr(postgresql, "LONGEST_SECONDS", 0.3)
    records = Records.open(url)
    async with asyncio.timeout(10), stopped(records):
        with pytest.raises(BusyError):
            await records.ping()
        await records.ping()
    await records.close()


@pytest.mark.usefixtures("impatient")
async def test_a_database_that_stops_does_not_keep_us(url: str) -> None:
    """A node ends though its database does not answer."""
    records = Records.open(url)
    async with asyncio.timeout(10), stopped(records):
        await records.close()


async def test_a_database_that_went_and_lets_nobody_in_is_busy(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it starts again, whoever asks is told so, and the next one is served."""
    records, connect = Records.open(url), asyncpg.connect
    with pytest.raises(BusyError):
        await writes(records, "SELECT pg_terminate_backend(pg_backend_pid())")

    async def refuses(**_: object) -> None:
        raise asyncpg.CannotConnectNowError("it starts")

    monkeypatch.setattr(asyncpg, "connect", refuses)
    with pytest.raises(BusyError):
        await writes(records)
    monkeypatch.setattr(asyncpg, "connect", connect)
    await writes(records)
    await records.close()


async def test_no_database_is_busy(running: Postgres, tmp_path: Path) -> None:
    """A server that is not there, and one that has no such database, are busy; the log says which it is."""
    told = []
    for nowhere in (f"postgresql://lykta@/x?host={tmp_path}", running.url("nosuch")):
        records = Records.open(nowhere)
        with capture_logs() as logs, pytest.raises(BusyError):
            await records.ping()
        told.append(logs[0]["code"])
        await records.close()

    assert told == ["FileNotFoundError", "InvalidCatalogNameError"]


@pytest.mark.parametrize("host", ["db.example.org", "10.0.0.7"])
def test_another_machine_is_reached_by_tls_only(host: str) -> None:
    """Without a word about it, the certificate of another machine is checked, and its name too."""
    found = postgresql._encryption(make_url(f"postgresql://u@{host}/x"))

    assert isinstance(found, ssl.SSLContext)
    assert found.verify_mode is ssl.CERT_REQUIRED
    assert found.check_hostname


@pytest.mark.parametrize(
    "url", ["postgresql://localhost/x", "postgresql:///x?host=/run", "postgresql://[::1]/x"]
)
def test_this_machine_needs_no_tls(url: str) -> None:
    """Nothing leaves the machine over loopback or a Unix socket."""
    assert postgresql._encryption(make_url(url)) is False


async def test_nothing_is_said_to_a_server_without_tls() -> None:
    """Where TLS is wanted and refused, the server learns neither who we are nor a password."""
    heard, done = bytearray(), asyncio.Event()

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.read(4096))
        writer.write(b"N")
        heard.extend(await reader.read(4096))
        writer.close()
        await writer.wait_closed()
        done.set()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        records = Records.open(f"postgresql://u:geheim@127.0.0.1:{port}/x?sslmode=verify-full")
        with pytest.raises(BusyError):
            await records.ping()
        await records.close()
        await done.wait()

    assert bytes(heard) == (8).to_bytes(4) + (80877103).to_bytes(4)  # SSLRequest
