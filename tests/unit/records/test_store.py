# SPDX-License-Identifier: EUPL-1.2
"""What either engine does for its callers: whole or nothing, one writer at a time, and no tales."""

import asyncio
import traceback
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import staff
from chatserver.records.engines import RecordsError
from chatserver.records.store import Records

ANNA = Staff(StaffId("a" * 22), Person("Anna", Role.COUNSELLOR))


async def add_twice(records: Records) -> None:
    """What the tables forbid."""
    async with records.write() as transaction:
        await staff.add(transaction, ANNA, now_ms=1)
        await staff.add(transaction, ANNA, now_ms=1)


async def test_a_failed_write_leaves_nothing(records: Records) -> None:
    """A transaction is kept whole, or not at all."""
    with pytest.raises(IntegrityError):
        await add_twice(records)

    async with records.read() as transaction:
        assert await staff.everybody(transaction) == []


async def test_a_read_changes_nothing(records: Records) -> None:
    """Two that read at once do not wait for one another, nor for one that writes."""
    async with records.write() as writing:
        await staff.add(writing, ANNA, now_ms=1)
        async with records.read() as one, records.read() as two:
            assert await staff.everybody(one) == await staff.everybody(two) == []


async def test_a_read_sees_one_state(records: Records) -> None:
    """What somebody else writes meanwhile does not show half-way through a read."""
    async with records.read() as transaction:
        assert await staff.everybody(transaction) == []
        async with records.write() as writing:
            await staff.add(writing, ANNA, now_ms=1)

        assert await staff.everybody(transaction) == []


async def test_those_that_write_take_turns(url: str) -> None:
    """Whoever looks first and writes later waits its turn, on every node, and sees what was kept before."""
    nodes = [Records.open(url) for _ in range(2)]
    await asyncio.gather(*(node.ping() for node in nodes for _ in range(4)))  # on a cold pool nobody races

    async def look_and_add(number: int) -> int:
        async with nodes[number % 2].write() as transaction:
            found = await staff.everybody(transaction)
            await staff.add(transaction, Staff(StaffId(f"s{number}"), ANNA.person), now_ms=1)
            return len(found)

    seen = await asyncio.gather(*map(look_and_add, range(8)))
    for node in nodes:
        await node.close()

    assert sorted(seen) == list(range(8))


async def test_a_rule_of_the_tables_is_not_called_busy(records: Records) -> None:
    """What the tables forbid is told as that, not as a store that does not answer."""
    with pytest.raises(IntegrityError):
        await add_twice(records)


async def test_a_statement_never_shows_its_parameters(records: Records) -> None:
    """An error of the database can be logged, with all that led to it, without what somebody sent."""
    with pytest.raises(IntegrityError) as broken:
        await add_twice(records)

    shown = "".join(traceback.format_exception(broken.value))
    assert "IntegrityError" in shown
    assert "Anna" not in shown
    assert ANNA.id.value not in shown


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "oracle://x",
        "nosuch://x",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://localhost",
        "postgresql+psycopg://localhost/x",
        "postgresql://localhost:port/x",
        "postgresql://localhost/x?sslmode=require",
        "postgresql://localhost/x?sslmode=prefer",
        "postgresql://localhost/x?sslmode=verify-full&sslrootcert=/no/such/file",
        "postgresql://localhost/x?sslcert=file",
        "postgresql://localhost/x?host=a&host=b",
    ],
)
def test_a_url_that_cannot_be_is_said_in_one_line(url: str, tmp_path: Path) -> None:
    """A database that this version cannot use is refused at the start."""
    with pytest.raises(RecordsError) as refused:
        Records.open(url or "://")

    assert "LYKTA_RECORDS_URL" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
