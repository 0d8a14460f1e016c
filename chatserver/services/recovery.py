# SPDX-License-Identifier: EUPL-1.2
"""The recovery keys of agencies: what lies in a safe, for when no officer's device can open a report.

They are made offline, by the agency (``deploy/examples/receiver/opening.py``); a registrar certifies the
public half (``registrar.py``).  Here they are shown, taken out of use, and a sealed report is handed out.
"""

from dataclasses import dataclass

from chatserver.domain.deeds import ADMINISTRATOR, OfficeDeed, RecordedDeed
from chatserver.domain.errors import CannotError
from chatserver.domain.ids import AgencyId
from chatserver.records import cases, reports
from chatserver.records.reports import RecoveryKey
from chatserver.records.store import Records
from chatserver.services.channels.bell import number_of
from chatserver.services.deeds import put_on_record
from chatserver.services.escalations.reading import report_of
from chatserver.services.ports import Clock


class RecoveryError(CannotError):
    """A recovery key, or a report for one, that there is not."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery keys in *records*."""

    records: Records
    clock: Clock

    async def keys_of(self, agency: AgencyId) -> list[RecoveryKey]:
        """Those of *agency*."""
        async with self.records.read() as transaction:
            return await reports.recovery_of(transaction, agency)

    async def withdraw(self, agency: AgencyId, fingerprint: bytes) -> None:
        """
        Nothing is sealed to that key any more.  What was sealed to it before, it still opens.

        Raises:
            RecoveryError: the agency has none of that fingerprint.
        """
        async with self.records.write() as transaction:
            if not await reports.remove_recovery(transaction, agency, fingerprint):
                raise RecoveryError(
                    f"{agency.value} has no such key: see `lykta agency recovery list {agency.value}`."
                )
            withdrawn = RecordedDeed(
                at=self.clock.now_ms(),
                doer=ADMINISTRATOR,
                deed=OfficeDeed.WITHDRAW,
                subject=agency.value,
                detail=fingerprint.hex(),
            )
            await put_on_record(transaction, withdrawn)

    async def sealed(self, agency: AgencyId, number: str, helpline: str) -> bytes:
        """
        The sealed report with that *number* (as people say it), with what opens it for recovery keys alone.

        Raises:
            RecoveryError: there is none at *agency*, or it is sealed to none of its recovery keys.
        """
        async with self.records.read() as transaction:
            everyone = await cases.alive(transaction, ended_after_ms=0)
            found = [
                each for each in everyone if each.agency == agency and number_of(each.id.value) == number
            ]
            if len(found) != 1:
                raise RecoveryError(f"{agency.value} has no report {number}, or several.")
            (case,) = found
            if case.released_ms is None:
                raise RecoveryError(
                    f"{number} has not been released to {agency.value}: it is being reviewed."
                )
            report = await reports.find(transaction, case.id, case.version)
            wraps = await reports.wraps_of(transaction, case.id, case.version)
        mine = [each for each in wraps if each.staff is None and each.agency == agency]
        if report is None or not mine:
            raise RecoveryError(f"{number} is sealed to no recovery key of {agency.value}.")
        return report_of(case, report, mine, helpline).encode()
