# SPDX-License-Identifier: EUPL-1.2
"""The ladder in time that the test owns: it climbs, alarms, asks for a call, and stops for a human only."""

import datetime as dt
import itertools
import time as stopwatch
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain import ladder
from chatserver.domain.errors import NotAllowedNowError
from chatserver.domain.escalation import ENDS, MOVES, CaseState, Deed, Urgency
from chatserver.domain.ladder import RAISED, Due, Standing, Step, Terms, due, next_due_ms, pending, rebased

S = CaseState
TERMS = Terms(zone=ZoneInfo("Europe/Stockholm"))
BEGIN = round(dt.datetime(2026, 11, 24, 10, tzinfo=TERMS.zone).timestamp() * 1000)
SECOND, MINUTE = 1_000, 60_000
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE

Told = tuple[float, str]
"""Minutes since the beginning, and what was done."""


def submitted(urgency: Urgency = Urgency.P0, *, rungs: int = 3) -> Standing:
    """A case as it begins."""
    return Standing(urgency=urgency, state=S.IN_REVIEW, begun_ms=BEGIN, since_ms=BEGIN, rungs=rungs)


def sent(urgency: Urgency = Urgency.P0, *, rungs: int = 3) -> Standing:
    """A case that was approved at once."""
    return ladder.release(submitted(urgency, rungs=rungs), BEGIN)


def done(standing: Standing, step: Step, now_ms: int) -> Standing:
    """What the engine leaves after *step*."""
    if step is Step.CLIMB:
        return ladder.climb(standing, now_ms)
    return ladder.reopen(standing, now_ms) if step is Step.REOPEN else ladder.mark(standing, step)


def engine(standing: Standing, until_ms: int) -> Iterator[tuple[int, Step, Standing]]:
    """Do what is due when it is due, by the clock of the case alone."""
    for _ in range(10_000):
        at_ms = next_due_ms(standing, TERMS)
        if at_ms is None or at_ms > until_ms:
            return
        step = due(standing, at_ms, TERMS)[0].step
        standing = done(standing, step, at_ms)
        yield at_ms, step, standing
    raise AssertionError("the ladder does not come to rest")


def told(standing: Standing, minutes: float) -> list[Told]:
    """The story of *minutes* in which no human does anything."""
    return [
        ((at - BEGIN) / MINUTE, f"{step.value} {now.loop}.{now.rung}" if step in _MOVING else step.value)
        for at, step, now in engine(standing, BEGIN + round(minutes * MINUTE))
    ]


_MOVING = {Step.CLIMB, Step.REOPEN}


def test_p0_climbs_at_three_and_six_minutes_and_wants_a_call_at_ten() -> None:
    """To the second, and then on and on."""
    assert told(sent(), 12) == [
        (3, "climb 0.1"),
        (6, "alarm"),
        (6, "climb 0.2"),
        (9, "climb 1.0"),
        (10, "phone"),
        (12, "climb 1.1"),
    ]


def test_the_supervisors_clock_begins_with_the_submission() -> None:
    """Approved after five minutes: the rungs begin then, alarm and call are no later for it."""
    approved = ladder.release(ladder.mark(submitted(), Step.REVIEW), BEGIN + 5 * MINUTE)

    assert told(approved, 10) == [(6, "alarm"), (8, "climb 0.1"), (10, "phone")]


def test_a_review_that_nobody_does_is_told_after_two_minutes() -> None:
    """Then alarm and call as ever: a report that waits for its review is a report that nobody has read."""
    assert told(submitted(), 60) == [(2, "review"), (6, "alarm"), (10, "phone")]


def test_a_returned_report_is_still_unread() -> None:
    """Whoever sends it back does not stop the supervisors' clocks; a new version is reviewed anew."""
    returned = ladder.come(ladder.mark(submitted(), Step.REVIEW), S.RETURNED, BEGIN + 3 * MINUTE)
    assert told(returned, 60) == [(6, "alarm"), (10, "phone")]

    again = ladder.come(returned, S.IN_REVIEW, BEGIN + 4 * MINUTE)
    assert told(again, 60) == [(6, "alarm"), (6, "review"), (10, "phone")]


def test_p1_has_half_an_hour_a_rung_and_is_phoned_after_one() -> None:
    """The next rung after 30 minutes; alarm and call after 60."""
    assert told(sent(Urgency.P1), 90) == [
        (30, "climb 0.1"),
        (60, "alarm"),
        (60, "climb 0.2"),
        (60, "phone"),
        (90, "climb 1.0"),
    ]


