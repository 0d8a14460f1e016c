# SPDX-License-Identifier: EUPL-1.2
"""``lykta agency recovery``: keys that lie in an agency's safe, and reports for them."""

import argparse
import asyncio
import base64
from pathlib import Path
from typing import Final

from chatserver import config
from chatserver.cli.ceremony import Desk
from chatserver.cli.office import day, opened_records
from chatserver.cli.registry import book_of, registrar_at
from chatserver.cli.terminal import SystemTerminal
from chatserver.domain.alarms import alarm
from chatserver.domain.errors import CannotError
from chatserver.domain.ids import AgencyId
from chatserver.records.reports import RecoveryKey
from chatserver.services.ports import SystemClock
from chatserver.services.recovery import Recovery
from chatserver.signing.certificates import DeviceChain, seal_name
from chatserver.signing.keyfiles import write_secret

_ASK: Final = "Phone {agency}, let them read out the five words of their recovery key, and type them:"
_FINGERPRINT_BYTES: Final = 32


def register(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    recovery = kinds.add_parser("recovery", help="keep the keys that lie in agencies' safes")
    what = recovery.add_subparsers(required=True, metavar="WHAT")
    add = what.add_parser("add", help="certify one, made by the agency, by its five words; or for a new year")
    add.add_argument("file", type=Path, help="what `opening.py make` printed: the public key")
    add.add_argument("--folder", type=Path, required=True, help="folder with your issuing key")
    add.set_defaults(run=lambda n: add_key(_desk(), AgencyId(n.agency), n.file, n.folder))
    show = what.add_parser("list", help="show them; status 1 if there is none, or one ends within 14 days")
    show.set_defaults(run=lambda n: list_keys(_desk(), AgencyId(n.agency)))
    gone = what.add_parser("withdraw", help="seal nothing to one any more")
    gone.add_argument("fingerprint", help="as list shows it")
    gone.set_defaults(run=lambda n: withdraw(_desk(), AgencyId(n.agency), n.fingerprint))
    take = what.add_parser("report", help="write a sealed report to a file, for opening.py and the safe")
    take.add_argument("number", help="as people say it: 123-456")
    take.add_argument("file", type=Path)
    take.set_defaults(run=lambda n: write_report(_desk(), AgencyId(n.agency), n.number, n.file))
    for each in (add, show, gone, take):
        each.add_argument("--agency", required=True, help="its id (see lykta agency list)")


def add_key(desk: Desk, agency: AgencyId, file: Path, folder: Path) -> None:
    """Certify the key in *file*, if its words are typed."""
    public = _public(file)
    chain = asyncio.run(_certified(desk, agency, public, folder))
    desk.terminal.say(f"Certified: recovery key of {agency.value}, until {day(chain.device.not_after)}.")


def list_keys(desk: Desk, agency: AgencyId) -> int:
    """Show the recovery keys of *agency*; 1 if there is none, or one ends soon."""
    keys, now = asyncio.run(_keys(desk, agency)), SystemClock().now_ms() // 1000
    loud = not keys
    for each in keys:
        end = DeviceChain.parse(each.certificate).device.not_after
        soon = alarm(end, now) is not None
        loud = loud or soon
        desk.terminal.say(f"{each.key.hex()}  until {day(end)}{'   ENDS SOON' if soon else ''}")
    if not keys:
        desk.terminal.say(f"{agency.value} has none.")
    return int(loud)


def withdraw(desk: Desk, agency: AgencyId, typed: str) -> None:
    """Seal nothing more to a key."""
    fingerprint = _fingerprint(typed)
    asyncio.run(_withdrawn(desk, agency, fingerprint))
    desk.terminal.say(
        "Withdrawn: nothing is sealed to it any more. If its seed is in wrong hands, "
        f"let browsers refuse it too: lykta keys deny --name {seal_name(fingerprint).hex()}"
    )


def write_report(desk: Desk, agency: AgencyId, number: str, file: Path) -> None:
    """Write a sealed report to *file*."""
    write_secret(file, asyncio.run(_report(desk, agency, number)))
    desk.terminal.say(f"{file}: sealed. Take it to the machine with the seed: opening.py open {file} SEED")


async def _certified(desk: Desk, agency: AgencyId, public: bytes, folder: Path) -> DeviceChain:
    async with registrar_at(desk, folder, book_of(desk)) as registrar:
        typed = desk.terminal.ask(_ASK.format(agency=agency.value))
        return await registrar.certify_recovery(agency, public, typed)


async def _keys(desk: Desk, agency: AgencyId) -> list[RecoveryKey]:
    async with opened_records(desk.settings) as records:
        return await Recovery(records, SystemClock()).keys_of(agency)


async def _withdrawn(desk: Desk, agency: AgencyId, fingerprint: bytes) -> None:
    async with opened_records(desk.settings) as records:
        await Recovery(records, SystemClock()).withdraw(agency, fingerprint)


async def _report(desk: Desk, agency: AgencyId, number: str) -> bytes:
    async with opened_records(desk.settings) as records:
        return await Recovery(records, SystemClock()).sealed(agency, number, desk.settings.helpline)


def _public(file: Path) -> bytes:
    try:
        return base64.b64decode(file.read_text(encoding="ascii").split()[-1], validate=True)
    except (OSError, ValueError, IndexError):
        raise CannotError(f"{file} holds no key: it is what `opening.py make` printed.") from None


def _fingerprint(typed: str) -> bytes:
    try:
        found = bytes.fromhex(typed)
    except ValueError:
        found = b""
    if len(found) != _FINGERPRINT_BYTES:
        raise CannotError(f"A fingerprint has {2 * _FINGERPRINT_BYTES} digits, as list shows it.")
    return found


def _desk() -> Desk:
    return Desk(config.read(named=True), SystemTerminal())
