# SPDX-License-Identifier: EUPL-1.2
"""``lykta keys``: the helpline's roots and issuing keys, and certificates for the devices of staff."""

import argparse
from pathlib import Path
from typing import Final

from chatserver import config
from chatserver.cli import ceremony, registry
from chatserver.cli.ceremony import Desk
from chatserver.cli.terminal import SystemTerminal
from chatserver.signing import vault

CEREMONY_FOLDER: Final = Path("ceremony")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    keys = commands.add_parser("keys", help="make the helpline's keys and certify the devices of staff")
    kinds = keys.add_subparsers(required=True, metavar="WHAT")
    _register_roots(kinds)
    _register_registrars(kinds)
    _register_server(kinds)


def _register_roots(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    whole = kinds.add_parser("ceremony", help="make all keys, once, on a machine without network")
    whole.set_defaults(run=lambda named: ceremony.ceremony(_desk(), named.out))
    turn = kinds.add_parser("rotate", help="let the next root take over, with a fresh next root")
    turn.set_defaults(run=lambda n: ceremony.rotate(_desk(), n.folder, n.out, paper=n.paper))
    issuer = kinds.add_parser("issuer", help="make fresh issuing keys under the root, for 90 days")
    issuer.set_defaults(run=lambda n: ceremony.issuers(_desk(), n.folder, n.out, paper=n.paper))
    one = kinds.add_parser("copy", help="make the lost copy of a root from the other: file or paper")
    one.add_argument("--next", action="store_true", dest="successor", help="of the next root")
    one.set_defaults(run=lambda n: ceremony.copy(_desk(), n.folder, successor=n.successor, paper=n.paper))
    for command in (whole, turn, issuer):
        command.add_argument(
            "--out", type=Path, default=CEREMONY_FOLDER, help="a new folder for what is made"
        )
    for command in (turn, issuer, one):
        command.add_argument(
            "--folder", type=Path, default=Path(vault.ROOT_KEEPER), help="folder of the root keeper"
        )
        command.add_argument("--paper", action="store_true", help="type the root from its paper")


def _register_registrars(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = kinds.add_parser("certify", help="certify a device by the five words that its owner reads out")
    one.add_argument("staff", help="the person's name or id (see lykta staff list)")
    one.set_defaults(run=lambda n: registry.certify(_desk(), n.folder, n.staff))
    renew = kinds.add_parser("renew", help="renew what ends within 14 days, and the deny-list")
    renew.add_argument("--all", action="store_true", dest="everybody", help="every device that is believed")
    renew.set_defaults(run=lambda n: registry.renew(_desk(), n.folder, everybody=n.everybody))
    deny = kinds.add_parser("deny", help="let nobody believe a device, or an issuing key, any more")
    what = deny.add_mutually_exclusive_group(required=True)
    what.add_argument("staff", nargs="?", help="every device of the person of that name or id")
    what.add_argument(
        "--name", dest="hexadecimal", help="a serial, or the name of an issuing key (32 digits)"
    )
    what.add_argument("--renew", action="store_true", help="nobody more: only 14 further days")
    deny.set_defaults(run=lambda n: registry.deny(_desk(), n.folder, n.staff, n.hexadecimal))
    for command in (one, renew, deny):
        command.add_argument("--folder", type=Path, required=True, help="folder with your issuing key")


def _register_server(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    publish = kinds.add_parser("publish", help="bring roots.json (and the first deny-list) to the server")
    publish.add_argument("folder", type=Path, help="folder `publish` of a ceremony or rotation")
    publish.set_defaults(run=lambda n: registry.publish(_desk(), n.folder))
    status = kinds.add_parser("status", help="show what ends when; status 1 if something ends within 14 days")
    status.set_defaults(run=lambda _named: registry.status(_desk()))


def _desk() -> Desk:
    return Desk(config.read(named=True), SystemTerminal())
