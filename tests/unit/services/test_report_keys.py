# SPDX-License-Identifier: EUPL-1.2
"""Report keys: asked for with the device, certified by the words of both keys, denied for good."""

import base64
import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from chatserver.domain.errors import MalformedError
from chatserver.domain.staff import Person, Role
from chatserver.observe.metrics import exposition
from chatserver.records import devices
from chatserver.records.store import Records
from chatserver.services.certification import Certification, Standards
from chatserver.services.keyalarms import KeyAlarms
from chatserver.services.registrar import CertifyError, Registrar, names_of
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing.certificates import DeviceChain, issuing_name
from chatserver.signing.distrust import Distrust
from chatserver.signing.issuing import DAY_SECONDS, REPORT_DAYS
from chatserver.signing.keyfolder import demonstration
from chatserver.signing.reportkeys import OfferedKey, pick_report_keys
from chatserver.signing.seals import public_key_of
from chatserver.signing.words import device_words, report_words
from chatserver.wire.http import Certified, ReportState
from tests.drivers.authenticator import Authenticator
from tests.drivers.door import make_door
from tests.drivers.manual import HandClock
from tests.unit.services.test_certification import DAY_MS, HELPLINE, Office, device_key


def seal_key() -> bytes:
    """The public X-Wing key of a fresh browser."""
    return public_key_of(secrets.token_bytes(32))


@pytest.fixture
def office(records: Records, tmp_path: Path) -> Office:
    """A helpline with a registrar."""
    return Office(make_door(records, HandClock()), tmp_path / "keys")


class Saga:
    """A supervisor with both keys."""

    def __init__(self, office: Office, who: StaffSeatInfo) -> None:
        self.office = office
        self.who = who
        self.key, self.seal = device_key(), seal_key()

    @classmethod
    async def at(cls, office: Office, role: Role = Role.SUPERVISOR) -> "Saga":
        """Somebody of *role* who has signed in and asked."""
        cookie = await office.door.enrol(Authenticator(credential=b"saga"), Person("Saga", role))
        saga = cls(office, await office.door.doorman.who(cookie))
        await saga.asks()
        return saga

    async def asks(self) -> ReportState:
        """How far her report key is."""
        state = (await self.office.certification.register(self.who, self.key, self.seal)).report
        assert state is not None
        return state

    @property
    def words(self) -> str:
        """What her console shows: the words of the keys that it has itself."""
        who = self.who
        return " ".join(report_words(self.key, self.seal, helpline=HELPLINE, role=who.role, name=who.name))

    async def certified(self, registrar: Registrar | None = None) -> list[DeviceChain]:
        """Her words are typed."""
        registrar = registrar or self.office.registrar
        return await registrar.certify(await registrar.waiting("Saga"), self.words)

    async def picked(self, registrar: Registrar) -> tuple[list[bytes], list[Distrust]]:
        """Which of the keys in the records are sealed to."""
        async with registrar.records.read() as transaction:
            rows = await devices.report_keys(transaction)
        offered = [OfferedKey(row.report_certificate or b"", row.report_key or b"") for row in rows]
        keys, refused = pick_report_keys(offered, registrar.standards.at(registrar.clock.now_ms()))
        return [key.seal_key for key in keys], refused


def denying(registrar: Registrar, *names: bytes) -> Registrar:
    """*registrar* once *names* stand on the deny-list."""
    return replace(registrar, standards=replace(registrar.standards, denied=frozenset(names)))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICER, Role.SAFEGUARDING])
async def test_one_typing_certifies_both_keys(office: Office, role: Role) -> None:
    """After five words the device may talk for 30 days, and reports be sealed to it for a year."""
    saga = await Saga.at(office, role)
    before = await saga.asks()
    talk, report = await saga.certified()
    after = await saga.asks()

    assert (before.state, before.certificate) == (Certified.PENDING, None)
    assert (after.state, after.certificate) == (
        Certified.CERTIFIED,
        base64.b64encode(report.encode()).decode(),
    )
    assert (talk.device.key, talk.device.seal_digest) == (saga.key, b"")
    assert report.device.not_after - report.device.not_before == REPORT_DAYS * DAY_SECONDS
    assert await saga.picked(office.registrar) == ([saga.seal], [])


async def test_a_swapped_report_key_has_other_words(office: Office) -> None:
    """A server that puts its own X-Wing key in the records gets no certificate."""
    saga = await Saga.at(office)
    async with office.door.records.write() as transaction:
        await devices.offer_report_key(transaction, saga.key, seal_key())
    with pytest.raises(CertifyError, match="Nothing was certified"):
        await saga.certified()

    assert await saga.picked(office.registrar) == ([], [])


async def test_words_of_one_key_do_not_certify_two(office: Office) -> None:
    """Where there is a report key the words of the device alone certify nothing."""
    saga = await Saga.at(office)
    words = device_words(saga.key, helpline=HELPLINE, role=saga.who.role, name="Saga")
    with pytest.raises(CertifyError):
        await office.registrar.certify(await office.registrar.waiting("Saga"), " ".join(words))


