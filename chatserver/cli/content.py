# SPDX-License-Identifier: EUPL-1.2
"""``lykta content``: look whether a folder of dated facts can be used."""

import argparse
import sys
from pathlib import Path

from chatserver import config
from chatserver.domain.workdays import local
from chatserver.services.content import read
from chatserver.services.ports import SystemClock
from chatserver.services.sheets import SheetError


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    content = commands.add_parser("content", help="check the dated facts: municipalities, law, duties")
    kinds = content.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser("check", help="name every mistake by file and line; status 1 if there is one")
    one.add_argument("folder", nargs="?", type=Path, help="another folder than LYKTA_CONTENT_FOLDER")
    one.set_defaults(run=lambda named: check(config.read(), named.folder))


def check(settings: config.Settings, folder: Path | None) -> int:
    """Print what is wrong in *folder*, or what is in it; 1 if anything is wrong."""
    place = folder or settings.content_folder
    today = local(SystemClock().now_ms(), settings.time_zone).date()
    try:
        content = read(place, today)
    except SheetError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    sys.stdout.write(
        f"{place}: {len(content.municipalities)} municipalities, {len(content.legal)} references to law, "
        f"{len(content.reporting_duties)} kinds of duty to report.\n"
    )
    return 0
