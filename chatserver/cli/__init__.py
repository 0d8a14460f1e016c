# SPDX-License-Identifier: EUPL-1.2
"""The command ``lykta``: one file per command, no logic.

What goes wrong in a way that a person can mend is a ``CannotError`` (or a kin of it): printed in one
line, exit status 2.
"""

import argparse
import sys
from collections.abc import Sequence

from chatserver import config
from chatserver.cli import configuration, demo, generate, keys, migrate, serve, staff, static, verify
from chatserver.domain.errors import CannotError

COMMANDS = (demo, serve, migrate, keys, staff, static, verify, configuration, generate)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(prog="lykta", description=__doc__.splitlines()[0])
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.register(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    named = parser().parse_args(arguments)
    try:
        return int(named.run(named) or 0)
    except (CannotError, config.SettingError) as wrong:
        sys.stderr.write(f"lykta: {wrong}\n")
        return 2
    except KeyboardInterrupt:
        return 130
