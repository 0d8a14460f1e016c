# SPDX-License-Identifier: EUPL-1.2
"""The command line: every command has its room, and one that is asked for loads no other."""

import subprocess
import sys

import pytest

from chatserver import cli

LOADED = """
import sys
from chatserver import cli
try:
    cli.main(["keys", "--help"])
finally:
    print("serves:", any(name in sys.modules for name in ("aiohttp", "socketio", "redis")))
"""


def names(asked: list[str]) -> set[str]:
    """The commands that the parser for *asked* has."""
    [commands] = [each for each in cli.parser(asked)._actions if each.choices]
    return set(commands.choices or ())


def test_the_whole_command_line_is_the_table() -> None:
    """Whoever names no command is shown every one, and the table names no other."""
    assert names([]) == set(cli.ROOMS)
    assert names(["--help"]) == set(cli.ROOMS)
    assert names(["sreve"]) == set(cli.ROOMS)


@pytest.mark.parametrize("name", cli.ROOMS)
def test_a_command_is_in_its_room(name: str) -> None:
    """The module that the table gives for a command has it."""
    assert name in names([name])


def test_what_is_about_keys_loads_no_server() -> None:
    """A command loads its own room: half a second for a question about keys instead of more than one."""
    command = [sys.executable, "-c", LOADED]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own
    assert "serves: False" in ran.stdout, ran.stderr
