# SPDX-License-Identifier: EUPL-1.2
"""The line: who is served before whom, what becomes of a counsellor's duty, why a place becomes later.

Rule 1: every figure and every row that the queue's scripts go by stands here; the scripts only make it
happen at once.  Rule 2: nothing here knows a visitor as more than a joining time and an urgency.
"""

import enum
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

HEAD_START_MS: Final = 600_000
"""How much earlier somebody who is not safe counts as having joined: so only those who joined less than
this before can be overtaken, and nobody starves."""
CAPACITY: Final = 1
"""Conversations and offers that one counsellor has at a time."""
UNCOUNTED_MS: Final = 300_000
"""A visitor without a connection for so long does not count in the others' places."""
RETURN_MS: Final = 10_000
"""A counsellor without a connection keeps the lane open for so long: reloading a page must not close it."""
MUTES: Final = 3
"""So often mute, a page stands behind all who wait: one that speaks and never lets anybody in must not keep
a counsellor for itself."""
DUTY_KEPT_MS: Final = 300_000
"""Whoever was without a connection for so long is away until they say otherwise: nobody is offered a visitor
in the morning because of last night."""
RECREATE_MS: Final = 600_000
"""Since the beginning of the live store's life: joining times from tickets are believed."""
REMEMBERED_MS: Final = (12 * 3_600 + 240) * 1_000
"""As long as a ticket, with two clocks two minutes off: whoever does not come back in it cannot."""
MEMBERS: Final = 4
"""Of one conversation, the visitor among them: more than the counsellors a visitor can have at once."""
LENGTHS_KEPT: Final = 50
RISES_KEPT: Final = 50
MAX_WAITING: Final = 1_000
"""In one lane: more cannot be served in any night, and would not be told anything true."""
MAX_REMEMBERED: Final = 100_000
"""Visitors of all lanes, whether here or not: bounds the store's memory to some 40 MB."""

LANE_WEIGHT: Final = 2**41
"""More than any free-since in milliseconds, so that fewer lanes come before longer free ..."""
LOAD_WEIGHT: Final = 2**6 * LANE_WEIGHT
"""... and fewer conversations before fewer lanes, of which there are less than 64.  The sum stays below
2**53, so that it is exact in the double that orders a sorted set."""


class Duty(enum.StrEnum):
    """What a counsellor takes now."""

    FREE = "free"  # the next visitor, please
    PAUSE = "pause"  # on duty, taking nobody for a while
    AWAY = "away"  # not on duty


class Stage(enum.StrEnum):
    """How far a visitor has come."""

    IDLE = "idle"  # connected, in no lane
    WAITING = "waiting"  # in line
    OFFERED = "offered"  # shown to one counsellor
    KEY = "key"  # accepted; the counsellor's key package is awaited
    WELCOME = "welcome"  # the visitor's Welcome is awaited
    SERVED = "served"  # talking, or has talked
    OVER = "over"  # left after being accepted: this conversation does not begin again


class Turn(enum.StrEnum):
    """What can happen to a counsellor's duty without their saying so."""

    DECLINED = "declined"
    LEASE = "lease"  # an offer was not accepted in time
    KEY = "key"  # accepted, and no key package in time
    MUTE = "mute"  # the visitor's page did not answer
    LEFT = "left"  # the visitor went
    RELEASED = "released"  # a conversation is over for them
    RESTED = "rested"  # the pause after it is over


_UNCHANGED: Final = {duty: duty for duty in Duty}
_AWAY: Final = dict.fromkeys(Duty, Duty.AWAY)

DUTY_AFTER: Final[Mapping[Turn, Mapping[Duty, Duty]]] = {
    Turn.DECLINED: _AWAY,
    # Whoever does not answer may not be there: the next visitor must not wait for them.
    Turn.LEASE: _AWAY,
    Turn.KEY: _AWAY,
    # One mute page must not close the line.
    Turn.MUTE: _UNCHANGED,
    Turn.LEFT: _UNCHANGED,
    Turn.RELEASED: {**_UNCHANGED, Duty.FREE: Duty.PAUSE},
    Turn.RESTED: {**_UNCHANGED, Duty.PAUSE: Duty.FREE},
}


class Rise(enum.StrEnum):
    """Why a place became later.  There are no other reasons."""

    URGENT = "urgent"  # somebody who is not safe came before
    RETURNED = "returned"  # an offer was not taken, and its visitor is back
    BACK = "back"  # somebody who had lost the connection is back


@dataclass(frozen=True, slots=True)
class Risen:
    """At *at* somebody came into the line with virtual joining time *virtual*, for the reason *why*."""

    at: int
    virtual: int
    why: Rise


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The figures that the scripts are given, in milliseconds."""

    lease: int
    key: int
    welcome: int
    pause: int
    uncounted: int = UNCOUNTED_MS
    back: int = RETURN_MS
    mutes: int = MUTES
    duty_kept: int = DUTY_KEPT_MS
    recreate: int = RECREATE_MS
    remembered: int = REMEMBERED_MS
    capacity: int = CAPACITY
    members: int = MEMBERS
    load_weight: int = LOAD_WEIGHT
    lane_weight: int = LANE_WEIGHT
    lengths_kept: int = LENGTHS_KEPT
    rises_kept: int = RISES_KEPT
    max_waiting: int = MAX_WAITING
    max_remembered: int = MAX_REMEMBERED


def head_start_ms(*, urgent: bool) -> int:
    """How much earlier than it did a visitor counts as having joined."""
    return HEAD_START_MS if urgent else 0


@dataclass(frozen=True, slots=True)
class Standing:
    """One visitor in a lane: when it counts as having joined, and its place."""

    virtual: int
    place: int
    urgent: bool


def standings(calm: Sequence[tuple[str, int]], urgent: Sequence[tuple[str, int]]) -> dict[str, Standing]:
    """
    Everybody's place in one lane.

    Both are in order of virtual joining time.  How many count as having joined earlier, plus one.
    """
    return {**_behind(calm, urgent, urgent=False), **_behind(urgent, calm, urgent=True)}


def _behind(
    own: Sequence[tuple[str, int]], other: Sequence[tuple[str, int]], *, urgent: bool
) -> dict[str, Standing]:
    times = [virtual for _, virtual in other]
    return {
        name: Standing(virtual, rank + bisect_left(times, virtual) + 1, urgent)
        for rank, (name, virtual) in enumerate(own)
    }


def reason(*, before: int, now: Standing, since: int, risen: Iterable[Risen]) -> Rise | None:
    """
    Why a visitor who stood at *before* at the time *since* stands where it does *now*.

    None if the place did not become later.  Of several reasons the newest is told.
    """
    if before == 0:
        return Rise.RETURNED
    if now.place <= before:
        return None
    causes = [cause for cause in risen if cause.at >= since and cause.virtual <= now.virtual]
    # A cause may have been forgotten in a crowd; those who come back are the crowd.
    return max(causes, key=lambda cause: cause.at).why if causes else Rise.BACK
