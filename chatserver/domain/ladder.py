# SPDX-License-Identifier: EUPL-1.2
"""The ladder: what is due in a case, and when, from where the case stands and nothing else.

Rule 1: what is due is read off a ``Standing``; whoever has done it writes the next one.  Repeating is safe.
Rule 2: only an officer's acknowledgement, or a logged call that names a person, stops the climbing.
Rule 3: supervisors' clocks run from the submission, the rungs' from their release; a reply code moves one
rung's clock, once, and no supervisor's.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from chatserver.domain.errors import NotAllowedNowError
from chatserver.domain.escalation import BREAK_GLASS_AFTER_MS, UNREAD, CaseState, Urgency
from chatserver.domain.workdays import noon_of_next_working_day

SECOND_MS: Final = 1_000
MINUTE_MS: Final = 60 * SECOND_MS
HOUR_MS: Final = 60 * MINUTE_MS


class Step(enum.StrEnum):
    """What can be due."""

    REVIEW = "review"  # no supervisor has answered: tell them all, and offer the author to break the glass
    CLIMB = "climb"  # release the next rung
    ALARM = "alarm"  # nobody at the agency has read it: alarm the supervisors
    PHONE = "phone"  # and still nobody: a modal that only a logged call takes away
    REOPEN = "reopen"  # read, and then nothing: send it again


RAISED: Final = frozenset({Step.REVIEW, Step.ALARM, Step.PHONE})
"""Steps that are raised once, and then stand until something takes them down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long each step takes.  What an urgency does not name never comes by itself."""

    zone: dt.tzinfo
    review_ms: int = BREAK_GLASS_AFTER_MS
    rung_ms: Mapping[Urgency, int] = field(
        default_factory=lambda: {Urgency.P0: 3 * MINUTE_MS, Urgency.P1: 30 * MINUTE_MS}
    )
    alarm_ms: Mapping[Urgency, int] = field(
        default_factory=lambda: {Urgency.P0: 6 * MINUTE_MS, Urgency.P1: 60 * MINUTE_MS}
    )
    phone_ms: Mapping[Urgency, int] = field(
        default_factory=lambda: {Urgency.P0: 10 * MINUTE_MS, Urgency.P1: 60 * MINUTE_MS}
    )
    outcome_ms: Mapping[Urgency, int] = field(
        default_factory=lambda: {Urgency.P0: 30 * MINUTE_MS, Urgency.P1: 24 * HOUR_MS}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    Where a case stands: its row, as far as clocks are concerned.

    *since_ms*: when it came into its state; in review, when this version was submitted; sent, when this
    rung was released.
    """

    urgency: Urgency
    state: CaseState
    begun_ms: int
    """When its first version was submitted, or it was last reopened: supervisors' clocks run from then."""
    since_ms: int
    rungs: int
    """How many the agency's ladder has."""
    loop: int = 0
    rung: int = 0
    postponed: int | None = None
    """The rung that a reply code has postponed in this loop."""
    called_ms: int | None = None
    """When a call was last logged since it was submitted or reopened, to whomever."""
    spoken_ms: int | None = None
    """The same, of one that named a person: it stops the ladder."""
    raised: frozenset[Step] = frozenset()
    """What has been raised and stands."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A step, and since when it is due."""

    at_ms: int
    step: Step


def due(standing: Standing, now_ms: int, terms: Terms) -> list[Due]:
    """What is to be done now, what has waited longest first."""
    return [each for each in pending(standing, terms) if each.at_ms <= now_ms]


def next_due_ms(standing: Standing, terms: Terms) -> int | None:
    """When something is due next, or has been since; never, if nothing will be by itself."""
    return min((each.at_ms for each in pending(standing, terms)), default=None)


def pending(standing: Standing, terms: Terms) -> list[Due]:
    """All that will be due unless something happens, in order."""
    clocks = _CLOCKS[standing.state](standing, terms)
    return sorted(Due(at_ms, step) for step, at_ms in clocks if step not in standing.raised)


_Clocks = Iterator[tuple[Step, int]]


def _reviewing(standing: Standing, terms: Terms) -> _Clocks:
    yield Step.REVIEW, standing.since_ms + terms.review_ms
    yield from _supervising(standing, terms)


def _sent(standing: Standing, terms: Terms) -> _Clocks:
    if standing.spoken_ms is not None:
        yield from _waiting(standing.spoken_ms, standing, terms)
    else:
        if standing.rungs:
            yield Step.CLIMB, _rung_end(standing, terms)
        yield from _supervising(standing, terms)


def _passed_on(standing: Standing, terms: Terms) -> _Clocks:
    # The agency has said no, or named another: whoever comes next is told at once, call or no call.
    if standing.rungs:
        yield Step.CLIMB, standing.since_ms
    yield from _supervising(standing, terms)


def _answered(standing: Standing, terms: Terms) -> _Clocks:
    yield from _waiting(standing.since_ms, standing, terms)


def _still(_standing: Standing, _terms: Terms) -> _Clocks:
    yield from ()


