# SPDX-License-Identifier: EUPL-1.2
"""The chain of deeds, on both engines: what goes on record, whole or not at all, and what is found in it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from chatserver.domain.deeds import Doer, Link, RecordedDeed
from chatserver.domain.errors import BusyError, PasskeyRefusedError
from chatserver.domain.staff import Person, Role
from chatserver.records import deeds
from chatserver.records.store import Records
from chatserver.services import deeds as chain
from chatserver.services.deeds import BrokenChainError, all_deeds, put_on_record, verify
from chatserver.services.demonstration import STAFF, DemonstrationStaff
from chatserver.signing.certificates import issuing_name
from chatserver.signing.deeds import BEGINNING, hash_of
from tests.drivers.authenticator import Authenticator
from tests.drivers.door import made, make_door
from tests.drivers.manual import HandClock
from tests.unit.services.test_certification import Office, device_key

TABLE = deeds.table
DEED = RecordedDeed(at=1, doer=Doer("supervisor", "s"), deed="approve", subject="case", detail="code")


async def did(records: Records, *details: str) -> None:
    """Deeds, each in a transaction of its own."""
    for detail in details:
        async with records.write() as transaction:
            await put_on_record(transaction, replace(DEED, detail=detail))


async def listed(records: Records) -> list[Link]:
    """All of them."""
    return [link async for link in all_deeds(records)]


async def said(records: Records) -> list[tuple[str, str, str, str]]:
    """Who did what to whom, and the code."""
    every = [link.deed for link in await listed(records)]
    return [(each.doer.role, each.deed, each.subject, each.detail) for each in every]


@pytest.fixture
async def five(records: Records) -> Records:
    """Records with five deeds."""
    await did(records, "a", "b", "c", "d", "e")
    return records


async def change(records: Records, number: int, /, **values: object) -> None:
    """Somebody who can write to the database changes a deed."""
    async with records.write() as transaction:
        await transaction.execute(update(TABLE).where(TABLE.c.number == number).values(**values))


async def remove(records: Records, *numbers: int) -> None:
    """Somebody who can write to the database removes deeds."""
    async with records.write() as transaction:
        await transaction.execute(delete(TABLE).where(TABLE.c.number.in_(numbers)))


async def test_a_chain_grows(five: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeds are numbered from 1 and come back in their order, however few are read at once."""
    monkeypatch.setattr(chain, "AT_ONCE", 2)
    every = await listed(five)

    assert [(link.number, link.deed.detail) for link in every] == list(enumerate("abcde", 1))
    assert await verify(five) == chain.Whole(5, every[-1].hash)


async def test_no_deeds_are_a_whole_chain(records: Records) -> None:
    """Before the first deed there is a beginning to write down."""
    assert await verify(records, since=BEGINNING) == chain.Whole(0, BEGINNING)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", 2),
        ("role", "officer"),
        ("actor", "t"),
        ("deed", "return"),
        ("subject", "other"),
        ("detail", ""),
        ("previous", b"x" * 32),
        ("hash", b"x" * 32),
    ],
)
@pytest.mark.parametrize("number", [1, 3, 5])
async def test_every_field_that_was_changed_is_found(
    five: Records, field: str, value: object, number: int
) -> None:
    """The first deed that does not fit is named, whatever was changed in it."""
    await change(five, number, **{field: value})
    with pytest.raises(BrokenChainError, match=f"^Deed {number} does not fit.*{number - 1} deed") as found:
        await verify(five)

    assert "\n" not in str(found.value)


async def test_a_number_that_was_changed_is_found(five: Records) -> None:
    """A deed that was moved to the end leaves a hole."""
    await change(five, 3, number=9)
    with pytest.raises(BrokenChainError, match=r"^Deed 4 does not fit"):
        await verify(five)


@pytest.mark.parametrize(("number", "named"), [(1, 2), (3, 4)])
async def test_a_row_that_was_removed_is_found(five: Records, number: int, named: int) -> None:
    """The deed after the hole does not fit."""
    await remove(five, number)
    with pytest.raises(BrokenChainError, match=f"^Deed {named} does not fit: deeds are missing"):
        await verify(five)


async def test_a_hole_that_was_closed_is_found(five: Records) -> None:
    """Numbering the rest anew does not help."""
    await remove(five, 3)
    for number in (4, 5):
        await change(five, number, number=number - 1)
    with pytest.raises(BrokenChainError, match=r"^Deed 3 does not fit: it does not follow"):
        await verify(five)


async def test_rows_that_were_swapped_are_found(five: Records) -> None:
    """Two deeds that changed places do not fit, with their hashes or without."""
    for number, other in ((2, 99), (3, 2), (99, 3)):
        await change(five, number, number=other)
    with pytest.raises(BrokenChainError, match=r"^Deed 2 does not fit"):
        await verify(five)


async def test_a_row_that_was_put_in_is_found(five: Records) -> None:
    """A deed that never was does not fit, even with the right hash, for the next does not follow it."""
    for number in (5, 4, 3):
        await change(five, number, number=number + 1)
    second = (await listed(five))[1]
    forged = {
        "number": 3,
        "at": 1,
        "role": "officer",
        "actor": "x",
        "deed": "accept",
        "subject": "",
        "detail": "",
    }
    deed = RecordedDeed(at=1, doer=Doer("officer", "x"), deed="accept", subject="")
    async with five.write() as transaction:
        hashes = {"previous": second.hash, "hash": hash_of(second.hash, 3, deed)}
        await transaction.execute(insert(TABLE).values(**forged, **hashes))
    with pytest.raises(BrokenChainError, match=r"^Deed 4 does not fit"):
        await verify(five)


