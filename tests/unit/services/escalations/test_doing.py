# SPDX-License-Identifier: EUPL-1.2
"""Deeds by one word, calls, notes: by whom, in which state, and what of it others see."""

import base64
import secrets

import pytest

from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.errors import (
    MalformedError,
    NoReaderError,
    NotAllowedError,
    NotAllowedNowError,
    NotYoursError,
    TakenError,
)
from chatserver.domain.escalation import CaseState, Urgency
from chatserver.domain.ids import CaseId
from chatserver.domain.ladder import Step
from chatserver.records import agencies, attempts
from chatserver.wire.cases import (
    CallKind,
    CaseCall,
    CaseDeed,
    CaseSubmit,
    CaseWrap,
    NoteTo,
    NoteWrite,
)
from tests.drivers.office import OSTERSUND, Office, text_of, wrap

D = CaseDeed


def call(ask: CaseSubmit, kind: CallKind = CallKind.AGENCY, named: str = "Karin") -> CaseCall:
    """A call about a case."""
    return CaseCall(call=secrets.token_urlsafe(16), case=ask.case, kind=kind, to="+46630000000", named=named)


async def test_two_people_decide(office: Office) -> None:
    """A supervisor approves what somebody else wrote, never their own; no counsellor does."""
    own = office.submission()
    await office.cases.submitting.submit(office.who("disa"), own)
    for name, kind in (("disa", NotAllowedError), ("anna", NotYoursError), ("olle", NotYoursError)):
        with pytest.raises(kind):
            await office.do(name, own, D.APPROVE)
    await office.do("elin", own, D.APPROVE)
    assert await office.state(own) is CaseState.SENT
    with pytest.raises(NotAllowedNowError):
        await office.do("elin", own, D.APPROVE)


async def test_one_person_decides_when_a_life_is_in_danger_and_nobody_answers(office: Office) -> None:
    """After 120 seconds, for P0 alone; and the flag stays."""
    ask, less = await office.submitted(), await office.submitted(urgency=Urgency.P1)
    office.clock.forward(119_999)
    with pytest.raises(NotAllowedNowError):
        await office.do("anna", ask, D.BREAK_GLASS)
    office.clock.forward(1)
    with pytest.raises(NotAllowedError):
        await office.do("anna", less, D.BREAK_GLASS)
    await office.do("anna", ask, D.BREAK_GLASS)
    assert (await office.stored(ask)).break_glass
    (shown,) = [each for each in await office.cases.reading.mine(office.who("olle")) if each.case == ask.case]
    assert shown.break_glass


async def test_a_release_lets_the_first_rung_have_it_and_tells_each_channel(office: Office) -> None:
    """The first rung fetches it, the second does not yet, and both channels of the first are due at once."""
    ask = await office.sent()
    assert [each.case for each in await office.cases.reading.mine(office.who("olle"))] == [ask.case]
    assert await office.cases.reading.mine(office.who("pia")) == []
    async with office.records.read() as transaction:
        due = await attempts.due(transaction, office.clock.now_ms(), most=10)
    assert {(each.kind.value, each.loop, each.rung, each.number) for each in due} == {
        ("inbox", 0, 0, 0),
        ("webhook", 0, 0, 0),
    }


async def test_whoever_answers_for_an_agency_has_read_it(office: Office) -> None:
    """Only an officer who has acknowledged accepts, declines or says what became of it."""
    ask = await office.sent()
    with pytest.raises(NotAllowedNowError):
        await office.do("olle", ask, D.ACCEPT)
    await office.read("olle", ask)
    await office.do("olle", ask, D.ACCEPT)
    with pytest.raises(NotAllowedError):
        await office.do("disa", ask, D.OUTCOME, DeedCode.SAFE_NOW)
    with pytest.raises(MalformedError):
        await office.do("olle", ask, D.OUTCOME, DeedCode.PRANK)
    await office.do("olle", ask, D.OUTCOME, DeedCode.INVESTIGATION)
    await office.do("disa", ask, D.CLOSE, DeedCode.DONE)
    assert await office.state(ask) is CaseState.CLOSED


