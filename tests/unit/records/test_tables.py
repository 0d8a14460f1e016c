# SPDX-License-Identifier: EUPL-1.2
"""What each table keeps, and what it refuses to keep twice."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from chatserver.domain.errors import BusyError, LinkRefusedError, PasskeyRefusedError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import challenges, devices, links, passkeys, sessions, staff
from chatserver.records.devices import Device
from chatserver.records.links import Link
from chatserver.records.passkeys import Passkey
from chatserver.records.store import Records, Transaction

ANNA = Staff(StaffId("a" * 22), Person("Anna", Role.COUNSELLOR))
BO = Staff(StaffId("b" * 22), Person("Bo", Role.SUPERVISOR), demo=True)
PASSKEY = Passkey(
    id=b"p" * 20, staff=ANNA.id, public_key=b"cose", sign_count=0, backup_eligible=True, backed_up=False
)
LINK = Link(digest=b"l" * 32, staff=ANNA.id, person=ANNA.person, expires_at=1000)


@pytest.fixture
async def peopled(records: Records) -> Records:
    """Records with two people."""
    async with records.write() as transaction:
        await staff.add(transaction, BO, now_ms=1)
        await staff.add(transaction, ANNA, now_ms=1)
    return records


async def test_people_come_back_as_they_were(peopled: Records) -> None:
    """Everybody is found by id, and listed by name."""
    async with peopled.read() as transaction:
        assert await staff.everybody(transaction) == [ANNA, BO]
        assert await staff.find(transaction, BO.id) == BO
        assert await staff.find(transaction, StaffId("nobody")) is None


async def test_what_is_theirs_goes_with_a_person(peopled: Records) -> None:
    """Whoever is forgotten leaves no passkey, device or session behind."""
    async with peopled.write() as transaction:
        await passkeys.add(transaction, PASSKEY, now_ms=1)
        await devices.ask(transaction, Device(key=b"k" * 65, staff=ANNA.id), now_ms=1)
        await sessions.begin(transaction, b"s" * 32, ANNA, now_ms=1)
        await staff.forget(transaction, ANNA.id)
    async with peopled.read() as transaction:
        assert await passkeys.find(transaction, PASSKEY.id) is None
        assert await devices.find(transaction, b"k" * 65) is None
        assert await sessions.find(transaction, b"s" * 32) is None


async def test_nothing_belongs_to_nobody(peopled: Records) -> None:
    """A session of somebody who does not work here cannot be."""
    stranger = Staff(StaffId("nobody"), ANNA.person)
    with pytest.raises(IntegrityError):
        async with peopled.write() as transaction:
            await sessions.begin(transaction, b"s" * 32, stranger, now_ms=1)


async def test_a_passkey_counts_its_uses(peopled: Records) -> None:
    """The counter and the backup flag are kept as last seen."""
    async with peopled.write() as transaction:
        await passkeys.add(transaction, PASSKEY, now_ms=1)
        await passkeys.used(transaction, PASSKEY.id, sign_count=7, backed_up=True, now_ms=2)
        found = await passkeys.find(transaction, PASSKEY.id)

    assert found is not None
    assert (found.sign_count, found.backed_up, found.backup_eligible) == (7, True, True)


async def test_a_passkey_is_enrolled_once(peopled: Records) -> None:
    """Nobody can take over a passkey by enrolling one with the same id."""
    async with peopled.write() as transaction:
        await passkeys.add(transaction, PASSKEY, now_ms=1)
    with pytest.raises(PasskeyRefusedError):
        async with peopled.write() as transaction:
            await passkeys.add(transaction, replace(PASSKEY, staff=BO.id), now_ms=2)


async def test_a_link_is_used_once(peopled: Records) -> None:
    """The second use of a link is refused as if there had never been one."""
    async with peopled.write() as transaction:
        await links.add(transaction, LINK, now_ms=1)
    async with peopled.write() as transaction:
        assert await links.use(transaction, LINK.digest, now_ms=2) == LINK
    with pytest.raises(LinkRefusedError):
        async with peopled.write() as transaction:
            await links.use(transaction, LINK.digest, now_ms=3)


async def test_a_link_ends(peopled: Records) -> None:
    """At its end a link can be neither found nor used, and the next one sweeps it away."""
    async with peopled.write() as transaction:
        await links.add(transaction, LINK, now_ms=1)
        assert await links.find(transaction, LINK.digest, now_ms=999) == LINK
        for refused in (links.find, links.use):
            with pytest.raises(LinkRefusedError):
                await refused(transaction, LINK.digest, now_ms=1000)


async def test_of_two_who_use_a_link_at_once_one_gets_it(peopled: Records) -> None:
    """A link makes one member of staff, however many race for it."""
    async with peopled.write() as transaction:
        await links.add(transaction, LINK, now_ms=1)

    async def use() -> Link:
        async with peopled.write() as transaction:
            return await links.use(transaction, LINK.digest, now_ms=2)

    got = await asyncio.gather(*(use() for _ in range(4)), return_exceptions=True)

    assert [each for each in got if isinstance(each, Link)] == [LINK]


async def test_a_challenge_is_answered_once(peopled: Records) -> None:
    """An answer that was taken is not taken again."""
    async with peopled.write() as transaction:
        await challenges.spend(transaction, b"c" * 32, expires_at=1000, now_ms=1)
    with pytest.raises(PasskeyRefusedError):
        async with peopled.write() as transaction:
            await challenges.spend(transaction, b"c" * 32, expires_at=1000, now_ms=1000)


async def test_a_device_asks_once(peopled: Records) -> None:
    """A key that asks a second time at the same moment is told to ask again."""
    async with peopled.write() as transaction:
        await devices.ask(transaction, Device(key=b"k" * 65, staff=ANNA.id), now_ms=1)
    with pytest.raises(BusyError):
        async with peopled.write() as transaction:
            await devices.ask(transaction, Device(key=b"k" * 65, staff=BO.id), now_ms=2)


async def test_a_device_keeps_its_certificate(peopled: Records) -> None:
    """A certified device is found with its certificate, the latest device first."""
    async with peopled.write() as transaction:
        for at, key in enumerate((b"1" * 65, b"2" * 65)):
            await devices.ask(transaction, Device(key=key, staff=ANNA.id), now_ms=at)
        await devices.certify(transaction, b"1" * 65, b"certificate", now_ms=9)
        found = await devices.all_of(transaction, ANNA.id)
        await devices.forget(transaction, b"2" * 65)
        left = await devices.all_of(transaction, ANNA.id)

    assert [(device.key[:1], device.certificate) for device in found] == [
        (b"2", None),
        (b"1", b"certificate"),
    ]
    assert [device.key[:1] for device in left] == [b"1"]


async def test_a_session_is_found_with_its_person(peopled: Records) -> None:
    """A session says who it is, when it began, and when they were last here; time does not go back."""
    async with peopled.write() as transaction:
        await sessions.begin(transaction, b"s" * 32, BO, now_ms=10)
        await sessions.seen(transaction, b"s" * 32, now_ms=30)
        await sessions.seen(transaction, b"s" * 32, now_ms=20)
        found = await sessions.find(transaction, b"s" * 32)

    assert found is not None
    assert (found.member, found.began_at, found.seen_at) == (BO, 10, 30)


@pytest.mark.parametrize(
    ("began_before", "seen_before", "left"), [(11, 0, False), (0, 11, False), (10, 10, True)]
)
async def test_old_sessions_are_swept(
    peopled: Records, began_before: int, seen_before: int, *, left: bool
) -> None:
    """A session that is too old, or was idle for too long, leaves no row."""
    async with peopled.write() as transaction:
        await sessions.begin(transaction, b"s" * 32, ANNA, now_ms=10)
        await sessions.sweep(transaction, began_before=began_before, seen_before=seen_before)

        assert (await sessions.find(transaction, b"s" * 32) is not None) is left


async def test_signing_out_may_be_repeated(peopled: Records) -> None:
    """Ending a session that has ended is no error."""
    async with peopled.write() as transaction:
        await sessions.begin(transaction, b"s" * 32, ANNA, now_ms=10)
        await end_twice(transaction, b"s" * 32)

        assert await sessions.find(transaction, b"s" * 32) is None


async def end_twice(transaction: Transaction, digest: bytes) -> None:
    """End a session, and again."""
    for _ in range(2):
        await sessions.end(transaction, digest)
