# SPDX-License-Identifier: EUPL-1.2
"""``lykta migrate``: bring the records to the schema of this version."""

import argparse
import asyncio
import sys

from chatserver import config
from chatserver.app.start import migrate as migrate_records


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("migrate", help="bring the records to this version's schema")
    command.set_defaults(run=run)


def run(_named: argparse.Namespace) -> None:
    """Migrate; nothing happens if they are up to date."""
    asyncio.run(migrate_records(config.read()))
    sys.stdout.write("The records have the schema of this version.\n")
