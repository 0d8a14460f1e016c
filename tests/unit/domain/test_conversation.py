# SPDX-License-Identifier: EUPL-1.2
"""Phases, kinds of event, and who may send which."""

import pytest

from chatserver.domain.conversation import (
    ALLOWED,
    Kind,
    Parts,
    Phase,
    Side,
    kind_of,
    phase_of,
    phases_for,
    side_of,
)
from chatserver.domain.errors import MlsRefusedError

EVERYTHING = {(phase, side) for phase in Phase for side in Side}


def test_the_table_is_whole() -> None:
    """Every phase says what either side may send."""
    assert {(phase, side) for phase, sides in ALLOWED.items() for side in sides} == EVERYTHING


@pytest.mark.parametrize("phase", [Phase.WAITING, Phase.OVER])
def test_nothing_is_sent_outside(phase: Phase) -> None:
    """Nothing is sent before a counsellor has accepted, nor after the end."""
    assert not any(ALLOWED[phase].values())


def test_only_the_visitor_changes_who_is_here() -> None:
    """Staff never add or remove, in any phase."""
    for kind in (Kind.ADD, Kind.REMOVE):
        assert phases_for(kind, Side.VISITOR)
        with pytest.raises(MlsRefusedError):
            phases_for(kind, Side.STAFF)


def test_alone_the_visitor_can_only_let_somebody_in() -> None:
    """Without a counsellor inside an event would be owed to nobody, but for an Add."""
    assert ALLOWED[Phase.MEETING] == {Side.VISITOR: {Kind.ADD}, Side.STAFF: frozenset()}


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("kind", [Kind.WORDS, Kind.REKEY])
def test_both_talk_and_renew_their_keys(kind: Kind, side: Side) -> None:
    """Whoever is inside may talk and commit fresh keys."""
    assert phases_for(kind, side) == {Phase.TALKING}


def test_member_0_is_the_visitor() -> None:
    """All other members are staff."""
    assert [side_of(member) for member in (0, 1, 2)] == [Side.VISITOR, Side.STAFF, Side.STAFF]


def test_an_event_of_each_kind() -> None:
    """The parts of a body say what it does."""
    assert kind_of(Parts(app=True)) is Kind.WORDS
    assert kind_of(Parts(commit=True)) is Kind.REKEY
    assert kind_of(Parts(commit=True, welcome=True, adds=1)) is Kind.ADD
    assert kind_of(Parts(commit=True, removes=1, app=True)) is Kind.REMOVE


@pytest.mark.parametrize(
    "parts",
    [
        Parts(),
        Parts(app=True, adds=1),
        Parts(app=True, removes=1),
        Parts(app=True, welcome=True),
        Parts(welcome=True, adds=1),
        Parts(commit=True, adds=1),
        Parts(commit=True, welcome=True),
        Parts(commit=True, welcome=True, removes=1),
        Parts(commit=True, welcome=True, adds=2, removes=1),
        Parts(commit=True, welcome=True, adds=0),
        Parts(commit=True, removes=0),
    ],
)
def test_parts_that_are_no_event(parts: Parts) -> None:
    """Words alone, or a commit that adds with a Welcome, or removes, or neither; never the visitor."""
    with pytest.raises(MlsRefusedError):
        kind_of(parts)


def test_the_end_hides_who_is_inside() -> None:
    """Over is over, whoever is still seated."""
    assert phase_of(1, over=True) is Phase.OVER
    assert phase_of(1, over=False) is Phase.TALKING
    assert phase_of(0, over=False) is Phase.MEETING
