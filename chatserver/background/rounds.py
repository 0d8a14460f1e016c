# SPDX-License-Identifier: EUPL-1.2
"""Which round is made how often.  What a round does is the services' business."""

from chatserver.background.runner import Runner
from chatserver.services.line import Line
from chatserver.services.meetings import Meetings

LEASES_SECONDS = 0.5
PAUSES_SECONDS = 1.0
DESKS_SECONDS = 1.0
PLACES_SECONDS = 1.0
HELD_SECONDS = 5.0


def start_rounds(runner: Runner, line: Line, meetings: Meetings) -> None:
    """Begin all rounds; they end with *runner*."""
    runner.every(LEASES_SECONDS, meetings.expire, "leases")
    runner.every(PAUSES_SECONDS, line.pauses_over, "pauses")
    runner.every(DESKS_SECONDS, line.push_desks, "desks")
    runner.every(PLACES_SECONDS, line.push_places, "places")
    runner.every(HELD_SECONDS, meetings.sweep_held, "held")
