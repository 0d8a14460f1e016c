# SPDX-License-Identifier: EUPL-1.2
"""What a visitor and the relay say to each other.  A visitor has one conversation and never names it."""

from typing import Annotated, Literal

from msgspec import Meta

from chatserver.domain.queue import Rise
from chatserver.wire.shapes import Audience, Counter, Generation, Language, Shape, Ticket


class VisitorAuth(Shape, frozen=True, kw_only=True):
    """Sent with CONNECT to ``/visitor``."""

    v: Literal[1]
    ticket: Ticket
    generation: Generation
    """Counted by the client; a greater one displaces the older connection."""


class QueueJoin(Shape, frozen=True):
    """
    Wait in a lane, or change my urgency there.

    May be repeated: the first joining time stands.  *place* is the last place ticket, for when the
    live store has lost its memory.
    """

    audience: Audience
    language: Language
    urgent: bool
    place: Ticket | None = None


class Place(Shape, frozen=True, kw_only=True):
    """
    Where I stand.

    *place* is how many are served before me plus one; 0 once I have been offered to somebody.
    *soonest*/*latest* are whole minutes, absent when nothing honest can be said.  *open* is
    false when nobody serves the lane any more.  *unlikely*: we will probably not reach you now.
    """

    place: Counter
    waiting: Counter
    open: bool
    urgent: bool
    soonest_minutes: Counter | None = None
    latest_minutes: Counter | None = None
    unlikely: bool = False
    why: Rise | None = None
    ticket: Ticket | None = None
    """A new place ticket, in the answer to ``queue:join``."""


class Another(Shape, frozen=True):
    """Whether I want another counsellor, since mine is not there."""

    wanted: bool


class Admission(Shape, frozen=True):
    """Answer of ``POST /api/ticket``."""

    ticket: Annotated[str, Meta(max_length=1024)]
