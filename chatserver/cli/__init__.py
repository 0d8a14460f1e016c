# SPDX-License-Identifier: EUPL-1.2
"""The command ``lykta``: one file per command, no logic.

What goes wrong in a way that a person can mend is a ``CannotError`` (or a kin of it): printed in one
line, exit status 2.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from chatserver import config
from chatserver.domain.errors import CannotError

ROOMS = {
    "demo": "demo",
    "serve": "serve",
    "migrate": "migrate",
    "keys": "keys",
    "channels": "channels",
    "staff": "staff",
    "deeds": "deeds",
    "static": "static",
    "pages": "static",
    "verify": "verify",
    "content": "content",
    "agency": "agency",
    "drill": "drill",
    "config": "configuration",
    "generate": "generate",
}
"""Every command, and the module of this package that has it."""


def parser(asked: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line for what is *asked*; the whole one where that names no command."""
    whole = argparse.ArgumentParser(prog="lykta", description=__doc__.splitlines()[0])
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    # Only that: the others would load the server, a second of it, for a question about keys.
    named = ROOMS.get(asked[0]) if asked else None
    for room in dict.fromkeys(ROOMS.values()) if named is None else (named,):
        importlib.import_module(f"{__name__}.{room}").register(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    asked = sys.argv[1:] if arguments is None else arguments
    named = parser(asked).parse_args(asked)
    try:
        return int(named.run(named) or 0)
    except (CannotError, config.SettingError) as wrong:
        sys.stderr.write(f"lykta: {wrong}\n")
        return 2
    except KeyboardInterrupt:
        return 130
