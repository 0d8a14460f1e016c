# SPDX-License-Identifier: EUPL-1.2
"""``lykta keys``: the helpline's root, its issuing key, and certificates for the devices of staff."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from chatserver import config
from chatserver.cli.office import Settings, day, opened_records
from chatserver.domain.errors import CannotError
from chatserver.domain.staff import Staff
from chatserver.services.certification import Standards
from chatserver.services.ports import SystemChance, SystemClock
from chatserver.services.registrar import Registrar
from chatserver.signing.certificates import DeviceChain
from chatserver.signing.denied import DENIED_FILE, make_denied
from chatserver.signing.keyfiles import write_public
from chatserver.signing.keyfolder import ROOTS_FILE, KeyFolder
from chatserver.signing.roots import Roots

KEYS_FOLDER: Final = "keys"

_ASK = "Ask {name} ({role}) to read out the five words that their console shows, and type them:\n> "

Ask = Callable[[str], str]
"""Shows a question and reads one line."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    keys = commands.add_parser("keys", help="make the helpline's keys and certify the devices of staff")
    kinds = keys.add_subparsers(required=True, metavar="WHAT")
    root = kinds.add_parser(
        "root", help="make the root, from which all trust comes: on a machine without network"
    )
    root.add_argument("--next", action="store_true", dest="successor", help="make its successor")
    root.set_defaults(
        run=lambda named: make_root(config.read(named=True), named.folder, successor=named.successor)
    )
    issuer = kinds.add_parser("issuer", help="make the issuing key, for 90 days, signed by the root")
    issuer.set_defaults(run=lambda named: make_issuer(config.read(named=True), named.folder))
    roots = kinds.add_parser("roots", help="write roots.json, which visitors check counsellors against")
    roots.set_defaults(run=lambda named: write_roots(config.read(named=True), named.folder))
    one = kinds.add_parser("certify", help="certify a device by the five words that its owner reads out")
    one.add_argument("staff", help="the person's name or id (see lykta staff list)")
    one.set_defaults(run=lambda named: certify(config.read(named=True), named.folder, named.staff))
    for command in (root, issuer, roots, one):
        command.add_argument(
            "--folder", type=Path, help="folder of the keys (by default `keys` in the data folder)"
        )


def make_root(settings: Settings, folder: Path | None, *, successor: bool = False) -> None:
    """Make the root, or its successor; there is never a second one."""
    keys = _keys(settings, folder)
    if successor and not keys.has_root():
        raise CannotError("There is no root yet whose successor this could be: run `lykta keys root`.")
    keys.make_root(successor=successor)
    _say(f"Made in {keys.folder}. Keep a copy where no network reaches, and run `lykta keys roots`.")


def make_issuer(settings: Settings, folder: Path | None) -> None:
    """Make the issuing key."""
    now = SystemClock().now_ms() // 1000
    issuer = _keys(settings, folder).make_issuer(settings.helpline, demo=False, now=now)
    _say(f"The issuing key of {settings.helpline} is good until {day(issuer.certificate.not_after)}.")


def write_roots(settings: Settings, folder: Path | None) -> None:
    """Write ``roots.json``, and at first a deny-list of nobody, where the server reads them."""
    path = settings.data_folder / ROOTS_FILE
    roots = _keys(settings, folder).roots(settings.helpline)
    write_public(path, roots.encode())
    denied = settings.data_folder / DENIED_FILE
    if not denied.exists():
        now = SystemClock().now_ms() // 1000
        write_public(denied, make_denied(_keys(settings, folder).issuer(), (), after=0, now=now).encode())
    _say(f"Wrote {path} with {len(roots.keys)} key(s) of {settings.helpline}. Start the server anew.")


def certify(settings: Settings, folder: Path | None, staff: str, *, ask: Ask = input) -> None:
    """Certify the device whose five words are typed."""
    chain = asyncio.run(_certify(settings, folder, staff, ask))
    device = chain.device
    _say(f"Certified: {device.name}, {device.role.value}, until {day(device.not_after)}.")


async def _certify(settings: Settings, folder: Path | None, staff: str, ask: Ask) -> DeviceChain:
    roots = Roots.read(settings.data_folder / ROOTS_FILE)
    if roots.helpline != settings.helpline:
        raise CannotError(f"roots.json is for {roots.helpline}: run `lykta keys roots`.")
    standards = Standards(roots, demonstration=False)
    issuer = _keys(settings, folder).issuer()
    async with opened_records(settings) as records:
        registrar = Registrar(records, standards, issuer, SystemClock(), SystemChance())
        member = await registrar.waiting(staff)
        return await registrar.certify(member, _typed(member, ask))


def _typed(member: Staff, ask: Ask) -> str:
    try:
        return ask(_ASK.format(name=member.person.name, role=member.person.role.value))
    except EOFError:
        raise CannotError("No words were typed: nothing was certified.") from None


def _keys(settings: Settings, folder: Path | None) -> KeyFolder:
    return KeyFolder(folder or settings.data_folder / KEYS_FOLDER)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
