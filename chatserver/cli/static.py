# SPDX-License-Identifier: EUPL-1.2
"""``lykta static`` and ``lykta pages``: the pages on a machine of their own, apart from the relay."""

import argparse
import sys
from pathlib import Path

import uvloop

from chatserver import config
from chatserver.app import pagehost
from chatserver.signing.denied import DENIED_FILE, DenyList
from chatserver.signing.keyfolder import ROOTS_FILE
from chatserver.signing.roots import Roots

_WRITTEN = """\
Wrote {count} files of {app} to {out}.

    site/       what the other machine serves
    servers/    its headers, for nginx, Caddy and hosts that read `_headers`

The relay is {relay}{not_split}. Keep site/manifest.json: `lykta verify {app} --manifest FILE` compares.
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    static = commands.add_parser("static", help="write the whole static site for another machine")
    static.add_argument("--out", type=Path, required=True, help="a new folder")
    static.set_defaults(run=write)
    pages = commands.add_parser("pages", help="serve a site that `lykta static` wrote, and nothing else")
    pages.add_argument("folder", type=Path)
    pages.add_argument("--host", default="localhost", help="address to listen on")
    pages.add_argument("--port", type=int, default=8323)
    pages.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    pages.set_defaults(run=serve)


def write(named: argparse.Namespace) -> None:
    """Write it all."""
    settings = config.read(named=True)
    roots, denied = Roots.read(settings.data_folder / ROOTS_FILE), settings.data_folder / DENIED_FILE
    DenyList.read(denied)  # without one nobody would be let in
    manifest = pagehost.write(settings, roots, denied, named.out)
    told = {"count": len(manifest.files), "app": manifest.app, "out": named.out, "relay": manifest.relay}
    sys.stdout.write(_WRITTEN.format(**told, not_split="" if settings.split else ": *not split*"))


def serve(named: argparse.Namespace) -> None:
    """Serve until told to stop."""
    uvloop.run(_serve(named))


async def _serve(named: argparse.Namespace) -> None:
    if named.with_parent:
        pagehost.end_with_parent()
    await pagehost.serve(named.folder, named.host, named.port, ready=_say)


def _say(_app: str) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