async def test_another_report_key_waits_for_new_words(office: Office) -> None:
    """A fresh key of the same device takes the old one's place, and its certificate goes."""
    saga = await Saga.at(office)
    await saga.certified()
    saga.seal = seal_key()

    assert (await saga.asks()).state is Certified.PENDING
    assert await saga.picked(office.registrar) == ([], [])
    assert (await office.certification.register(saga.who, saga.key)).state is Certified.CERTIFIED


async def test_counsellors_have_no_report_key(office: Office) -> None:
    """One that is offered is refused; one that is put into the records is not certified."""
    who, key = await office.counsellor(), device_key()
    with pytest.raises(MalformedError):
        await office.certification.register(who, key, seal_key())
    await office.certification.register(who, key)
    async with office.door.records.write() as transaction:
        await devices.offer_report_key(transaction, key, seal_key())
    chain = await office.certify(who, key)

    async with office.door.records.read() as transaction:
        assert await devices.certificates(transaction) == [chain.encode()]


@pytest.mark.parametrize("wrong", [b"", b"x" * 1215, b"x" * 1217])
async def test_what_is_no_report_key_is_refused(office: Office, wrong: bytes) -> None:
    """An X-Wing key has 1216 bytes."""
    saga = await Saga.at(office)
    with pytest.raises(MalformedError):
        await office.certification.register(saga.who, saga.key, wrong)


async def test_a_denied_report_key_is_not_sealed_to_and_never_comes_back(office: Office) -> None:
    """Denied by its own name it waits, and its words certify nothing; a fresh key of that device is good."""
    saga = await Saga.at(office)
    await saga.certified()
    chains = await office.registrar.certified("Saga")
    names = [name for chain in chains for name in names_of(chain)]
    registrar = denying(office.registrar, *names)
    denied = await saga.picked(registrar)
    count = await registrar.withdraw(set(names))
    with pytest.raises(CertifyError, match="never comes back"):
        await saga.certified(registrar)
    old, saga.seal = saga.seal, seal_key()
    await saga.asks()
    await saga.certified(registrar)

    assert len(names) == 3
    assert denied == ([], [Distrust.DENIED])
    assert count == 1
    assert await saga.picked(registrar) == ([saga.seal], [])
    assert saga.seal != old


async def test_an_issuing_key_that_is_denied_takes_its_report_keys_along(office: Office) -> None:
    """What a stolen issuing key has certified is not sealed to, and waits for words."""
    saga = await Saga.at(office)
    chains = await saga.certified()
    name = issuing_name(chains[1].issuing.key)
    refused = await saga.picked(denying(office.registrar, name))
    await office.registrar.withdraw({name})

    assert refused == ([], [Distrust.DENIED])
    assert (await saga.asks()).state is Certified.PENDING


async def test_a_report_key_is_renewed_within_its_last_fortnight(office: Office) -> None:
    """By the certificate that is there: the same keys and person, a fresh serial, another year."""
    saga = await Saga.at(office)
    (_, first) = await saga.certified()
    office.door.clock.ms += (REPORT_DAYS - 15) * DAY_MS
    early = await office.registrar.ending(14 * DAY_SECONDS)
    office.door.clock.ms += 2 * DAY_MS
    now = office.door.clock.ms // 1000
    registrar = replace(office.registrar, issuer=office.keys.make_issuer(HELPLINE, demo=False, now=now))
    ending = await registrar.ending(14 * DAY_SECONDS)
    (second,) = await registrar.renew(ending)

    assert (early, ending) == ([], [first])
    assert (second.device.seal_digest, second.device.key) == (first.device.seal_digest, saga.key)
    assert second.device.serial != first.device.serial
    assert second.device.not_after == now + REPORT_DAYS * DAY_SECONDS
    assert await saga.picked(registrar) == ([saga.seal], [])


async def test_an_expired_report_key_is_not_sealed_to(office: Office) -> None:
    """After its year nothing is sealed to it, and it waits for words."""
    saga = await Saga.at(office)
    await saga.certified()
    office.door.clock.ms += REPORT_DAYS * DAY_MS + 121_000

    assert await saga.picked(office.registrar) == ([], [Distrust.EXPIRED])
    assert (await saga.asks()).state is Certified.PENDING


async def test_the_alarms_count_report_keys(records: Records, tmp_path: Path) -> None:
    """A demonstration certifies both keys at once; 13 days before its end the figures say so."""
    clock = HandClock()
    made = demonstration(tmp_path / "keys", helpline=HELPLINE, now=clock.ms // 1000)
    office = Office(make_door(records, clock), tmp_path / "other")
    standards = Standards(made.roots, demonstration=True)
    office.certification = Certification(records, standards, clock, office.door.chance, issuer=made.issuer)
    saga = await Saga.at(office)

    assert (await saga.asks()).state is Certified.CERTIFIED
    clock.ms += (REPORT_DAYS - 13) * DAY_MS
    await KeyAlarms(records, made.denied, clock).look()
    assert b'lykta_devices_ending{days="14"} 1.0' in exposition()
