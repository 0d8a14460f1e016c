# SPDX-License-Identifier: EUPL-1.2
"""The rules of the line: head start, order of counsellors, duties, places and why they become later."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain import queue as q
from chatserver.wire import counsellor, limits

NOW = 1_800_000_000_000
DAY_MS = 86_400_000


def order(load: int, lanes: int, free_since: int) -> float:
    """The score by which the store orders free counsellors."""
    return float(load * q.LOAD_WEIGHT + lanes * q.LANE_WEIGHT + free_since)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 63), st.integers(NOW - DAY_MS, NOW + 50 * 365 * DAY_MS)),
        min_size=2,
    )
)
def test_counsellors_come_in_order_of_load_then_lanes_then_time(people: list[tuple[int, int, int]]) -> None:
    """Fewest conversations, then fewest lanes, then longest free: one number says it exactly."""
    assert sorted(people, key=lambda person: order(*person)) == sorted(people)


def test_only_urgency_gives_a_head_start() -> None:
    """Who is not safe counts as having joined ten minutes earlier."""
    assert q.head_start_ms(urgent=True) == 10 * 60_000
    assert q.head_start_ms(urgent=False) == 0


@pytest.mark.parametrize("turn", [q.Turn.DECLINED, q.Turn.LEASE, q.Turn.KEY])
def test_who_does_not_answer_is_away(turn: q.Turn) -> None:
    """A counsellor who declines, or lets an offer or the key lapse, gets nobody until they say so."""
    assert set(q.DUTY_AFTER[turn].values()) == {q.Duty.AWAY}


@pytest.mark.parametrize("turn", [q.Turn.MUTE, q.Turn.LEFT])
def test_a_visitors_silence_costs_the_counsellor_nothing(turn: q.Turn) -> None:
    """A mute page, or a visitor who went, leaves the duty as it is."""
    assert q.DUTY_AFTER[turn] == {duty: duty for duty in q.Duty}


def test_a_pause_follows_a_conversation_and_ends() -> None:
    """Who is free pauses after a conversation and is free again; who chose otherwise keeps it."""
    assert q.DUTY_AFTER[q.Turn.RELEASED] == {
        q.Duty.FREE: q.Duty.PAUSE,
        q.Duty.PAUSE: q.Duty.PAUSE,
        q.Duty.AWAY: q.Duty.AWAY,
    }
    assert q.DUTY_AFTER[q.Turn.RESTED] == {
        q.Duty.FREE: q.Duty.FREE,
        q.Duty.PAUSE: q.Duty.FREE,
        q.Duty.AWAY: q.Duty.AWAY,
    }


def test_the_table_of_duties_is_whole() -> None:
    """Whatever happens in whatever duty, the table has a row for it."""
    assert all(duty in q.DUTY_AFTER[turn] for turn, duty in product(q.Turn, q.Duty))


def test_the_wire_says_the_same_words() -> None:
    """Whatever can be missed is a turn of the domain's, under the same name."""
    assert {m.value for m in counsellor.Missed} <= {t.value for t in q.Turn}
    assert q.MEMBERS == limits.MAX_MEMBERS


lines = st.lists(
    st.tuples(st.uuids().map(str), st.integers(0, 50)), max_size=12, unique_by=lambda one: one[0]
)


@given(lines, lines)
def test_a_place_is_how_many_joined_earlier_plus_one(
    calm: list[tuple[str, int]], urgent: list[tuple[str, int]]
) -> None:
    """Everybody stands behind those with an earlier virtual time, in whichever list, and nobody else."""
    calm.sort(key=lambda one: one[1])
    urgent.sort(key=lambda one: one[1])

    places = q.standings(calm, urgent)

    assert len(places) == len({name for name, _ in calm + urgent})
    for name, virtual in calm:
        own = [n for n, _ in calm].index(name)
        assert places[name].place == own + sum(other < virtual for _, other in urgent) + 1
    firsts = [s.place for s in places.values() if s.virtual == min((v for _, v in calm + urgent), default=0)]
    assert not firsts or min(firsts) == 1


def standing(place: int, virtual: int = 100) -> q.Standing:
    return q.Standing(virtual, place, urgent=False)


def test_a_place_that_did_not_become_later_has_no_reason() -> None:
    """Going forward, or standing still, needs no explanation."""
    risen = [q.Risen(NOW, 1, q.Rise.URGENT)]

    assert q.reason(before=3, now=standing(3), since=NOW, risen=risen) is None
    assert q.reason(before=3, now=standing(2), since=NOW, risen=risen) is None


def test_the_newest_cause_before_me_is_told() -> None:
    """Of all who came before me since I was told, the last one is the reason."""
    risen = [
        q.Risen(NOW + 3, 500, q.Rise.RETURNED),  # behind me
        q.Risen(NOW + 2, 50, q.Rise.BACK),
        q.Risen(NOW + 1, 60, q.Rise.URGENT),
        q.Risen(NOW - 1, 60, q.Rise.RETURNED),  # told before
    ]

    assert q.reason(before=1, now=standing(3), since=NOW, risen=risen) is q.Rise.BACK
    assert q.reason(before=1, now=standing(3), since=NOW, risen=risen[2:]) is q.Rise.URGENT
    assert q.reason(before=1, now=standing(3), since=NOW, risen=risen[3:]) is q.Rise.BACK


def test_my_own_return_is_a_reason() -> None:
    """Who had been offered, and is in line again, is told that the offer was not taken."""
    assert q.reason(before=0, now=standing(1), since=NOW, risen=[]) is q.Rise.RETURNED
