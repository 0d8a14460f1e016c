# SPDX-License-Identifier: EUPL-1.2
"""How long certificates and the deny-list are still good, as figures.  None names anybody."""

import asyncio
from pathlib import Path

from chatserver.domain.alarms import STEPS, alarm
from chatserver.observe import metrics
from chatserver.records import devices
from chatserver.records.store import Records
from chatserver.services.ports import Clock
from chatserver.signing.certificates import DeviceChain
from chatserver.signing.denied import DenyList, DenyListError


class KeyAlarms:
    """Looks at what the server can see: devices' certificates, and the deny-list in *denied*."""

    def __init__(self, records: Records, denied: Path, clock: Clock) -> None:
        self._records = records
        self._denied = denied
        self._clock = clock

    async def look(self) -> None:
        """Set the gauges to what is so now."""
        now = self._clock.now_ms() // 1000
        async with self._records.read() as transaction:
            certificates = await devices.certificates(transaction)
        chains = [DeviceChain.parse(certificate) for certificate in certificates]
        self._tell_devices([chain.device.not_after for chain in chains], now)
        metrics.keys_end.labels("issuing").set(max((c.issuing.not_after for c in chains), default=now) - now)
        metrics.keys_end.labels("deny-list").set(await self._list_end() - now)

    def _tell_devices(self, ends: list[int], now: int) -> None:
        steps = [alarm(end, now) for end in ends if end >= now]
        for days in STEPS:
            near = sum(step is not None and step <= days for step in steps)
            metrics.devices_ending.labels(str(days)).set(near)

    async def _list_end(self) -> int:
        try:
            return (await asyncio.to_thread(DenyList.read, self._denied)).not_after
        except DenyListError:
            return 0