async def test_an_officer_who_has_taken_it_on_asks_to_join_once(office: Office) -> None:
    """Others may not; again is no second deed, and no clock moves; the author sees who asks, from where."""
    ask = await office.sent()
    await office.read("olle", ask)
    with pytest.raises(NotAllowedNowError):
        await office.do("olle", ask, D.JOINED_ASKED)
    await office.do("olle", ask, D.ACCEPT)
    for name, kind in (("disa", NotAllowedError), ("anna", NotAllowedError), ("pia", NotYoursError)):
        with pytest.raises(kind):
            await office.do(name, ask, D.JOINED_ASKED)
    before = await office.stored(ask)
    office.clock.forward(1_000)
    await office.do("olle", ask, D.JOINED_ASKED)
    asked = await office.stored(ask)
    office.clock.forward(1_000)
    await office.do("olle", ask, D.JOINED_ASKED)
    (shown,) = await office.cases.reading.mine(office.who("anna"))

    assert (asked.standing, asked.changed) == (before.standing, before.changed + 1)
    assert await office.stored(ask) == asked
    assert shown.asked is not None
    assert (shown.asked.name, shown.asked.at) == (office.who("olle").name, asked.asked_ms)
    assert (shown.asked.office, shown.asked.answered) == (shown.agency.name, False)


async def test_an_asking_is_answered_by_a_note_to_the_agency_that_comes_after_it(office: Office) -> None:
    """Neither what was answered before nor another question is an answer to it."""
    ask = await office.sent()
    page = wrap(bytes(32), _raw(ask.author_key), agency="ostersund", case=ask.case)
    await office.read("olle", ask)
    await office.do("olle", ask, D.ACCEPT)

    async def answered(by: str, to: NoteTo, to_whom: CaseWrap) -> bool | None:
        await office.cases.noting.write(office.who(by), _note(ask, to, [to_whom]))
        office.clock.forward(1_000)
        (shown,) = await office.cases.reading.mine(office.who("anna"))
        return None if shown.asked is None else shown.asked.answered

    assert await answered("anna", NoteTo.AGENCY, _to(office, "olle", ask)) is None
    await office.do("olle", ask, D.JOINED_ASKED)
    office.clock.forward(1_000)
    assert await answered("olle", NoteTo.AUTHOR, page) is False
    assert await answered("anna", NoteTo.AGENCY, _to(office, "olle", ask)) is True


async def test_who_asked_to_join_is_forgotten_when_the_case_goes_on_to_others(office: Office) -> None:
    """Shown while it is in hand, and not to whoever takes it on next."""
    ask = await office.sent()
    await office.read("olle", ask)
    await office.do("olle", ask, D.ACCEPT)
    await office.do("olle", ask, D.JOINED_ASKED)
    await office.do("disa", ask, D.REOPEN, DeedCode.NEW_FACTS)
    office.clock.forward(1_000)
    (sent,) = await office.cases.reading.mine(office.who("anna"))
    await office.read("olle", ask)
    await office.do("olle", ask, D.ACCEPT)
    (again,) = await office.cases.reading.mine(office.who("anna"))

    assert (sent.asked, again.asked) == (None, None)


async def test_a_colleague_of_the_reader_reads_it_too(office: Office) -> None:
    """Somebody else's word is not one's own: a second officer acknowledges before they decline."""
    ask = await office.sent()
    async with office.records.write() as transaction:
        await agencies.stand(transaction, office.staff["pia"].id, OSTERSUND, 0)
    await office.read("olle", ask)
    with pytest.raises(NotAllowedNowError):
        await office.do("pia", ask, D.DECLINE, DeedCode.NOT_OURS)
    await office.read("pia", ask)
    await office.do("pia", ask, D.DECLINE, DeedCode.NOT_OURS)
    assert await office.state(ask) is CaseState.DECLINED


