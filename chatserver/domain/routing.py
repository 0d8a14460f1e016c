# SPDX-License-Identifier: EUPL-1.2
"""Where a report goes: to which municipality, and which agency there, at a given moment.

What is acute goes where the young person is now, the rest to the municipality that is their home; both
are known only as told.  Police and others are chosen by a person, never by this table.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from chatserver.domain.agencies import Agency, AgencyKind
from chatserver.domain.escalation import Urgency

ACUTE: Final = frozenset({Urgency.P0, Urgency.P1})

_ORDER: Final[Mapping[AgencyKind, int]] = {AgencyKind.SOCIAL_SERVICES: 0, AgencyKind.OUT_OF_HOURS: 1}
"""Who is asked first.  A kind that does not stand here is never found by routing."""


@dataclass(frozen=True, slots=True)
class Route:
    """An agency, and whether somebody is there now; if not, 112 is the way in and the report waits there."""

    agency: Agency
    open: bool


def municipality(urgency: Urgency, *, now_in: str | None, home: str | None) -> str | None:
    """The municipality that a report goes to, where one was told at all."""
    return (now_in or home) if urgency in ACUTE else (home or now_in)


def route(
    urgency: Urgency, code: str, agencies: Iterable[Agency], now_ms: int, zone: dt.tzinfo
) -> Route | None:
    """
    The agency of the municipality *code* for a report of *urgency* at *now_ms*, if it has any.

    What is not acute goes to the office, open or not: it is read on the next working day.
    """
    serving = [each for each in agencies if code in each.municipalities and each.kind in _ORDER]
    ways = [Route(each, each.hours.are_on(now_ms, zone)) for each in serving]
    return min(ways, key=lambda way: _rank(urgency, way), default=None)


def _rank(urgency: Urgency, way: Route) -> tuple[bool, int, str]:
    shut = urgency in ACUTE and not way.open
    return shut, _ORDER[way.agency.kind], way.agency.id.value
