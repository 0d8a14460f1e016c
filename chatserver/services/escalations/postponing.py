# SPDX-License-Identifier: EUPL-1.2
"""*On it*, typed on a telephone: the next rung comes one interval later, once.  It acknowledges nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatserver.domain.errors import NotAllowedNowError
from chatserver.domain.escalation import Deed
from chatserver.domain.ids import CaseId
from chatserver.domain.ladder import Terms, postpone
from chatserver.records import cases
from chatserver.records.cases import StoredCase
from chatserver.records.store import Records
from chatserver.services.channels.replies import Rung
from chatserver.services.escalations.book import LADDER, Done, Moment, change
from chatserver.services.ports import Clock


@dataclass(frozen=True, slots=True)
class Postponing:
    """The `Ladders` of reply codes."""

    records: Records
    terms: Terms
    clock: Clock

    async def standing(self) -> Sequence[Rung]:
        """Where each ladder stands that climbs now."""
        async with self.records.read() as transaction:
            found = await cases.climbing(transaction)
        return [_rung(case) for case in found if not case.by_system]

    async def postpone(self, rung: Rung) -> bool:
        """Postpone the one after *rung*; false if that was done before in this loop, or *rung* is left."""
        async with self.records.write() as transaction:
            case = await cases.find(transaction, CaseId(rung.case))
            if case is None or _rung(case) != rung:
                return False
            try:
                after = replace(case, standing=postpone(case.standing))
            except NotAllowedNowError:
                return False
            done = [Done(LADDER, Deed.POSTPONE, f"{rung.loop}.{rung.rung}")]
            await change(transaction, case, after, done, Moment(self.clock.now_ms(), self.terms))
        return True


def _rung(case: StoredCase) -> Rung:
    return Rung(case.id.value, case.standing.loop, case.standing.rung)
