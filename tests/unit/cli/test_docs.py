# SPDX-License-Identifier: EUPL-1.2
"""What the pages tell somebody to type at three in the morning is a command that there is."""

import re
import shlex
from pathlib import Path

import pytest

from chatserver import cli

PAGES = sorted((Path(__file__).resolve().parents[3] / "docs").rglob("*.md"))
COMMANDS = [
    (page.name, line.strip())
    for page in PAGES
    for block in re.findall(r"```\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
    if line.strip().startswith("lykta ")
]


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_every_command_of_the_pages_is_one(page: str, command: str) -> None:
    """Its words and options are understood, as they stand there."""
    assert cli.parser().parse_args(shlex.split(command, comments=True)[1:]).run, page


def test_the_page_about_keys_leads_to_its_own_parts() -> None:
    """A link that leads nowhere costs minutes that nobody has."""
    page = next(page for page in PAGES if page.name == "keys.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors
