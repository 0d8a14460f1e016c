# SPDX-License-Identifier: EUPL-1.2
"""Shapes that both roles use.

Field names are the JSON names, but for ``from``.  Unknown fields are refused.  Times are
milliseconds since 1970 of the relay's clock; bytes are standard base64 with padding.
"""

import enum
from typing import Annotated

import msgspec
from msgspec import Meta


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Something that crosses the wire.  What is as by default is left out."""


Counter = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Positive = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Generation = Annotated[int, Meta(ge=1, le=99_999_999_999_999)]
"""Counted by the client.  Fourteen digits: the live store's scripts write no more of a number exactly."""
Instant = Annotated[int, Meta(ge=0, le=99_999_999_999_999)]
"""Milliseconds since 1970, told by a client; fourteen digits for the same reason."""
Member = Annotated[int, Meta(ge=0, le=1_000_000)]
Base64 = Annotated[str, Meta(min_length=4, max_length=54_000, pattern=r"^[A-Za-z0-9+/]+={0,2}\Z")]
Token = Annotated[str, Meta(min_length=16, max_length=64, pattern=r"^[A-Za-z0-9_-]+\Z")]
Ticket = Annotated[str, Meta(min_length=16, max_length=1024, pattern=r"^[A-Za-z0-9_.-]+\Z")]
Language = Annotated[str, Meta(min_length=2, max_length=16, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")]


class Audience(enum.StrEnum):
    """For whom a lane is."""

    YOUNG = "young"
    ADULT = "adult"
    PROFESSIONAL = "professional"


class Why(enum.StrEnum):
    """Why a conversation is over."""

    VISITOR = "visitor"  # the visitor ended it
    COUNSELLOR = "counsellor"  # the counsellor ended it
    EXIT = "exit"  # the visitor left quickly, maybe in a hurry: do not write
    LOST = "lost"  # the live store lost it, or nobody came back


class Nothing(Shape, frozen=True):
    """An event, or an answer, without fields."""


class Lane(Shape, frozen=True):
    """One queue: an audience and a language."""

    audience: Audience
    language: Language


class Body(Shape, frozen=True, kw_only=True):
    """
    One sealed event of a conversation's mailbox.

    Either *app* alone, or a *commit* with at most one of *adds* and *removes*, and then *app* may
    ride along (sealed in the epoch that the commit begins).  *adds* needs *welcome*.
    """

    app: Base64 | None = None
    """MLS PrivateMessage, content type application."""
    commit: Base64 | None = None
    """MLS PrivateMessage, content type commit."""
    welcome: Base64 | None = None
    """MLS Welcome for the member that joins."""
    adds: Member | None = None
    removes: Member | None = None


class Send(Shape, frozen=True):
    """Store this as my message *n*.  May be repeated: the answer is the same."""

    era: Token
    n: Positive
    body: Body


class Sent(Shape, frozen=True):
    """Stored; *seq* is its place in the mailbox."""

    seq: Positive


class Got(Shape, frozen=True):
    """Everything up to *seq* has been opened, kept and shown."""

    era: Token
    seq: Counter


class Typing(Shape, frozen=True):
    """Whether I am writing.  A hint: never stored."""

    on: bool


class Resume(Shape, frozen=True, kw_only=True):
    """
    Go on after a new connection.

    *position* is the last seq that was got, *from* the lowest n still kept (else the next),
    *epoch* and *commit* the group's epoch and the hash of the commit that began it.
    """

    era: Token
    position: Counter
    from_: Positive = msgspec.field(name="from")
    epoch: Counter
    commit: Token | None = None


class Here(Shape, frozen=True):
    """Whether *member* has a connection now."""

    member: Member
    here: bool


class Candidate(Shape, frozen=True):
    """Somebody who may be let in: check the certificate inside *key_package*, then add or not."""

    era: Token
    member: Member
    key_package: Base64


class Resumed(Shape, frozen=True, kw_only=True):
    """
    Where the relay stands.

    *last* is the highest n it holds of mine, *arrived* the highest that all have; *candidate*
    waits to be let in (visitors only); *ticket* proves membership after a loss of the store.
    """

    era: Token
    last: Counter
    arrived: Counter
    epoch: Counter
    members: list[Here]
    candidate: Candidate | None = None
    ticket: Ticket | None = None


class Mail(Shape, frozen=True, kw_only=True):
    """
    One event of the mailbox, in order of *seq*.

    Show each (member, n) once.  The last one has *end* and no *body*; its n is 0.
    """

    era: Token
    seq: Positive
    member: Member
    n: Counter
    at: Counter
    body: Body | None = None
    end: Why | None = None


class Arrived(Shape, frozen=True):
    """Everybody it was meant for has my messages up to *n*."""

    era: Token
    n: Positive


class Writing(Shape, frozen=True):
    """*member* is writing, or stopped."""

    member: Member
    on: bool


class Ended(Shape, frozen=True):
    """The conversation is over and its mailbox is, or will soon be, empty."""

    why: Why


class Withdrawn(Shape, frozen=True):
    """The candidate *member* is not coming after all."""

    member: Member


class Displaced(Shape, frozen=True):
    """A newer connection has taken this one's place."""
