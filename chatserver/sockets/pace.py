# SPDX-License-Identifier: EUPL-1.2
"""How long the edge waits for whom.  Tests own these seconds."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from chatserver.wire.limits import PING_SECONDS, PONG_SECONDS

Spawn = Callable[[Coroutine[Any, Any, None], str], object]
"""Starts work beside everything else, under a name (``background.runner``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds."""

    ping_seconds: float = PING_SECONDS
    pong_seconds: float = PONG_SECONDS
    join_seconds: float = 10
    """From the first packet to a CONNECT that is accepted."""
    flush_seconds: float = 5
    """For what was said before an end to leave."""
    header_seconds: float = 10
    """From the first byte of a request, or from the connection, to the end of its headers (R8)."""
    body_seconds: float = 15
    """From there to the end of its body (R8)."""
    stall_seconds: float = 15
    """Longest time in which the other end reads nothing of what it is sent."""
    idle_seconds: float = 30
    """Between two requests of one connection (R8)."""