def test_p2_has_until_noon_of_the_next_working_day() -> None:
    """Tuesday at ten: Wednesday at noon, and each working day from then on."""
    assert told(sent(Urgency.P2, rungs=2), 3 * 24 * 60) == [
        (26 * 60, "alarm"),
        (26 * 60, "climb 0.1"),
        (50 * 60, "climb 1.0"),
    ]


def test_read_and_then_nothing_is_sent_again() -> None:
    """P0 after 30 minutes, P1 after a day, in a new loop, with every clock begun anew; P2 stays."""
    for urgency, minutes in ((Urgency.P0, 30), (Urgency.P1, 24 * 60)):
        read = ladder.come(sent(urgency), S.ACKNOWLEDGED, BEGIN)
        assert told(read, minutes) == [(minutes, "reopen 1.0")]
        (_, _, reopened), *_ = engine(read, BEGIN + DAY)
        assert reopened.begun_ms == BEGIN + minutes * MINUTE
    assert told(ladder.come(sent(Urgency.P2), S.ACKNOWLEDGED, BEGIN), 60 * 24 * 60) == []


def test_who_takes_it_on_has_the_same_time_again_and_no_second_reader_has() -> None:
    """Accepting is an answer and begins the clock anew; reading it a second time is none."""
    read = ladder.come(sent(), S.ACKNOWLEDGED, BEGIN)

    assert told(ladder.come(read, S.ACKNOWLEDGED, BEGIN + 20 * MINUTE), 30) == [(30, "reopen 1.0")]
    assert told(ladder.come(read, S.ACCEPTED, BEGIN + 20 * MINUTE), 50) == [(50, "reopen 1.0")]


@pytest.mark.parametrize("state", [S.OUTCOME, *ENDS])
def test_an_outcome_is_quiet(state: CaseState) -> None:
    """Once it is known what became of it nothing comes by itself."""
    assert next_due_ms(ladder.come(sent(), state, BEGIN), TERMS) is None


@pytest.mark.parametrize("state", [S.DECLINED, S.REROUTED])
def test_a_no_is_passed_on_at_once(state: CaseState) -> None:
    """Declined: the next rung now; rerouted: the first rung of the other agency, in a loop of its own."""
    read = ladder.come(sent(), S.ACKNOWLEDGED, BEGIN + MINUTE)
    passed = ladder.come(read, state, BEGIN + 2 * MINUTE)
    (first, what), *_ = told(passed, 2)

    assert (first, what) == (2, "climb 0.1" if state is S.DECLINED else "climb 1.0")


def test_a_reply_code_postpones_one_rung_once() -> None:
    """By one interval, once in a loop, and neither alarm nor call."""
    postponed = ladder.postpone(sent())

    assert told(postponed, 10) == [
        (6, "alarm"),
        (6, "climb 0.1"),
        (9, "climb 0.2"),
        (10, "phone"),
    ]
    with pytest.raises(NotAllowedNowError):
        ladder.postpone(postponed)
    with pytest.raises(NotAllowedNowError):
        ladder.postpone(ladder.climb(postponed, BEGIN + 6 * MINUTE))
    assert ladder.postpone(ladder.reopen(postponed, BEGIN)).postponed == 0
    with pytest.raises(NotAllowedNowError):
        ladder.postpone(submitted())


def test_p2_is_postponed_by_a_working_day() -> None:
    """An interval of a written report is a working day."""
    assert told(ladder.postpone(sent(Urgency.P2)), 72 * 60)[1] == (50 * 60, "climb 0.1")


def test_a_call_that_names_somebody_stops_the_ladder_for_so_long() -> None:
    """No rung, alarm or modal after it; without an outcome it is sent again after half an hour."""
    spoken = ladder.log_call(sent(), BEGIN + MINUTE, named=True)

    assert told(spoken, 31) == [(31, "reopen 1.0")]
    assert next_due_ms(ladder.log_call(sent(Urgency.P2), BEGIN, named=True), TERMS) is None


def test_a_call_to_nobody_only_takes_the_modal_away() -> None:
    """The ladder climbs on, and ten minutes later the modal is there again."""
    waiting = [now for _, _, now in engine(sent(), BEGIN + 10 * MINUTE)][-1]
    assert Step.PHONE in waiting.raised
    called = ladder.log_call(waiting, BEGIN + 11 * MINUTE, named=False)

    assert Step.PHONE not in called.raised
    assert [each for each in told(called, 21) if each[1] == "phone"] == [(21, "phone")]
    assert (12, "climb 1.1") in told(called, 21)


