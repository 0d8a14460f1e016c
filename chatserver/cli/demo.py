# SPDX-License-Identifier: EUPL-1.2
"""``lykta demo``: a helpline on this machine, with made-up staff and keys of its own."""

import argparse
import sys

import uvloop

from chatserver import config
from chatserver.app.start import Addresses
from chatserver.app.start import run as run_app

_OPEN = """
  Lykta is running, as a demonstration on this machine only.

    a site with the chat   {host_page}
    the chat by itself     {chat}
    a counsellor's desk    {console}

  Pages and relay: {trust}

  Stop with Ctrl-C.

"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("demo", help="run the demonstration on this machine")
    command.set_defaults(run=run)


def _print(addresses: Addresses) -> None:
    sys.stdout.write(_OPEN.format(**addresses._asdict()))
    sys.stdout.flush()


def run(_named: argparse.Namespace) -> None:
    """Serve until told to stop; readable logs in a terminal."""
    uvloop.run(run_app(config.read(demonstration=True), ready=_print))
