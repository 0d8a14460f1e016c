# SPDX-License-Identifier: EUPL-1.2
"""Records in a file: durable, private, and gone when deleted."""

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from chatserver.domain.errors import BusyError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import engines, sqlite, staff
from chatserver.records.engines import RecordsError
from chatserver.records.migrate import migrate
from chatserver.records.store import Records, records_url, serve_alone

ANNA = Staff(StaffId("a" * 22), Person("Anna", Role.COUNSELLOR))


@pytest.fixture
def engine() -> str:
    """What the records of these tests are in."""
    return "sqlite"


def files(folder: Path) -> list[Path]:
    """The records, and what SQLite keeps beside them."""
    return list(folder.glob("records.sqlite*"))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("temp_store", 2),
    ],
)
async def test_every_connection_is_set_up(records: Records, pragma: str, value: object) -> None:
    """What is answered is on disk, what is deleted is gone, and keys between tables hold (R12)."""
    async with records.read() as one, records.read() as two:
        for transaction in (one, two):
            assert (await transaction.execute(text(f"PRAGMA {pragma}"))).scalar() == value


def test_whatever_sqlite_was_built_with_is_set(tmp_path: Path) -> None:
    """A SQLite that was built with other defaults is set up all the same (R12)."""
    connection = sqlite3.connect(tmp_path / "other.sqlite")
    others = ("secure_delete = OFF", "synchronous = OFF", "foreign_keys = OFF", "temp_store = FILE")
    for pragma in others:
        connection.execute(f"PRAGMA {pragma}")
    sqlite.configure(connection, None)
    names = ("secure_delete", "synchronous", "foreign_keys", "temp_store", "trusted_schema")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    connection.close()

    assert found == [1, 2, 1, 2, 0]


async def test_the_files_are_their_owners_alone(empty: Records, tmp_path: Path) -> None:
    """Neither the records nor what SQLite keeps beside them can be read by others."""
    await migrate(empty)

    assert {stat.S_IMODE(path.stat().st_mode) for path in files(tmp_path)} == {0o600}


async def test_a_deleted_row_is_not_in_the_file(records: Records, tmp_path: Path) -> None:
    """What was deleted cannot be read from the disk (R12)."""
    canary = "Canary-7f3a91"
    async with records.write() as transaction:
        await staff.add(transaction, Staff(ANNA.id, Person(canary, Role.COUNSELLOR)), now_ms=1)
    async with records.write() as transaction:
        await staff.forget(transaction, ANNA.id)
    await records.close()

    assert files(tmp_path)
    assert not [path for path in files(tmp_path) if canary.encode() in path.read_bytes()]


async def test_a_locked_file_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that somebody else holds are busy: nothing is done, and asking again is safe."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    records = Records.open(records_url(None, tmp_path))
    await records.ping()
    other = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyError):
        async with records.write():
            pass
    other.close()
    await records.ping()
    await records.close()


async def test_a_broken_file_is_busy_and_not_a_crash(tmp_path: Path) -> None:
    """A file that is no database is told as a store that does not answer."""
    (tmp_path / "records.sqlite").write_bytes(b"this is not a database, and longer than its header" * 100)
    records = Records.open(records_url(None, tmp_path))
    with pytest.raises(BusyError):
        await records.ping()
    await records.close()


def test_a_place_that_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    """A folder that cannot be made is refused at the start, with its name."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordsError, match="cannot be used for the records"):
        Records.open(records_url(None, tmp_path / "file"))


async def test_a_plain_sqlite_url_is_understood(tmp_path: Path) -> None:
    """An operator need not know the name of a driver."""
    records = Records.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    await records.ping()
    await records.close()


def test_a_file_is_for_one_node(tmp_path: Path) -> None:
    """A second node that would serve from the same file is refused, and told what to do; then it may."""
    url = records_url(None, tmp_path)
    with serve_alone(url), pytest.raises(RecordsError, match="PostgreSQL"):
        serve_alone(url)
    with serve_alone(url):
        pass


def test_postgresql_is_for_many() -> None:
    """Nobody is refused there."""
    with serve_alone("postgresql://localhost/lykta"), serve_alone("postgresql://localhost/lykta"):
        pass
