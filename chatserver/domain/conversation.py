# SPDX-License-Identifier: EUPL-1.2
"""What a conversation may do: its phases, the kinds of sealed event, and who may send which when.

Rule 1: whatever decides is a row of ``ALLOWED``.
Rule 2: this module sees which parts a body has and who it names, never a byte of it.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chatserver.domain.errors import MlsRefusedError
from chatserver.domain.ids import VISITOR_MEMBER


class Phase(enum.StrEnum):
    """Where a conversation stands."""

    WAITING = "waiting"  # nobody has accepted it; the relay keeps nothing of it
    MEETING = "meeting"  # accepted, or between two counsellors: no counsellor is inside
    TALKING = "talking"  # the visitor and at least one counsellor are inside
    OVER = "over"  # ended or left; nothing begins again


class Side(enum.StrEnum):
    """On which side of the line a member sits."""

    VISITOR = "visitor"
    STAFF = "staff"


class Kind(enum.StrEnum):
    """What a sealed event does to the group."""

    WORDS = "words"  # an application message
    REKEY = "rekey"  # a commit that changes nobody's seat: fresh keys
    ADD = "add"  # a commit that lets somebody in, with the Welcome
    REMOVE = "remove"  # a commit that takes somebody out


_REKEYING: Final = frozenset({Kind.WORDS, Kind.REKEY})

ALLOWED: Final[Mapping[Phase, Mapping[Side, frozenset[Kind]]]] = {
    Phase.WAITING: {Side.VISITOR: frozenset(), Side.STAFF: frozenset()},
    # Without a counsellor inside, anything but an Add would be owed to nobody.
    Phase.MEETING: {Side.VISITOR: frozenset({Kind.ADD}), Side.STAFF: frozenset()},
    Phase.TALKING: {Side.VISITOR: _REKEYING | {Kind.ADD, Kind.REMOVE}, Side.STAFF: _REKEYING},
    Phase.OVER: {Side.VISITOR: frozenset(), Side.STAFF: frozenset()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Which parts a body has, and whom it names."""

    app: bool = False
    commit: bool = False
    welcome: bool = False
    adds: int | None = None
    removes: int | None = None


def side_of(member: int) -> Side:
    """Member 0 is the visitor."""
    return Side.VISITOR if member == VISITOR_MEMBER else Side.STAFF


def kind_of(parts: Parts) -> Kind:
    """
    What a body made of *parts* does.

    Raises:
        MlsRefusedError: *parts* do not make one event.
    """
    if not parts.commit:
        return _without_commit(parts)
    if parts.welcome != (parts.adds is not None):
        raise MlsRefusedError("an Add and its Welcome are one event")
    if parts.adds is not None and parts.removes is not None:
        raise MlsRefusedError("an Add and a Remove are two commits")
    if VISITOR_MEMBER in (parts.adds, parts.removes):
        raise MlsRefusedError("the visitor is neither added nor removed")
    return _of_commit(parts)


def _without_commit(parts: Parts) -> Kind:
    if parts != Parts(app=True):
        raise MlsRefusedError("without a commit there is one application message and nothing else")
    return Kind.WORDS


def _of_commit(parts: Parts) -> Kind:
    if parts.adds is not None:
        return Kind.ADD
    return Kind.REKEY if parts.removes is None else Kind.REMOVE


def phases_for(kind: Kind, side: Side) -> frozenset[Phase]:
    """
    The phases in which *side* may send *kind*.

    Raises:
        MlsRefusedError: there is none: only the visitor lets in and takes out.
    """
    phases = frozenset(phase for phase, sides in ALLOWED.items() if kind in sides[side])
    if not phases:
        raise MlsRefusedError("only the visitor adds and removes")
    return phases


def phase_of(seated: int, *, over: bool) -> Phase:
    """The phase of a conversation that was accepted, with *seated* counsellors inside."""
    if over:
        return Phase.OVER
    return Phase.TALKING if seated else Phase.MEETING
