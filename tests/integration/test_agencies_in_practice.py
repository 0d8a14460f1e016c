# SPDX-License-Identifier: EUPL-1.2
"""The page *Set up an agency*: its own commands and its own sheet, as they stand there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import staff
from chatserver.records.store import Records, records_url
from tests.conftest import is_thorough
from tests.drivers.keyholder import Keyholder
from tests.drivers.registrar import lykta

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "set-up-an-agency.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("lykta ")
]
SHEET = "".join(f"{line}\n" for line in re.findall(r"^    (\S.*;.*)$", PAGE, re.MULTILINE))
OLLE = Staff(StaffId("o" * 22), Person("Olle", Role.OFFICER))


async def enrol(folder: Path) -> None:
    """Olle works here (how he came to: ``test_keys_in_practice.py``)."""
    records = Records.open(records_url(None, folder))
    async with records.write() as transaction:
        await staff.add(transaction, OLLE, now_ms=1)
    await records.close()


def status(command: str, folder: Path) -> tuple[int, str]:
    """How *command* ended, and what it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LYKTA_")}  # noqa: TID251
    ran = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "chatserver", *command.split()[1:]],
        env=clean | {"LYKTA_DATA_FOLDER": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.skipif(not is_thorough(), reason="slow; run with --hypothesis-profile thorough")
async def test_the_page_from_end_to_end(tmp_path: Path) -> None:
    """Facts, sheet, telephone, officers, and who is told when: each command in its order."""
    (tmp_path / "agencies.csv").write_text(SHEET, encoding="utf-8")
    data = tmp_path / "data"
    said: dict[str, str] = {}
    stale = (0, "")
    for command in ["lykta migrate", *COMMANDS]:
        if command.startswith("lykta agency officer") and OLLE.person.name not in "".join(said.values()):
            await enrol(data)
        if command.startswith("lykta agency verify") and not stale[0]:
            stale = status("lykta agency stale", data)
        settings = {"LYKTA_DATA_FOLDER": str(data)}
        said[command] = await lykta(command, Keyholder(), folder=tmp_path, **settings)

    assert "15 municipalities" in said["lykta content check"]
    assert "exempel, exempel-jour" in said["lykta agency import agencies.csv"]
    assert stale[0] == 1
    assert stale[1].count("never verified") == 3
    assert said["lykta agency stale"] == ""
    assert "Olle stands on rung 0" in said["lykta agency officer Olle exempel --rung 0"]
    assert said["lykta agency find 2380 --urgency p1 --at 2026-12-24T10:00"].startswith("exempel-jour:")
    assert said["lykta agency find 2380 --urgency p2 --at 2026-12-24T10:00"].startswith("exempel:")
    assert re.search(r"^2281 .* then only 112$", said["lykta agency list"], re.MULTILINE)
    assert "NOBODY" in said["lykta agency list"]
    assert status("lykta agency find 2281", data) == (0, "Nobody: there is no agency for 2281. Phone 112.\n")
    assert status("lykta agency find 2303 --at 2026-12-24T10:00", data)[1].startswith("exempel-jour:")


async def test_a_sheet_with_mistakes_changes_nothing(tmp_path: Path) -> None:
    """Every mistake by its line, status 2, and the directory as it was."""
    data = tmp_path / "data"
    (tmp_path / "agencies.csv").write_text(
        SHEET.replace("2380;mon", "23;mon").replace("phone", "fax"), "utf-8"
    )
    code, told = status(f"lykta agency import {tmp_path / 'agencies.csv'}", data)

    assert code == 2
    assert told.count("agencies.csv:") == 3
    assert "exempel" not in status("lykta agency list", data)[1]