def test_a_call_during_the_review_releases_nothing_and_stops_nothing() -> None:
    """Whoever was told by phone before the report was released has not read it."""
    called = ladder.log_call(submitted(), BEGIN + MINUTE, named=True)

    assert called.spoken_ms is None
    assert told(ladder.release(called, BEGIN + MINUTE), 4) == [(4, "climb 0.1")]


def test_a_ladder_without_rungs_alarms_at_once() -> None:
    """Nobody was told: the supervisors know in the same second, and the call is wanted as ever."""
    assert told(sent(rungs=0), 10) == [(0, "alarm"), (10, "phone")]
    assert told(submitted(rungs=0), 6) == [(2, "review"), (6, "alarm")]


def test_after_an_outage_nothing_is_done_twice() -> None:
    """An hour in which nothing ran is made up for by one rung, one alarm and one modal."""
    now_ms = BEGIN + HOUR
    standing, steps = sent(), []
    for _ in range(10):
        for late in due(standing, now_ms, TERMS)[:1]:
            steps.append(late.step)
            standing = done(standing, late.step, now_ms)

    assert sorted(steps) == [Step.ALARM, Step.CLIMB, Step.PHONE]
    assert next_due_ms(standing, TERMS) == now_ms + 3 * MINUTE


def test_an_hour_of_the_ladder_takes_milliseconds() -> None:
    """Every step of an hour of P0, and a loop's worth of P2 over Christmas."""
    begin = stopwatch.perf_counter()
    for _ in range(10):
        assert len(told(sent(), 60)) == 22
        assert told(sent(Urgency.P2), 40 * 24 * 60)
    seconds = (stopwatch.perf_counter() - begin) / 10

    assert seconds < 0.1


@pytest.mark.parametrize("minutes", [-120, -9, -5, -1, 1, 5, 9])
def test_a_clock_that_is_stepped_costs_at_most_one_interval(minutes: int) -> None:
    """Set forward, rungs come early; set back, each waits at most one interval from when that is seen."""
    standing = ladder.climb(sent(), BEGIN + 3 * MINUTE)
    now_ms = BEGIN + 3 * MINUTE + 30 * SECOND + minutes * MINUTE
    seen = rebased(standing, now_ms)
    at_ms = next_due_ms(seen, TERMS)

    assert at_ms is not None
    assert at_ms - now_ms <= 3 * MINUTE
    assert seen.begun_ms <= now_ms
    if minutes > 0:
        assert seen == standing


@pytest.mark.parametrize("night", ["2026-03-29T01:58", "2026-10-25T02:58"])
def test_the_nights_of_daylight_saving_change_no_clock(night: str) -> None:
    """Three minutes are three minutes, whatever the clocks on the wall do in them."""
    begin = round(dt.datetime.fromisoformat(night).replace(tzinfo=TERMS.zone).timestamp() * 1000)
    standing = replace(sent(), begun_ms=begin, since_ms=begin)

    assert [at - begin for at, _, _ in engine(standing, begin + 10 * MINUTE)] == [
        each * MINUTE for each in (3, 6, 6, 9, 10)
    ]


Act = Callable[[Standing, int], Standing]


def _if_allowed(act: Act) -> Act:
    def acted(standing: Standing, now_ms: int) -> Standing:
        try:
            return act(standing, now_ms)
        except NotAllowedNowError:
            return standing

    return acted


def _deed(deed: Deed) -> Act:
    def acted(standing: Standing, now_ms: int) -> Standing:
        after = MOVES.get((standing.state, deed))
        return standing if after is None else ladder.come(standing, after, now_ms)

    return acted


_HUMAN_DEEDS = [
    Deed.SUBMIT,
    Deed.RETURN,
    Deed.ACKNOWLEDGE,
    Deed.ACCEPT,
    Deed.REROUTE,
    Deed.DECLINE,
    Deed.OUTCOME,
]


def _approve(standing: Standing, now_ms: int) -> Standing:
    return ladder.release(standing, now_ms) if standing.state is S.IN_REVIEW else standing


