# SPDX-License-Identifier: EUPL-1.2
"""Sealed reports come in: once, whole, for those who can open them, and for nobody else."""

import secrets
from base64 import b64encode
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.errors import (
    MalformedError,
    NoReaderError,
    NotAllowedError,
    NotAllowedNowError,
    NotYoursError,
    OutdatedError,
    RefusedError,
    TakenError,
    TooLargeError,
)
from chatserver.domain.escalation import CaseState, Urgency
from chatserver.domain.ids import CaseId
from chatserver.records import agencies, deeds, reports
from chatserver.services.deeds import verify
from chatserver.wire.cases import AgencyOnly, CaseDeed, CaseNamed, CaseReroute, CaseRoute, CaseWraps
from tests.drivers.ladders import Receiver, climbing_on, turn
from tests.drivers.office import OSTERSUND, SUNDSVALL, Office, opened, text_of, wrap


async def refused(office: Office, kind: type[RefusedError], ask: Any, name: str = "anna") -> None:
    """Somebody submits it in vain, and nothing has changed."""
    before = await verify(office.records)
    with pytest.raises(kind):
        await office.cases.submitting.submit(office.who(name), ask)
    assert await verify(office.records) == before


async def test_what_was_submitted_is_opened_by_those_it_was_sealed_to(office: Office) -> None:
    """The author's page and a supervisor open it at once; an officer once it is released."""
    ask = await office.submitted(text="a report")
    named = CaseNamed(ask.case, 1)
    page = await office.cases.reading.report(office.who("anna"), named)
    supervisor = await office.cases.reading.report(office.who("disa"), named)
    assert opened(page, office.page) == "a report"
    assert opened(supervisor, office.staff["disa"].seed) == "a report"
    await office.do("disa", ask, CaseDeed.APPROVE)
    officer = await office.cases.reading.report(office.who("olle"), named)
    assert opened(officer, office.staff["olle"].seed) == "a report"
    assert [each.key for each in officer.wraps] == list(officer.envelope.keys)
    assert len(officer.wraps) == 1


async def test_submitting_again_is_safe(office: Office) -> None:
    """A repeat after an answer that was lost changes nothing."""
    ask = await office.submitted()
    before = await office.stored(ask)
    await office.cases.submitting.submit(office.who("anna"), ask)
    assert await office.stored(ask) == before


async def test_another_report_does_not_take_its_place(office: Office) -> None:
    """Under a case and version stands one report, of one author."""
    ask = await office.submitted()
    await refused(office, TakenError, office.submission(case=ask.case))
    await refused(office, TakenError, msgspec.structs.replace(ask, urgency=Urgency.P2))
    await refused(office, TakenError, ask, name="bo")


async def test_a_report_that_nobody_else_can_open_is_refused(office: Office) -> None:
    """The author's own copy is none; a key that went away is left out as long as others are there."""
    await refused(office, NoReaderError, office.submission(to=""))
    await refused(office, NoReaderError, office.submission(to="rut"))
    office.deny(office.staff["olle"])
    ask = await office.submitted(to="disa olle")
    async with office.records.read() as transaction:
        stored = await reports.wraps_of(transaction, CaseId(ask.case), 1)
    assert {each.staff for each in stored} == {office.staff["disa"].id, office.staff["anna"].id}


async def test_only_who_talks_with_visitors_submits(office: Office) -> None:
    """An officer receives."""
    await refused(office, NotAllowedError, office.submission(), name="olle")


async def test_what_is_no_report_is_refused(office: Office) -> None:
    """Another length, another agency, more than fits."""
    await refused(office, MalformedError, office.submission(ciphertext=text_of(bytes(5_000))))
    await refused(office, MalformedError, office.submission(agency="nowhere"))
    whole = office.submission(ciphertext=text_of(bytes(65_536 + 28)))
    await refused(office, TooLargeError, msgspec.structs.replace(whole, wraps=whole.wraps[:1] * 40))
    await refused(office, OutdatedError, office.submission(version=2))


async def test_a_returned_report_comes_again_from_its_author(office: Office) -> None:
    """The next version, by the same person, and only once it was returned."""
    ask = await office.submitted()
    again = office.submission(case=ask.case, version=2, urgency=Urgency.P1)
    await refused(office, NotAllowedNowError, again)
    await office.do("disa", ask, CaseDeed.RETURN, DeedCode.MORE_FACTS)
    await refused(office, NotYoursError, again, name="bo")
    await refused(office, OutdatedError, office.submission(case=ask.case, version=3))
    office.clock.forward(5_000)
    await office.cases.submitting.submit(office.who("anna"), again)
    stored = await office.stored(ask)
    assert (stored.version, stored.state, stored.standing.urgency) == (2, CaseState.IN_REVIEW, Urgency.P1)
    assert stored.standing.since_ms == stored.standing.begun_ms + 5_000
    with pytest.raises(OutdatedError):
        await office.do("disa", ask, CaseDeed.APPROVE)
    first = await office.cases.reading.report(office.who("disa"), CaseNamed(ask.case, 1))
    second = await office.cases.reading.report(office.who("disa"), CaseNamed(ask.case, 2))
    assert first.ciphertext != second.ciphertext
    assert second.envelope.message == "update"


async def test_a_deed_and_what_it_does_are_kept_together(office: Office) -> None:
    """Each change has its deed in the chain, which is whole; the case knows the number of its last."""
    ask = await office.sent()
    async with office.records.read() as transaction:
        links = await deeds.after(transaction, None, most=100)
    told = [(each.deed.doer.role, each.deed.deed, each.deed.detail) for each in links]
    assert told == [
        ("counsellor", "submit", "p0:actual:1"),
        ("supervisor", "approve", ""),
        ("ladder", "release", "0.0"),
    ]
    assert (await office.stored(ask)).changed == links[-1].number
    await verify(office.records)


