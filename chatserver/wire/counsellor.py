# SPDX-License-Identifier: EUPL-1.2
"""What a counsellor and the relay say to each other.  Staff name a conversation; the seat checks it is theirs."""

import enum
from typing import Literal

from chatserver.domain.queue import Duty
from chatserver.wire.shapes import (
    Arrived,
    Base64,
    Counter,
    Ended,
    Generation,
    Got,
    Here,
    Instant,
    Lane,
    Mail,
    Member,
    Resume,
    Resumed,
    Send,
    Shape,
    Token,
    Typing,
    Writing,
)


class CounsellorAuth(Shape, frozen=True):
    """Sent with CONNECT to ``/counsellor``; who it is stands in the session cookie."""

    v: Literal[1]
    generation: Generation


class DeskOpen(Shape, frozen=True):
    """
    Take my seat and announce what I know.

    After a loss of the store nobody is matched with a counsellor who has not announced.  An absent
    *duty* leaves it as the relay remembers it (``away`` if it does not).
    """

    duty: Duty | None = None
    lanes: list[Lane] | None = None
    """Which I serve; absent: all that the helpline has."""
    free_since: Instant | None = None


class DeskDuty(Shape, frozen=True):
    """Change what I take."""

    duty: Duty


class Waiting(Shape, frozen=True):
    """One lane as the desk sees it."""

    lane: Lane
    waiting: Counter
    urgent: Counter
    longest_wait_seconds: Counter
    counsellors: Counter
    """On duty in this lane, me included."""


class Mine(Shape, frozen=True):
    """One conversation of mine."""

    conversation: Token
    member: Member


class Offer(Shape, frozen=True):
    """A waiting visitor, for me alone, until the lease is over."""

    offer: Token
    lane: Lane
    urgent: bool
    waited_seconds: Counter
    lease_seconds: Counter


class Desk(Shape, frozen=True, kw_only=True):
    """
    All that the desk shows, pushed whole: at once when my own duty changes without my saying so, and within a
    second when anything else in it does.
    """

    duty: Duty
    pause_until: Counter | None = None
    free_since: Counter | None = None
    lanes: list[Waiting]
    conversations: list[Mine]
    offer: Offer | None = None


class OfferNamed(Shape, frozen=True):
    """Accept, or decline, this offer."""

    offer: Token


class Accepted(Shape, frozen=True):
    """The visitor is mine if a key package follows within 20 s."""

    conversation: Token
    member: Member
    era: Token
    lane: Lane
    urgent: bool
    waited_seconds: Counter


class Missed(enum.StrEnum):
    """Why an offer, or an accepted visitor, is mine no longer."""

    LEASE = "lease"  # not accepted in time: the duty is now ``away``
    KEY = "key"  # no key package in time: the duty is now ``away``
    MUTE = "mute"  # the visitor's page did not answer: the duty is ``free`` again
    LEFT = "left"  # the visitor went


class OfferGone(Shape, frozen=True):
    """The offer, or the acceptance, is over."""

    offer: Token
    why: Missed


class MemberKey(Shape, frozen=True):
    """My device's key package for this conversation."""

    conversation: Token
    member: Member
    key_package: Base64


class StaffSend(Send, frozen=True, kw_only=True):
    conversation: Token


class StaffGot(Got, frozen=True, kw_only=True):
    conversation: Token


class StaffTyping(Typing, frozen=True, kw_only=True):
    conversation: Token


class StaffResume(Resume, frozen=True, kw_only=True):
    conversation: Token


class StaffResumed(Resumed, frozen=True, kw_only=True):
    conversation: Token


class Named(Shape, frozen=True):
    """This conversation of mine."""

    conversation: Token


class StaffMail(Mail, frozen=True, kw_only=True):
    conversation: Token


class StaffArrived(Arrived, frozen=True, kw_only=True):
    conversation: Token


class StaffHere(Here, frozen=True, kw_only=True):
    conversation: Token


class StaffWriting(Writing, frozen=True, kw_only=True):
    conversation: Token


class StaffEnded(Ended, frozen=True, kw_only=True):
    conversation: Token
