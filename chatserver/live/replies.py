# SPDX-License-Identifier: EUPL-1.2
"""What the scripts of a conversation answer, as values.  Bytes become text, numbers, names here, once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chatserver.domain.conversation import Phase
from chatserver.domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class Opened:
    """A staff person has been invited as *member*."""

    member: int
    era: str


@dataclass(frozen=True, slots=True)
class Seated:
    """One member as the record knows it."""

    member: int
    state: str
    staff: StaffId | None
    here: bool
    since_ms: int

    @property
    def inside(self) -> bool:
        """Whether it has been let in and not taken out."""
        return self.state == "in"

    @property
    def expected(self) -> bool:
        """Whether it may still be let in."""
        return self.state in {"invited", "candidate"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a conversation stands; *why* only when it is over."""

    phase: Phase
    why: str
    era: str
    roster: Sequence[Seated]


@dataclass(frozen=True, slots=True)
class Over:
    """It is over.  *first*: it was not before; *roster*: who was in it or expected, while known."""

    first: bool
    roster: Sequence[Seated]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who waits to be let in."""

    member: int
    key_package: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Everybody has *member*'s messages up to *n*."""

    member: int
    staff: StaffId | None
    n: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody came in or went out; *left_ms* is 0 for who came in."""

    staff: StaffId
    since_ms: int
    left_ms: int


@dataclass(frozen=True, slots=True)
class Kept:
    """It is stored.  *appears*: others see the author come back with it."""

    seq: int
    appears: bool
    moved: Moved | None


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it lies in the mailbox: a *body*, or the *end*."""

    seq: int
    member: int
    n: int
    at_ms: int
    body: bytes | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """What others must be told of a connection, or of what it has got."""

    appears: bool = False
    arrivals: Sequence[Arrival] = ()


@dataclass(frozen=True, slots=True)
class Greeted:
    """What a new connection finds."""

    changed: bool
    roster: Sequence[Seated] = ()
    era: str = ""
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """Where a member goes on."""

    n: int
    arrived: int
    epoch: int
    roster: Sequence[Seated]
    candidate: Candidate | None
    noted: Noted = field(default_factory=Noted)


def text_of(reply: bytes | str) -> str:
    return reply if isinstance(reply, str) else reply.decode()


def staff_of(reply: bytes | str) -> StaffId | None:
    return StaffId(text_of(reply)) if reply else None


def moved_of(reply: Sequence[Any]) -> Moved | None:
    staff, since, left = reply
    return Moved(StaffId(text_of(staff)), int(since), int(left)) if staff else None


def candidate_of(reply: Sequence[Any]) -> Candidate | None:
    return Candidate(int(reply[0]), text_of(reply[1])) if reply else None


def arrivals_of(reply: Sequence[Any]) -> list[Arrival]:
    return [Arrival(int(member), staff_of(staff), int(n)) for member, staff, n in reply]


def roster_of(reply: Sequence[Any]) -> list[Seated]:
    return [
        Seated(int(member), text_of(state), staff_of(staff), text_of(here) == "1", int(since))
        for member, state, staff, here, since in reply
    ]


def stored_of(reply: Sequence[Any]) -> Stored:
    seq, member, n, at_ms, kind, content = reply
    ends = text_of(kind) == "e"
    return Stored(
        int(seq),
        int(member),
        int(n),
        int(at_ms),
        None if ends else content,
        text_of(content) if ends else None,
    )