async def test_a_tail_that_was_cut_is_found_by_what_was_written_down(five: Records) -> None:
    """What is left is whole in itself; the hash that was written down is not in it."""
    every = await listed(five)
    await remove(five, 4, 5)

    assert (await verify(five, since=every[2].hash)).count == 3
    with pytest.raises(BrokenChainError, match=every[4].hash.hex()):
        await verify(five, since=every[4].hash)


async def test_a_chain_that_was_made_anew_is_found_by_what_was_written_down(five: Records) -> None:
    """Whoever computes every hash anew has a whole chain, and another one."""
    last = (await verify(five)).last
    await remove(five, 1, 2, 3, 4, 5)
    await did(five, "a", "b", "forged", "d", "e", "f")

    assert (await verify(five)).count == 6
    with pytest.raises(BrokenChainError, match=last.hex()):
        await verify(five, since=last)


async def test_what_came_since_is_no_fault(five: Records) -> None:
    """A hash that was written down stays in the chain as it grows."""
    last = (await verify(five)).last
    await did(five, "f")

    assert (await verify(five, since=last)).count == 6


async def test_writers_at_once_make_one_chain(url: str) -> None:
    """However many nodes put deeds on record together, none is lost, and none forks the chain."""
    nodes = [Records.open(url) for _ in range(2)]
    await asyncio.gather(*(node.ping() for node in nodes for _ in range(4)))  # on a cold pool nobody races
    await asyncio.gather(*(did(nodes[number % 2], str(number)) for number in range(16)))

    assert (await verify(nodes[0])).count == 16
    assert {link.deed.detail for link in await listed(nodes[1])} == {str(number) for number in range(16)}
    for node in nodes:
        await node.close()


async def add_again(records: Records, link: Link) -> None:
    """What two writers that do not take turns would do."""
    async with records.write() as transaction:
        await deeds.add(transaction, link)


async def test_the_table_itself_forbids_a_fork(five: Records) -> None:
    """A second deed of one number cannot be, even past the turns of those who write."""
    with pytest.raises(BusyError):
        await add_again(five, replace((await listed(five))[4], hash=b"x" * 32))


async def fail(records: Records) -> None:
    """A deed whose transaction breaks off."""
    async with records.write() as transaction:
        await put_on_record(transaction, DEED)
        raise PasskeyRefusedError


async def test_what_was_not_done_is_not_on_record(five: Records) -> None:
    """A deed is kept with the transaction that does it, or not at all."""
    with pytest.raises(PasskeyRefusedError):
        await fail(five)

    assert (await verify(five)).count == 5


async def test_an_invitation_and_an_enrolment_are_on_record(records: Records) -> None:
    """Who was invited as what, and that they came; not their name."""
    door = make_door(records, HandClock())
    await door.enrol(Authenticator(), Person("Anna", Role.COUNSELLOR))
    async with records.read() as transaction:
        rows = (await transaction.execute(select(TABLE))).all()
    staff = rows[0].subject

    assert await said(records) == [
        ("administrator", "invite", staff, "counsellor"),
        ("counsellor", "enrol", staff, ""),
    ]
    assert [row.at for row in rows] == [door.clock.ms] * 2
    assert "Anna" not in str(rows)


async def test_an_enrolment_that_is_refused_is_not_on_record(records: Records) -> None:
    """A link that was used, or a passkey that there is, leaves the record as it was."""
    door, passkey = make_door(records, HandClock()), Authenticator()
    await door.enrol(passkey)
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    with pytest.raises(PasskeyRefusedError):
        await door.enrolment.finish(link, made(passkey.make(begun.options)))

    assert [deed for _, deed, *_ in await said(records)] == ["invite", "enrol", "invite"]


async def test_what_a_registrar_does_is_on_record(records: Records, tmp_path: Path) -> None:
    """By which key, for whom and with which serial: certified, renewed, denied."""
    office = Office(make_door(records, HandClock()), tmp_path / "keys")
    who, key = await office.counsellor(), device_key()
    await office.certification.register(who, key)
    first = await office.certify(who, key)
    (second,) = await office.registrar.renew([first])
    await office.registrar.announce(())
    await office.registrar.announce([second.device.serial, b"k" * 16])

    assert (await said(records))[2:] == [
        ("registrar", "certify", who.staff.value, f"talk:{first.device.serial.hex()}"),
        ("registrar", "renew", who.staff.value, f"talk:{second.device.serial.hex()}"),
        ("registrar", "renew", "deny-list", ""),
        ("registrar", "deny", second.device.serial.hex(), ""),
        ("registrar", "deny", (b"k" * 16).hex(), ""),
    ]
    by = {link.deed.doer.id for link in (await listed(records))[2:]}
    assert by == {issuing_name(office.registrar.issuer.certificate.key).hex()}


async def test_playing_is_not_on_record(records: Records) -> None:
    """Made-up people of a demonstration sign in without a deed."""
    door = make_door(records, HandClock(), demonstration=True)
    playing = DemonstrationStaff(records, door.doorman, door.clock)
    await playing.prepare()
    for member in STAFF:
        await playing.sign_in(member.id)

    assert await said(records) == []
