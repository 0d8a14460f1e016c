# SPDX-License-Identifier: EUPL-1.2
"""What a case may do: its urgency, its states, the deeds that move it, and who may do them.

Rule 1: whatever decides is a row of ``MOVES``, ``ACTORS`` or ``EXPIRES``.
Rule 2: this module never sees a word of a report.
Rule 3: a machine's answer, a bell and a reply code acknowledge nothing: only a person makes a case *read*.
"""

import enum
from collections.abc import Mapping
from typing import Final

from chatserver.domain.errors import NotAllowedError, NotAllowedNowError
from chatserver.domain.ids import StaffId


class Urgency(enum.StrEnum):
    """How soon a human must have read it.  Whoever cannot be identified (P3) is no case: keep talking."""

    P0 = "p0"  # life or serious harm now, or ongoing abuse at a known place
    P1 = "p1"  # an identifiable child at serious risk within 24 hours
    P2 = "p2"  # a concern about an identifiable child: a written report


class CaseStatus(enum.StrEnum):
    """Whether a whole case is meant."""

    ACTUAL = "actual"
    EXERCISE = "exercise"  # everything happens, and everybody sees that it is none
    TEST = "test"  # somebody looks whether a channel works


class CaseState(enum.StrEnum):
    """Where a case stands.  A draft is none of them: it lives in the counsellor's browser alone."""

    IN_REVIEW = "in_review"  # sealed and stored; a supervisor has not answered
    RETURNED = "returned"  # a supervisor wants it otherwise; the author seals a new version
    SENT = "sent"  # released; the ladder climbs until a human says that they have read it
    ACKNOWLEDGED = "acknowledged"  # an officer has opened it, and signed so
    ACCEPTED = "accepted"  # an officer takes it on
    REROUTED = "rerouted"  # sealed again for another agency, whose ladder begins at once
    DECLINED = "declined"  # not theirs; the next rung comes at once
    OUTCOME = "outcome"  # an officer has said what became of it
    CLOSED = "closed"
    CANCELLED = "cancelled"  # a prank, or a mistake
    EXPIRED = "expired"  # nobody came back to it


class Deed(enum.StrEnum):
    """What somebody does to a case, as the chain of deeds has it."""

    SUBMIT = "submit"  # the first makes the case, a later one brings a new version
    APPROVE = "approve"
    RETURN = "return"
    EXERCISE = "exercise"  # an exercise that no person wrote begins, at every rung at once
    BREAK_GLASS = "break_glass"  # an approval by one person alone
    RELEASE = "release"  # the next rung may fetch the report
    TELL = "tell"  # one channel of the rung is tried, for the first time
    POSTPONE = "postpone"  # somebody typed a reply code: the next rung comes one interval later, once
    RAISE = "raise"  # supervisors are alarmed
    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    REROUTE = "reroute"
    DECLINE = "decline"
    OUTCOME = "outcome"
    CLOSE = "close"
    CANCEL = "cancel"
    EXPIRE = "expire"
    REOPEN = "reopen"  # read, and then nothing: it is sent again
    CALL_LOGGED = "call_logged"
    SEAL_AGAIN = "seal_again"  # somebody who can open it lets a colleague open it
    ASK = "ask"  # an officer asks the counsellor
    ANSWER = "answer"
    JOINED_ASKED = "joined_asked"  # an officer asks to join the conversation
    JOINED = "joined"  # the young person's device let them in


class Actor(enum.StrEnum):
    """Who does a deed."""

    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    LADDER = "ladder"  # the clock, on whichever node


_S, _D = CaseState, Deed

BEGINS: Final = CaseState.IN_REVIEW
"""Where the first submission puts a case."""

ENDS: Final = frozenset({_S.CLOSED, _S.CANCELLED, _S.EXPIRED})
"""Nothing happens to a case any more."""

OPEN: Final = frozenset(CaseState) - ENDS

RELEASED: Final = frozenset({_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.REROUTED, _S.DECLINED, _S.OUTCOME})
"""The agency has the report, or had it."""

UNREAD: Final = frozenset({_S.IN_REVIEW, _S.RETURNED, _S.SENT, _S.REROUTED, _S.DECLINED})
"""Nobody at an agency who could act has said that they have it."""