def _supervising(standing: Standing, terms: Terms) -> _Clocks:
    begun, urgency = standing.begun_ms, standing.urgency
    alarm = terms.alarm_ms.get(urgency)
    if not standing.rungs and standing.state not in {CaseState.IN_REVIEW, CaseState.RETURNED}:
        yield Step.ALARM, standing.since_ms  # a ladder without rungs: nobody was told
    elif alarm is not None:
        yield Step.ALARM, begun + alarm
    else:
        yield Step.ALARM, noon_of_next_working_day(begun, terms.zone)
    phone = terms.phone_ms.get(urgency)
    if phone is not None:
        called = begun if standing.called_ms is None else max(begun, standing.called_ms)
        yield Step.PHONE, called + phone


def _waiting(from_ms: int, standing: Standing, terms: Terms) -> _Clocks:
    outcome = terms.outcome_ms.get(standing.urgency)
    if outcome is not None:
        yield Step.REOPEN, from_ms + outcome


_CLOCKS: Final[Mapping[CaseState, Callable[[Standing, Terms], _Clocks]]] = {
    CaseState.IN_REVIEW: _reviewing,
    CaseState.RETURNED: _supervising,
    CaseState.SENT: _sent,
    CaseState.REROUTED: _passed_on,
    CaseState.DECLINED: _passed_on,
    CaseState.ACKNOWLEDGED: _answered,
    CaseState.ACCEPTED: _answered,
    CaseState.OUTCOME: _still,
    CaseState.CLOSED: _still,
    CaseState.CANCELLED: _still,
    CaseState.EXPIRED: _still,
}


def _rung_end(standing: Standing, terms: Terms) -> int:
    end = standing.since_ms
    for _ in range(2 if standing.postponed == standing.rung else 1):
        interval = terms.rung_ms.get(standing.urgency)
        end = noon_of_next_working_day(end, terms.zone) if interval is None else end + interval
    return end


def release(standing: Standing, now_ms: int) -> Standing:
    """After a supervisor's approval, or a broken glass: the first rung has it."""
    lowered = standing.raised - {Step.REVIEW}
    return replace(standing, state=CaseState.SENT, since_ms=now_ms, loop=0, rung=0, raised=lowered)


def climb(standing: Standing, now_ms: int) -> Standing:
    """
    The next rung has it; after the last, and after a rerouting, the first of a new loop.

    Raises:
        NotAllowedNowError: it is not climbing.
    """
    if standing.state not in {CaseState.SENT, CaseState.DECLINED, CaseState.REROUTED}:
        raise NotAllowedNowError(f"climbing in {standing.state.value}")
    up = replace(standing, state=CaseState.SENT, since_ms=now_ms, spoken_ms=None)
    if standing.state is not CaseState.REROUTED and standing.rung + 1 < standing.rungs:
        return replace(up, rung=standing.rung + 1)
    return replace(up, rung=0, loop=standing.loop + 1, postponed=None)


def reopen(standing: Standing, now_ms: int) -> Standing:
    """Sent again: a new loop, and every clock begins anew."""
    anew = replace(standing, state=CaseState.SENT, begun_ms=now_ms, since_ms=now_ms, raised=frozenset())
    return replace(anew, loop=anew.loop + 1, rung=0, postponed=None, called_ms=None, spoken_ms=None)


def postpone(standing: Standing) -> Standing:
    """
    By a reply code, this rung has one interval more, once in a loop.

    Raises:
        NotAllowedNowError: it was postponed already, or nothing climbs.
    """
    if standing.state is not CaseState.SENT or standing.postponed is not None:
        raise NotAllowedNowError("a reply code counts once in a loop, while the ladder climbs")
    return replace(standing, postponed=standing.rung)


def log_call(standing: Standing, now_ms: int, *, named: bool) -> Standing:
    """
    A call was logged.  It takes the modal away; one that *named* a person stops the ladder.

    A call that was made before the submission is not logged here: 112 comes first, and stops nothing.
    """
    spoken = now_ms if named and standing.state is CaseState.SENT else standing.spoken_ms
    lowered = standing.raised - {Step.PHONE}
    return replace(standing, called_ms=now_ms, spoken_ms=spoken, raised=lowered)


def mark(standing: Standing, step: Step) -> Standing:
    """*step*, one of ``RAISED``, has been raised."""
    return replace(standing, raised=standing.raised | {step})


def come(standing: Standing, state: CaseState, now_ms: int) -> Standing:
    """
    Somebody's deed has put it into *state*.  An answer takes down what was raised about silence.

    A deed that leaves the state as it is moves no clock: a second reader gives nobody more time.
    """
    if state is standing.state:
        return standing
    lowered = standing.raised - ({Step.REVIEW} if state in UNREAD else RAISED)
    return replace(standing, state=state, since_ms=now_ms, raised=lowered)


def rebased(standing: Standing, now_ms: int) -> Standing:
    """
    *standing* without moments that have not come: where the clock was set back, it waits no longer than
    one interval from when that is seen.
    """
    called = None if standing.called_ms is None else min(standing.called_ms, now_ms)
    spoken = None if standing.spoken_ms is None else min(standing.spoken_ms, now_ms)
    begun, since = min(standing.begun_ms, now_ms), min(standing.since_ms, now_ms)
    return replace(standing, begun_ms=begun, since_ms=since, called_ms=called, spoken_ms=spoken)
