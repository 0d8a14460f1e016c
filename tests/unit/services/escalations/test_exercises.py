# SPDX-License-Identifier: EUPL-1.2
"""Exercises of the helpline itself: everything of it is real but the report, and each begins once."""

import asyncio
import json

import pytest

from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.deeds import ADMINISTRATOR
from chatserver.domain.errors import NotAllowedNowError
from chatserver.domain.escalation import CaseState, CaseStatus
from chatserver.domain.weekly import Weekly
from chatserver.observe import metrics
from chatserver.records import agencies, deeds, exercises
from chatserver.records.store import Records
from chatserver.services.agencies import Directory
from chatserver.services.escalations.exercises import (
    Exercises,
    NobodyThereError,
    exercise_text,
    last_of,
    skipped_on,
)
from chatserver.services.escalations.keys import packed
from chatserver.services.ports import SystemChance
from chatserver.wire.cases import Case, CaseDeed, CaseNamed, CaseSubmit
from tests.drivers.ladders import Receiver, climbing_on, turn
from tests.drivers.office import OSTERSUND, SUNDSVALL, ZONE, Office, opened

WEEK = 7 * 24 * 3_600_000
DAY = 24 * 3_600_000


def exercises_of(office: Office, weekly: str | None = None) -> Exercises:
    """As a node, or the command, has them."""
    return Exercises(
        directory=Directory(office.records, ZONE, demo=True),
        keys=office.cases.reading.keys,
        clock=office.clock,
        chance=SystemChance(),
        weekly=None if weekly is None else Weekly.parse(weekly),
    )


async def shown(office: Office, name: str) -> list[Case]:
    """What lies in somebody's inbox."""
    return await office.cases.reading.mine(office.who(name))


async def as_sent(office: Office, name: str) -> CaseSubmit:
    """The exercise that somebody sees, as far as `Office.read` needs it."""
    (case,) = await shown(office, name)
    report = await office.cases.reading.report(office.who(name), CaseNamed(case.case, case.version))
    return office.submission(case=case.case, ciphertext=packed(report.ciphertext))


async def test_every_channel_of_every_rung_is_told_and_every_officer_can_open_it(office: Office) -> None:
    """At once, sealed to the real keys; what is in it has no word of text."""
    case = await exercises_of(office).begin(OSTERSUND, ADMINISTRATOR)
    receiver = Receiver()
    await turn(climbing_on(office.records, receiver, office.clock))
    assert sorted((kind.value, errand.rung) for kind, errand in receiver.tries) == [
        ("inbox", 0),
        ("inbox", 1),
        ("webhook", 0),
        ("webhook", 1),
    ]
    assert {errand.report.envelope.status for _, errand in receiver.tries} == {CaseStatus.EXERCISE}
    for name in ("olle", "pia", "disa"):
        (seen,) = await shown(office, name)
        assert (seen.by_system, seen.status, seen.due) == (True, CaseStatus.EXERCISE, None)
        report = await office.cases.reading.report(office.who(name), CaseNamed(seen.case, 1))
        said = opened(report, office.staff[name].seed)
        assert said.encode() == exercise_text(OSTERSUND, case.id.value, case.submitted_ms)
        assert json.loads(said)["exercise"]["agency"] == "ostersund"
    assert await shown(office, "rut") == []


async def test_it_stays_until_everybody_has_opened_it_and_no_clock_alarms(office: Office) -> None:
    """One reader ends nothing; a day later it has expired, and who did not open it is known."""
    begun = await exercises_of(office).begin(OSTERSUND, ADMINISTRATOR)
    receiver, directory = Receiver(), Directory(office.records, ZONE, demo=True)
    ladder = climbing_on(office.records, receiver, office.clock)
    await turn(ladder)
    await office.read("pia", await as_sent(office, "pia"))
    office.clock.ms += DAY - 1
    await turn(ladder)
    last = await last_of(directory, OSTERSUND)
    assert last is not None
    assert (last.case.state, last.case.standing.raised) == (CaseState.SENT, frozenset())
    assert last.unopened == (office.staff["olle"].id,)
    assert len(receiver.tries) == 4
    office.clock.ms += 1
    await turn(ladder)
    last = await last_of(directory, OSTERSUND)
    assert last is not None
    assert (last.case.id, last.case.state) == (begun.id, CaseState.EXPIRED)


@pytest.mark.parametrize("deed", [CaseDeed.ACCEPT, CaseDeed.OUTCOME, CaseDeed.REOPEN, CaseDeed.DECLINE])
async def test_nothing_is_done_to_it_but_opening_it(office: Office, deed: CaseDeed) -> None:
    """It is no case that somebody could take on."""
    await exercises_of(office).begin(OSTERSUND, ADMINISTRATOR)
    ask = await as_sent(office, "olle")
    await office.read("olle", ask)
    code = None if deed is CaseDeed.ACCEPT else DeedCode.OTHER
    who = "disa" if deed is CaseDeed.REOPEN else "olle"
    with pytest.raises(NotAllowedNowError):
        await office.do(who, ask, deed, code)


async def test_a_rung_with_nobody_is_said_and_not_exercised(office: Office) -> None:
    """Neither by hand nor by itself: the gauge has it, the chain has it, and the next week is planned."""
    pia = office.staff["pia"]
    async with office.records.write() as transaction:
        await agencies.leave(transaction, pia.id, OSTERSUND, 1)
    weekly = exercises_of(office, "tue 10:00")
    with pytest.raises(NobodyThereError, match="rung 1"):
        await weekly.begin(OSTERSUND, ADMINISTRATOR)
    await weekly.look()
    assert metrics.rungs_without._value.get() == 1
    office.clock.ms += WEEK
    await weekly.look()
    assert await skipped_on(weekly.directory, OSTERSUND) is not None
    assert await last_of(weekly.directory, OSTERSUND) is None
    assert await last_of(weekly.directory, SUNDSVALL) is not None
    async with office.records.read() as transaction:
        links = await deeds.after(transaction, None, most=100)
    assert ("skip", "ostersund", "nobody") in {(d.deed.deed, d.deed.subject, d.deed.detail) for d in links}
    async with office.records.write() as transaction:
        await agencies.stand(transaction, pia.id, OSTERSUND, 1)
    office.clock.ms += WEEK
    await weekly.look()
    assert await skipped_on(weekly.directory, OSTERSUND) is None
    assert await last_of(weekly.directory, OSTERSUND) is not None


async def test_each_week_it_begins_once_whoever_looks(office: Office) -> None:
    """Two nodes at once, and again; a server that was down at the time begins it when it is back, once."""
    nodes = [exercises_of(office, "tue 10:00") for _ in range(2)]
    for node in nodes:
        await node.look()
    assert await shown(office, "rut") == []
    for weeks in (1, 3):  # the second time it was down for three
        office.clock.ms += weeks * WEEK
        await asyncio.gather(*(node.look() for node in nodes for _ in range(3)))
        assert len(await _of_system(office.records)) == (1 if weeks == 1 else 2) * 2
    async with office.records.read() as transaction:
        planned = await exercises.planned(transaction)
    assert all(each.due_ms > office.clock.ms for each in planned.values())


async def _of_system(records: Records) -> list[str]:
    async with records.read() as transaction:
        links = await deeds.after(transaction, None, most=1000)
    return [each.deed.subject for each in links if each.deed.deed == "exercise"]
