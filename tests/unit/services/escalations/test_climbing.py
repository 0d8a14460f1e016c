# SPDX-License-Identifier: EUPL-1.2
"""The ladder at work: in time, by one node at a time, over again after a crash, and never past a human."""

import asyncio

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.escalation import CaseState, CaseStatus, Urgency
from chatserver.domain.ladder import Step
from chatserver.records import attempts, deeds
from chatserver.records.store import Records
from chatserver.services.channels.channel import Result
from chatserver.wire.cases import CallKind, CaseCall, CaseDeed, CaseSubmit
from tests.drivers.ladders import Receiver, climbing_on, turn
from tests.drivers.office import Office

SECOND = 1_000
MINUTE = 60 * SECOND


async def standing(office: Office, ask: CaseSubmit) -> tuple[int, int, set[Step]]:
    """Loop, rung, and what is raised."""
    found = (await office.stored(ask)).standing
    return found.loop, found.rung, set(found.raised)


async def told(office: Office) -> list[str]:
    """What the ladder has done, as the chain has it."""
    async with office.records.read() as transaction:
        links = await deeds.after(transaction, None, most=1000)
    return [f"{each.deed.deed} {each.deed.detail}" for each in links if each.deed.doer.role == "ladder"]


async def test_an_unread_p0_climbs_alarms_and_asks_for_the_telephone_in_time(office: Office) -> None:
    """The next rung at 3 minutes, supervisors at 6, the modal at 10: not a second early, nor one late."""
    ask, receiver = await office.sent(), Receiver()
    ladder = climbing_on(office.records, receiver, office.clock)
    begin = office.clock.ms
    for at, before, after in (
        (180 * SECOND, (0, 0, set()), (0, 1, set())),
        (360 * SECOND, (0, 1, set()), (1, 0, {Step.ALARM})),
        (600 * SECOND, (1, 1, {Step.ALARM}), (1, 1, {Step.ALARM, Step.PHONE})),
    ):
        for early in range(begin + at - 120 * SECOND, begin + at, 30 * SECOND):
            office.clock.ms = max(office.clock.ms, early)
            await turn(ladder)
        office.clock.ms = begin + at - 1
        await turn(ladder)
        assert await standing(office, ask) == before
        office.clock.ms = begin + at + SECOND // 2
        await turn(ladder)
        assert await standing(office, ask) == after
    call = CaseCall(call="c" * 22, case=ask.case, kind=CallKind.AGENCY, named="Karin")
    await office.cases.doing.call(office.who("anna"), call)
    assert (await standing(office, ask))[2] == {Step.ALARM}


async def test_each_channel_of_a_rung_is_told_once(office: Office) -> None:
    """With the sealed report for its officers alone; what was good is not sent again in this loop."""
    await office.sent()
    receiver = Receiver()
    ladder = climbing_on(office.records, receiver, office.clock)
    for _ in range(3):
        office.clock.forward(10 * SECOND)
        await turn(ladder)
    kinds = [kind for kind, _ in receiver.tries]
    assert sorted(kinds) == [ChannelKind.INBOX, ChannelKind.WEBHOOK]
    report = receiver.tries[0][1].report
    assert len(report.wraps) == 2
    assert report.envelope.agency == "ostersund"
    assert sorted(await told(office)) == ["release 0.0", "tell 0.0:inbox", "tell 0.0:webhook"]


async def test_two_nodes_do_everything_once(office: Office, url: str) -> None:
    """Whoever comes second to a step or to a channel leaves it alone."""
    nodes = [Records.open(url) for _ in range(2)]
    asks = [await office.sent() for _ in range(4)]
    receiver = Receiver()
    ladders = [climbing_on(records, receiver, office.clock) for records in nodes]
    await asyncio.gather(*(records.ping() for records in nodes for _ in range(2)))
    for _ in range(2):
        await asyncio.gather(*(turn(ladder) for ladder in ladders for _ in range(2)))
        office.clock.forward(180 * SECOND)
    for records in nodes:
        await records.close()
    assert len(receiver.tries) == len(receiver.shown) == 4 * 2 * 2
    assert [(await standing(office, ask))[:2] for ask in asks] == [(0, 1)] * 4


async def test_a_channel_that_fails_is_tried_again_under_the_same_key(office: Office) -> None:
    """Later and later, and until it works; the deed is on record once."""
    await office.sent(urgency=Urgency.P1)
    receiver = Receiver({ChannelKind.WEBHOOK: Result.UNREACHABLE})
    ladder = climbing_on(office.records, receiver, office.clock)
    for _ in range(40):
        await turn(ladder)
        office.clock.forward(5 * SECOND)
    tries = [errand for kind, errand in receiver.tries if kind is ChannelKind.WEBHOOK]
    assert 3 <= len(tries) <= 40
    assert len({each.idempotency_key for each in tries}) == 1
    receiver.answers.clear()
    office.clock.forward(10 * MINUTE)
    await turn(ladder)
    before = len(receiver.tries)
    office.clock.forward(10 * MINUTE)
    await turn(ladder)
    assert len(receiver.tries) == before
    assert [each for each in await told(office) if "webhook" in each] == ["tell 0.0:webhook"]