def _steps() -> Mapping[tuple[CaseState, Deed], CaseState]:
    return {
        (_S.RETURNED, _D.SUBMIT): _S.IN_REVIEW,
        (_S.IN_REVIEW, _D.APPROVE): _S.SENT,
        (_S.IN_REVIEW, _D.BREAK_GLASS): _S.SENT,
        (_S.IN_REVIEW, _D.RETURN): _S.RETURNED,
        # Nothing in it to review: it carries no word of anybody's.
        (_S.IN_REVIEW, _D.EXERCISE): _S.SENT,
        (_S.SENT, _D.RELEASE): _S.SENT,
        (_S.DECLINED, _D.RELEASE): _S.SENT,
        (_S.REROUTED, _D.RELEASE): _S.SENT,
        (_S.SENT, _D.TELL): _S.SENT,
        (_S.SENT, _D.POSTPONE): _S.SENT,
        (_S.SENT, _D.ACKNOWLEDGE): _S.ACKNOWLEDGED,
        # A colleague may have read it before the next rung was told; and a second reader changes nothing.
        (_S.DECLINED, _D.ACKNOWLEDGE): _S.ACKNOWLEDGED,
        (_S.ACKNOWLEDGED, _D.ACKNOWLEDGE): _S.ACKNOWLEDGED,
        (_S.ACCEPTED, _D.ACKNOWLEDGE): _S.ACCEPTED,
        (_S.ACKNOWLEDGED, _D.ACCEPT): _S.ACCEPTED,
        (_S.ACKNOWLEDGED, _D.REROUTE): _S.REROUTED,
        (_S.ACCEPTED, _D.REROUTE): _S.REROUTED,
        (_S.ACKNOWLEDGED, _D.DECLINE): _S.DECLINED,
        (_S.ACCEPTED, _D.DECLINE): _S.DECLINED,
        (_S.ACKNOWLEDGED, _D.OUTCOME): _S.OUTCOME,
        (_S.ACCEPTED, _D.OUTCOME): _S.OUTCOME,
        (_S.OUTCOME, _D.OUTCOME): _S.OUTCOME,
        # From SENT too: a call that named somebody stopped the ladder, and nothing came of it.
        (_S.SENT, _D.REOPEN): _S.SENT,
        (_S.ACKNOWLEDGED, _D.REOPEN): _S.SENT,
        (_S.ACCEPTED, _D.REOPEN): _S.SENT,
        (_S.OUTCOME, _D.REOPEN): _S.SENT,
        (_S.ACCEPTED, _D.JOINED_ASKED): _S.ACCEPTED,
        (_S.ACCEPTED, _D.JOINED): _S.ACCEPTED,
        (_S.OUTCOME, _D.JOINED): _S.OUTCOME,
    }


def _everywhere() -> Mapping[tuple[CaseState, Deed], CaseState]:
    asking = {(state, _D.ASK): state for state in (_S.ACKNOWLEDGED, _S.ACCEPTED, _S.OUTCOME)}
    answering = {(state, _D.ANSWER): state for state in RELEASED}
    calling = {(state, _D.CALL_LOGGED): state for state in OPEN}
    raising = {(state, _D.RAISE): state for state in OPEN}
    sealing = {(state, _D.SEAL_AGAIN): state for state in OPEN}
    closing = {(state, _D.CLOSE): _S.CLOSED for state in RELEASED}
    cancelling = {(state, _D.CANCEL): _S.CANCELLED for state in OPEN - {_S.OUTCOME}}
    expiring = {(state, _D.EXPIRE): _S.EXPIRED for state in OPEN}
    return {**asking, **answering, **calling, **raising, **sealing, **closing, **cancelling, **expiring}


MOVES: Final[Mapping[tuple[CaseState, Deed], CaseState]] = {**_steps(), **_everywhere()}
"""In which state a deed may be done, and the state after it."""

EXPIRES: Final[Mapping[CaseStatus, frozenset[CaseState]]] = {
    # A report that waits for a human waits for ever, and loudly; only one that was sent back is let go of.
    CaseStatus.ACTUAL: frozenset({_S.RETURNED}),
    CaseStatus.EXERCISE: OPEN,
    CaseStatus.TEST: OPEN,
}
"""Where a case may end by itself."""

