# SPDX-License-Identifier: EUPL-1.2
"""Estimates: honest ranges, rounded outwards, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.estimate import ENOUGH_LENGTHS, Range, estimate, strength
from chatserver.domain.lanes import LaneName, lane_name, lane_parts

SV, EN = LaneName("young:sv"), LaneName("young:en")
HALF_AN_HOUR = [1_800] * ENOUGH_LENGTHS


def minutes(place: int, **known: object) -> Range | None:
    """The estimate for *place* with one counsellor and conversations of 28 minutes and pauses of 2."""
    usual: dict[str, object] = {"strength": 1.0, "lengths_seconds": [1_680] * 9, "pause_seconds": 120}
    return estimate(place, **{**usual, **known})  # type: ignore[arg-type]  # of either sort


def test_a_place_waits_for_so_many_conversations() -> None:
    """One counsellor, half an hour each: the third is served in about an hour and a half."""
    assert minutes(3) == Range(90, 90, unlikely=False)


def test_more_counsellors_halve_the_wait() -> None:
    """Two counsellors take turns."""
    assert minutes(3, strength=2.0) == Range(45, 45, unlikely=False)


def test_what_varies_widens_the_range() -> None:
    """Conversations of different lengths make a range, not a figure."""
    found = minutes(4, lengths_seconds=[600, 600, 2_400, 2_400, 600, 2_400])

    assert found is not None
    assert found.soonest_minutes < 4 * 27 < found.latest_minutes


def test_past_two_hours_is_unlikely() -> None:
    """We will probably not reach you now: said as soon as it is so."""
    assert minutes(4) == Range(120, 120, unlikely=False)
    assert minutes(5) == Range(150, 150, unlikely=True)


@pytest.mark.parametrize(
    "known",
    [{"strength": 0.0}, {"lengths_seconds": HALF_AN_HOUR[1:]}, {"lengths_seconds": []}],
    ids=["nobody on duty", "too little measured", "nothing measured"],
)
def test_nothing_is_said_where_nothing_honest_can_be(known: dict[str, object]) -> None:
    """No range without counsellors and without enough measured conversations."""
    assert minutes(1, **known) is None


def test_who_is_being_offered_waits_no_more() -> None:
    """Place 0 has no range."""
    assert minutes(0) is None


@given(
    st.integers(1, 500),
    st.floats(0.05, 40),
    st.lists(st.integers(1, 14_400), min_size=ENOUGH_LENGTHS, max_size=50),
    st.integers(0, 900),
)
def test_a_range_is_rounded_outwards(place: int, strength: float, lengths: list[int], pause: int) -> None:
    """Whatever was measured, the range is in steps of five minutes, and holds the middle."""
    found = estimate(place, strength=strength, lengths_seconds=lengths, pause_seconds=pause)

    assert found is not None
    middle = place * (sum(lengths) / len(lengths) + pause) / strength / 60
    assert found.soonest_minutes % 5 == found.latest_minutes % 5 == 0
    assert found.soonest_minutes <= middle + 1e-6
    assert middle - 1e-6 <= found.latest_minutes
    assert found.latest_minutes >= 5


def test_a_counsellor_of_two_lanes_is_shared_by_who_waits() -> None:
    """Somebody who serves a full lane and an empty one is there for the full one."""
    both, one = frozenset({SV, EN}), frozenset({SV})

    assert strength(SV, [both], {SV: 3, EN: 1}) == 0.75
    assert strength(EN, [both], {SV: 3, EN: 1}) == 0.25
    assert strength(SV, [both, one], {SV: 3, EN: 1}) == 1.75
    assert strength(EN, [one], {SV: 3, EN: 1}) == 0
    assert strength(SV, [both], {}) == 0.5


def test_a_lanes_name_is_its_audience_and_language() -> None:
    """A name is made of both parts, and falls into them again."""
    assert lane_parts(lane_name("young", "sr-Latn")) == ("young", "sr-Latn")
