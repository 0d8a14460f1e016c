# SPDX-License-Identifier: EUPL-1.2
"""``lykta config``: what is set, and what each setting is for."""

import argparse
import sys

from chatserver import config


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("config", help="show every setting with its value and meaning")
    command.set_defaults(run=run)


def run(_named: argparse.Namespace) -> None:
    """Print them all, as they can be set; secrets are not shown."""
    for setting, value in config.shown():
        sys.stdout.write(f"{setting.variable}={value}\n    {setting.help}\n")
    sys.stdout.write(f"# Pages and relay: {config.read().trust}\n")
