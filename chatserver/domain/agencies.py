# SPDX-License-Identifier: EUPL-1.2
"""Agencies: who can receive a report, in whose name, where, and by what ways.

Nothing here knows a telephone number but 112.
"""

import datetime as dt
import enum
import re
from dataclasses import dataclass, replace
from typing import Final

from chatserver.domain.hours import Hours
from chatserver.domain.ids import AgencyId

EMERGENCY_NUMBER: Final = "112"
"""Life or serious harm now: a person calls it first.  It also reaches social services out of hours."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_MUNICIPALITY = re.compile(r"\d{4}")


class AgencyKind(enum.StrEnum):
    """What an agency is to a child."""

    SOCIAL_SERVICES = "social_services"  # the office of a municipality, in its hours
    OUT_OF_HOURS = "out_of_hours"  # social services when that office is closed
    POLICE = "police"
    OTHER = "other"


class ChannelKind(enum.StrEnum):
    """How a rung is told."""

    INBOX = "inbox"  # in the console: the only one that shows the report and takes an acknowledgement
    WEBHOOK = "webhook"  # the sealed report to the agency's own system
    SMTP = "smtp"  # a bell by mail
    GATEWAY = "gateway"  # a bell by SMS or voice
    PHONE = "phone"  # a person calls and reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One receiver of reports.  *demo*: made up, and chosen only while a demonstration runs."""

    id: AgencyId
    name: str
    kind: AgencyKind
    municipalities: frozenset[str]
    hours: Hours
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way of telling a rung.  What its address looks like is the business of ``services/channels``."""

    kind: ChannelKind
    address: str = ""
    verified_on: dt.date | None = None
    """When somebody last phoned and asked whether it is right."""
    valid_until: dt.date | None = None

    def is_stale(self, today: dt.date) -> bool:
        """Whether somebody must phone again.  An inbox has no address that could be old."""
        if self.kind is ChannelKind.INBOX:
            return False
        return self.verified_on is None or self.valid_until is None or self.valid_until < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of an agency's ladder: *label* for people, and the ways by which it is told."""

    label: str
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class Directed:
    """An agency with its ladder: rung 0 is told first."""

    agency: Agency
    rungs: tuple[Rung, ...]


def keep_stamps(new: Directed, old: Directed | None) -> Directed:
    """*new*, with what was found right by phone since, as *old* knows it."""
    known = {(each.kind, each.address): each for rung in old.rungs for each in rung.channels} if old else {}

    def stamped(channel: Channel) -> Channel:
        before = known.get((channel.kind, channel.address))
        if before is None or before.verified_on is None:
            return channel
        if channel.verified_on is not None and channel.verified_on >= before.verified_on:
            return channel
        return replace(channel, verified_on=before.verified_on, valid_until=before.valid_until)

    rungs = (replace(rung, channels=tuple(map(stamped, rung.channels))) for rung in new.rungs)
    return Directed(new.agency, tuple(rungs))


def is_agency_id(text: str) -> bool:
    """Whether an agency may be called *text*: up to 32 of a-z, 0-9 and hyphens."""
    return _ID.fullmatch(text) is not None


def is_municipality(text: str) -> bool:
    """Whether *text* has the form of a municipality's code: four digits, which are text and no number."""
    return _MUNICIPALITY.fullmatch(text) is not None