async def test_a_rung_that_nothing_reaches_is_left_at_once_for_p0(office: Office) -> None:
    """But the last one has its time: no loop goes round as fast as it can."""
    ask = await office.sent()
    receiver = Receiver({ChannelKind.WEBHOOK: Result.UNREACHABLE})
    ladder = climbing_on(office.records, receiver, office.clock)
    for _ in range(5):
        await turn(ladder)
    assert (await standing(office, ask))[:2] == (0, 1)


async def test_who_dies_after_sending_sends_again_and_it_is_shown_once(office: Office) -> None:
    """A claim that nobody came back from runs out; the other end knows the key."""
    await office.sent()
    receiver = Receiver()
    dying = climbing_on(office.records, receiver, office.clock)
    for claimed in await dying.claim():
        await receiver.send(claimed.attempt.kind, claimed.errand)
    again = climbing_on(office.records, receiver, office.clock)
    await turn(again)
    assert len(receiver.tries) == 2
    office.clock.forward(41 * SECOND)
    await turn(again)
    assert (len(receiver.tries), len(receiver.shown)) == (4, 2)


async def test_who_comes_back_too_late_changes_nothing(office: Office) -> None:
    """What a slow node found out about an earlier try does not undo a later one."""
    ask = await office.sent()
    slow, quick = (Receiver({ChannelKind.WEBHOOK: Result.REFUSED}), Receiver())
    late = climbing_on(office.records, slow, office.clock)
    claimed = await late.claim()
    office.clock.forward(41 * SECOND)
    await turn(climbing_on(office.records, quick, office.clock))
    for each in claimed:
        await late.tell(each)
    async with office.records.read() as transaction:
        rows = await attempts.of_case(transaction, (await office.stored(ask)).id)
    assert [(each.number, each.result, each.due_ms) for each in rows] == [(2, "delivered", None)] * 2


async def test_nothing_is_sent_past_a_human(office: Office) -> None:
    """Acknowledged: no rung, no retry; and without an outcome it is sent again, as a new loop."""
    ask = await office.sent()
    receiver = Receiver({ChannelKind.WEBHOOK: Result.UNREACHABLE})
    ladder = climbing_on(office.records, receiver, office.clock)
    for claimed in await ladder.claim():
        await ladder.tell(claimed)
    await office.read("olle", ask)
    async with office.records.read() as transaction:
        rows = await attempts.of_case(transaction, (await office.stored(ask)).id)
    assert {row.due_ms for row in rows} == {None}
    before = len(receiver.tries)
    office.clock.forward(29 * MINUTE)
    await turn(ladder)
    assert len(receiver.tries) == before
    office.clock.forward(MINUTE)
    await turn(ladder)
    assert await office.state(ask) is CaseState.SENT
    assert (await standing(office, ask))[0] >= 1
    assert len(receiver.tries) > before


async def test_a_review_that_nobody_answers_is_raised(office: Office) -> None:
    """After two minutes every supervisor is told, and the author may break the glass."""
    ask = await office.submitted()
    ladder = climbing_on(office.records, Receiver(), office.clock)
    office.clock.forward(120 * SECOND)
    await turn(ladder)
    assert (await standing(office, ask))[2] == {Step.REVIEW}
    await office.do("anna", ask, CaseDeed.BREAK_GLASS)
    assert (await standing(office, ask))[2] == set()


async def test_a_clock_that_was_set_back_delays_by_one_interval_at_most(office: Office) -> None:
    """Moments that have not come yet are taken to be now."""
    ask = await office.sent()
    ladder = climbing_on(office.records, Receiver(), office.clock)
    office.clock.forward(-3_600 * SECOND)
    await turn(ladder)
    office.clock.forward(180 * SECOND)
    await turn(ladder)
    assert (await standing(office, ask))[1] == 1


async def test_an_exercise_ends_by_itself(office: Office) -> None:
    """A day later nobody has to tidy up; what is actual waits for a human for ever."""
    actual, exercise = await office.submitted(), await office.submitted(status=CaseStatus.EXERCISE)
    ladder = climbing_on(office.records, Receiver(), office.clock)
    office.clock.forward(24 * 60 * MINUTE)
    await turn(ladder)
    assert await office.state(exercise) is CaseState.EXPIRED
    assert await office.state(actual) is CaseState.IN_REVIEW


async def test_what_one_rung_declines_the_next_one_has_at_once(office: Office) -> None:
    """In the next turn, without waiting for an interval."""
    ask = await office.sent()
    await office.read("olle", ask)
    await office.do("olle", ask, CaseDeed.DECLINE, DeedCode.NOT_OURS)
    ladder = climbing_on(office.records, Receiver(), office.clock)
    await turn(ladder)
    assert await office.state(ask) is CaseState.SENT
    assert (await standing(office, ask))[:2] == (0, 1)
    assert [each.case for each in await office.cases.reading.mine(office.who("pia"))] == [ask.case]