MACHINES: list[Act] = [_if_allowed(lambda standing, _now: ladder.postpone(standing)), rebased]
PEOPLE: list[Act] = [
    _approve,
    lambda standing, now_ms: ladder.log_call(standing, now_ms, named=False),
    *map(_deed, _HUMAN_DEEDS),
]

standings = st.builds(
    lambda urgency, rungs: submitted(urgency, rungs=rungs), st.sampled_from(Urgency), st.integers(0, 4)
)


def stories(acts: list[Act]) -> st.SearchStrategy[list[tuple[Act, int]]]:
    """Some of *acts*, each so many milliseconds after the one before."""
    waits = st.sampled_from([0, 1, 30 * SECOND, 3 * MINUTE, 11 * MINUTE, HOUR, 26 * HOUR]) | st.integers(
        0, DAY
    )
    return st.lists(st.tuples(st.sampled_from(acts), waits), max_size=25)


def settle(standing: Standing, now_ms: int) -> Standing:
    """All that is due at *now_ms*, done: it comes to an end."""
    for _ in range(20):
        late = due(standing, now_ms, TERMS)
        if not late:
            return standing
        standing = done(standing, late[0].step, now_ms)
    raise AssertionError("due without end")


@given(standings, stories(MACHINES + PEOPLE))
def test_due_times_never_go_backwards(standing: Standing, story: list[tuple[Act, int]]) -> None:
    """Whatever people and machines do: after all that is due is done, what is due next is ahead."""
    now_ms = BEGIN
    for act, wait in story:
        now_ms += wait
        standing = settle(act(settle(standing, now_ms), now_ms), now_ms)
        at_ms = next_due_ms(standing, TERMS)

        assert at_ms is None or at_ms > now_ms
        assert standing.raised <= RAISED
        assert not standing.rungs or standing.rung < standing.rungs


@given(standings, stories(MACHINES + PEOPLE))
def test_an_unread_case_always_comes_back(standing: Standing, story: list[tuple[Act, int]]) -> None:
    """As long as nobody has acted on it and its ladder has rungs, something is due, or stands raised."""
    now_ms = BEGIN
    for act, wait in story:
        now_ms += wait
        standing = settle(act(standing, now_ms), now_ms)
        if standing.state is S.SENT and standing.rungs:
            assert next_due_ms(standing, TERMS) is not None
        if standing.state in {S.IN_REVIEW, S.RETURNED}:
            assert pending(standing, TERMS) or Step.ALARM in standing.raised


@given(st.sampled_from(Urgency), st.integers(1, 4), stories(MACHINES))
def test_no_machine_stops_the_ladder(urgency: Urgency, rungs: int, story: list[tuple[Act, int]]) -> None:
    """Bells, answers of machines, reply codes: it stays sent, the next rung at most two intervals away."""
    standing, now_ms = sent(urgency, rungs=rungs), BEGIN
    for act, wait in story:
        now_ms += wait
        standing = settle(act(standing, now_ms), now_ms)
        climb = next(each for each in pending(standing, TERMS) if each.step is Step.CLIMB)

        assert standing.state is S.SENT
        assert climb.at_ms <= now_ms + max(
            2 * TERMS.rung_ms.get(urgency, 0), 12 * DAY * (urgency is Urgency.P2)
        )


@given(standings, stories(MACHINES + PEOPLE), st.integers(0, DAY))
def test_due_is_what_pending_has_reached(standing: Standing, story: list[tuple[Act, int]], more: int) -> None:
    """Asking changes nothing; later, at least the same is due; the first of it is what is due next."""
    now_ms = BEGIN
    for act, wait in story:
        now_ms += wait
        standing = act(standing, now_ms)
    now, later = due(standing, now_ms, TERMS), due(standing, now_ms + more, TERMS)

    assert now == due(standing, now_ms, TERMS)
    assert now == later[: len(now)]
    assert all(a <= b for a, b in itertools.pairwise(pending(standing, TERMS)))
    assert not now or now[0].at_ms == next_due_ms(standing, TERMS)


def test_every_state_has_its_clocks() -> None:
    """No state is without an entry: what is due is known wherever a case stands."""
    for state, urgency in itertools.product(CaseState, Urgency):
        assert pending(replace(submitted(urgency), state=state), TERMS) == sorted(
            pending(replace(submitted(urgency), state=state), TERMS), key=lambda each: (each.at_ms, each.step)
        )
    assert Due(1, Step.ALARM) < Due(2, Step.ALARM)
