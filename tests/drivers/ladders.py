# SPDX-License-Identifier: EUPL-1.2
"""A ladder that a test steps by hand, and an other end that keeps what it was sent."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.ladder import Terms
from chatserver.records.store import Records
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.escalations.climbing import Climbing, Surroundings
from chatserver.services.ports import Chance, Clock, SystemChance
from tests.drivers.office import ZONE


@dataclass
class Receiver:
    """Takes whatever comes, as *answers* says; shows each idempotency key once, as agencies do."""

    answers: dict[ChannelKind, Result] = field(default_factory=dict)
    tries: list[tuple[ChannelKind, Errand]] = field(default_factory=list)
    shown: dict[str, Errand] = field(default_factory=dict)
    shown_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    async def send(self, kind: ChannelKind, errand: Errand) -> Result:
        """One try."""
        self.tries.append((kind, errand))
        answer = self.answers.get(kind, Result.DELIVERED)
        if answer is Result.DELIVERED:
            self._show(errand)
        return answer

    def _show(self, errand: Errand) -> None:
        key = errand.idempotency_key
        if key in self.shown:
            assert self.shown[key].report == errand.report, "the same key with another report"
            return
        self.shown[key] = errand
        self.shown_of[errand.case].append(key)


def climbing_on(
    records: Records,
    receiver: Receiver,
    clock: Clock,
    *,
    chance: Chance | None = None,
    reach: Callable[[str], None] = lambda _moment: None,
) -> Climbing:
    """A node's ladder."""
    return Climbing(
        Surroundings(
            records=records,
            terms=Terms(zone=ZONE),
            sender=receiver,
            clock=clock,
            chance=chance or SystemChance(),
            helpline="Lykta",
            reach=reach,
        )
    )


async def turn(climbing: Climbing) -> None:
    """One round: steps, then every channel that is due."""
    await climbing.step()
    for claimed in await climbing.claim():
        await climbing.tell(claimed)
