# SPDX-License-Identifier: EUPL-1.2
"""``lykta deeds``: what staff did, and whether anybody has changed what is on record of it."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from typing import Final

from chatserver import config
from chatserver.cli.office import Settings, opened_records
from chatserver.domain.deeds import Link
from chatserver.domain.errors import CannotError
from chatserver.services.deeds import Whole, all_deeds
from chatserver.services.deeds import verify as verify_chain
from chatserver.signing.deeds import BEGINNING

_WHOLE: Final = """\
{count} deed(s), each as it was recorded. Write this down, elsewhere than here:

    {last}

The next time: lykta deeds verify --since {last}
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    deeds = commands.add_parser("deeds", help="show what staff did, and whether that record is whole")
    kinds = deeds.add_subparsers(required=True, metavar="WHAT")
    whole = kinds.add_parser("verify", help="check the chain, and print the hash to write down")
    whole.add_argument("--since", metavar="HASH", help="a hash that was written down and must still be there")
    whole.set_defaults(run=lambda named: verify(config.read(), named.since))
    every = kinds.add_parser("list", help="show every deed: number, time, role, id, deed, subject, detail")
    every.set_defaults(run=lambda _named: show(config.read()))


def verify(settings: Settings, since: str | None) -> None:
    """Print how many deeds there are and the last hash."""
    whole = asyncio.run(_verified(settings, BEGINNING if since is None else _hash(since)))
    sys.stdout.write(_WHOLE.format(count=whole.count, last=whole.last.hex()))


def show(settings: Settings) -> None:
    """Print every deed, one a line."""
    asyncio.run(_show(settings))


def _hash(typed: str) -> bytes:
    try:
        written = bytes.fromhex(typed)
    except ValueError:
        written = b""
    if len(written) != len(BEGINNING):
        raise CannotError(f"A hash has {2 * len(BEGINNING)} digits, as `lykta deeds verify` prints it.")
    return written


async def _verified(settings: Settings, since: bytes) -> Whole:
    async with opened_records(settings) as records:
        return await verify_chain(records, since=since)


async def _show(settings: Settings) -> None:
    async with opened_records(settings) as records:
        async for link in all_deeds(records):
            sys.stdout.write(_line(link))


def _line(link: Link) -> str:
    deed = link.deed
    at = datetime.fromtimestamp(deed.at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = (deed.doer.role, deed.doer.id, deed.deed, deed.subject, deed.detail)
    return f"{link.number:>6}  {at}  {'  '.join(word or '-' for word in words)}\n"
