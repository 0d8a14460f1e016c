# SPDX-License-Identifier: EUPL-1.2
"""An agency's recovery key: certified by words, offered, and enough by itself to open a report."""

import secrets
from pathlib import Path

import pytest

from chatserver.domain.errors import NoReaderError
from chatserver.domain.ids import AgencyId
from chatserver.records import deeds
from chatserver.records.store import Records
from chatserver.services.certification import Standards
from chatserver.services.channels.bell import number_of
from chatserver.services.ports import SystemChance
from chatserver.services.recovery import Recovery, RecoveryError
from chatserver.services.registrar import CertifyError, Registrar
from chatserver.signing.seals import public_key_of
from chatserver.signing.words import recovery_words
from chatserver.wire.cases import CaseDeed
from deploy.examples.receiver import opening
from tests.drivers.office import OSTERSUND, SUNDSVALL, Office, open_office, sealed_to

SEED = secrets.token_bytes(32)
PUBLIC = public_key_of(SEED)
WORDS = " ".join(recovery_words(PUBLIC))


@pytest.fixture
async def office(records: Records, tmp_path: Path) -> Office:
    """An office on the records of this test."""
    return await open_office(records, tmp_path)


def registrar_of(office: Office) -> Registrar:
    """Whoever may certify here."""
    standards = Standards(office.made.roots, demonstration=True)
    return Registrar(office.records, standards, office.made.issuer, office.clock, SystemChance())


async def offered(office: Office) -> list[bool]:
    """Of the keys that are offered for Östersund, which are recovery keys."""
    to = await office.cases.routing.recipients(office.who("anna"), OSTERSUND.value)
    return [each.recovery for each in to.recipients]


async def test_a_key_is_certified_offered_enough_by_itself_and_withdrawn(office: Office) -> None:
    """What is sealed to it alone opens with the agency's own Python, once it is released."""
    recovery = Recovery(office.records, office.clock)
    await registrar_of(office).certify_recovery(OSTERSUND, PUBLIC, WORDS.upper())
    assert (await offered(office)).count(True) == 1
    ask = sealed_to([PUBLIC, public_key_of(office.page)], "in danger", page=office.page)
    await office.cases.submitting.submit(office.who("anna"), ask)
    number = number_of(ask.case)
    with pytest.raises(RecoveryError, match="reviewed"):
        await recovery.sealed(OSTERSUND, number, "Lykta")
    await office.do("disa", ask, CaseDeed.APPROVE)
    body = await recovery.sealed(OSTERSUND, number, "Lykta")
    assert opening.open_report(body, SEED) == b"in danger"
    with pytest.raises(RecoveryError, match="no report"):
        await recovery.sealed(SUNDSVALL, number, "Lykta")
    (kept,) = await recovery.keys_of(OSTERSUND)
    await recovery.withdraw(OSTERSUND, kept.key)
    assert True not in await offered(office)
    again = sealed_to([PUBLIC, public_key_of(office.page)], "later", page=office.page)
    with pytest.raises(NoReaderError):
        await office.cases.submitting.submit(office.who("anna"), again)
    with pytest.raises(RecoveryError, match="no such key"):
        await recovery.withdraw(OSTERSUND, kept.key)
    async with office.records.read() as transaction:
        did = [(each.deed.deed, each.deed.subject) for each in await deeds.after(transaction, None, most=100)]
    assert ("certify", "ostersund") in did
    assert did[-1] == ("withdraw", "ostersund")


async def test_a_key_that_somebody_put_in_its_place_is_not_certified(office: Office) -> None:
    """Its words are others; nor is one for nobody, or one of another length."""
    swapped = public_key_of(secrets.token_bytes(32))
    registrar = registrar_of(office)
    with pytest.raises(CertifyError, match="not the words"):
        await registrar.certify_recovery(OSTERSUND, swapped, WORDS)
    with pytest.raises(CertifyError, match="no agency"):
        await registrar.certify_recovery(AgencyId("nowhere"), PUBLIC, WORDS)
    with pytest.raises(CertifyError, match="bytes"):
        await registrar.certify_recovery(OSTERSUND, PUBLIC[:-1], WORDS)
    assert True not in await offered(office)


async def test_certifying_again_gives_it_another_year(office: Office) -> None:
    """There is still one, which ends later."""
    recovery, registrar = Recovery(office.records, office.clock), registrar_of(office)
    first = await registrar.certify_recovery(OSTERSUND, PUBLIC, WORDS)
    office.clock.ms += 30 * 24 * 3_600_000
    second = await registrar.certify_recovery(OSTERSUND, PUBLIC, WORDS)
    assert second.device.not_after > first.device.not_after
    assert [each.certificate for each in await recovery.keys_of(OSTERSUND)] == [second.encode()]


def test_the_agencys_own_machine_says_the_same_words() -> None:
    """Else nobody could read them out."""
    assert tuple(opening.words_of(PUBLIC)) == recovery_words(PUBLIC)
