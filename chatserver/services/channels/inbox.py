# SPDX-License-Identifier: EUPL-1.2
"""The inbox in the console.  What lies in the records is delivered; this only wakes who sits at it."""

from typing import Protocol

from chatserver.services.channels.channel import AddressError, Errand, Result


class Officers(Protocol):
    """The officers who are connected."""

    def wake(self, agency: str, rung: int) -> None:
        """There is something new in the inbox of *agency*, from *rung* upwards.  A hint: it cannot fail."""


class Inbox:
    """The way to officers in the console."""

    def __init__(self, officers: Officers) -> None:
        self._officers = officers

    async def send(self, errand: Errand) -> Result:
        """Wake those who may open it.  The case was stored before it had a ladder to climb."""
        self._officers.wake(errand.report.envelope.agency, errand.rung)
        return Result.DELIVERED


def check_address(address: str) -> None:
    """
    An inbox needs none.

    Raises:
        AddressError: there is one.
    """
    if address:
        raise AddressError("The inbox has no address: leave it empty.")
