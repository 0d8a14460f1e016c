# SPDX-License-Identifier: EUPL-1.2
"""What the queue's scripts answer, typed.  Lua knows no empty list: where it would stand, nothing does."""

import msgspec

from chatserver.domain.lanes import LaneName
from chatserver.domain.queue import Duty, Risen, Stage


class Hold(msgspec.Struct, frozen=True):
    """What a counsellor has of a visitor: an offer, an acceptance, or a conversation."""

    conversation: str
    offer: str
    stage: Stage
    lane: LaneName
    urgent: bool
    joined: int
    deadline: int = 0
    waited: int = 0
    """Milliseconds between joining and acceptance."""
    member: int | None = None


class Person(msgspec.Struct, frozen=True):
    """One counsellor as the queue knows them."""

    id: str
    generation: int
    connected: bool
    duty: Duty
    free_since: int
    lanes: tuple[LaneName, ...] = ()
    pause_until: int | None = None
    holds: tuple[Hold, ...] = ()


class Effect(msgspec.Struct, frozen=True):
    """What *staff* may be told: an offer was ``made`` (*hold*), or one is ``gone`` (*offer*, *why*)."""

    what: str
    staff: str
    hold: Hold | None = None
    offer: str = ""
    why: str = ""


class Done(msgspec.Struct, frozen=True):
    """A command was carried out."""

    told: tuple[Effect, ...] = ()


class Joined(Done, frozen=True, kw_only=True):
    """Where a visitor stands; *place* is 0 for one who does not wait any more."""

    stage: Stage
    lane: LaneName
    joined: int
    urgent: bool
    place: int
    waiting: int
    open: bool


class Accepted(Done, frozen=True, kw_only=True):
    """The visitor whom a counsellor has accepted."""

    taken: Hold
    first: bool = False
    """False when it is repeated."""


class Undone(Done, frozen=True, kw_only=True):
    """*staff* has lost what was offered to them, or what they had accepted."""

    staff: str = ""


class Overdue(msgspec.Struct, frozen=True):
    """Something whose time is over, and what it was for."""

    conversation: str
    staff: str
    offer: str
    stage: Stage


class LaneCount(msgspec.Struct, frozen=True):
    """One lane in figures; times are virtual, in milliseconds."""

    lane: LaneName
    calm: int
    urgent: int
    counsellors: int
    first_calm: int | None = None
    first_urgent: int | None = None


class House(msgspec.Struct, frozen=True):
    """The whole house at a glance."""

    lanes: tuple[LaneCount, ...]
    people: tuple[Person, ...] = ()
    lengths: tuple[int, ...] = ()


class LaneLine(msgspec.Struct, frozen=True):
    """One lane's line, in order; conversation and virtual joining time by turns."""

    lane: LaneName
    counsellors: int
    calm: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    rises: tuple[Risen, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """Whether it was refused, and with which code."""

    no: str = ""


class Due(msgspec.Struct, frozen=True):
    """What is overdue."""

    due: tuple[Overdue, ...] = ()


class Lines(msgspec.Struct, frozen=True):
    """All lines."""

    lanes: tuple[LaneLine, ...]


class Stages(msgspec.Struct, frozen=True):
    """How far each has come, in the order in which they were named."""

    stages: tuple[str, ...]
