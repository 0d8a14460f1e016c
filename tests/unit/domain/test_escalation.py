# SPDX-License-Identifier: EUPL-1.2
"""The table of states: whole, without traps, and never read by a machine."""

import itertools
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain import escalation_reference
from chatserver.domain.errors import NotAllowedError, NotAllowedNowError
from chatserver.domain.escalation import (
    ACTORS,
    BEGINS,
    BREAK_GLASS_AFTER_MS,
    ENDS,
    EXPIRES,
    MOVES,
    OPEN,
    RELEASED,
    UNREAD,
    Actor,
    CaseState,
    CaseStatus,
    Deed,
    Urgency,
    check_actor,
    check_break_glass,
    check_four_eyes,
    move,
)
from chatserver.domain.ids import StaffId

S, D = CaseState, Deed
READ = frozenset({S.ACKNOWLEDGED, S.ACCEPTED, S.REROUTED, S.DECLINED, S.OUTCOME})

some_deeds = st.lists(st.sampled_from(Deed), max_size=40)


def after(
    deeds: Iterable[Deed], state: CaseState = BEGINS, status: CaseStatus = CaseStatus.ACTUAL
) -> CaseState:
    """Where *deeds* lead, those that cannot be done being refused."""
    for deed in deeds:
        try:
            state = move(state, deed, status)
        except NotAllowedNowError:
            continue
    return state


def reachable(state: CaseState, deeds: Iterable[Deed] = Deed) -> set[CaseState]:
    """Every state to which some of *deeds* lead from *state*."""
    found, edge = {state}, [state]
    while edge:
        here = edge.pop()
        further = {MOVES[here, deed] for deed in deeds if (here, deed) in MOVES} - found
        found |= further
        edge += further
    return found


@pytest.mark.parametrize(
    ("story", "end"),
    [
        ("approve release tell acknowledge accept outcome close", S.CLOSED),
        ("return submit approve acknowledge outcome", S.OUTCOME),
        ("break_glass tell tell acknowledge decline release acknowledge accept", S.ACCEPTED),
        ("approve acknowledge reroute release acknowledge", S.ACKNOWLEDGED),
        ("approve acknowledge reopen", S.SENT),
        ("approve acknowledge accept reopen", S.SENT),
        ("approve call_logged", S.SENT),
        ("approve acknowledge accept ask answer joined_asked joined acknowledge", S.ACCEPTED),
        ("cancel", S.CANCELLED),
        ("return expire", S.EXPIRED),
    ],
)
def test_stories_go_as_they_should(story: str, end: CaseState) -> None:
    """Each deed of a story can be done when its turn comes, and the last leaves the case where it should."""
    state = BEGINS
    for deed in story.split():
        state = move(state, Deed(deed))

    assert state is end


@pytest.mark.parametrize(
    ("state", "deed"),
    [
        (S.IN_REVIEW, D.ACKNOWLEDGE),
        (S.IN_REVIEW, D.RELEASE),
        (S.IN_REVIEW, D.CLOSE),
        (S.RETURNED, D.APPROVE),
        (S.RETURNED, D.BREAK_GLASS),
        (S.SENT, D.ACCEPT),
        (S.SENT, D.OUTCOME),
        (S.SENT, D.RETURN),
        (S.SENT, D.JOINED_ASKED),
        (S.ACKNOWLEDGED, D.JOINED_ASKED),
        (S.OUTCOME, D.CANCEL),
        (S.CLOSED, D.REOPEN),
    ],
)
def test_what_cannot_be(state: CaseState, deed: Deed) -> None:
    """A deed out of its turn is refused."""
    with pytest.raises(NotAllowedNowError):
        move(state, deed)


def test_what_has_ended_stays_so() -> None:
    """Nothing can be done to a case that is over."""
    assert not [(state, deed) for state, deed in MOVES if state in ENDS]
    assert set(CaseState) == ENDS | OPEN


def test_there_is_a_way_to_every_state_and_out_of_it() -> None:
    """Every state can come about, and from every one a case can be closed, cancelled or let go of."""
    assert reachable(BEGINS) == set(CaseState)
    assert all(reachable(state) & ENDS for state in OPEN)


def test_every_deed_has_its_people_and_its_place() -> None:
    """Each deed is somebody's, and possible somewhere."""
    assert set(ACTORS) == set(Deed)
    assert all(ACTORS.values())
    assert {deed for _, deed in MOVES} == set(Deed)


