# SPDX-License-Identifier: EUPL-1.2
"""One attempt on one channel: sends, counts, and logs which kind of channel it was and how it went."""

from collections.abc import Mapping

import structlog

from chatserver.domain.agencies import ChannelKind
from chatserver.observe import metrics
from chatserver.services.channels.channel import Channel, Errand, Result
from chatserver.services.channels.health import Health

log = structlog.get_logger()


class Dispatch:
    """Sends by *channels*, and lets *health* know."""

    def __init__(self, channels: Mapping[ChannelKind, Channel], health: Health) -> None:
        self._channels = channels
        self._health = health

    async def send(self, kind: ChannelKind, errand: Errand) -> Result:
        """
        Try once.

        It never fails, and waits for nothing but the channel: when to try again is the caller's to decide
        (``retrying.py``), who has written down before that it will try, and writes down what came of it.
        """
        result = await self._tried(kind, errand)
        metrics.channel_attempts.labels(kind.value, result.value).inc()
        log.info("channel tried", channel=kind.value, code=result.value)
        self._health.note(errand.channel, kind, result)
        return result

    async def _tried(self, kind: ChannelKind, errand: Errand) -> Result:
        channel = self._channels.get(kind)
        if channel is None:
            return Result.NOT_SET_UP
        try:
            return await channel.send(errand)
        except Exception:  # one channel's bug must not keep the others of the rung from being tried
            metrics.broken.labels("channel").inc()
            log.exception("channel broken", channel=kind.value)
            return Result.BROKEN
