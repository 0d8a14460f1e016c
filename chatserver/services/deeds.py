# SPDX-License-Identifier: EUPL-1.2
"""The chain of deeds: put one on record, read them, and see whether the chain is whole."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from chatserver.domain.deeds import Link, RecordedDeed
from chatserver.domain.errors import CannotError
from chatserver.records import deeds
from chatserver.records.store import Records, Transaction
from chatserver.signing.deeds import BEGINNING, MisfitError, follow, hash_of

AT_ONCE: Final = 1000
_WHY: Final = {
    "number": "deeds are missing before it, or it was put in",
    "previous": "it does not follow the deed before it",
    "layout": "it was changed",
    "hash": "it was changed",
}


class BrokenChainError(CannotError):
    """Somebody has changed the records past Lykta."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A chain that is whole: how many deeds, and the last hash."""

    count: int
    last: bytes


async def put_on_record(transaction: Transaction, deed: RecordedDeed) -> None:
    """
    *deed* was done, if *transaction* is kept: the same as does it, and one that may write.

    Raises:
        BusyError: another deed came at once.
    """
    newest = await deeds.last(transaction)
    number, previous = (1, BEGINNING) if newest is None else (newest.number + 1, newest.hash)
    await deeds.add(transaction, Link(number, deed, previous, hash_of(previous, number, deed)))


async def all_deeds(records: Records) -> AsyncIterator[Link]:
    """Every deed, the first first."""
    number = None
    while True:
        # Read in pieces, each by itself: nothing is changed behind them, and nobody is kept from writing.
        async with records.read() as transaction:
            piece = await deeds.after(transaction, number, most=AT_ONCE)
        for link in piece:
            yield link
            number = link.number
        if len(piece) < AT_ONCE:
            return


async def verify(records: Records, *, since: bytes = BEGINNING) -> Whole:
    """
    How long the chain is and how it ends.

    Raises:
        BrokenChainError: a deed does not fit, or the hash *since* is in the chain no more.
    """
    whole, is_met = Whole(0, BEGINNING), since == BEGINNING
    async for link in all_deeds(records):
        whole = _next(whole, link)
        is_met = is_met or whole.last == since
    if not is_met:
        raise BrokenChainError(
            f"The chain of {whole.count} deed(s) does not have the hash {since.hex()}: what was on record "
            "when that was written down has been cut off, or made anew. Compare with a backup."
        )
    return whole


def _next(whole: Whole, link: Link) -> Whole:
    try:
        return Whole(link.number, follow(whole.count, whole.last, link))
    except MisfitError as misfit:
        raise BrokenChainError(
            f"Deed {link.number} does not fit: {_WHY[misfit.layer]}. "
            f"Whole are {whole.count} deed(s) before it, to {whole.last.hex()}. Compare with a backup."
        ) from None
