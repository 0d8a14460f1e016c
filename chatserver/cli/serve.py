# SPDX-License-Identifier: EUPL-1.2
"""``lykta serve``: run a helpline."""

import argparse

import uvloop

from chatserver import config
from chatserver.app.start import run as run_app


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("serve", help="run a helpline")
    command.set_defaults(run=run)


def run(_named: argparse.Namespace) -> None:
    """Serve until told to stop."""
    uvloop.run(run_app(config.read(named=True)))
