# SPDX-License-Identifier: EUPL-1.2
"""The tables of all namespaces: every event there is, with its shape and its answer.

A name that is not here does not exist: ``sockets/packets.py`` refuses it before any handler runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chatserver.wire import capsules as k
from chatserver.wire import cases as e
from chatserver.wire import counsellor as c
from chatserver.wire import shapes as s
from chatserver.wire import visitor as v


@dataclass(frozen=True, slots=True)
class Event:
    """One row: what is sent, and what ``ok`` answers hold beside ``ok``."""

    takes: type[s.Shape]
    answers: type[s.Shape] = s.Nothing


@dataclass(frozen=True, slots=True)
class Namespace:
    """One role's table."""

    name: str
    auth: type[s.Shape]
    asks: Mapping[str, Event]
    """From the client; each is answered."""
    tells: Mapping[str, type[s.Shape]]
    """From the relay; hints, never answered."""


VISITOR = Namespace(
    "/visitor",
    v.VisitorAuth,
    asks={
        "queue:join": Event(v.QueueJoin, v.Place),
        "queue:leave": Event(s.Nothing),
        "message:send": Event(s.Send, s.Sent),
        "message:got": Event(s.Got),
        "typing:set": Event(s.Typing),
        "conversation:resume": Event(s.Resume, s.Resumed),
        "conversation:another": Event(v.Another),
        "conversation:leave": Event(s.Nothing),
        "conversation:exit": Event(s.Nothing),
        "capsule:keep": Event(k.CapsuleKeep),
        "capsule:leaving": Event(s.Nothing),
    },
    tells={
        "queue:place": v.Place,
        "member:candidate": s.Candidate,
        "member:withdrawn": s.Withdrawn,
        "member:here": s.Here,
        "message:new": s.Mail,
        "message:arrived": s.Arrived,
        "typing:now": s.Writing,
        "conversation:ended": s.Ended,
        "seat:displaced": s.Displaced,
    },
)

COUNSELLOR = Namespace(
    "/counsellor",
    c.CounsellorAuth,
    asks={
        "desk:open": Event(c.DeskOpen, c.Desk),
        "desk:duty": Event(c.DeskDuty, c.Desk),
        "offer:accept": Event(c.OfferNamed, c.Accepted),
        "offer:decline": Event(c.OfferNamed),
        "member:key": Event(c.MemberKey),
        "message:send": Event(c.StaffSend, s.Sent),
        "message:got": Event(c.StaffGot),
        "typing:set": Event(c.StaffTyping),
        "conversation:resume": Event(c.StaffResume, c.StaffResumed),
        "conversation:end": Event(c.Named),
        "capsule:keep": Event(k.StaffCapsuleKeep),
        "capsule:take": Event(c.Named, k.CapsuleKey),
        "capsule:leaving": Event(s.Nothing),
    },
    tells={
        "desk:now": c.Desk,
        "offer:made": c.Offer,
        "offer:gone": c.OfferGone,
        "message:new": c.StaffMail,
        "message:arrived": c.StaffArrived,
        "member:here": c.StaffHere,
        "typing:now": c.StaffWriting,
        "conversation:ended": c.StaffEnded,
        "case:changed": e.CaseChanged,
        "seat:displaced": s.Displaced,
    },
)

AGENCY = Namespace(
    "/agency",
    e.AgencyAuth,
    asks={},
    tells={"case:changed": e.CaseChanged, "seat:displaced": s.Displaced},
)

NAMESPACES: Mapping[str, Namespace] = {n.name: n for n in (VISITOR, COUNSELLOR, AGENCY)}