@given(some_deeds, st.sampled_from(CaseState), st.sampled_from(CaseStatus))
def test_every_story_ends_in_a_state(deeds: list[Deed], state: CaseState, status: CaseStatus) -> None:
    """Whatever is tried from wherever, in whatever order, the case stands somewhere."""
    assert after(deeds, state, status) in CaseState


@given(some_deeds.map(lambda deeds: [deed for deed in deeds if deed is not D.ACKNOWLEDGE]))
def test_without_an_acknowledgement_nothing_is_read(deeds: list[Deed]) -> None:
    """No other deed, and no order of deeds, makes a case read."""
    assert after(deeds) not in READ


def test_nothing_but_an_acknowledgement_leads_to_read() -> None:
    """The same, of every order there is: without that one deed no read state can be reached."""
    for state in (S.IN_REVIEW, S.RETURNED, S.SENT):
        assert not reachable(state, set(Deed) - {D.ACKNOWLEDGE}) & READ


def test_a_machine_reads_nothing() -> None:
    """What the ladder may do leads from no unread state to a read one; only officers acknowledge."""
    ladders = [deed for deed in Deed if Actor.LADDER in ACTORS[deed]]
    others = [deed for deed in Deed if ACTORS[deed] != {Actor.OFFICER}]

    assert ACTORS[D.ACKNOWLEDGE] == {Actor.OFFICER}
    for state in (S.IN_REVIEW, S.RETURNED, S.SENT):
        assert not reachable(state, ladders) & READ
        assert not reachable(state, others) & READ
    assert {S.SENT} == RELEASED - READ
    assert {S.IN_REVIEW, S.RETURNED, S.SENT, S.REROUTED, S.DECLINED} == UNREAD


def test_the_ladder_ends_nothing_that_is_meant() -> None:
    """By itself an actual case ends only where it was sent back to its author; an exercise anywhere."""
    for state, status in itertools.product(OPEN, CaseStatus):
        if status is CaseStatus.ACTUAL and state is not S.RETURNED:
            with pytest.raises(NotAllowedNowError):
                move(state, D.EXPIRE, status)
        else:
            assert move(state, D.EXPIRE, status) is S.EXPIRED
    assert set(EXPIRES) == set(CaseStatus)
    with pytest.raises(NotAllowedNowError):
        move(S.SENT, D.EXPIRE)  # where nobody said which, it is meant


def test_each_does_only_what_is_theirs() -> None:
    """A deed is refused to everybody whom the table does not name."""
    for actor, deed in itertools.product(Actor, Deed):
        if actor in ACTORS[deed]:
            check_actor(actor, deed)
        else:
            with pytest.raises(NotAllowedError):
                check_actor(actor, deed)


@pytest.mark.parametrize("deed", [D.APPROVE, D.RETURN, D.CANCEL, D.CLOSE])
def test_a_counsellor_decides_nothing_alone(deed: Deed) -> None:
    """Approving, returning, cancelling and closing are a supervisor's."""
    assert ACTORS[deed] == {Actor.SUPERVISOR}


def test_nobody_approves_their_own_report() -> None:
    """Two people decide, also where the author is a supervisor."""
    check_four_eyes(StaffId("anna"), StaffId("disa"))
    with pytest.raises(NotAllowedError):
        check_four_eyes(StaffId("disa"), StaffId("disa"))


def test_the_glass_breaks_after_two_minutes_and_only_for_a_life() -> None:
    """One person decides alone about P0, 120 s after the version was submitted, and not a moment before."""
    with pytest.raises(NotAllowedNowError):
        check_break_glass(Urgency.P0, 1_000, 1_000 + BREAK_GLASS_AFTER_MS - 1)
    check_break_glass(Urgency.P0, 1_000, 1_000 + BREAK_GLASS_AFTER_MS)
    for urgency in (Urgency.P1, Urgency.P2):
        with pytest.raises(NotAllowedError):
            check_break_glass(urgency, 0, 10 * BREAK_GLASS_AFTER_MS)
    assert BREAK_GLASS_AFTER_MS == 120_000


def test_the_picture_is_the_table() -> None:
    """The page draws every move that it does not say it leaves out, and no other."""
    page = escalation_reference.render()
    drawn = set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", page, re.MULTILINE))
    moves = {(state.value, to.value, deed.value) for (state, deed), to in MOVES.items() if to is not state}

    assert drawn <= moves
    assert {deed for _, _, deed in moves - drawn} == {"close", "cancel", "expire"}
    assert all(f"| `{deed.value}` |" in page for deed in Deed)