async def test_a_colleague_is_let_in_by_sealing_again(office: Office) -> None:
    """Who can open it seals the key to somebody more at the same agency, and to nobody elsewhere."""
    ask = await office.sent(to="olle")
    named = CaseNamed(ask.case, 1)
    with pytest.raises(NotYoursError):
        await office.cases.reading.report(office.who("disa"), named)
    more = wrap(bytes(32), office.staff["disa"].report_key, agency=OSTERSUND.value, case=ask.case)
    outside = wrap(bytes(32), office.staff["rut"].report_key, agency=OSTERSUND.value, case=ask.case)
    with pytest.raises(NoReaderError):
        await office.cases.submitting.seal_again(office.who("olle"), CaseWraps(ask.case, 1, [outside]))
    with pytest.raises(NotYoursError):
        await office.cases.submitting.seal_again(office.who("rut"), CaseWraps(ask.case, 1, [more]))
    await office.cases.submitting.seal_again(office.who("olle"), CaseWraps(ask.case, 1, [more, outside]))
    report = await office.cases.reading.report(office.who("disa"), named)
    assert len(report.wraps) == 1


async def test_a_case_goes_to_another_agency_whole(office: Office) -> None:
    """Whoever has read it reroutes it; the first agency sees it no more, the second one's ladder begins."""
    ask = await office.sent()
    there = wrap(bytes(32), office.staff["rut"].report_key, agency=SUNDSVALL.value, case=ask.case)
    go = CaseReroute(ask.case, 1, SUNDSVALL.value, [there])
    with pytest.raises(NotAllowedNowError):
        await office.cases.submitting.reroute(office.who("olle"), go)
    await office.read("olle", ask)
    here = CaseReroute(ask.case, 1, SUNDSVALL.value, ask.wraps)
    with pytest.raises(NoReaderError):
        await office.cases.submitting.reroute(office.who("olle"), here)
    await office.cases.submitting.reroute(office.who("olle"), go)
    stored = await office.stored(ask)
    assert (stored.state, stored.agency, stored.reached) == (CaseState.REROUTED, SUNDSVALL, -1)
    assert (stored.standing.rungs, stored.due_ms) == (1, office.clock.now_ms())
    for name in ("olle", "rut"):
        assert await office.cases.reading.mine(office.who(name)) == []


async def test_who_stands_at_both_agencies_opens_it_at_the_second(office: Office) -> None:
    """What was sealed to them for the first agency opens nothing there: they get it anew."""
    olle = office.staff["olle"]
    async with office.records.write() as transaction:
        await agencies.stand(transaction, olle.id, SUNDSVALL, 0)
    ask = await office.sent()
    await office.read("olle", ask)
    there = wrap(bytes(32), olle.report_key, agency=SUNDSVALL.value, case=ask.case)
    await office.cases.submitting.reroute(
        office.who("olle"), CaseReroute(ask.case, 1, SUNDSVALL.value, [there])
    )
    await turn(climbing_on(office.records, Receiver(), office.clock))

    report = await office.cases.reading.report(office.who("olle"), CaseNamed(case=ask.case, version=1))

    assert [b64encode(each.sealed).decode() for each in report.wraps] == [there.sealed]


async def test_a_route_names_the_agency_and_its_keys(office: Office) -> None:
    """Acute goes to where the young person is, the rest home; denied keys are not offered."""
    ask = CaseRoute(urgency=Urgency.P0, now_in="2281", home="2380")
    acute = await office.cases.routing.route(office.who("anna"), ask)
    home = await office.cases.routing.route(
        office.who("anna"), msgspec.structs.replace(ask, urgency=Urgency.P2)
    )
    assert acute.agency is not None
    assert acute.agency.id == SUNDSVALL.value
    assert home.agency is not None
    assert home.agency.id == OSTERSUND.value
    assert home.to is not None
    assert {each.name: each.rung for each in home.to.recipients} == {
        "Disa": None,
        "Elin": None,
        "Olle": 0,
        "Pia": 1,
    }
    office.deny(office.staff["pia"])
    left = await office.cases.routing.recipients(office.who("anna"), OSTERSUND.value)
    assert {each.name for each in left.recipients} == {"Disa", "Elin", "Olle"}
    assert left.unopenable == [1]
    nowhere = await office.cases.routing.route(office.who("anna"), CaseRoute(urgency=Urgency.P0))
    assert nowhere.agency is None
    assert nowhere.to is None
    assert {each.id for each in nowhere.agencies} == {"ostersund", "sundsvall"}
    with pytest.raises(MalformedError):
        await office.cases.routing.recipients(office.who("anna"), AgencyOnly("elsewhere").agency)


async def test_nobody_else_learns_that_there_is_a_case(office: Office) -> None:
    """To others it is as if there were none."""
    ask = await office.submitted()
    nobody = replace(office.who("bo"), staff=office.staff["bo"].id)
    for case in (ask.case, secrets.token_urlsafe(16)):
        with pytest.raises(NotYoursError):
            await office.cases.reading.report(nobody, CaseNamed(case, 1))
        with pytest.raises(NotYoursError):
            await office.cases.reading.report(office.who("olle"), CaseNamed(case, 1))
    assert await office.cases.reading.mine(nobody) == []
