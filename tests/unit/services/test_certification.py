# SPDX-License-Identifier: EUPL-1.2
"""Certificates for devices: asked for by staff, given by a registrar who types five words."""

import base64
from pathlib import Path

import pytest

from chatserver.domain.errors import CannotError, MalformedError, NotYoursError
from chatserver.domain.staff import Person, Role
from chatserver.records.store import Records
from chatserver.services.certification import Certification, Standards
from chatserver.services.registrar import CertifyError, Registrar
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceChain
from chatserver.signing.issuing import DAY_SECONDS
from chatserver.signing.keyfolder import KeyFolder, demonstration
from chatserver.signing.roots import Roots
from chatserver.signing.words import device_words
from chatserver.wire.http import Certified
from tests.drivers.authenticator import Authenticator
from tests.drivers.door import Door, make_door
from tests.drivers.manual import HandClock

HELPLINE = "Lykta"
DAY_MS = DAY_SECONDS * 1000


def device_key() -> bytes:
    """The public key of a fresh browser."""
    return p256.point(p256.make_key())


class Office:
    """A helpline with a registrar who sits elsewhere."""

    def __init__(self, door: Door, folder: Path) -> None:
        self.door = door
        self.keys = KeyFolder(folder)
        self.keys.make_root()
        issuer = self.keys.make_issuer(HELPLINE, demo=False, now=door.clock.ms // 1000)
        standards = Standards(self.keys.roots(HELPLINE), demonstration=False)
        self.certification = Certification(door.records, standards, door.clock, door.chance)
        self.registrar = Registrar(door.records, standards, issuer, door.clock, door.chance)

    async def counsellor(self, name: str = "Anna", credential: bytes = b"anna") -> StaffSeatInfo:
        """Somebody who has signed in."""
        cookie = await self.door.enrol(Authenticator(credential=credential), Person(name, Role.COUNSELLOR))
        return await self.door.doorman.who(cookie)

    async def certify(self, who: StaffSeatInfo, key: bytes) -> DeviceChain:
        """The registrar types what *who* reads out."""
        words = device_words(key, helpline=HELPLINE, role=who.role, name=who.name)
        return (await self.registrar.certify(await self.registrar.waiting(who.name), " ".join(words)))[0]


@pytest.fixture
def office(records: Records, tmp_path: Path) -> Office:
    """A helpline with a registrar."""
    return Office(make_door(records, HandClock()), tmp_path / "keys")


async def test_a_device_waits_until_its_words_are_typed(office: Office) -> None:
    """A new device is pending; after the typed words it has a certificate in its person's name."""
    who, key = await office.counsellor(), device_key()
    before = await office.certification.register(who, key)
    chain = await office.certify(who, key)
    after = await office.certification.register(who, key)

    assert (before.state, before.certificate) == (Certified.PENDING, None)
    assert after.state is Certified.CERTIFIED
    assert after.certificate == base64.b64encode(chain.encode()).decode()
    assert (chain.device.name, chain.device.role, chain.device.key) == (who.name, who.role, key)
    assert not chain.device.demo


async def test_asking_again_changes_nothing(office: Office) -> None:
    """However often a device asks, it is one device."""
    who, key = await office.counsellor(), device_key()
    for _ in range(3):
        await office.certification.register(who, key)
    devices = await office.certification.devices_of(who.staff)

    assert [device.key for device in devices] == [base64.b64encode(key).decode()]


async def test_wrong_words_certify_nothing(office: Office) -> None:
    """Words of another device, name, role or helpline, or a single wrong letter: refused, nothing changed."""
    who, key = await office.counsellor(), device_key()
    await office.certification.register(who, key)
    member = await office.registrar.waiting("Anna")
    right = device_words(key, helpline=HELPLINE, role=who.role, name=who.name)
    wrong = [
        device_words(device_key(), helpline=HELPLINE, role=who.role, name=who.name),
        device_words(key, helpline=HELPLINE, role=Role.SUPERVISOR, name=who.name),
        device_words(key, helpline=HELPLINE, role=who.role, name="Bo"),
        device_words(key, helpline="Another", role=who.role, name=who.name),
        (*right[:4], "babab"),
        right[:4],
        (),
    ]
    for words in wrong:
        with pytest.raises(CertifyError) as refused:
            await office.registrar.certify(member, " ".join(words))
        assert not set(right) & set(str(refused.value).split())

    assert (await office.certification.register(who, key)).state is Certified.PENDING


async def test_a_key_swapped_in_the_records_is_not_certified(office: Office) -> None:
    """The words read out are of the person's own device: a server that shows another gains nothing."""
    who, own, swapped = await office.counsellor(), device_key(), device_key()
    await office.certification.register(who, swapped)
    with pytest.raises(CertifyError):
        await office.certify(who, own)


async def test_the_words_choose_the_device(office: Office) -> None:
    """Of several devices of a person the one whose words were typed is certified."""
    who, keys = await office.counsellor(), [device_key() for _ in range(3)]
    for key in keys:
        await office.certification.register(who, key)
    await office.certify(who, keys[1])
    states = {device.key: device.state for device in await office.certification.devices_of(who.staff)}

    assert [states[base64.b64encode(key).decode()] for key in keys] == [
        Certified.PENDING,
        Certified.CERTIFIED,
        Certified.PENDING,
    ]


async def test_a_certificate_that_is_over_asks_again(office: Office) -> None:
    """After its thirty days a device waits again, without a certificate that nobody would believe."""
    who, key = await office.counsellor(), device_key()
    await office.certification.register(who, key)
    await office.certify(who, key)
    office.door.clock.forward(31 * DAY_MS)
    state = await office.certification.register(who, key)

    assert (state.state, state.certificate) == (Certified.PENDING, None)


async def test_a_device_can_be_certified_anew_in_time(office: Office) -> None:
    """A registrar may renew a certificate before its end."""
    who, key = await office.counsellor(), device_key()
    await office.certification.register(who, key)
    first = await office.certify(who, key)
    office.door.clock.forward(20 * DAY_MS)
    second = await office.certify(who, key)

    assert second.device.not_after > first.device.not_after


async def test_somebody_elses_device_is_refused(office: Office) -> None:
    """A key belongs to whoever asked with it first."""
    anna, bo, key = await office.counsellor(), await office.counsellor("Bo", b"bo"), device_key()
    await office.certification.register(anna, key)
    with pytest.raises(NotYoursError):
        await office.certification.register(bo, key)

    assert await office.certification.devices_of(bo.staff) == []


@pytest.mark.parametrize("key", [b"", b"\4" * 65, b"\2" + bytes(64), bytes(65)])
async def test_what_is_no_key_is_refused(office: Office, key: bytes) -> None:
    """Only a point of P-256 asks."""
    who = await office.counsellor()
    with pytest.raises(MalformedError):
        await office.certification.register(who, key)


async def test_devices_that_wait_are_few(office: Office) -> None:
    """Nobody fills the records with keys; certified devices are never forgotten for it."""
    who, keys = await office.counsellor(), [device_key() for _ in range(8)]
    await office.certification.register(who, keys[0])
    await office.certify(who, keys[0])
    for key in keys[1:]:
        office.door.clock.forward(1)
        await office.certification.register(who, key)
    left = [base64.b64decode(device.key) for device in await office.certification.devices_of(who.staff)]

    assert left == [*reversed(keys[3:]), keys[0]]


@pytest.mark.parametrize("named", ["Nobody", ""])
async def test_nobody_is_certified_by_mistake(office: Office, named: str) -> None:
    """A name that nobody has is told in one line."""
    await office.counsellor()
    with pytest.raises(CannotError, match="staff list"):
        await office.registrar.waiting(named)


async def test_a_person_without_a_device_is_told_what_to_do(office: Office) -> None:
    """Before there is a device there is nothing to certify."""
    await office.counsellor()
    with pytest.raises(CertifyError, match="sign in"):
        await office.registrar.waiting("Anna")


async def test_of_two_with_one_name_the_id_decides(office: Office) -> None:
    """Two people of the same name are told apart by their ids, and the refusal shows them."""
    anna, other = await office.counsellor(), await office.counsellor("Anna", b"other")
    await office.certification.register(other, device_key())
    with pytest.raises(CertifyError) as refused:
        await office.registrar.waiting("Anna")

    assert anna.staff.value in str(refused.value)
    assert (await office.registrar.waiting(other.staff.value)).id == other.staff


async def test_what_visitors_would_not_believe_is_not_given(office: Office, tmp_path: Path) -> None:
    """A registrar whose issuing key is not under the published roots certifies nothing."""
    other = KeyFolder(tmp_path / "other")
    other.make_root()
    strangers = Standards(other.roots(HELPLINE), demonstration=False)
    door, issuer = office.door, office.keys.issuer()
    registrar = Registrar(door.records, strangers, issuer, door.clock, door.chance)
    who, key = await office.counsellor(), device_key()
    await office.certification.register(who, key)
    words = " ".join(device_words(key, helpline=HELPLINE, role=who.role, name=who.name))
    with pytest.raises(CertifyError, match="unknownRoot"):
        await registrar.certify(await registrar.waiting("Anna"), words)

    assert (await office.certification.register(who, key)).state is Certified.PENDING


async def test_a_demonstration_certifies_at_once(records: Records, tmp_path: Path) -> None:
    """In a demonstration a device is certified when it asks, with the demo bit."""
    door = make_door(records, HandClock(), demonstration=True)
    made = demonstration(tmp_path, helpline=HELPLINE, now=door.clock.ms // 1000)
    standards = Standards(made.roots, demonstration=True)
    certification = Certification(records, standards, door.clock, door.chance, issuer=made.issuer)
    who, key = await door.doorman.who(await door.enrol(Authenticator())), device_key()
    state = await certification.register(who, key)

    assert state.certificate is not None
    chain = DeviceChain.parse(base64.b64decode(state.certificate))
    assert (chain.device.demo, chain.issuing.demo, chain.device.name) == (True, True, "Anna")
    assert await certification.register(who, key) == state


async def test_a_demonstrations_certificate_is_none_in_earnest(office: Office, tmp_path: Path) -> None:
    """A device that a demonstration certified waits for a registrar once the helpline is in earnest."""
    door = office.door
    made = demonstration(tmp_path / "demo", helpline=HELPLINE, now=door.clock.ms // 1000)
    playing = Standards(made.roots, demonstration=True)
    both = Standards(
        Roots(HELPLINE, (*made.roots.keys, *office.keys.roots(HELPLINE).keys)), demonstration=False
    )
    who, key = await office.counsellor(), device_key()
    await Certification(door.records, playing, door.clock, door.chance, issuer=made.issuer).register(who, key)
    earnest = Certification(door.records, both, door.clock, door.chance)

    assert (await earnest.register(who, key)).state is Certified.PENDING


def test_no_server_in_earnest_holds_an_issuing_key(office: Office, tmp_path: Path) -> None:
    """A server that could certify by itself cannot be put together, but for a demonstration."""
    door = office.door
    made = demonstration(tmp_path / "demo", helpline=HELPLINE, now=door.clock.ms // 1000)
    genuine = office.keys.issuer()
    for issuer, playing in ((made.issuer, False), (genuine, True), (genuine, False)):
        standards = Standards(made.roots, demonstration=playing)
        with pytest.raises(ValueError, match="only a demonstration"):
            Certification(door.records, standards, door.clock, door.chance, issuer=issuer)