ACTORS: Final[Mapping[Deed, frozenset[Actor]]] = {
    # A supervisor may have talked with the young person too; nobody approves what they wrote themselves.
    _D.SUBMIT: frozenset({Actor.COUNSELLOR, Actor.SUPERVISOR}),
    _D.BREAK_GLASS: frozenset({Actor.COUNSELLOR, Actor.SUPERVISOR}),
    _D.CALL_LOGGED: frozenset({Actor.COUNSELLOR, Actor.SUPERVISOR}),
    _D.SEAL_AGAIN: frozenset({Actor.COUNSELLOR, Actor.SUPERVISOR, Actor.OFFICER}),
    _D.ANSWER: frozenset({Actor.COUNSELLOR, Actor.SUPERVISOR}),
    _D.APPROVE: frozenset({Actor.SUPERVISOR}),
    _D.RETURN: frozenset({Actor.SUPERVISOR}),
    _D.CLOSE: frozenset({Actor.SUPERVISOR}),
    _D.CANCEL: frozenset({Actor.SUPERVISOR}),
    _D.REOPEN: frozenset({Actor.SUPERVISOR, Actor.LADDER}),
    _D.EXERCISE: frozenset({Actor.LADDER}),
    _D.RELEASE: frozenset({Actor.LADDER}),
    _D.TELL: frozenset({Actor.LADDER}),
    _D.POSTPONE: frozenset({Actor.LADDER}),
    _D.RAISE: frozenset({Actor.LADDER}),
    _D.EXPIRE: frozenset({Actor.LADDER}),
    _D.ACKNOWLEDGE: frozenset({Actor.OFFICER}),
    _D.ACCEPT: frozenset({Actor.OFFICER}),
    _D.REROUTE: frozenset({Actor.OFFICER}),
    _D.DECLINE: frozenset({Actor.OFFICER}),
    _D.OUTCOME: frozenset({Actor.OFFICER}),
    _D.ASK: frozenset({Actor.OFFICER}),
    _D.JOINED_ASKED: frozenset({Actor.OFFICER}),
    _D.JOINED: frozenset({Actor.OFFICER}),
}
"""Who may do a deed, in whatever state it may be done at all."""

SYSTEM: Final = StaffId("system")
"""The author of an exercise that no person wrote.  Nobody has this id."""

EXERCISE_DEEDS: Final = frozenset(
    {_D.EXERCISE, _D.RELEASE, _D.TELL, _D.ACKNOWLEDGE, _D.CLOSE, _D.CANCEL, _D.EXPIRE}
)
"""All that happens to such an exercise: it is opened, by everybody, and ends."""

BREAK_GLASS_AFTER_MS: Final = 120_000
"""How long a supervisor has before one person may decide alone."""


def move(state: CaseState, deed: Deed, status: CaseStatus = CaseStatus.ACTUAL) -> CaseState:
    """
    The state after *deed*.

    Raises:
        NotAllowedNowError: it cannot be done in *state*.
    """
    after = MOVES.get((state, deed))
    if after is None or (deed is Deed.EXPIRE and state not in EXPIRES[status]):
        raise NotAllowedNowError(f"{deed.value} in {state.value}")
    return after


def check_actor(actor: Actor, deed: Deed) -> None:
    """
    Nothing, if *actor* may do *deed*.

    Raises:
        NotAllowedError: it is for others.
    """
    if actor not in ACTORS[deed]:
        raise NotAllowedError(f"{deed.value} is not for a {actor.value}")


def check_four_eyes(author: StaffId, approving: StaffId) -> None:
    """
    Nothing, if these are two people.

    Raises:
        NotAllowedError: whoever wrote a report does not approve it.
    """
    if author == approving:
        raise NotAllowedError("whoever wrote a report does not approve it")


def break_glass_from_ms(urgency: Urgency, reviewed_from_ms: int) -> int | None:
    """From when one person may decide alone, where this version's review began then; never unless P0."""
    return reviewed_from_ms + BREAK_GLASS_AFTER_MS if urgency is Urgency.P0 else None


def check_break_glass(urgency: Urgency, reviewed_from_ms: int, now_ms: int) -> None:
    """
    Nothing, if one person may decide alone now.

    Raises:
        NotAllowedError: no life is in danger.
        NotAllowedNowError: a supervisor may still answer.
    """
    begins = break_glass_from_ms(urgency, reviewed_from_ms)
    if begins is None:
        raise NotAllowedError(f"nobody decides alone about {urgency.value}")
    if now_ms < begins:
        raise NotAllowedNowError("a supervisor may still answer")
