# SPDX-License-Identifier: EUPL-1.2
"""An officer's word that they have read it: theirs, signed, about this, now, and once."""

import base64
import hashlib
import secrets
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.errors import (
    NotAllowedError,
    NotAllowedNowError,
    NotYoursError,
    OutdatedError,
    SignatureRefusedError,
)
from chatserver.domain.escalation import CaseState
from chatserver.records import devices, readings
from chatserver.signing import p256
from chatserver.signing.readings import Reading, check_reading
from chatserver.wire.cases import CaseAcknowledge, CaseDeed, CaseNamed
from tests.drivers.office import Office, text_of


async def refused(office: Office, said: CaseAcknowledge, name: str = "olle") -> None:
    """*said* is not believed, and the case still waits for a human."""
    with pytest.raises(SignatureRefusedError):
        await office.cases.acknowledging.acknowledge(office.who(name), said)


async def test_an_officer_who_has_opened_it_stops_the_ladder(office: Office) -> None:
    """The author sees who, and can look at the signature itself."""
    ask = await office.sent()
    await office.read("olle", ask)
    assert await office.state(ask) is CaseState.ACKNOWLEDGED
    (shown,) = await office.cases.reading.mine(office.who("anna"))
    read = shown.read_by
    assert read is not None
    assert (read.name, read.office) == ("Olle", "Ostersund")
    reading = Reading(
        case=ask.case,
        version=1,
        digest=hashlib.sha256(base64.b64decode(ask.ciphertext)).digest(),
        officer=read.officer,
        time_ms=read.time,
    )
    check_reading(base64.b64decode(read.device), base64.b64decode(read.signature), reading)


@pytest.mark.parametrize(
    "changed",
    [
        {"case": "x" * 22},
        {"version": 2},
        {"digest": bytes(32)},
        {"officer": "pia".ljust(22, "-")},
        {"time_ms": 1_790_000_000_001},
    ],
)
async def test_a_signature_over_something_else_is_refused(office: Office, changed: dict[str, Any]) -> None:
    """Case, version, ciphertext, officer and time are all signed."""
    ask = await office.sent()
    await refused(office, office.signed("olle", ask, **changed))
    assert await office.state(ask) is CaseState.SENT


async def test_a_forged_signature_is_refused(office: Office) -> None:
    """By another key, by a colleague's device, by a device that nobody has certified."""
    ask = await office.sent()
    good = office.signed("olle", ask)
    await refused(office, msgspec.structs.replace(good, signature=text_of(secrets.token_bytes(64))))
    await refused(office, msgspec.structs.replace(good, device=text_of(office.staff["pia"].point)))
    await refused(office, office.signed("disa", ask))
    await refused(office, office.signed("pia", ask, officer=office.staff["olle"].id.value))
    stranger = p256.make_key()
    await refused(office, msgspec.structs.replace(good, device=text_of(p256.point(stranger))))
    async with office.records.write() as transaction:
        await devices.withdraw(transaction, office.staff["olle"].point)
    await refused(office, good)


@pytest.mark.parametrize("ms", [-120_001, 600_001])
async def test_a_signature_of_another_hour_is_refused(office: Office, ms: int) -> None:
    """Too long ago, or from the future."""
    ask = await office.sent()
    said = office.signed("olle", ask)
    office.clock.forward(ms)
    await refused(office, said)


async def test_a_device_that_is_denied_acknowledges_nothing(office: Office) -> None:
    """The deny-list holds for talking keys too."""
    ask = await office.sent()
    olle = office.staff["olle"]
    async with office.records.read() as transaction:
        device = await devices.find(transaction, olle.point)
    assert device is not None
    assert device.certificate is not None
    office.deny_certificate(device.certificate)
    await refused(office, office.signed("olle", ask))


async def test_the_same_word_counts_once(office: Office) -> None:
    """Repeating is safe; after it was sent again, an old signature does not stop the new ladder."""
    ask = await office.sent()
    said = office.signed("olle", ask)
    for _ in range(2):
        await office.cases.acknowledging.acknowledge(office.who("olle"), said)
    office.clock.forward(60_000)
    await office.do("disa", ask, CaseDeed.REOPEN, DeedCode.NO_OUTCOME)
    await refused(office, said)
    assert await office.state(ask) is CaseState.SENT
    await office.read("olle", ask)
    async with office.records.read() as transaction:
        read = await readings.acknowledgements(transaction, (await office.stored(ask)).id)
    assert [each.loop for each in read] == [0, 1]


async def test_only_officers_whose_rung_has_it_read_it(office: Office) -> None:
    """Others cannot fetch it, nor say that they have read it; and a supervisor is no officer."""
    ask = await office.submitted()
    named = CaseNamed(ask.case, 1)
    with pytest.raises(NotYoursError):
        await office.cases.reading.report(office.who("olle"), named)
    with pytest.raises(NotYoursError):
        await office.read("olle", ask)
    await office.do("disa", ask, CaseDeed.APPROVE)
    for name in ("pia", "rut"):
        with pytest.raises(NotYoursError):
            await office.cases.reading.report(office.who(name), named)
        with pytest.raises(NotYoursError):
            await office.read(name, ask)
    with pytest.raises(NotAllowedError):
        await office.read("disa", ask)


async def test_a_revoked_key_fetches_nothing(office: Office) -> None:
    """An officer whose report key is on the deny-list gets what others get: nothing, and no reason."""
    ask = await office.sent()
    office.deny(office.staff["olle"])
    with pytest.raises(NotYoursError):
        await office.cases.reading.report(office.who("olle"), CaseNamed(ask.case, 1))


async def test_nobody_acknowledges_what_is_over_or_outdated(office: Office) -> None:
    """Cancelled is cancelled; and another version is another report."""
    ask = await office.sent()
    other = msgspec.structs.replace(office.signed("olle", ask), version=2)
    with pytest.raises(OutdatedError):
        await office.cases.acknowledging.acknowledge(office.who("olle"), other)
    await office.do("disa", ask, CaseDeed.CANCEL, DeedCode.MISTAKE)
    with pytest.raises(NotAllowedNowError):
        await office.read("olle", ask)


async def test_a_certificate_for_another_role_acknowledges_nothing(office: Office) -> None:
    """A session of an officer with a device that was certified for a counsellor."""
    ask = await office.sent()
    anna = office.staff["anna"]
    async with office.records.write() as transaction:
        await devices.forget(transaction, anna.point)
    moved = replace(anna, id=office.staff["olle"].id)
    await office.certify(moved)
    office.staff["olle"] = moved
    said = office.signed("olle", ask)
    who = replace(moved.who, role=office.staff["pia"].person.role)
    with pytest.raises(SignatureRefusedError):
        await office.cases.acknowledging.acknowledge(who, said)