async def test_a_call_that_names_somebody_stops_the_ladder(office: Office) -> None:
    """To the agency; neither one without a name nor 112 does, and each is logged once."""
    ask = await office.sent()
    for made in (call(ask, CallKind.EMERGENCY), call(ask, named=""), call(ask, named="  ")):
        await office.cases.doing.call(office.who("anna"), made)
    assert (await office.stored(ask)).standing.spoken_ms is None
    named = call(ask)
    for _ in range(2):
        await office.cases.doing.call(office.who("anna"), named)
    assert (await office.stored(ask)).standing.spoken_ms == office.clock.now_ms()
    (shown,) = await office.cases.reading.mine(office.who("anna"))
    assert shown.calls == 4
    assert shown.due is not None
    assert shown.due.step is Step.REOPEN
    other = CaseCall(call=named.call, case=ask.case, kind=CallKind.AGENCY, named="Somebody else")
    with pytest.raises(TakenError):
        await office.cases.doing.call(office.who("anna"), other)
    with pytest.raises(NotAllowedError):
        await office.cases.doing.call(office.who("olle"), call(ask))
    async with office.records.read() as transaction:
        assert await attempts.due(transaction, office.clock.now_ms(), most=10) == []


async def test_notes_go_between_author_and_agency(office: Office) -> None:
    """An officer who has read it asks, the author answers; each opens what is sealed to them, once."""
    ask = await office.sent()
    page = office.submission().author_key
    question = _note(ask, NoteTo.AUTHOR, [wrap(bytes(32), _raw(page), agency="ostersund", case=ask.case)])
    with pytest.raises(NotAllowedNowError):
        await office.cases.noting.write(office.who("olle"), question)
    await office.read("olle", ask)
    nobody = _note(ask, NoteTo.AUTHOR, [_to(office, "disa", ask)])
    with pytest.raises(NoReaderError):
        await office.cases.noting.write(office.who("olle"), nobody)
    for _ in range(2):
        await office.cases.noting.write(office.who("olle"), question)
    changed = _note(ask, NoteTo.AUTHOR, question.wraps, note=question.note)
    with pytest.raises(TakenError):
        await office.cases.noting.write(office.who("olle"), changed)
    office.clock.forward(1_000)
    answer = _note(ask, NoteTo.AGENCY, [_to(office, "olle", ask), _to(office, "rut", ask)])
    await office.cases.noting.write(office.who("anna"), answer)
    author = await office.cases.noting.read(office.who("anna"), ask.case)
    officer = await office.cases.noting.read(office.who("olle"), ask.case)
    assert author.author_key == page
    assert [(each.by, len(each.wraps)) for each in author.notes] == [("Olle", 1), ("Anna", 0)]
    assert [(each.by, len(each.wraps)) for each in officer.notes] == [("Olle", 0), ("Anna", 1)]
    with pytest.raises(NotYoursError):
        await office.cases.noting.read(office.who("rut"), ask.case)


async def test_what_is_over_leaves_the_list_after_a_day(office: Office) -> None:
    """A prank is cancelled with its reason, and seen for a day."""
    ask = await office.submitted()
    await office.do("disa", ask, D.CANCEL, DeedCode.PRANK)
    (shown,) = await office.cases.reading.mine(office.who("anna"))
    assert (shown.state, shown.code, shown.due) == (CaseState.CANCELLED, DeedCode.PRANK, None)
    office.clock.forward(24 * 3_600_000 + 1)
    assert await office.cases.reading.mine(office.who("anna")) == []
    assert (await office.stored(ask)).id == CaseId(ask.case)


def _raw(text: str) -> bytes:
    return base64.b64decode(text)


def _to(office: Office, name: str, ask: CaseSubmit) -> CaseWrap:
    return wrap(bytes(32), office.staff[name].report_key, agency="ostersund", case=ask.case)


def _note(ask: CaseSubmit, to: NoteTo, wraps: list[CaseWrap], note: str = "") -> NoteWrite:
    return NoteWrite(
        note=note or secrets.token_urlsafe(16),
        case=ask.case,
        version=ask.version,
        to=to,
        ciphertext=text_of(secrets.token_bytes(4_124)),
        wraps=wraps,
    )
