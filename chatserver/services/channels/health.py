# SPDX-License-Identifier: EUPL-1.2
"""Which channels are dead: one alarm when one dies, one line when it lives again, and a figure between."""

from collections import Counter, deque
from collections.abc import Sequence
from typing import Final

import structlog

from chatserver.domain.agencies import ChannelKind
from chatserver.observe import metrics
from chatserver.services.channels.channel import Result
from chatserver.services.channels.retrying import Tried, is_dead, is_good
from chatserver.services.ports import Clock

log = structlog.get_logger()

KEPT: Final = 400
"""Attempts that are remembered of a channel: more than a P0 makes in the time after which it is dead."""


class Health:
    """
    Of every channel, by its id.

    What a restart forgets is in the records' attempts: `remember` takes it from there.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tried: dict[str, deque[Tried]] = {}
        self._kinds: dict[str, ChannelKind] = {}
        self._dead: set[str] = set()

    @property
    def dead(self) -> frozenset[str]:
        """Ids of those that are dead."""
        return frozenset(self._dead)

    def remember(self, channel: str, kind: ChannelKind, tried: Sequence[Tried]) -> None:
        """*channel* was tried before this start; oldest first."""
        self._tried[channel] = deque(tried, maxlen=KEPT)
        self._look(channel, kind, tried[-1].result if tried else Result.DELIVERED)

    def note(self, channel: str, kind: ChannelKind, result: Result) -> None:
        """*channel* has been tried now."""
        tried = self._tried.setdefault(channel, deque(maxlen=KEPT))
        if is_good(result):
            tried.clear()
        tried.append(Tried(self._clock.now_ms(), result))
        self._look(channel, kind, result)

    def _look(self, channel: str, kind: ChannelKind, result: Result) -> None:
        self._kinds[channel] = kind
        dead, was = is_dead(self._tried[channel]), channel in self._dead
        if dead and not was:
            self._dead.add(channel)
            log.error("channel dead", channel=kind.value, code=result.value)
        if was and not dead:
            self._dead.discard(channel)
            log.info("channel alive", channel=kind.value)
        counted = Counter(self._kinds[each] for each in self._dead)
        for each in ChannelKind:
            metrics.dead_channels.labels(each.value).set(counted[each])
