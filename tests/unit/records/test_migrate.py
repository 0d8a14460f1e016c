# SPDX-License-Identifier: EUPL-1.2
"""Schemas: known, or not touched."""

import asyncio
import itertools
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, select, text
from sqlalchemy.schema import DropTable

from chatserver.domain.errors import CannotError
from chatserver.records import migrate as migration
from chatserver.records.migrate import SchemaError, State, migrate, require, state_of
from chatserver.records.schema import metadata
from chatserver.records.store import Records


async def set_revision(records: Records, revision: str) -> None:
    """Make the tables say that they are of *revision*."""
    async with records.write() as transaction:
        await transaction.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


async def dump(records: Records) -> list[object]:
    """All that stands in the records: every column, index and row of every table."""

    def everything(connection: Connection) -> list[object]:
        found = MetaData()
        found.reflect(connection)
        return [
            (
                repr(table),
                sorted(index.name or "" for index in table.indexes),
                connection.execute(select(table)).all(),
            )
            for table in found.sorted_tables
        ]

    async with records.read() as transaction:
        return await transaction.run_sync(everything)


async def add_anna(records: Records) -> None:
    """Somebody works here."""
    async with records.write() as transaction:
        await transaction.execute(text("INSERT INTO staff VALUES ('s', 'Anna', 'counsellor', false, 1)"))


async def test_empty_records_get_their_tables(empty: Records) -> None:
    """The first start makes the tables."""
    assert await state_of(empty) is State.EMPTY
    await require(empty)
    assert await state_of(empty) is State.CURRENT


async def test_starting_again_changes_nothing(records: Records) -> None:
    """Tables of today are left alone."""
    before = await dump(records)
    await require(records)
    await migrate(records)

    assert await dump(records) == before


@pytest.mark.parametrize("revision", ["9999", "from-a-fork"])
async def test_a_schema_of_tomorrow_is_refused(records: Records, revision: str) -> None:
    """Neither a start nor a migration touches what a later version has made."""
    await set_revision(records, revision)
    before = await dump(records)
    for attempt in (require, migrate):
        with pytest.raises(SchemaError, match="does not know") as refused:
            await attempt(records)
        assert "\n" not in str(refused.value)
        assert isinstance(refused.value, CannotError)

    assert await dump(records) == before


async def test_somebody_elses_tables_are_refused(empty: Records) -> None:
    """A database that holds other tables is not ours to write to."""
    async with empty.write() as transaction:
        await transaction.execute(text("CREATE TABLE theirs (id integer)"))
    before = await dump(empty)
    for attempt in (require, migrate):
        with pytest.raises(SchemaError, match="does not know"):
            await attempt(empty)

    assert await dump(empty) == before


@pytest.fixture
def newer_program(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """This program, with one more step than the records have seen."""
    folder = tmp_path_factory.mktemp("steps") / "migrations"
    versions = folder / "versions"
    versions.mkdir(parents=True)
    ours = Path(migration.__file__).parent / "migrations"
    for path in (ours / "env.py", ours / "script.py.mako", *(ours / "versions").glob("r*.py")):
        (folder / path.relative_to(ours)).write_text(path.read_text())
    newest = ScriptDirectory(ours).get_current_head()
    step = (
        'import sqlalchemy as sa\nfrom alembic import op\nrevision = "next"\n'
        f'down_revision = "{newest}"\n'
        'def upgrade():\n    op.add_column("staff", sa.Column("more", sa.String(8)))\n'
    )
    (versions / "next_more.py").write_text(step)
    monkeypatch.setattr(migration, "_FOLDER", folder)


@pytest.mark.usefixtures("newer_program")
async def test_an_older_schema_waits_for_its_operator(empty: Records) -> None:
    """A start does not migrate what holds something: a backup comes first, and the line says so."""
    await migrate(empty)
    await set_revision(empty, "0001")
    before = await dump(empty)
    with pytest.raises(SchemaError, match="lykta migrate"):
        await require(empty)

    assert await dump(empty) == before


FIRST = {"staff", "passkeys", "devices", "links", "sessions", "spent_challenges"}
"""The tables of the first release."""


async def test_records_of_the_first_release_become_todays(empty: Records) -> None:
    """What stood in the first tables stands in today's, with nothing in the columns that came later."""
    await migrate(empty)
    await add_anna(empty)
    async with empty.write() as transaction:
        for later in reversed(metadata.sorted_tables):
            if later.name not in FIRST:
                await transaction.execute(DropTable(later))
        for column in ("report_key", "report_certificate"):
            await transaction.execute(text(f"ALTER TABLE devices DROP COLUMN {column}"))
        first = text("INSERT INTO devices VALUES (:key, 's', 1, :certificate, 2)")
        await transaction.execute(first, {"key": b"k", "certificate": b"c"})
    await set_revision(empty, "0001")
    await migrate(empty)
    async with empty.read() as transaction:
        found = (await transaction.execute(text("SELECT * FROM devices"))).one()

    assert tuple(found) == (b"k", "s", 1, b"c", 2, None, None)


async def test_a_migration_keeps_what_there_is(records: Records, request: pytest.FixtureRequest) -> None:
    """An older schema becomes the newer one, with its rows."""
    await add_anna(records)
    request.getfixturevalue("newer_program")
    assert await state_of(records) is State.OLDER
    await migrate(records)

    assert await state_of(records) is State.CURRENT
    assert "Anna" in str(await dump(records))


async def test_two_first_starts_at_once_make_the_tables_once(empty_url: str) -> None:
    """Nodes that start together on an empty database both find the tables made."""
    both = [Records.open(empty_url) for _ in range(2)]
    await asyncio.gather(*(records.ping() for records in both))
    await asyncio.gather(*(require(records) for records in both))
    for records in both:
        assert await state_of(records) is State.CURRENT
        await records.close()


async def test_a_migration_that_fails_leaves_nothing(
    empty: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that breaks half-way leaves the records as they were."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((Path(migration.__file__).parent / "migrations/env.py").read_text())
    step = (
        'from alembic import op\nrevision = "0001"\ndown_revision = None\n'
        'def upgrade():\n    op.execute("CREATE TABLE half (id integer)")\n    raise RuntimeError\n'
    )
    (folder / "versions/r0001_half.py").write_text(step)
    monkeypatch.setattr(migration, "_FOLDER", folder)
    with pytest.raises(RuntimeError):
        await migrate(empty)

    assert await state_of(empty) is State.EMPTY


async def test_the_steps_lead_to_the_tables_of_the_code(records: Records) -> None:
    """What the steps make is what the code uses, to the last column and index."""

    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with records.read() as transaction:
        assert await transaction.run_sync(differences) == []


def test_the_steps_form_one_line() -> None:
    """There is one newest step, and every step but the first follows one other."""
    steps = list(ScriptDirectory(migration._FOLDER).walk_revisions())

    assert len(ScriptDirectory(migration._FOLDER).get_heads()) == 1
    assert all(newer.down_revision == older.revision for newer, older in itertools.pairwise(steps))


def test_every_column_says_what_it_is() -> None:
    """No column is without its sentence."""
    silent = [column for table in metadata.tables.values() for column in table.columns if not column.doc]

    assert silent == []
